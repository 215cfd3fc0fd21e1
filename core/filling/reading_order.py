"""Where a field stands on the paper: the order in which problems are met by going on from here."""

from __future__ import annotations

from collections.abc import Sequence

from core.checks.cards import Card
from core.model.evaluation import ROOT, Evaluation, Fund, NamedText, nodes
from core.model.fields import FIELDS, names
from core.model.path import Path

_ORDER = {kind: names(kind, lambda _: True) for kind in FIELDS}
Key = tuple[int, int, int]


class ReadingOrder:
    """The order of all fields of one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        form = _ORDER[Evaluation]
        funds, sections = form.index("funds"), form.index("sections")
        block = {Fund: funds, NamedText: sections}  # those of signatures follow the sections'
        self._nodes = {
            node.id: (block.get(type(node), form.index("categories")), at, type(node))
            for at, node in enumerate(nodes(evaluation), 1)
        }

    def key(self, path: Path) -> Key:
        """A key that sorts as the fields stand on the paper, the unknown ones at the end."""
        form = _ORDER[Evaluation]
        if path.node == ROOT:
            # A section or signature by its name stands before those that the form holds already.
            field = path.field if path.field in form else "sections"
            return form.index(field), 0, 0
        block, at, kind = self._nodes.get(path.node, (len(form), 0, Evaluation))
        fields = _ORDER[kind]
        return block, at, fields.index(path.field) if path.field in fields else 0


def neighbour(
    evaluation: Evaluation,
    problems: Sequence[Card],
    here: Path | None,
    step: int,
    current: Card | None = None,
) -> Card | None:
    """The next (``step`` 1) or previous (-1) card from the field ``here``, round the form.

    ``current`` is the card that the clerk last went to: as long as the cursor stays on it,
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
