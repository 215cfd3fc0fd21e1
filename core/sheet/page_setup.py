"""How pages lie on their sheets: upright or across, on one side or both, with which margins.

The binding margin is that of GB/T 9704 (订口 28 mm), the others are narrower than its 版心, which
would cost a sixth of the page. A page that lies across is bound by its head, and what each page
says at its foot stands at the foot of the sheet, as on all other pages (GB/T 9704-2012, 8).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import astuple

MM: Final = 72 / 25.4
A4: Final = (210 * MM, 297 * MM)

STAMPED_FOOT: Final = 29.0
"""Millimetres at the foot of the sheet where each page says there of which file it is."""


class MarginsError(ValueError):
    """No margins that a page can have; the message is one Chinese sentence."""


class Margins(Struct, frozen=True):
    """What stays free at the edges of an upright sheet, in millimetres.

    ``binding``: where sheets are bound (订口); ``edge``: across from it (切口); ``head`` and
    ``foot``: 天头 and 地脚.
    """

    binding: float = 28.0
    edge: float = 15.0
    head: float = 18.0
    foot: float = 18.0

    def __post_init__(self) -> None:
        for name, (least, most), wanted in zip(NAMES, BOUNDS, astuple(self), strict=True):
            if not least <= wanted <= most:  # not a number is neither
                raise MarginsError(f"{name}应在 {least} 到 {most} 毫米之间，不能是 {wanted:g}")

    @classmethod
    def read(cls, text: str) -> Margins:
        """Four figures with commas between, as somebody typed them. Raises ``MarginsError``."""
        figures = re.split("[,、;]", unicodedata.normalize("NFKC", text))
        try:
            found = [float(figure) for figure in figures]
        except ValueError:
            found = []
        if len(found) != len(NAMES):
            wanted = "、".join(NAMES)
            raise MarginsError(f"页边距要写{wanted}四个数，单位毫米，用逗号隔开，如 28,15,18,18")
        return cls(*found)


NAMES: Final = ("订口", "切口", "天头", "地脚")
"""What the margins are called, in their order."""

BOUNDS: Final = ((10, 45), (10, 45), (10, 45), (15, 45))
"""The least and the most of each: printers leave some millimetres, the page number needs room."""

USUAL: Final = Margins()


class Frame(NamedTuple):
    """The room for the table on one page, in points from the page's left and upper edges."""

    page: tuple[float, float]
    left: float
    top: float
    width: float
    height: float


class PageSetup(Struct, frozen=True):
    """``duplex``: both sides are printed on, so the margins of each back are mirrored."""

    landscape: bool = False
    duplex: bool = False
    margins: Margins = USUAL

    def is_back(self, number: int) -> bool:
        """Whether the page of this number, from 1, is on the back of a sheet."""
        return self.duplex and number % 2 == 0

    def sides(self, *, back: bool = False) -> tuple[float, float]:
        """The left and the right margin of an upright sheet in points."""
        left, right = self.margins.binding * MM, self.margins.edge * MM
        return (right, left) if back else (left, right)

    def frame(self, *, stamped: bool = False, back: bool = False) -> Frame:
        """The room for the table; as large on a back as on a front."""
        width, height = A4
        left, right = self.sides(back=back)
        across = left + right  # one sum for both sides: floats are not associative
        head = self.margins.head * MM
        foot = max(self.margins.foot, STAMPED_FOOT if stamped else 0.0) * MM
        if self.landscape:
            return Frame((height, width), foot, left, height - foot - head, width - across)
        return Frame((width, height), left, head, width - across, height - head - foot)


UPRIGHT: Final = PageSetup()
