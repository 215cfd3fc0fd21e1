"""Where the outline leads on the paper: the field to stand on, the row where there is work."""

from __future__ import annotations

from core.model.evaluation import Category, Evaluation, Group, Indicator
from core.model.path import Path, find

USUAL_FIELD = "actual"
"""Where the outline leads in a row, unless the clerk works in another column."""


def field_of(evaluation: Evaluation, node: int, cursor: Path | None) -> Path:
    """The field of a node to stand on: the column where the clerk works, where it has one."""
    if not isinstance(find(evaluation, node), Indicator):
        return Path(node, "name")
    working = cursor is not None and isinstance(find(evaluation, cursor.node), Indicator)
    return Path(node, cursor.field if cursor is not None and working else USUAL_FIELD)


def row_below(evaluation: Evaluation, node: int) -> int | None:
    """The row of a node, or the first one below a level; ``None`` where there is none."""
    found = find(evaluation, node)
    if isinstance(found, Category):
        found = found.groups[0]
    if isinstance(found, Group):
        found = found.indicators[0]
    return None if found is None else found.id
