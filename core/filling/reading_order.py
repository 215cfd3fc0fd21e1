"""Where a field stands on the paper: the order in which problems are met by going on from here."""

from __future__ import annotations

from collections.abc import Sequence

from core.checks.problem import Problem
from core.model.evaluation import ROOT, Evaluation, nodes
from core.model.path import Path

_HEAD = ("title", "year", "project", "department", "unit", "money_unit")
_GOALS = ("goal_expected", "goal_actual")
_FIELDS = (
    *("name", "initial", "annual", "executed"),
    *("target", "actual", "points", "rate", "score", "deviation", "text"),
)
Key = tuple[int, int, int]


class ReadingOrder:
    """The order of all fields of one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        funds = {fund.id for fund in evaluation.funds}
        tail = {part.id for part in (*evaluation.sections, *evaluation.signatures)}
        self._nodes = {
            node.id: (1 if node.id in funds else 5 if node.id in tail else 3, at)
            for at, node in enumerate(nodes(evaluation))
        }

    def key(self, path: Path) -> Key:
        """A key that sorts as the fields stand on the paper, the unknown ones at the end."""
        if path.node != ROOT:
            block, at = self._nodes.get(path.node, (6, 0))
            return block, at, _FIELDS.index(path.field) if path.field in _FIELDS else 0
        for block, fields in ((0, _HEAD), (2, _GOALS)):
            if path.field in fields:
                return block, fields.index(path.field), 0
        return 4, 0, 0


def neighbour(
    evaluation: Evaluation,
    problems: Sequence[Problem],
    here: Path | None,
    step: int,
    current: Problem | None = None,
) -> Problem | None:
    """The next (``step`` 1) or previous (-1) problem from the field ``here``, round the form.

    ``current`` is the problem that the clerk last went to: as long as the cursor stays on it,
    going on means the one after it, also where several stand on one field.
    """
    if not problems:
        return None
    if current in problems and current is not None and current.path == here:
        return problems[(problems.index(current) + step) % len(problems)]
    if here is None:
        return problems[0 if step > 0 else -1]
    order = ReadingOrder(evaluation)
    place = order.key(here)
    if step > 0:
        return next((p for p in problems if order.key(p.path) > place), problems[0])
    return next((p for p in reversed(problems) if order.key(p.path) < place), problems[-1])
