"""Breaking a Sheet into pages.

A page is a run of strips: rows, or parts of a row that is too tall for one page. A further page of
a block begins with the block's head row again. A merged cell stands on each page that shows one
of its rows, centred in what is visible there; where it is a label it is repeated as continued.

Where to cut is a shortest path: first the fewest pages, then the fewest sins (an orphaned row, a
torn text, signatures alone), then the least white at the foot.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from core.sheet.sheet import Band, Cell, Role, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.sheet.heights import Metrics, RowSize

HEAD_OF: Final = {
    Band.INDICATOR: Band.INDICATOR_HEAD,
    Band.TOTAL: Band.INDICATOR_HEAD,
    Band.FUND: Band.FUNDS_HEAD,
    Band.GOALS: Band.GOALS_HEAD,
}
"""Which head stands over the rows of a block, and again on each further page."""

_TITLES: Final = (Band.TITLE, Band.FUNDS_HEAD, Band.GOALS_HEAD, Band.INDICATOR_HEAD)
_MIN_LINES: Final = 3  # of a torn text, on either side of the page end
_LOOK_BACK: Final = 8  # rows that a page may leave to the next one for a better cut
_GRAIN: Final = 1e-6  # sums of heights are not exact
_HEAD_SHARE: Final = 0.25  # of the page: a higher head is not repeated

# What a cut costs, in points of unused height at the foot of the page: about twenty a row.
_APART: Final = 1500.0  # a head from its rows, one signature from another, all from the table
_LONE_TOTAL: Final = 600.0
_TORN: Final = 150.0
_FLOWING: Final = 30.0  # a text that no page holds whole is torn anyway: it may begin where it is
_ORPHAN: Final = 90.0
_INSIDE: Final = 30.0


class Place(NamedTuple):
    """Where a page may begin: at this line of the text of this row."""

    row: int
    line: int


class Lines(NamedTuple):
    """How many lines a cell's text has, and how many when it is repeated as continued."""

    first: int
    again: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A row, or its part from line ``first`` on, as it stands on one page."""

    row: int
    top: float
    height: float
    first: int
    lines: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What one page shows of a cell: ``count`` lines from ``first`` on, in the strips' height.

    ``again``: the whole text stands there as a repeated label instead.
    """

    cell: int
    top: float
    height: float
    first: int
    count: int
    again: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the paper; pieces are in paper order."""

    strips: tuple[Strip, ...]
    pieces: tuple[Piece, ...]


def is_repeated(cell: Cell) -> bool:
    """Whether a cell tells what its row is: then it stands on each page that shows the row."""
    named = cell.path is not None and cell.path.field == "name"
    return named or cell.role is Role.LABEL or cell.role is Role.HEADING


def paginate(
    sheet: Sheet,
    sizes: Sequence[RowSize],
    lines: Sequence[Lines],
    metrics: Metrics,
    capacity: float,
) -> tuple[Page, ...]:
    """The pages of a sheet whose rows have these sizes, on paper of this height.

    Every line of every text stands on exactly one page, labels apart. A row that does not fit
    on an empty page overflows it only if not even one line of it would fit.
    """
    breaker = _Breaker(sheet, sizes, lines, metrics, capacity)
    return tuple(breaker.page(start, end) for start, end in pairwise(breaker.places()))


class _Breaker:
    def __init__(
        self,
        sheet: Sheet,
        sizes: Sequence[RowSize],
        lines: Sequence[Lines],
        metrics: Metrics,
        capacity: float,
    ) -> None:
        self._sheet, self._sizes, self._lines = sheet, sizes, lines
        self._metrics, self._capacity = metrics, capacity
        self._end = Place(len(sheet.bands), 0)
        self._heads = list(self._find_heads())
        self._cells_of: list[list[int]] = [[] for _ in sheet.bands]
        self._merged_at: list[tuple[int, ...]] = [() for _ in sheet.bands]
        for index, cell in enumerate(sheet.cells):
            for row in range(cell.row, cell.row + cell.rowspan):
                self._cells_of[row].append(index)
                if cell.rowspan > 1 and not self._flows(index):
                    self._merged_at[row] = (*self._merged_at[row], index)
        self._whole = [self._whole_lines(row) for row in range(self._end.row)]
        self._rows = [self._part(row, 0, None) for row in range(self._end.row)]

    def places(self) -> list[Place]:
        """Where the pages begin, and the end of the sheet."""
        start = Place(0, 0)
        best: dict[Place, tuple[int, float, Place]] = {start: (0, 0.0, start)}
        waiting = [start]
        while waiting and (place := heapq.heappop(waiting)) != self._end:
            pages, sins, _ = best[place]
            for cut, cost in self._cuts(place):
                found = (pages + 1, round(sins + cost, 3), place)
                if cut not in best:
                    heapq.heappush(waiting, cut)
                elif best[cut][:2] < found[:2]:
                    continue
                best[cut] = found  # of equals the last: it leaves the earlier page fuller
        path = [self._end]
        while path[-1] != start:
            path.append(best[path[-1]][2])
        return path[::-1]

    def page(self, start: Place, end: Place) -> Page:
        """What stands between two places."""
        strips = self._strips(start, end)
        shown: dict[int, list[Strip]] = {}
        for strip in strips:
            for index in self._cells_of[strip.row]:
                shown.setdefault(index, []).append(strip)
        cells = self._sheet.cells
        order = sorted(shown, key=lambda i: (shown[i][0].top, cells[i].column))
        return Page(tuple(strips), tuple(self._piece(i, shown[i]) for i in order))

    # -- cutting ------------------------------------------------------------------------------

    def _cuts(self, start: Place) -> Iterator[tuple[Place, float]]:
        """Where a page that begins here may end, and what that costs; at least one place."""
        row, room = self._furthest(start)
        torn = self._torn(start, row, room) if row < self._end.row else None
        first = max(start.row + 1, row - _LOOK_BACK)
        candidates = [Place(r, 0) for r in range(row, first - 1, -1)]
        if torn is not None:
            candidates.insert(0, torn)
        parts = self._parts(start, torn or Place(row, 0))
        found = False
        for cut in candidates:
            kept = len(parts) - (row - cut.row) - (torn is not None and cut != torn)
            used = sum(self._grown(parts[:kept], start, cut))
            if used > self._capacity + _GRAIN:
                continue
            found = True
            if cut == self._end:
                yield cut, 0.0
                return
            yield cut, self._penalty(cut) + self._capacity - used
        if (company := self._company(start, row)) is not None:
            used = sum(self._grown(self._parts(start, company), start, company))
            yield company, self._penalty(company) + self._capacity - used
        if not found:
            yield self._forced(start), _APART

    def _furthest(self, start: Place) -> tuple[int, float]:
        """The first row that does not fit any more whole, and the height that is left for it."""
        head = self._repeated_head(start)
        room = self._capacity - (self._sizes[head].height if head is not None else 0.0)
        row = start.row
        while row < self._end.row:
            part = self._part(row, start.line, None) if row == start.row else self._rows[row]
            if part.height > room + _GRAIN:
                break
            room -= part.height
            row += 1
        return row, room

    def _torn(self, start: Place, row: int, room: float) -> Place | None:
        """A cut through a row whose text flows, ``None`` where that is not to be had."""
        size = self._sizes[row]
        if not self._metrics.flows(size.lines, size.leading):
            return None
        first = start.line if row == start.row else 0
        count = int((room - 2 * self._metrics.padding) / size.leading + _GRAIN)
        count = min(count, size.lines - first - _MIN_LINES)
        if count < max(_MIN_LINES, self._whole[row][first > 0]):
            return None
        return Place(row, first + count)

    def _company(self, start: Place, row: int) -> Place | None:
        """A cut that sends the end of the last text along with signatures that stand below it."""
        last = row - 1
        if row == self._end.row or self._sheet.bands[row] is not Band.SIGNATURE:
            return None
        if last < start.row or self._sheet.bands[last] is Band.SIGNATURE:
            return None
        size, first = self._sizes[last], start.line if last == start.row else 0
        count = size.lines - _MIN_LINES
        if not self._metrics.flows(size.lines, size.leading):
            return None
        if count - first < max(_MIN_LINES, self._whole[last][first > 0]):
            return None
        return Place(last, count)

    def _forced(self, start: Place) -> Place:
        """A cut that makes headway on paper that is too small for any good one."""
        row, room = self._furthest(start)
        if row > start.row:
            return Place(row, 0)
        size = self._sizes[row]
        count = max(1, int((room - 2 * self._metrics.padding) / size.leading))
        if not self._metrics.flows(size.lines, size.leading) or start.line + count >= size.lines:
            return Place(row + 1, 0)
        return Place(row, start.line + count)

    def _penalty(self, cut: Place) -> float:
        row, line = cut
        if line:
            return _TORN if self._sizes[row].height <= self._capacity else _FLOWING
        bands = self._sheet.bands
        above, below = bands[row - 1], bands[row]
        if above in _TITLES or below is Band.SIGNATURE:
            return _APART
        if below is Band.TOTAL:
            return _LONE_TOTAL
        sins = 0.0
        for index in self._cells_of[row]:
            cell = self._sheet.cells[index]
            if cell.row < row:
                ends = (row - cell.row, cell.row + cell.rowspan - row)
                sins += _ORPHAN * ends.count(1) + (_INSIDE if cell.column > 0 else 0.0)
        return sins

    # -- strips -------------------------------------------------------------------------------

    def _strips(self, start: Place, end: Place) -> list[Strip]:
        """The rows between two places, high enough for the labels that the page ends cut."""
        parts = self._parts(start, end)
        heights = self._grown(parts, start, end)
        tops = accumulate(heights, initial=0.0)
        return [
            replace(part, top=top, height=height)
            for part, top, height in zip(parts, tops, heights, strict=False)
        ]

    def _parts(self, start: Place, end: Place) -> list[Strip]:
        """The rows between two places, each by itself."""
        parts = []
        if (head := self._repeated_head(start)) is not None:
            parts.append(replace(self._rows[head], repeated=True))
        if start.row == end.row:
            return [*parts, self._part(start.row, start.line, end.line)]
        parts.append(self._part(start.row, start.line, None))
        parts += self._rows[start.row + 1 : end.row]
        if end.line:
            parts.append(self._part(end.row, 0, end.line))
        return parts

    def _part(self, row: int, first: int, end: int | None) -> Strip:
        size = self._sizes[row]
        if not first and end is None:
            return Strip(row, 0.0, size.height, 0, size.lines)
        lines = (size.lines if end is None else end) - first
        room = max(lines, self._whole[row][first > 0])
        height = self._metrics.text_height(room, size.leading)
        return Strip(row, 0.0, height, first, lines)

    def _whole_lines(self, row: int) -> tuple[int, int]:
        """The lines of the highest text of a row that does not flow: at first, and continued."""
        first = again = 0
        for index in self._cells_of[row]:
            cell, lines = self._sheet.cells[index], self._lines[index]
            if cell.rowspan == 1 and not self._flows(index):
                first = max(first, lines.first)
                again = max(again, lines.again if is_repeated(cell) else 0)
        return first, again

    def _grown(self, parts: Sequence[Strip], start: Place, end: Place) -> list[float]:
        """The heights with room for each merged label in the part of it that this page shows."""
        heights = [part.height for part in parts]
        head = int(bool(parts) and parts[0].repeated)
        cut = self._merged_at[start.row] if start > (0, 0) else ()
        if end.row < self._end.row:
            cut = (*cut, *self._merged_at[end.row])
        for index in sorted(set(cut), key=self._by_rowspan):
            cell, lines = self._sheet.cells[index], self._lines[index]
            end_row = cell.row + cell.rowspan
            own = slice(
                0 if head and cell.row <= parts[0].row else max(cell.row - start.row, 0) + head,
                max(end_row - start.row, 0) + head,
            )
            again = cell.row < start.row or (cell.row == start.row and start.line > 0)
            need = self._metrics.text_height(
                lines.again if again else lines.first, self._sizes[cell.row].leading
            )
            shown = heights[own]
            lack = need - sum(shown)
            if shown and lack > 0:
                heights[own] = [height + lack / len(shown) for height in shown]
        return heights

    def _by_rowspan(self, index: int) -> tuple[int, int]:
        return self._sheet.cells[index].rowspan, index

    # -- cells --------------------------------------------------------------------------------

    def _piece(self, index: int, strips: Sequence[Strip]) -> Piece:
        cell, lines = self._sheet.cells[index], self._lines[index].first
        box = (index, strips[0].top, sum(strip.height for strip in strips))
        own = [strip for strip in strips if not strip.repeated]
        begins = strips[0].row == cell.row and (not strips[0].first)
        begins = begins and (not strips[0].repeated or cell.rowspan == 1)
        if not self._flows(index):
            if begins:
                return Piece(*box, first=0, count=lines, again=False)
            return Piece(*box, first=0, count=0, again=is_repeated(cell))
        if strips[0].repeated and cell.rowspan == 1:
            return Piece(*box, first=0, count=lines, again=False)
        before = own[0].first + sum(self._sizes[row].lines for row in range(cell.row, own[0].row))
        count = min(lines - before, sum(strip.lines for strip in own))
        return Piece(*box, first=before, count=max(0, count), again=False)

    def _flows(self, index: int) -> bool:
        leading = self._sizes[self._sheet.cells[index].row].leading
        return self._metrics.flows(self._lines[index].first, leading)

    def _find_heads(self) -> Iterator[int | None]:
        head: int | None = None
        for row, band in enumerate(self._sheet.bands):
            if band in HEAD_OF.values():
                head = row
            wanted = HEAD_OF.get(band)
            fits = head is not None and self._sheet.bands[head] is wanted
            yield head if fits else None

    def _repeated_head(self, start: Place) -> int | None:
        head = self._heads[start.row] if start.row < self._end.row else None
        if head is None or self._sizes[head].height > self._capacity * _HEAD_SHARE:
            return None
        return head
