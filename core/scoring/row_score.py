"""The score of one indicator."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from core.model.evaluation import Indicator
from core.model.identity import Same
from core.model.number import EXACT, NumberUnreadableError, plain, read_points, short_of
from core.regex import regex
from core.scoring.methods import LeftOut, Method, ThreeBands, award, parse_method
from core.scoring.profile import RuleProfile
from core.scoring.scorecard import RowScore
from core.values.attainment import attain
from core.values.direction import COST, Context
from core.values.outcome import Outcome, TargetKind
from core.values.relevant_context import relevant_context, texts_decide
from core.values.target_reading import read_target
from core.values.telling import Place


def under_cost(category: str, group: str) -> bool:
    """Whether a row stands under 成本指标 (a first level since 2021, a second level before)."""
    return COST in category or COST in group


def context_of(
    indicator: Indicator, profile: RuleProfile, *, place: Place, year: int | None
) -> Context:
    """What besides target and actual decides how a row is read."""
    return Context(
        name=indicator.name,
        place=place,
        year=year,
        inverse=profile.inverse,
        direction=indicator.direction,
        judged=isinstance(parse_method(indicator.method), ThreeBands),
        pointed=points_or_none(indicator.points) is not None,
    )


def score_row(
    indicator: Indicator, profile: RuleProfile, *, place: Place, year: int | None
) -> RowScore:
    """Score one indicator. The given score counts; without one, the suggested score does.

    Pure, so a row that did not change is not scored again at the next key.
    """
    return _score_row(Same(indicator), profile, place, year)


@lru_cache(maxsize=8192)
def _score_row(
    same: Same[Indicator], profile: RuleProfile, place: Place, year: int | None
) -> RowScore:
    return score_row_once(same.value, profile, place=place, year=year)


def score_row_once(
    indicator: Indicator, profile: RuleProfile, *, place: Place, year: int | None
) -> RowScore:
    """The same of a row that nobody asks for again.

    Rule: met = full points, else points x ratio, rounded once (济南 2019, 海淀 2016: 未达到指标值，
    按 B/A 或 A/B 记分).
    """
    texts = (
        *(indicator.target, indicator.actual, indicator.points, indicator.score),
        *(indicator.method, indicator.band),
    )
    found = _scored_by_texts(*texts, indicator.direction, profile)
    if found is None:
        context = context_of(indicator, profile, place=place, year=year)
        context = relevant_context(indicator.target, indicator.actual, context)
        found = _scored(*texts, context, profile)
    return replace(found, id=indicator.id)


@lru_cache(maxsize=8192)
def _scored_by_texts(  # noqa: PLR0913, PLR0917
    target: str,
    actual: str,
    points: str,
    score: str,
    method: str,
    band: str,
    direction: str,
    profile: RuleProfile,
) -> RowScore | None:
    """The score of all rows of these texts; ``None`` where more of a row has a say in it."""
    if not texts_decide(target, actual):
        return None
    row = Indicator(id=NOBODY, points=points, method=method, direction=direction)
    context = context_of(row, profile, place=Place.OTHER, year=None)
    return _scored(target, actual, points, score, method, band, context, profile)


@lru_cache(maxsize=8192)
def _scored(  # noqa: PLR0913, PLR0917
    target: str,
    actual: str,
    points_text: str,
    score_text: str,
    method_text: str,
    band: str,
    context: Context,
    profile: RuleProfile,
) -> RowScore:
    """The score of all rows of these texts; ``id`` is nobody's."""
    method = parse_method(method_text)
    outcome = attain(target, actual, context)
    reading = read_target(target, context, actual)
    points = points_or_none(points_text)
    given = score_text if score_text.strip() else None
    if isinstance(method, LeftOut):
        why = "本行不适用，不计分"
        return RowScore(
            NOBODY,
            outcome.kind,
            None,
            None,
            None,
            None,
            given,
            None,
            why,
            left_out=points,
            reading=reading,
        )
    suggested, exact, why = _suggested(outcome, method, points, profile)
    if outcome.kind == TargetKind.JUDGEMENT and suggested is None and points is not None:
        why += _band_words(band, points, profile)
    score = suggested if given is None else points_or_none(given)
    lost = points is not None and score is not None and score < points
    return RowScore(
        id=NOBODY,
        kind=outcome.kind,
        attainment=outcome.ratio,
        met=outcome.met,
        points=points,
        suggested=suggested,
        given=given,
        score=score,
        why=why,
        outcome=outcome,
        reading=reading,
        short=lost or outcome.met is False,
        exact=exact,
    )


NOBODY = -1
"""The id of no row."""


def _suggested(
    outcome: Outcome, method: Method | None, points: Decimal | None, profile: RuleProfile
) -> tuple[Decimal | None, Decimal | None, str]:
    """The suggested score, rounded and exact, and how it came about."""
    if method is None:
        return None, None, "计分方法不是本程序认得的写法，由填表人按该方法给分"
    if points is None:
        return None, None, _without_points(outcome)
    awarded = award(method, outcome, points)
    if awarded.points is None:
        return None, None, awarded.why
    return short_of(awarded.points, points, profile.digits), awarded.points, awarded.why


def _without_points(outcome: Outcome) -> str:
    """How the row stands, without a word on points that it does not have."""
    if outcome.ratio is None:
        return outcome.why
    return f"{_AWARDED.sub('', outcome.why)}；没有分值，不计算建议分"


_AWARDED = regex("，(?:得满分|建议满分|按比例计分|不得分)$")


def _band_words(name: str, points: Decimal, profile: RuleProfile) -> str:
    """The range that the chosen band leaves for the clerk's number."""
    bounds = profile.band(name)
    if bounds is None:
        return ""
    low, high = (plain(EXACT.multiply(bound, points)) for bound in bounds)
    upper = "含" if bounds[1] == 1 else "不含"
    return f"；已选“{name}”，得分应在 {low}～{high} 分之间（{upper}上限）"


@lru_cache(maxsize=4096)
def points_or_none(text: str) -> Decimal | None:
    """分值 or 得分 as a number; ``None`` where blank, a dash or unreadable."""
    try:
        return read_points(text)
    except NumberUnreadableError:
        return None
