"""Breaking a Sheet into pages.

A page is a run of strips: rows, or parts of a row that is too tall for one page. A further page of
a block begins with the block's head row again. A merged cell stands on each page that shows one
of its rows, centred in what is visible there; where it is a label it is repeated as continued.

Where to cut is a shortest path: first the fewest pages, then the least cost. An orphaned row, a
torn text or signatures alone cost something, and so does the white at the foot.
"""

from __future__ import annotations

import heapq
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.sheet.page import Page, Piece, Place, is_repeated
from core.sheet.page_memory import PageMemory
from core.sheet.page_rows import GRAIN, PageRows
from core.sheet.sheet import Band

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.sheet.page import Strip
    from core.sheet.page_memory import Cuts, Recalled

_TITLES: Final = (
    *(Band.TITLE, Band.APPENDIX),
    *(Band.FUNDS_HEAD, Band.GOALS_HEAD, Band.INDICATOR_HEAD),
)
_ACCOMPANIED: Final = (Band.SIGNATURE, Band.TOTAL)
_MIN_LINES: Final = 3  # of a torn text, on either side of the page end
_MOST_WHITE: Final = 141.0  # 50 mm at the foot of a page, where the next text could be torn
_LOOK_BACK: Final = 8  # rows that a page may leave to the next one for a better cut

# What a cut costs, in points of unused height at the foot of the page: about twenty a row.
_APART: Final = 1500.0  # a head from its rows, one signature from another, all from the table
_LONE_TOTAL: Final = 600.0
_TORN: Final = 100.0
_GAP: Final = 400.0  # so much white that a text might have begun there
_LONE_ROW: Final = 500.0  # a page for one low row
_FLOWING: Final = 30.0  # a text that no page holds whole is torn anyway: it may begin where it is
_ORPHAN: Final = 90.0
_INSIDE: Final = 30.0


class Pagination:
    """The pages of rows, found no sooner than they are asked for: often their number will do."""

    def __init__(self, rows: PageRows, memory: PageMemory | None = None) -> None:
        """``memory``: of sheets of this shape on this paper."""
        self._memory = memory or PageMemory()
        self._rows, self._known = rows, self._memory.recalled(rows)
        self._breaker = _Breaker(rows, self._known)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every line of every text stands on exactly one page, labels apart.

        A row that does not fit on an empty page overflows it only if not even one line of it would.
        """
        return tuple([self._page(start, end) for start, end in pairwise(self._places)])

    def _page(self, start: Place, end: Place) -> Page:
        page = self._known.page(start, end)
        if page is None:
            page = _page(self._rows, start, end)
            self._known.add_page(start, end, page)
        return page

    @cached_property
    def count(self) -> int:
        """How many pages there are."""
        if self._breaker.filled == self._breaker.least:
            return self._breaker.least
        return len(self._places) - 1

    def fits(self, most: float) -> bool:
        """Whether there are at most so many pages."""
        if self._breaker.least > most:
            return False
        return self._breaker.filled <= most or self.count <= most

    @cached_property
    def _places(self) -> list[Place]:
        places = self._breaker.places()
        self._memory.keep(self._known)
        return places


class _Breaker:
    def __init__(self, rows: PageRows, known: Recalled) -> None:
        self._rows, self._sheet, self._sizes = rows, rows.sheet, rows.sizes
        self._known = known
        self._metrics, self._capacity, self._end = rows.metrics, rows.capacity, rows.end
        self._penalties: dict[Place, float] = {}

    @property
    def least(self) -> int:
        """There are not fewer pages than that."""
        return self._bounds[0]

    @cached_property
    def filled(self) -> int:
        """How many pages there are when each is filled as far as it goes: never too few."""
        place, pages = Place(0, 0), 0
        while place != self._end:
            known = self._known.cuts(place)
            cut = next(self._cuts(place)) if known is None else known[0]
            place, pages = cut[0], pages + 1
        return pages

    @cached_property
    def _bounds(self) -> list[int]:
        """For each row how many pages there are at least from there on.

        As if labels took no room and any row that may be torn ended on the page where it begins.
        """
        bounds = [0] * (self._end.row + 1)
        for row in range(self._end.row - 1, -1, -1):
            below, _ = self._rows.furthest(Place(row, 0))
            if below == row or (below < self._end.row and self._rows.is_torn(below)):
                below += 1
            bounds[row] = 1 + bounds[below]
        return bounds

    def _at_least(self, place: Place) -> int:
        """How many pages there are at least from a place on."""
        return max(1, self._bounds[place.row + 1]) if place.line else self._bounds[place.row]

    def places(self) -> list[Place]:
        """Where the pages begin, and the end of the sheet.

        What can only lead to more pages than there need be is not followed.
        """
        start, most = Place(0, 0), self.filled
        best: dict[Place, tuple[int, float, Place]] = {start: (0, 0.0, start)}
        waiting = [start]
        while waiting and (place := heapq.heappop(waiting)) != self._end:
            pages, before, _ = best[place]
            if pages + self._at_least(place) > most:
                continue
            for cut, cost in self._every_cut(place):
                found = (pages + 1, round(before + cost, 3), place)
                if cut not in best:
                    heapq.heappush(waiting, cut)
                elif best[cut][:2] < found[:2]:
                    continue
                best[cut] = found  # of equals the last: it leaves the earlier page fuller
        path = [self._end]
        while path[-1] != start:
            path.append(best[path[-1]][2])
        return path[::-1]

    def _every_cut(self, start: Place) -> Cuts:
        known = self._known.cuts(start)
        if known is None:
            known = list(self._cuts(start))
            self._known.add_cuts(start, self._rows.furthest(start)[0], known)
        return known

    def _cuts(self, start: Place) -> Iterator[tuple[Place, float]]:
        """Where a page that begins here may end, and what that costs; at least one place."""
        row, room = self._rows.furthest(start)
        torn = self._torn(start, row, room) if row < self._end.row else None
        first = max(start.row + 1, row - _LOOK_BACK)
        candidates = [Place(r, 0) for r in range(row, first - 1, -1)]
        if torn is not None:
            candidates.insert(0, torn)
        found = False
        for cut in candidates:
            used = self._rows.used(start, cut)
            if used > self._capacity + GRAIN:
                continue
            found = True
            lone = self._lone(start, cut, used)
            if cut == self._end:
                yield cut, lone
                return
            white = self._capacity - used
            gap = white > _MOST_WHITE and not cut.line
            if gap and self._torn(start, cut.row, white) is not None:
                lone += _GAP
            yield cut, self._penalty(cut) + lone + white
        if (company := self._company(start, row)) is not None:
            used = self._rows.used(start, company)
            yield company, self._penalty(company) + self._capacity - used
        if not found:
            yield self._forced(start), _APART

    def _lone(self, start: Place, cut: Place, used: float) -> float:
        """What it costs that a page would show a single low row."""
        whole = cut == (start.row + 1, 0) and not start.line
        return _LONE_ROW if whole and used < self._capacity / 2 else 0.0

    def _torn(self, start: Place, row: int, room: float) -> Place | None:
        """A cut through a row whose text flows, ``None`` where that is not to be had."""
        size = self._sizes[row]
        if not self._rows.is_torn(row):
            return None
        first = start.line if row == start.row else 0
        count = int((room - 2 * self._metrics.padding) / size.leading + GRAIN)
        count = min(count, size.lines - first - _MIN_LINES)
        if count < max(_MIN_LINES, self._rows.whole_lines(row, first)):
            return None
        return Place(row, first + count)

    def _company(self, start: Place, row: int) -> Place | None:
        """A cut that sends the end of the last text along with what must not stand alone."""
        last = row - 1
        if row == self._end.row or self._sheet.bands[row] not in _ACCOMPANIED:
            return None
        if last < start.row or self._sheet.bands[last] is Band.SIGNATURE:
            return None
        size, first = self._sizes[last], start.line if last == start.row else 0
        count = size.lines - _MIN_LINES
        if not self._rows.is_torn(last):
            return None
        if count - first < max(_MIN_LINES, self._rows.whole_lines(last, first)):
            return None
        return Place(last, count)

    def _forced(self, start: Place) -> Place:
        """A cut that makes headway on paper that is too small for any good one."""
        row, room = self._rows.furthest(start)
        if row > start.row:
            return Place(row, 0)
        size = self._sizes[row]
        count = max(1, int((room - 2 * self._metrics.padding) / size.leading))
        if not self._rows.is_torn(row) or start.line + count >= size.lines:
            return Place(row + 1, 0)
        return Place(row, start.line + count)

    def _penalty(self, cut: Place) -> float:
        known = self._penalties.get(cut)
        if known is None:
            known = self._penalties[cut] = self._find_penalty(cut)
        return known

    def _find_penalty(self, cut: Place) -> float:
        row, line = cut
        if line:
            return _TORN if self._sizes[row].height <= self._capacity else _FLOWING
        bands = self._sheet.bands
        above, below = bands[row - 1], bands[row]
        if below is Band.APPENDIX:
            return 0.0
        if above in _TITLES or below is Band.SIGNATURE:
            return _APART
        if below is Band.TOTAL:
            return _LONE_TOTAL
        cost = 0.0
        for index in self._rows.cells_of[row]:
            cell = self._sheet.cells[index]
            if cell.row < row:
                ends = (row - cell.row, cell.row + cell.rowspan - row)
                cost += _ORPHAN * ends.count(1) + (_INSIDE if cell.column > 0 else 0.0)
        return cost


def _page(rows: PageRows, start: Place, end: Place) -> Page:
    """What stands between two places."""
    strips = rows.strips(start, end)
    shown: dict[int, list[Strip]] = {}
    for strip in strips:
        for index in rows.cells_of[strip.row]:
            shown.setdefault(index, []).append(strip)
    cells = rows.sheet.cells
    order = sorted(shown, key=lambda i: (shown[i][0].top, cells[i].column))
    return Page(tuple(strips), tuple([_piece(rows, index, shown[index]) for index in order]))


def _piece(rows: PageRows, index: int, strips: Sequence[Strip]) -> Piece:
    cell, lines, first = rows.sheet.cells[index], rows.lines[index].first, strips[0]
    height = first.height if len(strips) == 1 else sum([strip.height for strip in strips])
    box = (index, first.top, height)
    if not rows.flows[index]:
        begins = first.row == cell.row and not first.first
        if begins and (not first.repeated or cell.rowspan == 1):
            return Piece(*box, first=0, count=lines, again=False)
        return Piece(*box, first=0, count=0, again=is_repeated(cell))
    if first.repeated and cell.rowspan == 1:
        return Piece(*box, first=0, count=lines, again=False)
    own = [strip for strip in strips if not strip.repeated]
    before = own[0].first + sum(rows.sizes[row].lines for row in range(cell.row, own[0].row))
    count = min(lines - before, sum(strip.lines for strip in own))
    return Piece(*box, first=before, count=max(0, count), again=False)
