"""The rows of a Sheet between two page ends: which of them stand there, and how high they are.

A row counts with its own height, summed up beforehand, so that what a page holds and what it needs
is found without looking at each row of it. Only the labels that a page end cuts are looked at: what
such a one lacks in the rows that a page shows of it is spread over these.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from core.sheet.page import HEAD_OF, Place, Strip, is_repeated
from core.sheet.sheet import Band

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.sheet.heights import Metrics, RowSize
    from core.sheet.page import Lines
    from core.sheet.sheet import Sheet

GRAIN: Final = 1e-6
"""Sums of heights are not exact."""

_HEAD_SHARE: Final = 0.25  # of the page: a higher head is not repeated
_HEADS: Final = tuple(HEAD_OF.values())


class _Label(NamedTuple):
    """A merged cell that does not flow, and the height it needs: at first, and continued.

    In the order in which they are given room: the smaller ones before those around them.
    """

    rowspan: int
    cell: int
    row: int
    first: float
    again: float


class _Room(NamedTuple):
    """What each row of a page from ``low`` up to ``high`` gets for a label that lacks it."""

    low: int
    high: int
    each: float


class PageRows:
    """The rows of one sheet on one kind of paper. Rows of a page are counted with its head."""

    def __init__(
        self,
        sheet: Sheet,
        sizes: Sequence[RowSize],
        lines: Sequence[Lines],
        metrics: Metrics,
        capacity: float,
    ) -> None:
        self.sheet, self.sizes, self.lines = sheet, sizes, lines
        self.metrics, self.capacity = metrics, capacity
        self.end = Place(len(sheet.bands), 0)
        self.flows = [
            metrics.flows(count.first, sizes[cell.row].leading)
            for cell, count in zip(sheet.cells, lines, strict=True)
        ]
        self.cells_of: list[list[int]] = [[] for _ in sheet.bands]
        self._labels_at: list[list[_Label]] = [[] for _ in sheet.bands]
        for index, cell in enumerate(sheet.cells):
            if cell.rowspan == 1:
                self.cells_of[cell.row].append(index)
                continue
            label = self._label(index)
            for row in range(cell.row, cell.row + cell.rowspan):
                self.cells_of[row].append(index)
                if not self.flows[index]:
                    self._labels_at[row].append(label)
        for labels in self._labels_at:
            labels.sort()
        self._heads = list(self._find_heads())
        self._parts = [at for at, band in enumerate(sheet.bands) if band is Band.APPENDIX]
        self._whole = [self._whole_lines(row) for row in range(self.end.row)]
        self._tops = [0.0, *accumulate(size.height for size in sizes)]
        self._least = min(
            (min(size.height, metrics.text_height(1, size.leading)) for size in sizes), default=0.0
        )

    def _label(self, index: int) -> _Label:
        cell, lines = self.sheet.cells[index], self.lines[index]
        leading, height = self.sizes[cell.row].leading, self.metrics.text_height
        needs = height(lines.first, leading), height(lines.again, leading)
        return _Label(cell.rowspan, index, cell.row, *needs)

    def _find_heads(self) -> Iterator[int | None]:
        head: int | None = None
        for row, band in enumerate(self.sheet.bands):
            if band in _HEADS:
                head = row
            fits = head is not None and self.sheet.bands[head] is HEAD_OF.get(band)
            low = fits and self.sizes[head or 0].height <= self.capacity * _HEAD_SHARE
            yield head if low else None

    def _whole_lines(self, row: int) -> tuple[int, int]:
        """The lines of the highest text of a row that does not flow: at first, and continued."""
        first = again = 0
        for index in self.cells_of[row]:
            cell, lines = self.sheet.cells[index], self.lines[index]
            if cell.rowspan == 1 and not self.flows[index]:
                first = max(first, lines.first)
                if lines.again > again and is_repeated(cell):
                    again = lines.again
        return first, again

    def whole_lines(self, row: int, line: int) -> int:
        """The lines of the highest text that stays whole in the part of a row from a line on."""
        return self._whole[row][line > 0]

    def is_torn(self, row: int) -> bool:
        """Whether a page end may stand in this row."""
        return self.metrics.flows(self.sizes[row].lines, self.sizes[row].leading)

    def head_over(self, start: Place) -> int | None:
        """The row that a page that begins here shows again before it."""
        return self._heads[start.row] if start.row < self.end.row else None

    def furthest(self, start: Place) -> tuple[int, float]:
        """The first row that does not fit any more whole, and the height that is left for it."""
        head = self.head_over(start)
        room = self.capacity - (self.sizes[head].height if head is not None else 0.0)
        if start.row == self.end.row:
            return start.row, room
        height = self._part_height(start.row, start.line, None)
        if height > room + GRAIN:
            return start.row, room
        below, room = start.row + 1, room - height
        row = bisect_right(self._tops, self._tops[below] + room + GRAIN, lo=below) - 1
        row = min(row, self._next_part(below))
        return row, room - (self._tops[row] - self._tops[below])

    def _next_part(self, row: int) -> int:
        """The first row from here on that begins a page of its own, else the end."""
        at = bisect_left(self._parts, row)
        return self._parts[at] if at < len(self._parts) else self.end.row

    def used(self, start: Place, end: Place) -> float:
        """The height of a page from ``start`` to ``end``."""
        page = _Span(start, end, self.head_over(start))
        height = self._height(page, 0, page.count)
        if self._may_lack(page):
            height += sum((room.high - room.low) * room.each for room in self._rooms(page))
        return height

    def _may_lack(self, page: _Span) -> bool:
        """Whether a label that a page end cuts is higher than the lowest rows could be.

        Hardly ever: so this is asked first, and the heights are added up only where it matters.
        """
        (first, line), (last, torn) = page.start, page.end
        if first or line:
            below = last + (torn > 0)
            for rowspan, _, row, whole, again in self._labels_at[first]:
                need = again if row < first or line else whole
                if need > (min(row + rowspan, below) - first) * self._least:
                    return True
        if last < self.end.row:
            for _, _, row, whole, again in self._labels_at[last]:
                if row < last or torn:
                    need = again if row < first or (row == first and line) else whole
                    if need > (last - max(row, first)) * self._least:
                        return True
        return False

    def strips(self, start: Place, end: Place) -> list[Strip]:
        """The rows between two places, high enough for the labels that the page ends cut."""
        page = _Span(start, end, self.head_over(start))
        heights = [self._height(page, place, place + 1) for place in range(page.count)]
        for room in self._rooms(page):
            for place in range(room.low, room.high):
                heights[place] += room.each
        strips, top = [], 0.0
        for place, height in enumerate(heights):
            row, first, last = page.part(place)
            lines = (self.sizes[row].lines if last is None else last) - first
            strips.append(Strip(row, top, height, first, lines, repeated=place < page.head))
            top += height
        return strips

    def _rooms(self, page: _Span) -> list[_Room]:
        """What the labels that the two page ends cut lack on this page."""
        start, end = page.start, page.end
        labels: Sequence[_Label] = self._labels_at[start.row] if start > (0, 0) else ()
        if end.row < self.end.row and (others := self._labels_at[end.row]):
            labels = sorted({*labels, *others})
        rooms: list[_Room] = []
        for label in labels:
            low, high = page.places(label.row, label.row + label.rowspan)
            if low >= high:
                continue
            again = label.row < start.row or (label.row == start.row and start.line > 0)
            lack = (label.again if again else label.first) - self._height(page, low, high)
            for room in rooms if lack > 0 else ():
                lack -= max(0, min(high, room.high) - max(low, room.low)) * room.each
            if lack > 0:
                rooms.append(_Room(low, high, lack / (high - low)))
        return rooms

    def _height(self, page: _Span, low: int, high: int) -> float:
        """The height of rows of a page, each by itself."""
        height = 0.0
        if low < page.head:
            height, low = self.sizes[page.head_row].height, page.head
        if low >= high:
            return height
        (start, line), (end, torn) = page.start, page.end
        first, below = start + low - page.head, start + high - page.head
        height += self._tops[below] - self._tops[first]
        if line and first == start:
            stop = torn if start == end else None
            height += self._part_height(start, line, stop) - self.sizes[start].height
        if torn and below > end and not (line and start == end):
            height += self._part_height(end, 0, torn) - self.sizes[end].height
        return height

    def _part_height(self, row: int, first: int, end: int | None) -> float:
        size = self.sizes[row]
        if not first and end is None:
            return size.height
        lines = (size.lines if end is None else end) - first
        room = max(lines, self._whole[row][first > 0])
        return self.metrics.text_height(room, size.leading)


class _Span:
    """The rows of one page by their places on it; the repeated head stands before them."""

    def __init__(self, start: Place, end: Place, head: int | None) -> None:
        self.start, self.end = start, end
        self.head = 0 if head is None else 1
        self.head_row = -1 if head is None else head
        self.count = self.head + end.row - start.row + (end.line > 0)

    def row(self, place: int) -> int:
        """The row at a place."""
        return self.head_row if place < self.head else self.start.row + place - self.head

    def part(self, place: int) -> tuple[int, int, int | None]:
        """The row at a place, and from which line on and up to which it stands there."""
        row = self.row(place)
        if place < self.head:
            return row, 0, None
        first = self.start.line if row == self.start.row else 0
        return row, first, self.end.line if row == self.end.row else None

    def places(self, first: int, end: int) -> tuple[int, int]:
        """From which place on and up to which rows of the sheet stand here."""
        low = max(first - self.start.row, 0) + self.head
        if self.head and first <= self.head_row:
            low = 0
        return low, min(max(end - self.start.row, 0) + self.head, self.count)
