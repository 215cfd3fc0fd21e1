"""Finding the widths of columns that make a table low.

Each column begins as narrow as its words allow. What is left is given, bit by bit, to the column
where a point of width saves the most height; what saves nothing any more brings the columns near
the paper's own proportions. In the end width is moved from column to column where that is still
better. The same table always gets the same widths.
"""

from __future__ import annotations

import heapq
import math
from itertools import accumulate, pairwise, takewhile
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Needs = Mapping[tuple[int, int], float]
    """The least width of columns from one up to another that keeps their words whole."""

LEAST: Final = 15
"""No column is narrower, in points."""

_GIFTS: Final = (1, 2, 4, 8, 16, 32, 64, 128)
_REACHES: Final = (0, 5, 10, 18, 32, 64)
_LOANS: Final = (24, 48, 96)
_LOAN_GAIN: Final = 26.0  # points of height that a loan must save before it is paid back
_ROUNDS: Final = 12
_GRAIN: Final = 1e-9  # sums of costs are not exact
_NEAR: Final = 12  # points: lines of two grids that are closer look like one that was missed
_NEARLY_FREE: Final = 2.0  # points of height that such lines may cost to meet


class Costs(Protocol):
    """What a table costs by the widths of its columns, in points of height."""

    def at(self, widths: Sequence[int]) -> float:
        """For lines, and far more for words that lack their room."""


def search(own: Sequence[int], needs: Needs, costs: Costs, bounds: Sequence[int]) -> list[int]:
    """Widths that together make as much as ``own``, the paper's proportions.

    ``bounds``: numbers of columns; nothing moves from the columns before one to those behind it.
    """
    parts = [slice(*ends) for ends in pairwise([0, *bounds, len(own)])]
    widths: list[int] = []
    for part in parts:
        inner = {
            (left - part.start, right - part.start): need
            for (left, right), need in needs.items()
            if part.start <= left and right <= part.stop
        }
        widths += _narrowest(own[part], inner)
    for part in parts:
        columns = range(part.start, part.stop)
        if len(columns) == 1:
            widths[part] = own[part]
            continue
        share = _Share(widths, columns, sum(own[part]) - sum(widths[part]), costs)
        share.distribute()
        share.exchange()
        widths[part] = _filled_up(widths[part], own[part])
    return widths


def _narrowest(own: Sequence[int], needs: Needs) -> list[int]:
    """As narrow as the words allow; where there is no room for all, the widest lack it.

    What several columns need together is no matter yet: they are given that as they gain by it.
    """
    least = [max(needs.get((column, column + 1), LEAST), LEAST) for column in range(len(own))]
    widths, total = [-int(-width // 1) for width in least], sum(own)
    while (over := sum(widths) - total) > 0:
        widest = max(widths)
        below = max((width for width in widths if width < widest), default=widest - over)
        ties = [column for column, width in enumerate(widths) if width == widest]
        cut = max(1, min(widest - below, over // len(ties)))
        for column in ties[: over // cut]:
            widths[column] -= cut
    return widths


class _Share:
    """Columns of ``widths`` that share some width: ``spare`` is not given yet.

    The widths are changed in place.
    """

    def __init__(self, widths: list[int], columns: Sequence[int], spare: int, costs: Costs) -> None:
        self._widths, self._columns, self._spare, self._costs = widths, columns, spare, costs
        self._cost = self._cost_with(columns[0], 0)

    def distribute(self) -> None:
        """Give what is spare, bit by bit, where a point of width saves the most.

        What a column would gain is looked at again only when its turn has come: it hardly ever
        becomes more by what others were given.
        """
        waiting = [(-math.inf, column, 0, -1) for column in self._columns]
        given = 0
        while waiting and self._spare > 0:
            _, column, gift, seen = heapq.heappop(waiting)
            if seen < given:
                gain, gift = self._gain(column)
                if gain:
                    heapq.heappush(waiting, (-gain, column, gift, given))
                continue
            gift = self._least_gift(column, min(gift, self._spare), self._cost_with(column, gift))
            self._cost = self._cost_with(column, gift)
            self._widths[column] += gift
            self._spare -= gift
            given += 1
            heapq.heappush(waiting, (-math.inf, column, 0, -1))

    def _gain(self, column: int) -> tuple[float, int]:
        """What each point of width would save a column, and how many of them save the most."""
        best = (0.0, 0)
        if self._cost_with(column, self._spare) > self._cost - _GRAIN:
            return best  # whatever it got would be wasted
        for gift in (*takewhile(self._spare.__gt__, _GIFTS), self._spare):
            gain = (self._cost - self._cost_with(column, gift)) / gift
            if gain > best[0] + _GRAIN:
                best = gain, gift
        return best

    def exchange(self) -> None:
        """Take width from columns for another as long as that saves something."""
        for _ in range(_ROUNDS):
            for column in self._columns:
                self._tighten(column)
            taken = [self._try_gift(taker) for taker in self._columns]
            if not any(taken) and not self._try_loan():
                return

    def _try_gift(self, taker: int) -> bool:
        """Give a column what its next lines save, from the one that lacks it least; whether it did.

        What is spare is used first.
        """
        widths = self._widths
        reach = max(widths[column] for column in self._columns) - LEAST + self._spare
        if self._cost_with(taker, reach) > self._cost - _GRAIN:
            return False
        best = (self._cost - _GRAIN, 0, 0)
        tried = {0}
        for far in _REACHES:
            saving = min(self._cost - _GRAIN, self._cost_with(taker, min(reach, far)))
            gift = self._least_gift(taker, reach, saving)
            if gift in tried:
                continue
            tried.add(gift)
            for giver in self._columns:
                taken = max(0, gift - self._spare)
                if giver != taker and widths[giver] - taken >= LEAST:
                    widths[giver] -= taken
                    best = min(best, (self._cost_with(taker, gift), gift, giver))
                    widths[giver] += taken
        cost, gift, giver = best
        if gift:
            taken = max(0, gift - self._spare)
            widths[giver] -= taken
            widths[taker] += gift
            self._cost, self._spare = cost, self._spare + taken - gift
        return gift > 0

    def _try_loan(self) -> bool:
        """Give the column that gains the most more than any other can give alone; whether it did.

        All others pay it back together, bit by bit, where a point of width is missed the least.
        """
        widths, before = self._widths, self._cost
        best = (0.0, 0, 0)
        for taker in self._columns:
            for gift in _LOANS:
                saved = before - self._cost_with(taker, gift)
                best = max(best, (saved / gift, -gift, taker))
        gain, gift, taker = best[0], -best[1], best[2]
        if gain * gift < _LOAN_GAIN:
            return False
        kept = list(widths)
        gift = self._least_gift(taker, gift, self._cost_with(taker, gift))
        widths[taker] += gift
        owed = gift - self._spare
        while owed > 0 and (part := self._cheapest_giver(taker, owed)) is not None:
            widths[part[1]] -= part[0]
            owed -= part[0]
        cost = self._cost_with(taker, 0)
        if owed > 0 or cost > before - _GRAIN:
            widths[:] = kept
            return False
        self._cost, self._spare = cost, -owed
        return True

    def _cheapest_giver(self, taker: int, owed: int) -> tuple[int, int] | None:
        """How much which column but the taker can give at the least cost for each point."""
        now = self._cost_with(taker, 0)
        costs = [
            ((self._cost_with(giver, -part) - now) / part, -part, giver)
            for giver in self._columns
            for part in {*takewhile(owed.__gt__, _GIFTS), owed}
            if giver != taker and self._widths[giver] - part >= LEAST
        ]
        if not costs:
            return None
        _, part, giver = min(costs)
        return -part, giver

    def _tighten(self, column: int) -> None:
        """Take back what a column does not need."""
        width = self._widths[column]
        self._widths[column] = LEAST
        self._widths[column] += self._least_gift(column, width - LEAST, self._cost)
        self._spare += width - self._widths[column]

    def _least_gift(self, column: int, most: int, cost: float) -> int:
        """The least gift, up to ``most``, with which the columns cost no more than that."""
        least = -1
        while most - least > 1:
            gift = (least + most) // 2
            if self._cost_with(column, gift) > cost + _GRAIN:
                least = gift
            else:
                most = gift
        return most

    def _cost_with(self, column: int, gift: int) -> float:
        """What all costs where a column is so much wider."""
        widths = self._widths
        widths[column] += gift
        found = self._costs.at(widths)
        widths[column] -= gift
        return found


def _filled_up(widths: Sequence[int], own: Sequence[int]) -> list[int]:
    """What is left over goes to the columns that are the narrowest beside their own widths."""
    total, low, high = sum(own), 0.0, 1.0
    for _ in range(20):
        share = (low + high) / 2
        filled = sum(max(w, int(o * share)) for w, o in zip(widths, own, strict=True))
        low, high = (share, high) if filled <= total else (low, share)
    found = [max(w, int(o * low)) for w, o in zip(widths, own, strict=True)]
    rest = total - sum(found)
    order = sorted(range(len(own)), key=lambda column: (found[column] / own[column], column))
    for place in range(rest):
        found[order[place % len(order)]] += 1
    return found


def align_lines(
    widths: Sequence[int], costs: Costs, others: Sequence[int], bounds: Sequence[int]
) -> list[int]:
    """The widths with their lines brought to near ones of another grid, where that is cheap.

    ``others``: where the lines of the other grid stand; a line at one of ``bounds`` stays.
    """
    found, most = list(widths), costs.at(widths) + _NEARLY_FREE
    for column in range(len(found) - 1):
        place = sum(found[: column + 1])
        near = min(others, key=lambda other: (abs(other - place), other), default=place)
        step = near - place
        if not step or abs(step) > _NEAR or column + 1 in bounds:
            continue
        tried = list(found)
        tried[column] += step
        tried[column + 1] -= step
        if min(tried) >= LEAST and costs.at(tried) <= most:
            found = tried
    return found


def shared_out(total: int, own: Sequence[float]) -> list[int]:
    """Whole points of width in these proportions that together make ``total``."""
    scale = total / sum(own)
    edges = [round(edge * scale) for edge in accumulate(own, initial=0)]
    return [right - left for left, right in pairwise(edges)]
