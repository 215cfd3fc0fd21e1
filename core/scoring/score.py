"""``score``: all figures of a form under one profile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR
from decimal import Decimal
from functools import reduce
from itertools import islice

from core.model.evaluation import Evaluation
from core.model.number import EXACT, ZERO, rounded
from core.scoring.execution import score_execution
from core.scoring.profile import RuleProfile
from core.scoring.rows import is_cost, score_row
from core.scoring.scorecard import Execution, RowScore, Scorecard, Subtotal


def score(evaluation: Evaluation, profile: RuleProfile) -> Scorecard:
    """Score the whole form. Totals are sums of the parts as they count, never copied."""
    year = form_year(evaluation)
    rows = tuple(
        score_row(indicator, profile, cost=is_cost(category.name, group.name), year=year)
        for category, group, indicator in evaluation.rows
    )
    execution = score_execution(evaluation, profile)
    parts: list[Part] = [*rows, execution]
    total_points = _sum(part.points for part in parts)
    total_score = _sum(part.score for part in parts)
    left_out = _sum(row.left_out for row in rows)
    if left_out and profile.left_out == "scale" and total_points:
        whole = EXACT.add(total_points, left_out)
        total_score = EXACT.divide(EXACT.multiply(total_score, whole), total_points)
        total_points = whole
    total_score = rounded(total_score, profile.digits)
    return Scorecard(
        profile=profile.name,
        execution=execution,
        rows=rows,
        subtotals=_subtotals(evaluation, rows),
        total_points=total_points,
        total_score=total_score,
        grade=profile.grade(total_score) if _complete(parts) else None,
    )


def form_year(evaluation: Evaluation) -> int | None:
    """年度 where it can be read as a year."""
    year = evaluation.year
    return year if isinstance(year, int) and MINYEAR <= year <= MAXYEAR else None


Part = RowScore | Execution


def _complete(parts: list[Part]) -> bool:
    counted = [part for part in parts if part.points is not None]
    return bool(counted) and all(part.score is not None for part in counted)


def _subtotals(evaluation: Evaluation, rows: tuple[RowScore, ...]) -> dict[int, Subtotal]:
    subtotals = {}
    scored = iter(rows)
    for category in evaluation.categories:
        of_groups = []
        for group in category.groups:
            below = list(islice(scored, len(group.indicators)))
            of_groups.append(
                Subtotal(_sum(row.points for row in below), _sum(row.score for row in below))
            )
            subtotals[group.id] = of_groups[-1]
        subtotals[category.id] = Subtotal(
            _sum(part.points for part in of_groups), _sum(part.score for part in of_groups)
        )
    return subtotals


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return reduce(EXACT.add, (value for value in values if value is not None), ZERO)
