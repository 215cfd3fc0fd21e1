"""The score of one indicator."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from core.model.evaluation import Indicator
from core.model.number import EXACT, NumberUnreadableError, plain, read_points, rounded
from core.scoring.profile import RuleProfile
from core.scoring.scorecard import RowScore
from core.target.attainment import COST, ONE, Context, Outcome, attain


def is_cost(category: str, group: str) -> bool:
    """Whether a row stands under 成本指标 (a first level since 2021, a second level before)."""
    return COST in category or COST in group


@lru_cache(maxsize=8192)
def score_row(
    indicator: Indicator, profile: RuleProfile, *, cost: bool, year: int | None
) -> RowScore:
    """Score one indicator. The given score counts; without one, the suggested score does.

    Pure, so a row that did not change is not scored again at the next key.

    Rule: met = full points, else points x ratio, rounded once (济南 2019, 海淀 2016: 未达到指标值，
    按 B/A 或 A/B 记分).
    """
    context = Context(
        name=indicator.name,
        cost=cost,
        year=year,
        inverse=profile.inverse,
    )
    outcome = attain(indicator.target, indicator.actual, context)
    points = points_or_none(indicator.points)
    suggested, why = _suggested(outcome, points, profile)
    given = indicator.score if indicator.score.strip() else None
    score = suggested if given is None else points_or_none(given)
    return RowScore(
        id=indicator.id,
        kind=outcome.kind,
        attainment=outcome.ratio,
        met=outcome.met,
        points=points,
        suggested=suggested,
        given=given,
        score=score,
        why=why,
        outcome=outcome,
    )


def _suggested(
    outcome: Outcome, points: Decimal | None, profile: RuleProfile
) -> tuple[Decimal | None, str]:
    if outcome.ratio is None:
        return None, outcome.why
    if points is None:
        return None, f"{outcome.why}；没有分值，不计算建议分"
    if outcome.ratio == ONE:
        return rounded(points, profile.digits), outcome.why
    suggested = rounded(EXACT.multiply(points, outcome.ratio), profile.digits)
    ratio = plain(outcome.ratio, 4)
    return suggested, f"{outcome.why}：{ratio} × {plain(points)} 分 = {plain(suggested)} 分"


def points_or_none(text: str) -> Decimal | None:
    """分值 or 得分 as a number; ``None`` where blank, a dash or unreadable."""
    try:
        return read_points(text)
    except NumberUnreadableError:
        return None
