"""预算执行率 and its score."""

from __future__ import annotations

from decimal import Decimal

from core.model.evaluation import Evaluation, Fund
from core.model.number import (
    EXACT,
    ZERO,
    NumberUnreadableError,
    normalized,
    percent,
    plain,
    read_amount,
    rounded,
)
from core.regex import regex
from core.scoring.profile import RuleProfile
from core.scoring.row_score import points_or_none
from core.scoring.scorecard import Execution
from core.values.wording import says_nothing

_UNIT = r"(?:[(][^()]*[)])?[:]?$"
_TOTAL = regex(rf"(?:总额|合计|总计){_UNIT}")
_WHOLE = regex(
    rf"(?:[一二三四五\d]{{1,2}}[、.])?(?:本?年度|全年|当年|项目)*(?:财政)?(?:资金|预算|投资)?"
    rf"(?:总额|合计|总计){_UNIT}"
)
"""The sum of all, beside 中央资金合计 and other sums of parts."""


def total_fund(funds: tuple[Fund, ...]) -> Fund | None:
    """The row that the others sum up to: …总额 or 合计, else the first."""
    names = ["".join(normalized(fund.name).split()) for fund in funds]
    for total in (_WHOLE.match, _TOTAL.search):
        for fund, name in zip(funds, names, strict=True):
            if total(name):
                return fund
    return funds[0] if funds else None


def execution_fund(funds: tuple[Fund, ...]) -> Fund | None:
    """The row whose 分值, 得分 and 执行率 count.

    The total row, unless it has neither points nor score and exactly one other row has points: then
    that row carries them, and its own amounts make the rate.
    """
    total = total_fund(funds)
    if total is None or not (says_nothing(total.points) and says_nothing(total.score)):
        return total
    carrying = [fund for fund in funds if not says_nothing(fund.points)]
    return carrying[0] if len(carrying) == 1 else total


def score_execution(evaluation: Evaluation, profile: RuleProfile) -> Execution:
    """Rate = 全年执行数 ÷ 全年预算数; score = min(1, rate) x points, rounded once.

    Source: notes on the forms of 济南 2019 and 海淀 2016 (最高不得超过分值上限).  A layout without
    全年预算数 uses 年初预算数.
    """
    fund = execution_fund(evaluation.funds)
    if fund is None:
        return Execution(None, None, None, None, None, None, "表中没有项目资金，执行率不计分")
    rate, why = _rate(fund, evaluation)
    points = points_or_none(fund.points)
    suggested = None
    if rate is not None and points is not None:
        counted = min(max(rate, ZERO), Decimal(1))
        suggested = rounded(EXACT.multiply(counted, points), profile.digits)
        over = "，超过 100% 按 100% 计" if rate > 1 else "，按 0 计" if rate < 0 else ""
        why = f"{why}{over}，× {plain(points)} 分 = {plain(suggested)} 分"
    given = fund.score if fund.score.strip() else None
    score = suggested if given is None else points_or_none(given)
    return Execution(fund.id, rate, points, suggested, given, score, why)


def _rate(fund: Fund, evaluation: Evaluation) -> tuple[Decimal | None, str]:
    no_annual = bool(fund.initial.strip()) and not any(
        row.annual.strip() for row in evaluation.funds
    )
    budget_text = fund.initial if no_annual else fund.annual
    budget_name = "年初预算数" if no_annual else "全年预算数"
    budget = amount_or_none(budget_text, evaluation.money_unit)
    executed = amount_or_none(fund.executed, evaluation.money_unit)
    if budget is None or executed is None:
        done = ("全年执行数", fund.executed)
        missing, text = (budget_name, budget_text) if budget is None else done
        lack = f"没有读出{missing}" if text.strip() else f"{missing}还没有填"
        return None, f"{lack}，不计算执行率"
    if budget == 0:
        return None, f"{budget_name}为 0，不计算执行率，由填表人给分并说明"
    rate = EXACT.divide(executed, budget)
    return rate, f"全年执行数 {executed:f} ÷ {budget_name} {budget:f} = {percent(rate)}"


def amount_or_none(text: str, money_unit: str) -> Decimal | None:
    """An amount as a number; ``None`` where blank, a dash or unreadable."""
    try:
        return read_amount(text, money_unit)
    except NumberUnreadableError:
        return None
