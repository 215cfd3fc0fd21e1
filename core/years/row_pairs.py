"""Which row of one form is which row of another: rows have no number that lasts for years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from core.model.evaluation import Evaluation
from core.model.number import normalized_once

Key = tuple[str, str, str]


class Named(Protocol):
    """A row, of whatever kind."""

    @property
    def name(self) -> str:
        """Its third level."""


R = TypeVar("R", bound=Named)


def pairs(old: Evaluation, new: Evaluation) -> tuple[int | None, ...]:
    """For each row of ``new`` the index of the row of ``old`` with the same three names.

    Of several with the same names the first belongs to the first, and so on.  ``None``: no such.
    """
    waiting: dict[Key, list[int]] = defaultdict(list)
    for index, key in enumerate(keys(old)):
        waiting[key].append(index)
    return tuple(waiting[key].pop(0) if waiting[key] else None for key in keys(new))


def partners_of(
    old: Evaluation, wanted: Sequence[int], new: Iterable[tuple[str, str, R]]
) -> dict[int, R]:
    """The same for a few rows of ``old``, by their index, without pairing all the others.

    ``new``: its rows, each behind the names of its first and second level.
    """
    rows, chosen = tuple(old.rows), set(wanted)
    own_names = [_bare(row.name) for _, _, row in rows]
    names = {own_names[at] for at in wanted}
    alike: dict[Key, list[R]] = defaultdict(list)
    for level1, level2, row in new:
        if (name := _bare(row.name)) in names:
            alike[_bare(level1), _bare(level2), name].append(row)
    found, seen = {}, Counter[Key]()
    for at, (name, (category, group, _)) in enumerate(zip(own_names, rows, strict=True)):
        if name in names:
            key = (_bare(category.name), _bare(group.name), name)
            if at in chosen and seen[key] < len(alike[key]):
                found[at] = alike[key][seen[key]]
            seen[key] += 1
    return found


def keys(evaluation: Evaluation) -> tuple[Key, ...]:
    """First, second and third level of each row, whatever their width and white space.

    Asked at each key of the form of a year and of the one before.
    """
    return tuple(
        (level1, level2, _cached_bare(row.name))
        for category in evaluation.categories
        for level1 in (_cached_bare(category.name),)
        for group in category.groups
        for level2 in (_cached_bare(group.name),)
        for row in group.indicators
    )


def _bare(name: str) -> str:
    return "".join(normalized_once(name).split())


_cached_bare = lru_cache(maxsize=8192)(_bare)
