"""Which row of one form is which row of another: rows have no number that lasts for years."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from core.model.evaluation import Evaluation
from core.model.number import normalized

Key = tuple[str, str, str]


def pairs(old: Evaluation, new: Evaluation) -> tuple[int | None, ...]:
    """For each row of ``new`` the index of the row of ``old`` with the same three names.

    Of several with the same names the first belongs to the first, and so on.  ``None``: no such.
    """
    waiting: dict[Key, list[int]] = defaultdict(list)
    for index, key in enumerate(keys(old)):
        waiting[key].append(index)
    return tuple(waiting[key].pop(0) if waiting[key] else None for key in keys(new))


def keys(evaluation: Evaluation) -> tuple[Key, ...]:
    """First, second and third level of each row, whatever their width and white space."""
    return tuple(
        (level1, level2, _bare(row.name))
        for category in evaluation.categories
        for level1 in (_bare(category.name),)
        for group in category.groups
        for level2 in (_bare(group.name),)
        for row in group.indicators
    )


@lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    return "".join(normalized(name).split())
