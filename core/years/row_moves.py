"""Which rows of two versions are the same row, and which of them were moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from core.model.evaluation import Category, Evaluation, Group
from core.years.row_pairs import keys, pairs

K = TypeVar("K", bound=Hashable)
Level = Category | Group


class Run(NamedTuple):
    """Rows that were moved together: the index of the first in both forms, and how many."""

    old: int
    new: int
    rows: int


def partners(old: Evaluation, new: Evaluation) -> tuple[int | None, ...]:
    """For each row of ``new`` the index of the row of ``old`` that it was.

    The same three names first; then a name that either form has left once, wherever it went; then
    a row that was renamed where it stood.
    """
    found = list(pairs(old, new))
    before, after = ([key[2] for key in keys(form)] for form in (old, new))
    _join_unique(found, before, after)
    _join_in_place(found, len(before))
    return tuple(found)


def paired(old: Sequence[K], new: Sequence[K]) -> tuple[int | None, ...]:
    """As ``partners``, for rows that have one name each; of equal names in their order."""
    waiting: dict[K, list[int]] = defaultdict(list)
    for index, name in enumerate(old):
        waiting[name].append(index)
    found = [waiting[name].pop(0) if waiting[name] else None for name in new]
    _join_in_place(found, len(old))
    return tuple(found)


def matched(levels: Iterable[tuple[Level, Level]]) -> dict[int, int]:
    """Which level of the old form is which of the new, by their ids.

    ``levels``: those of each row that both forms have.  One that kept its name first, then the one
    that has most of its rows.
    """
    shared = Counter(((one.id, one.name), (other.id, other.name)) for one, other in levels)
    best, taken = dict[int, int](), set[int]()
    for ((one, _), (other, _)), _ in sorted(
        shared.items(), key=lambda item: (item[0][0][1] != item[0][1][1], -item[1])
    ):
        if one not in best and other not in taken:
            best[one] = other
            taken.add(other)
    return best


def moved_runs(order: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """The rows that have another order, as few as tell it all; neighbours together.

    ``order``: old and new index of each row that both forms have, by the new one.
    """
    stays = _longest_rising([old for old, _ in order])
    run: Run | None = None
    for at, (old, new) in enumerate(order):
        if at in stays:
            continue
        if run is not None and (old, new) == (run.old + run.rows, run.new + run.rows):
            run = run._replace(rows=run.rows + 1)
            continue
        if run is not None:
            yield run
        run = Run(old, new, 1)
    if run is not None:
        yield run


def _join_unique(found: list[int | None], before: Sequence[str], after: Sequence[str]) -> None:
    free = set(range(len(before))) - set(found)
    left = Counter(before[index] for index in free)
    come = Counter(after[index] for index, old in enumerate(found) if old is None)
    where = {before[index]: index for index in free}
    for index, old in enumerate(found):
        name = after[index]
        if old is None and name and left[name] == come[name] == 1:
            found[index] = where[name]


def _join_in_place(found: list[int | None], count: int) -> None:
    free = set(range(count)) - set(found)
    for index, partner in enumerate(found):
        if partner is None:
            above = found[index - 1] if index else -1
            candidate = None if above is None else above + 1
            if candidate in free:
                found[index] = candidate
                free.discard(candidate)


def _longest_rising(values: Sequence[int]) -> set[int]:
    """The places of a longest rising subsequence of different numbers."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(ends, value)
        before.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(value)
            places.append(place)
        else:
            ends[at], places[at] = value, place
    found, place = set[int](), places[-1] if places else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found
