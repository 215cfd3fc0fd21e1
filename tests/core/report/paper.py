"""Where characters may stand on a page, by its setup alone."""

from __future__ import annotations

from core.report import page_style
from core.sheet.page_setup import A4, MM, STAMPED_FOOT, PageSetup

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

INK = 1.0
"""A character may reach so far over its em box."""


def upright(box: Box, setup: PageSetup) -> Box:
    """A box of a page, seen by who holds the sheet upright."""
    left, bottom, right, top = box
    return (A4[0] - top, left, A4[0] - bottom, right) if setup.landscape else box


def table_box(setup: PageSetup, *, stamped: bool = False, back: bool = False) -> Box:
    """The room for the table in a page's own coordinates."""
    frame = setup.frame(stamped=stamped, back=back)
    top = frame.page[1] - frame.top
    return frame.left, top - frame.height, frame.left + frame.width, top


def is_in_place(box: Box, setup: PageSetup, *, stamped: bool = False, back: bool = False) -> bool:
    """Whether it stands within the table, on the line above it or at the foot of the sheet."""
    left, bottom, right, top = table_box(setup, stamped=stamped, back=back)
    top += page_style.RUNNING + page_style.NOTE.size
    if _is_within(box, (left, bottom, right, top)):
        return True
    near, far = setup.sides(back=back)
    foot = max(setup.margins.foot, STAMPED_FOOT if stamped else 0) * MM
    strip = (near, page_style.FOOTER - 4, A4[0] - far, foot)
    return _is_within(upright(box, setup), strip)


def _is_within(box: Box, room: Box) -> bool:
    least = all(outer - INK <= inner for inner, outer in zip(box[:2], room[:2], strict=True))
    return least and all(
        inner <= outer + INK for inner, outer in zip(box[2:], room[2:], strict=True)
    )
