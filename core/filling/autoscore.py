"""自动计分: given scores make way for the suggested ones.

A blank score follows the suggestion live; so to let the program score means to empty what was
given. A row for which the rule suggests nothing keeps its score: nothing would take its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from core.assessment import Assessment
from core.model.edits import SetField, Together
from core.model.evaluation import Evaluation
from core.model.path import Path

NAME = "自动计分"


def chosen(evaluation: Evaluation, assessment: Assessment, ids: Collection[int]) -> Together:
    """Empty the given scores of these rows, funds, groups and categories."""
    wanted = set(ids)
    for category in evaluation.categories:
        for group in category.groups:
            if wanted & {category.id, group.id}:
                wanted |= {row.id for row in group.indicators}
    return _emptied(node for node, _, _ in _given(assessment) if node in wanted)


def agreeing(assessment: Assessment) -> Together:
    """Empty the given scores that equal the suggestion: no figure of the form changes."""
    return _emptied(node for node, score, suggested in _given(assessment) if score == suggested)


def everything(assessment: Assessment) -> Together:
    """Empty every given score that a suggestion would replace."""
    edit = _emptied(node for node, _, _ in _given(assessment))
    return Together(edit.edits, "全部采用建议分")


def differing(assessment: Assessment) -> tuple[int, ...]:
    """The rows whose given score is another than the suggested one, in paper order."""
    return tuple(node for node, score, suggested in _given(assessment) if score != suggested)


def _given(assessment: Assessment) -> Iterator[tuple[int, Decimal | None, Decimal]]:
    """Each node with a given and a suggested score, and both."""
    execution = assessment.scorecard.execution
    if (
        execution.fund is not None
        and execution.given is not None
        and execution.suggested is not None
    ):
        yield execution.fund, execution.score, execution.suggested
    for row in assessment.scorecard.rows:
        if row.given is not None and row.suggested is not None:
            yield row.id, row.score, row.suggested


def _emptied(ids: Iterator[int]) -> Together:
    return Together(tuple(SetField(Path(node, "score"), "") for node in ids), NAME)
