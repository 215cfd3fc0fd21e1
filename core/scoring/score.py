"""``score``: all figures of a form under one profile."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from core.model.evaluation import Category, Evaluation, Group
from core.model.identity import Same
from core.model.number import EXACT, exact_sum, exactly, rounded
from core.scoring.execution import score_execution
from core.scoring.profile import RuleProfile
from core.scoring.row_score import score_row, score_row_once
from core.scoring.scorecard import Execution, RowScore, Scorecard, Subtotal, lost_points
from core.values.direction import place_of
from core.values.telling import Place
from core.values.wording import says_nothing
from core.values.years import read_year

FULL = Decimal(100)
"""What the points of a form sum to; only such a form has a grade."""


def score(evaluation: Evaluation, profile: RuleProfile, *, once: bool = False) -> Scorecard:
    """Score the whole form. Totals are sums of the parts as they count, never copied.

    What is found of each first level, group and row is cached for the next key; ``once``: there is
    none, this is one of thousands of forms.
    """
    year = read_year(evaluation.year)
    execution = score_execution(evaluation, profile)
    subtotals: dict[int, Subtotal] = {}
    parts: list[_PartScore] = []
    for category in evaluation.categories:
        part, below = (
            _score_category(category, profile, year, once=True)
            if once
            else _cached_category(Same(category), profile, year)
        )
        subtotals.update(below)
        parts.append(part)
    total_points, total_score = _totals(parts, execution, profile)
    ungraded = _why_ungraded(parts, execution, total_points)
    grade = None if ungraded or total_score is None else profile.grade(total_score)
    return Scorecard(
        profile=profile.name,
        execution=execution,
        rows=tuple(chain.from_iterable([part.rows for part in parts])),
        subtotals=subtotals,
        total_points=total_points,
        total_score=total_score,
        grade=grade,
        ungraded=ungraded,
    )


def _totals(
    parts: Sequence[_PartScore], execution: Execution, profile: RuleProfile
) -> tuple[Decimal | None, Decimal | None]:
    """Total points and total score; without points on any indicator only what was scored."""
    total_points = exact_sum([*(part.points for part in parts), execution.points])
    total_score = exact_sum([*(part.score for part in parts), execution.score])
    if not any(part.placed for part in parts):
        scored = any(row.score is not None for part in parts for row in part.rows)
        return None, rounded(total_score, profile.digits) if scored else None
    left_out = exact_sum(part.left_out for part in parts)
    if left_out and profile.left_out == "scale" and total_points:
        whole = EXACT.add(total_points, left_out)
        total_score = EXACT.divide(EXACT.multiply(total_score, whole), total_points)
        total_points = whole
    return total_points, rounded(total_score, profile.digits)


class _PartScore(Struct, frozen=True):
    """The figures of a group, or of all groups below a first level."""

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
        """What the outline and the bars tell of the part."""
        return Subtotal(self.points, self.score, self.lost)


@lru_cache(maxsize=1024)
def _cached_category(
    same: Same[Category], profile: RuleProfile, year: int | None
) -> tuple[_PartScore, dict[int, Subtotal]]:
    """Cached, because at each key all first levels but one are as they were."""
    return _score_category(same.value, profile, year, once=False)


def _score_category(
    category: Category, profile: RuleProfile, year: int | None, *, once: bool
) -> tuple[_PartScore, dict[int, Subtotal]]:
    """The figures of a first level; what it and each of its groups sum up to, by their ids."""
    groups = []
    for group in category.groups:
        place = place_of(category.name, group.name)
        groups.append(
            _score_group(group, profile, place=place, year=year, once=True)
            if once
            else _cached_group(Same(group), profile, place=place, year=year)
        )
    whole = _PartScore(
        rows=tuple(chain.from_iterable([group.rows for group in groups])),
        points=exact_sum(group.points for group in groups),
        score=exact_sum(group.score for group in groups),
        lost=exact_sum(group.lost for group in groups),
        left_out=exact_sum(group.left_out for group in groups),
        placed=any(group.placed for group in groups),
        complete=all(group.complete for group in groups),
    )
    subtotals = {
        group.id: scored.subtotal for group, scored in zip(category.groups, groups, strict=True)
    }
    return whole, {**subtotals, category.id: whole.subtotal}


@lru_cache(maxsize=1024)
def _cached_group(
    same: Same[Group], profile: RuleProfile, *, place: Place, year: int | None
) -> _PartScore:
    """Cached, because at each key all groups but one are as they were."""
    return _score_group(same.value, profile, place=place, year=year, once=False)


def _score_group(
    group: Group, profile: RuleProfile, *, place: Place, year: int | None, once: bool
) -> _PartScore:
    """The figures of one group."""
    scored = score_row_once if once else score_row
    rows = tuple([scored(row, profile, place=place, year=year) for row in group.indicators])
    placed = any(not says_nothing(row.points) for row in group.indicators)
    return _PartScore(
        rows,
        points=exact_sum([row.points for row in rows]),
        score=exact_sum([row.score for row in rows]),
        lost=exact_sum([lost_points(row) for row in rows if row.short]),
        left_out=exact_sum([row.left_out for row in rows]),
        placed=placed,
        complete=all(row.score is not None for row in rows if row.points is not None),
    )


def _why_ungraded(
    parts: Sequence[_PartScore], execution: Execution, total_points: Decimal | None
) -> str:
    """Why the form has no grade; blank where it has one. The only place that decides this."""
    if total_points is None:
        return "指标没有分值，不评定等级"
    missing = execution.points is not None and execution.score is None
    if missing or not all(part.complete for part in parts):
        return "还有得分没有填写，尚不能评定等级"
    if total_points != FULL:
        return f"分值合计 {exactly(total_points)} 分，不是 {FULL} 分，不评定等级"
    return ""
