"""``score``: all figures of a form under one profile."""

from __future__ import annotations

from decimal import Decimal

from core.model.evaluation import Evaluation
from core.model.number import EXACT, ZERO, rounded
from core.scoring.execution import score_execution
from core.scoring.profile import RuleProfile
from core.scoring.rows import score_row
from core.scoring.scorecard import Execution, RowScore, Scorecard, Subtotal


def score(evaluation: Evaluation, profile: RuleProfile) -> Scorecard:
    """Score the whole form. Totals are sums of the parts as they count, never copied."""
    year = evaluation.year if isinstance(evaluation.year, int) else None
    year = year if year is not None and 1 <= year <= 9999 else None  # noqa: PLR2004
    rows = tuple(
        score_row(category, group, indicator, year, profile)
        for category, group, indicator in evaluation.rows
    )
    execution = score_execution(evaluation, profile)
    total_points = _sum(part.points for part in (*rows, execution))
    total_score = _sum(part.score for part in (*rows, execution))
    total_score = rounded(total_score, profile.digits)
    return Scorecard(
        profile=profile.name,
        execution=execution,
        rows=rows,
        subtotals=_subtotals(evaluation, rows),
        total_points=total_points,
        total_score=total_score,
        grade=profile.grade(total_score) if _complete(rows, execution) else None,
    )


def _complete(rows: tuple[RowScore, ...], execution: Execution) -> bool:
    parts = [part for part in (*rows, execution) if part.points is not None]
    return bool(parts) and all(part.score is not None for part in parts)


def _subtotals(evaluation: Evaluation, rows: tuple[RowScore, ...]) -> dict[int, Subtotal]:
    by_id = {row.id: row for row in rows}
    subtotals = {}
    for category in evaluation.categories:
        for node, indicators in (
            (category.id, list(category.indicators)),
            *((group.id, list(group.indicators)) for group in category.groups),
        ):
            scored = [by_id[indicator.id] for indicator in indicators]
            subtotals[node] = Subtotal(
                _sum(row.points for row in scored), _sum(row.score for row in scored)
            )
    return subtotals


def _sum(values: object) -> Decimal:
    total = ZERO
    for value in values:  # type: ignore[attr-defined]
        if value is not None:
            total = EXACT.add(total, value)
    return total
