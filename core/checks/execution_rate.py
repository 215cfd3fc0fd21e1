"""Check 预算执行率: its score, and a rate that is low, over 100 % or not the one of the amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.checks.examination import Examination, warning
from core.checks.funds import is_slip
from core.checks.problem import Problem
from core.checks.scores import SCORE_OVER_POINTS, outside_points
from core.model.number import (
    EXACT,
    HUNDRED,
    ZERO,
    decimals,
    exactly,
    percent,
    plain,
    shown_as,
    shows_rate,
)
from core.scoring.execution import amount_or_none
from core.scoring.scorecard import Execution
from core.values.wording import says_nothing

EXECUTION_SCORE = warning("execution-score")
EXECUTION_LOW = warning("execution-low")
EXECUTION_OVER = warning("execution-over")
RATE_PRINTED = warning("rate-printed")

_SAME_UNIT = "核对全年执行数与预算数的金额单位"


def execution_over_points(exam: Examination) -> Iterator[Problem]:
    """The score of 预算执行率 is within its points, as that of a row is."""
    execution, fund = exam.scorecard.execution, exam.execution_fund
    words = outside_points(execution.given, execution.score, execution.points)
    if fund is not None and words:
        yield exam.on_fund(SCORE_OVER_POINTS, fund, "score", *words)


def execution_score(exam: Examination) -> Iterator[Problem]:
    """The given score of 预算执行率 is not the suggested one, rounded or cut off as given."""
    execution, fund = exam.scorecard.execution, exam.execution_fund
    if fund is None or execution.given is None:
        return
    if execution.score is None or execution.suggested is None:
        return
    if execution.score not in _execution_scores(execution):
        yield exam.on_fund(
            EXECUTION_SCORE,
            fund,
            "score",
            f"执行率得分给了 {exactly(execution.score)}，"
            f"按规则建议 {exactly(execution.suggested)}（{execution.why}）",
            "核对得分",
        )


def _execution_scores(execution: Execution) -> set[Decimal]:
    """All ways to write the suggested score with the decimals of the given one."""
    if execution.score is None or execution.suggested is None or execution.rate is None:
        return set()
    digits = decimals(execution.score)
    counted = min(max(execution.rate, ZERO), Decimal(1))
    unrounded = EXACT.multiply(counted, execution.points or ZERO)
    return {*shown_as(execution.suggested, digits), *shown_as(unrounded, digits)}


def execution_low(exam: Examination) -> Iterator[Problem]:
    """预算执行率 under the profile's limit (四川: 未达到 90% 的需说明原因)."""
    rate, fund = exam.scorecard.execution.rate, exam.execution_fund
    limit = exam.profile.execution_low
    if fund is not None and rate is not None and rate < limit:
        yield exam.on_fund(
            EXECUTION_LOW,
            fund,
            "executed",
            f"预算执行率 {percent(rate)}，低于 {percent(limit, 0)}{_slip(exam)}",
            _SAME_UNIT if _slip(exam) else "核对全年执行数；属实的，写明执行率低的原因并保留",
        )


def execution_over(exam: Examination) -> Iterator[Problem]:
    """预算执行率 over 100 % (金寨: 102.59%)."""
    rate, fund = exam.scorecard.execution.rate, exam.execution_fund
    if fund is not None and rate is not None and rate > 1:
        yield exam.on_fund(
            EXECUTION_OVER,
            fund,
            "executed",
            f"全年执行数超过预算数，执行率 {percent(rate)}，得分按 100% 计{_slip(exam)}",
            _SAME_UNIT if _slip(exam) else "核对全年执行数与预算数（应含追加和上年结转）",
        )


def _slip(exam: Examination) -> str:
    """Words for 元 and 万元 mixed up: every executed sum is some ten thousand times off."""
    unit, found = exam.evaluation.money_unit, set()
    for fund in exam.evaluation.funds:
        budget = amount_or_none(fund.annual, unit) or amount_or_none(fund.initial, unit)
        executed = amount_or_none(fund.executed, unit)
        if not budget and not executed:
            continue
        if not budget or not executed or budget < 0 or executed < 0:
            return ""
        larger, smaller = max(budget, executed), min(budget, executed)
        if not is_slip(EXACT.divide(larger, smaller)):
            return ""
        found.add(executed < budget)
    if len(found) != 1:
        return ""
    size = "小" if found.pop() else "大"
    return f"；执行数都约{size}一万倍，像是一边按元、一边按万元填写"


def rate_printed(exam: Examination) -> Iterator[Problem]:
    """A given 执行率 is 全年执行数 ÷ 全年预算数 as printed (普陀 2022: 86.19%，应 86.18%)."""
    fund, rate = exam.execution_fund, exam.scorecard.execution.rate
    if fund is None or rate is None or says_nothing(fund.rate):
        return
    if not shows_rate(fund.rate, rate):
        percent = plain(EXACT.multiply(rate, HUNDRED))
        yield exam.on_fund(
            RATE_PRINTED,
            fund,
            "rate",
            f"表上的执行率是 {fund.rate.strip()[:20]}，按执行数与预算数计算是 {percent}%",
            "清空执行率，按金额重算；或核对执行数和预算数",
        )
