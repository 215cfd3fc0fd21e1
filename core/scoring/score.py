"""``score``: all figures of a form under one profile."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from core.model.evaluation import Evaluation, Group
from core.model.identity import Same
from core.model.number import EXACT, ZERO, exact_sum, exactly, rounded
from core.scoring.execution import score_execution
from core.scoring.profile import RuleProfile
from core.scoring.row_score import score_row
from core.scoring.scorecard import Execution, RowScore, Scorecard, Subtotal, lost_points
from core.values.direction import place_of
from core.values.names import Place
from core.values.wording import says_nothing
from core.values.years import read_year

FULL = Decimal(100)
"""What the points of a form sum to; only such a form has a grade."""


def score(evaluation: Evaluation, profile: RuleProfile) -> Scorecard:
    """Score the whole form. Totals are sums of the parts as they count, never copied."""
    year = read_year(evaluation.year)
    execution = score_execution(evaluation, profile)
    subtotals: dict[int, Subtotal] = {}
    groups: list[_GroupScore] = []
    for category in evaluation.categories:
        below = [
            _score_group(Same(group), profile, place=place_of(category.name, group.name), year=year)
            for group in category.groups
        ]
        for group, scored in zip(category.groups, below, strict=True):
            subtotals[group.id] = scored.subtotal
        subtotals[category.id] = below[0].subtotal if len(below) == 1 else _subtotal(below)
        groups += below
    total_points, total_score = _totals(groups, execution, profile)
    ungraded = _why_ungraded(groups, execution, total_points)
    grade = None if ungraded or total_score is None else profile.grade(total_score)
    return Scorecard(
        profile=profile.name,
        execution=execution,
        rows=tuple(row for group in groups for row in group.rows),
        subtotals=subtotals,
        total_points=total_points,
        total_score=total_score,
        grade=grade,
        ungraded=ungraded,
    )


def _totals(
    groups: list[_GroupScore], execution: Execution, profile: RuleProfile
) -> tuple[Decimal | None, Decimal | None]:
    """Total points and total score; without points on any indicator only what was scored."""
    total_points = exact_sum([*(group.points for group in groups), execution.points])
    total_score = exact_sum([*(group.score for group in groups), execution.score])
    if not any(group.placed for group in groups):
        scored = any(row.score is not None for group in groups for row in group.rows)
        return None, rounded(total_score, profile.digits) if scored else None
    left_out = exact_sum(group.left_out for group in groups)
    if left_out and profile.left_out == "scale" and total_points:
        whole = EXACT.add(total_points, left_out)
        total_score = EXACT.divide(EXACT.multiply(total_score, whole), total_points)
        total_points = whole
    return total_points, rounded(total_score, profile.digits)


class _GroupScore(Struct, frozen=True):
    rows: tuple[RowScore, ...]
    points: Decimal
    score: Decimal
    lost: Decimal
    left_out: Decimal
    placed: bool
    """Something stands in the points of some row (a dash is nothing)."""
    complete: bool
    """Every row with points has a score."""

    @property
    def subtotal(self) -> Subtotal:
        """What the outline and the bars tell of the group."""
        return Subtotal(self.points, self.score, self.lost)


@lru_cache(maxsize=1024)
def _score_group(
    same: Same[Group], profile: RuleProfile, *, place: Place, year: int | None
) -> _GroupScore:
    """The figures of one group; kept, because at each key all groups but one are as they were."""
    rows = tuple(
        score_row(indicator, profile, place=place, year=year) for indicator in same.value.indicators
    )
    points, reached, lost, left_out, complete = ZERO, ZERO, ZERO, ZERO, True
    for row in rows:
        if row.score is not None:
            reached = EXACT.add(reached, row.score)
        if row.points is not None:
            points = EXACT.add(points, row.points)
            complete = complete and row.score is not None
            lost = EXACT.add(lost, lost_points(row))
        if row.left_out is not None:
            left_out = EXACT.add(left_out, row.left_out)
    placed = any(not says_nothing(row.points) for row in same.value.indicators)
    return _GroupScore(rows, points, reached, lost, left_out, placed, complete)


def _subtotal(groups: Sequence[_GroupScore]) -> Subtotal:
    return Subtotal(
        exact_sum(group.points for group in groups),
        exact_sum(group.score for group in groups),
        exact_sum(group.lost for group in groups),
    )


def _why_ungraded(
    groups: list[_GroupScore], execution: Execution, total_points: Decimal | None
) -> str:
    """Why the form has no grade; blank where it has one. The only place that decides this."""
    if total_points is None:
        return "指标没有分值，不评定等级"
    missing = execution.points is not None and execution.score is None
    if missing or not all(group.complete for group in groups):
        return "还有得分没有填写，尚不能评定等级"
    if total_points != FULL:
        return f"分值合计 {exactly(total_points)} 分，不是 {FULL} 分，不评定等级"
    return ""
