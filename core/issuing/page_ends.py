"""Where the printed paper will be cut into pages, found in another process than the window's.

A form of two thousand rows has ten thousand cells: to hand them over at once would hold the window
up as well.  So a sheet is packed bit by bit, whenever the window has nothing else to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from msgspec import Struct

from core.sheet.page_setup import UPRIGHT, PageSetup
from core.sheet.sheet import Band, Cell, Sheet
from core.workers.messages import packed, unpacked

AT_ONCE: Final = 150
"""Cells packed in one step: a millisecond of work."""


class Cut(Struct, frozen=True):
    """A page begins in ``row``, ``share`` of its height down (0: with the row)."""

    row: int
    share: float


class PackedSheet(Struct, frozen=True):
    """A sheet on its way to another process, and the paper that it is printed on."""

    widths: tuple[int, ...]
    bands: tuple[Band, ...]
    cells: tuple[bytes, ...]
    setup: PageSetup
    stamped: bool

    @property
    def sheet(self) -> Sheet:
        """The sheet as it was."""
        cells: Iterator[Cell] = chain.from_iterable(map(unpacked, self.cells))
        return Sheet(self.widths, self.bands, tuple(cells))


def pack(sheet: Sheet) -> Iterator[bytes]:
    """The cells of a sheet for ``PackedSheet``, a few at each step."""
    for start in range(0, len(sheet.cells), AT_ONCE):
        yield packed(sheet.cells[start : start + AT_ONCE])


def cuts(sheet: Sheet, setup: PageSetup = UPRIGHT, *, stamped: bool = False) -> tuple[Cut, ...]:
    """Where the pages after the first begin, by the very composition that is printed."""
    from core.report.page_composition import compose  # it opens the faces: not before it is needed

    begins = []
    for page in compose(sheet, setup, stamped=stamped).pages[1:]:
        strip = next((strip for strip in page.strips if not strip.repeated), None)
        if strip is not None:
            whole = max(1, strip.first + strip.lines)
            begins.append(Cut(strip.row, strip.first / whole))
    return tuple(begins)


def cuts_of(packed_sheet: PackedSheet) -> tuple[Cut, ...]:
    """As ``cuts``, in a worker."""
    given = packed_sheet
    return cuts(given.sheet, given.setup, stamped=given.stamped)
