"""What was found of the pages of a sheet, for the next time, when a few of its rows are others.

A page's height and cost depend on the rows that it shows and the one below them. Sums of heights
are exact (``heights``), so all that was found where no row has changed holds, above and below.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.sheet.page import Page, Place
    from core.sheet.page_rows import PageRows

Cuts = list[tuple["Place", float]]


class _Known(NamedTuple):
    """Where a page that begins at a place may end: found by looking no further than ``reach``."""

    reach: int
    head: int | None
    cuts: Cuts


class _Found(NamedTuple):
    """What was found of these rows."""

    rows: PageRows
    cuts: dict[Place, _Known]
    pages: dict[tuple[Place, Place], Page]


class PageMemory:
    """What was found last of sheets of one shape, on one kind of paper.

    Several threads may use it: what one has found replaces what was there as a whole.
    """

    def __init__(self) -> None:
        self._found: _Found | None = None

    def recalled(self, rows: PageRows) -> Recalled:
        """What of it holds for these rows."""
        return Recalled(rows, self._found)

    def keep(self, recalled: Recalled) -> None:
        """Know this the next time."""
        self._found = recalled.found


class Recalled:
    """What is known of the pages of these rows, and what is added to it."""

    def __init__(self, rows: PageRows, before: _Found | None = None) -> None:
        self._rows, self._before = rows, before
        self._changed = [] if before is None else _changed(before.rows, rows)
        self.found = _Found(rows, {}, {})

    def cuts(self, start: Place) -> Cuts | None:
        """Where a page that begins here may end, where that is known."""
        known = self.found.cuts.get(start)
        if known is None and self._before is not None:
            known = self._before.cuts.get(start)
            if known is None or not self._holds(start.row, known.reach, start, known.head):
                return None
            self.found.cuts[start] = known
        return None if known is None else known.cuts

    def add_cuts(self, start: Place, reach: int, cuts: Cuts) -> None:
        """Where a page that begins here may end; the rows beyond ``reach`` are of no matter."""
        self.found.cuts[start] = _Known(reach, self._rows.head_over(start), cuts)

    def page(self, start: Place, end: Place) -> Page | None:
        """The page between two places, where it is known."""
        page = None if self._before is None else self._before.pages.get((start, end))
        if page is None:
            return None
        head = next((strip.row for strip in page.strips if strip.repeated), None)
        # Of a text that flows through several rows the lines above the page count as well.
        flowing = [
            self._rows.sheet.cells[index].row
            for index in self._rows.cells_of[start.row]
            if self._rows.flows[index]
        ]
        if not self._holds(min([start.row, *flowing]), end.row, start, head):
            return None
        self.found.pages[start, end] = page
        return page

    def add_page(self, start: Place, end: Place, page: Page) -> None:
        """The page between two places."""
        self.found.pages[start, end] = page

    def _holds(self, first: int, last: int, start: Place, head: int | None) -> bool:
        """Whether these rows, and the head over them, are what they were."""
        if head != self._rows.head_over(start):
            return False
        return not self._any_changed(first, last) and (
            head is None or not self._any_changed(head, head)
        )

    def _any_changed(self, first: int, last: int) -> bool:
        at = bisect_left(self._changed, first)
        return at < len(self._changed) and self._changed[at] <= last


def _changed(before: PageRows, after: PageRows) -> Sequence[int]:
    """The rows of another size, or with a cell of another number of lines, in order."""
    rows = set(_differing(before.sizes, after.sizes))
    for index in _differing(before.lines, after.lines):
        cell = after.sheet.cells[index]
        rows.update(range(cell.row, cell.row + cell.rowspan))
    return sorted(rows)


def _differing(before: Iterable[object], after: Iterable[object]) -> Iterator[int]:
    pairs = enumerate(zip(before, after, strict=True))
    return (index for index, (one, other) in pairs if one != other)
