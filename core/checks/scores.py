"""Do the given scores agree with their points, their rule and their reasons?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.checks.examination import Examination, error, warning
from core.checks.problem import Problem
from core.model.number import EXACT, percent, plain
from core.target.wording import squeezed

SCORE_OVER_POINTS = error("score-over-points")
DEVIATION_MISSING = error("deviation-missing")
SCORE_DIFFERS = warning("score-differs")
MET_BUT_DOCKED = warning("met-but-docked")
MISSED_BUT_FULL = warning("missed-but-full")
JUDGEMENT_BAND = warning("judgement-band")
EXECUTION_SCORE = warning("execution-score")
EXECUTION_LOW = warning("execution-low")
EXECUTION_OVER = warning("execution-over")
ALL_FULL = warning("all-full")
REASON_REPEATED = warning("reason-repeated")

_EMPTY_WORDS = {"", "无", "0", "没有", "暂无", "无偏差"}


def says_no_reason(text: str) -> bool:
    """Blank, or one of the ways to write nothing: 无, 0, /, — (rules.md section 8, no. 10)."""
    return squeezed(text).strip("-—–―─/.…。") in _EMPTY_WORDS


def score_over_points(exam: Examination) -> Iterator[Problem]:
    """得分 must not be over 分值, nor negative (the budget systems refuse it)."""
    for row in exam.rows:
        scored = row.scored
        words = _over(scored.given, scored.score, scored.points)
        if words:
            yield exam.on_row(SCORE_OVER_POINTS, row, "score", *words)
    execution, fund = exam.scorecard.execution, exam.total_fund
    words = _over(execution.given, execution.score, execution.points)
    if fund is not None and words:
        yield exam.on_fund(SCORE_OVER_POINTS, fund, "score", *words)


def _over(
    given: str | None, score: Decimal | None, points: Decimal | None
) -> tuple[str, str] | None:
    if given is None or score is None:
        return None
    if score < 0:
        return f"得分 {plain(score)} 是负数", "把得分改成不小于 0 的数"
    if points is not None and score > points:
        return f"得 {plain(score)} 分，超过分值 {plain(points)} 分", "把得分改到不超过分值"
    return None


def deviation_missing(exam: Examination) -> Iterator[Problem]:
    """A row with points that is short or missed its target needs a reason.

    Source: the form's own last column (偏差原因分析及改进措施); the budget systems refuse to save
    without it.
    """
    for row in exam.rows:
        scored = row.scored
        if scored.points is None or not says_no_reason(row.indicator.deviation):
            continue
        if scored.score is not None and scored.score < scored.points:
            what = f"得 {plain(scored.score)} 分，低于分值 {plain(scored.points)} 分"
        elif scored.met is False:
            what = f"实际完成值“{row.indicator.actual.strip()}”没有达到指标值“{row.indicator.target.strip()}”"
        else:
            continue
        yield exam.on_row(
            DEVIATION_MISSING,
            row,
            "deviation",
            f"{what}，偏差原因分析及改进措施不能为空",
            "写明偏差原因和改进措施",
        )


def score_differs(exam: Examination) -> Iterator[Problem]:
    """The given score is not the suggested one (rules.md section 8, no. 4 and 5)."""
    for row in exam.rows:
        scored = row.scored
        if scored.given is None or scored.score is None or scored.suggested is None:
            continue
        if scored.score != scored.suggested:
            yield exam.on_row(
                SCORE_DIFFERS,
                row,
                "score",
                f"给分 {plain(scored.score)}，按规则建议 {plain(scored.suggested)}，"
                f"相差 {plain(abs(scored.score - scored.suggested))}（{scored.why}）",
                "核对得分；按本单位情况给分的可以保留",
            )


def met_but_docked(exam: Examination) -> Iterator[Problem]:
    """Target met, yet points were taken off (rules.md section 8, no. 3)."""
    for row in exam.rows:
        scored = row.scored
        if scored.met and _short(scored.score, scored.points):
            yield exam.on_row(
                MET_BUT_DOCKED,
                row,
                "score",
                f"完成值“{row.indicator.actual.strip()}”已达到指标值，只得 {plain(scored.score or Decimal(0))} 分，"
                f"分值为 {plain(scored.points or Decimal(0))} 分",
                "给满分，或在偏差原因里说明扣分理由",
            )


def missed_but_full(exam: Examination) -> Iterator[Problem]:
    """Target missed, yet full points."""
    for row in exam.rows:
        scored = row.scored
        if scored.met is False and scored.points is not None and scored.score == scored.points:
            yield exam.on_row(
                MISSED_BUT_FULL,
                row,
                "score",
                f"完成值“{row.indicator.actual.strip()}”没有达到指标值“{row.indicator.target.strip()}”，"
                f"却得满分 {plain(scored.points)} 分",
                "按完成情况给分，或核对完成值",
            )


def judgement_band(exam: Examination) -> Iterator[Problem]:
    """A judgement's score under the lowest band limit (three bands: 四川 2022, 旧口径 50 %)."""
    limit = exam.profile.lowest_band_limit
    for row in exam.rows:
        scored = row.scored
        if scored.kind != "judgement" or scored.given is None:
            continue
        if scored.score is None or not scored.points or scored.score < 0:
            continue
        share = EXACT.divide(scored.score, scored.points)
        if share < limit:
            band = exam.profile.bands[-1].name
            yield exam.on_row(
                JUDGEMENT_BAND,
                row,
                "score",
                f"得 {plain(scored.score)} 分，是分值 {plain(scored.points)} 分的 {percent(share, 0)}，"
                f"落在“{band}”一档（低于 {percent(limit, 0)}）",
                "核对完成情况属于哪一档；确属这一档的可以保留",
            )


def _short(score: Decimal | None, points: Decimal | None) -> bool:
    return score is not None and points is not None and score < points


def execution_score(exam: Examination) -> Iterator[Problem]:
    """The given score of 预算执行率 is not the suggested one (rules.md section 8, no. 6)."""
    execution, fund = exam.scorecard.execution, exam.total_fund
    if fund is None or execution.given is None:
        return
    if execution.score is None or execution.suggested is None:
        return
    if execution.score != execution.suggested:
        yield exam.on_fund(
            EXECUTION_SCORE,
            fund,
            "score",
            f"执行率得分给了 {plain(execution.score)}，按规则建议 {plain(execution.suggested)}（{execution.why}）",
            "核对执行率得分",
        )


def execution_low(exam: Examination) -> Iterator[Problem]:
    """预算执行率 under the profile's limit (四川: 未达到 90% 的需说明原因)."""
    rate, fund = exam.scorecard.execution.rate, exam.total_fund
    limit = exam.profile.execution_low
    if fund is not None and rate is not None and rate < limit:
        yield exam.on_fund(
            EXECUTION_LOW,
            fund,
            "executed",
            f"预算执行率 {percent(rate)}，低于 {percent(limit, 0)}",
            "说明执行率低的原因",
        )


def execution_over(exam: Examination) -> Iterator[Problem]:
    """预算执行率 over 100 % (rules.md section 8, no. 9)."""
    rate, fund = exam.scorecard.execution.rate, exam.total_fund
    if fund is not None and rate is not None and rate > 1:
        yield exam.on_fund(
            EXECUTION_OVER,
            fund,
            "executed",
            f"全年执行数超过全年预算数，执行率 {percent(rate)}，得分按 100% 计",
            "核对预算数（应含追加和上年结转）与执行数",
        )


def all_full(exam: Examination) -> Iterator[Problem]:
    """Every row and 执行率 with full points (rules.md section 8, no. 19)."""
    execution = exam.scorecard.execution
    parts = [row.scored for row in exam.rows if row.scored.points is not None]
    if not parts:
        return
    scored = [(part.score, part.points) for part in parts]
    if execution.points is not None:
        scored.append((execution.score, execution.points))
    if all(score == points for score, points in scored):
        yield exam.on_form(
            ALL_FULL,
            "total_score",
            "总分",
            "所有指标和预算执行率都是满分，复核时通常会被要求逐项举证",
            "核对各项得分是否有佐证资料",
        )


def reason_repeated(exam: Examination) -> Iterator[Problem]:
    """The same reason on several rows (rules.md section 8, no. 20)."""
    first: dict[str, int] = {}
    for row in exam.rows:
        reason = squeezed(row.indicator.deviation)
        if says_no_reason(row.indicator.deviation):
            continue
        if reason in first:
            above = exam.rows[first[reason]]
            yield exam.on_row(
                REASON_REPEATED,
                row,
                "deviation",
                f"偏差原因与“{above.title}”一行完全相同",
                "按本指标的情况写明原因和措施",
            )
        else:
            first[reason] = row.index
