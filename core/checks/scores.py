"""Check that given scores agree with their points, their rule and their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from core.checks.examination import Examination, Finding, Row, error, row_title, warning
from core.checks.problem import Problem
from core.model.evaluation import Category, Evaluation, Indicator
from core.model.identity import Same
from core.model.number import (
    EXACT,
    HUNDRED,
    decimals,
    difference,
    exactly,
    percent,
    plain,
    rounded,
)
from core.quoting import quoted
from core.scoring.methods import CHOICES, parse_method
from core.scoring.scorecard import Execution, RowScore
from core.values.outcome import TargetKind
from core.values.reasons import gives_no_reason
from core.values.wording import squeezed

SCORE_OVER_POINTS = error("score-over-points")
DEVIATION_MISSING = error("deviation-missing", mended_by_reason=True)
SCORE_DIFFERS = warning("score-differs")
MET_BUT_DOCKED = warning("met-but-docked", mended_by_reason=True)
MISSED_BUT_FULL = warning("missed-but-full")
JUDGEMENT_BAND = warning("judgement-band")
METHOD_UNREADABLE = warning("method-unreadable")
ALL_FULL = warning("all-full")
REASON_REPEATED = warning("reason-repeated", mended_by_reason=True)


def score_over_points(row: Row) -> Iterator[Finding]:
    """得分 must not be over 分值, nor negative (the budget systems refuse it)."""
    words = outside_points(row.scored.given, row.scored.score, row.scored.points)
    if words:
        yield SCORE_OVER_POINTS.finding("score", *words)


def outside_points(
    given: str | None, score: Decimal | None, points: Decimal | None
) -> tuple[str, str] | None:
    """Message and remedy for a given score that is negative or over its points; else ``None``."""
    if given is None or score is None:
        return None
    if score < 0:
        return f"得分 {exactly(score)} 是负数", "把得分改成不小于 0 的数"
    if points is not None and score > points:
        return f"得 {exactly(score)} 分，超过分值 {exactly(points)} 分", "把得分改到不超过分值"
    return None


def deviation_missing(row: Row) -> Iterator[Finding]:
    """A row with points that is short or missed its target needs a reason.

    On a form without points any row that missed its target does.

    Source: the form's own last column (偏差原因分析及改进措施); the budget systems refuse to save
    without it.
    """
    scored = row.scored
    counted = scored.points is not None or (not row.form.has_points and scored.left_out is None)
    if not counted or not gives_no_reason(row.indicator.deviation):
        return
    if _short(scored.score, scored.points):
        what = f"得 {_shown(scored.score)} 分，低于分值 {_shown(scored.points)} 分"
    elif scored.met is False:
        what = f"{row.pair}：没有达到"
    else:
        return
    yield DEVIATION_MISSING.finding(
        "deviation",
        f"{what}，偏差原因分析及改进措施不能为空",
        "写明偏差原因和改进措施",
        "偏差原因没有写明",
    )


def score_differs(row: Row) -> Iterator[Finding]:
    """The given score is not the suggested one (裕安: 95/100 × 6 应 5.70 得 5).

    Fewer decimals are no difference: 8.97 is often given as 9. Nor is it one whether they are
    rounded from the suggested score or from the exact one: 1.946, suggested as 1.95, is 1.9.
    """
    scored = row.scored
    if scored.given is None or scored.score is None or scored.suggested is None:
        return
    if scored.score not in _suggested_scores(scored, decimals(scored.score)):
        yield SCORE_DIFFERS.finding(
            "score",
            f"给分 {exactly(scored.score)}，按规则建议 {exactly(scored.suggested)}，"
            f"相差 {exactly(difference(scored.score, scored.suggested))}（{scored.why}）",
            "核对得分；按本单位情况给分的可以保留",
            f"按规则建议 {exactly(scored.suggested)} 分",
        )


def _suggested_scores(scored: RowScore, digits: int) -> set[Decimal]:
    """All ways to write the suggested score with so many decimals; no miss becomes full points."""
    if scored.suggested is None:
        return set()
    found = {rounded(scored.suggested, digits)}
    if scored.exact is not None and (near := rounded(scored.exact, digits)) != scored.points:
        found.add(near)
    return found


def met_but_docked(row: Row) -> Iterator[Finding]:
    """Target met, yet points were taken off (永德 2022: 100%/100% 得 7/10)."""
    scored = row.scored
    if scored.met and _short(scored.score, scored.points):
        yield MET_BUT_DOCKED.finding(
            "score",
            f"{row.pair}：已经达到，只得 {_shown(scored.score)} 分，"
            f"分值为 {_shown(scored.points)} 分",
            "得分给满分，或在偏差原因里说明扣分理由",
        )


def missed_but_full(row: Row) -> Iterator[Finding]:
    """Target missed, yet full points given (99.99 % rounded up by the rule is none)."""
    scored = row.scored
    if scored.met is not False or scored.given is None:
        return
    if scored.points is not None and scored.score == scored.points:
        yield MISSED_BUT_FULL.finding(
            "score",
            f"{row.pair}：没有达到，却得满分 {_shown(scored.points)} 分",
            "按完成情况改得分，或核对完成值",
        )


def judgement_band(row: Row) -> Iterator[Finding]:
    """A judgement's score under the lowest band limit (three bands: 四川 2022, 旧口径 50 %)."""
    scored, profile = row.scored, row.profile
    if scored.kind != TargetKind.JUDGEMENT or scored.given is None:
        return
    if scored.score is None or not scored.points or scored.score < 0:
        return
    limit = profile.lowest_band_limit
    share = EXACT.divide(scored.score, scored.points)
    chosen = profile.band(row.indicator.band)
    if chosen is not None:
        low, high = chosen
        if not (low <= share < high or share == high == 1):
            yield JUDGEMENT_BAND.finding(
                "score",
                f"得 {exactly(scored.score)} 分，"
                f"是分值 {exactly(scored.points)} 分的 {_share(share)}，"
                f"不在所选“{row.indicator.band}”一档（{percent(low, 0)}～{percent(high, 0)}）之内",
                "把得分改到该档之内，或改选档次",
            )
        return
    if share < limit:
        yield JUDGEMENT_BAND.finding(
            "score",
            f"得 {exactly(scored.score)} 分，是分值 {exactly(scored.points)} 分的 {_share(share)}，"
            f"落在“{profile.bands[-1].name}”一档（低于 {percent(limit, 0)}）",
            "核对得分应属哪一档；确属这一档的可以保留",
        )


def method_unreadable(row: Row) -> Iterator[Finding]:
    """A scoring method in words that no rule is known for: the clerk scores, and is told so."""
    if parse_method(row.indicator.method) is None:
        yield METHOD_UNREADABLE.finding(
            "score",
            f"计分方法“{quoted(row.indicator.method)}”不是本程序认得的写法，没有建议分",
            f"按该方法填写得分，或把计分方法改写成 {'、'.join(CHOICES)}、每降5%扣1分 等写法",
        )


def _shown(value: Decimal | None) -> str:
    return "" if value is None else exactly(value)


def _share(share: Decimal) -> str:
    return plain(EXACT.multiply(share, HUNDRED)) + "%"


def _short(score: Decimal | None, points: Decimal | None) -> bool:
    return score is not None and points is not None and score < points


def all_full(exam: Examination) -> Iterator[Problem]:
    """Every row and 执行率 with full points (郫都 2025 复核: 10 个项目全 100 分)."""
    execution, rows = exam.scorecard.execution, exam.scorecard.rows
    if not any(row.points for row in rows):
        return
    what = "所有指标和预算执行率" if execution.points else "所有指标"
    parts: Iterable[Execution | RowScore] = chain([execution], rows)  # mostly the first ones tell
    if all(part.score == part.points for part in parts if part.points):
        yield exam.on_form(
            ALL_FULL,
            "total_score",
            "总分",
            f"{what}都是满分，复核时通常会被要求逐项举证",
            "核对各项得分是否有佐证资料",
        )


def reason_repeated(exam: Examination) -> Iterator[Problem]:
    """The same reason on several rows that lost points or missed their target (郫都 2025 复核)."""
    first: dict[str, str] = {}
    for index, indicator, reason in _reasons(exam.evaluation):
        if not exam.scorecard.rows[index].short:
            continue
        if reason not in first:
            first[reason] = row_title(index, indicator)
            continue
        finding = REASON_REPEATED.finding(
            "deviation",
            f"偏差原因与“{first[reason]}”一行完全相同",
            "偏差原因按本指标的情况写，写明原因和措施",
        )
        yield exam.on_row(index, indicator, finding)


def _reasons(evaluation: Evaluation) -> Iterator[tuple[int, Indicator, str]]:
    """The rows that give a reason, with their index and the reason."""
    first = 0
    for category in evaluation.categories:
        for offset, indicator, reason in _reasons_of(Same(category)):
            yield first + offset, indicator, reason
        first += sum([len(group.indicators) for group in category.groups])


@lru_cache(maxsize=1024)
def _reasons_of(same: Same[Category]) -> tuple[tuple[int, Indicator, str], ...]:
    """The rows of a first level that give a reason; kept, for a key leaves all but one alone."""
    return tuple(
        (offset, row, squeezed(row.deviation))
        for offset, row in enumerate(same.value.indicators)
        if not gives_no_reason(row.deviation)
    )
