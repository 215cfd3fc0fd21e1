"""Check that points, totals and money add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce

from core.checks.examination import Examination, error, warning
from core.checks.problem import Problem
from core.model.number import (
    EXACT,
    ZERO,
    NumberUnreadableError,
    exactly,
    plain,
    read_figure,
    read_points,
    rounded,
)
from core.model.path import Path
from core.scoring.score import FULL
from core.values.wording import says_nothing

WEIGHTS_TOTAL = error("weights-total")
WEIGHTS_SPLIT = warning("weights-split")
PRINTED_TOTAL = error("printed-total")
RATE_PRINTED = warning("rate-printed")

HUNDRED = Decimal(100)


def weights_total(exam: Examination) -> Iterator[Problem]:
    """Execution points and indicator points sum to 100 (新洲 2020: 指标已满 100，执行率另计 10)."""
    total = exam.scorecard.total_points
    if total is not None and total != FULL:
        execution = exam.scorecard.execution.points or ZERO
        rows, lack = EXACT.subtract(total, execution), EXACT.subtract(FULL, total)
        yield exam.on_form(
            WEIGHTS_TOTAL,
            "total_points",
            "总分值",
            f"预算执行率 {exactly(execution)} 分加各指标 {exactly(rows)} 分，"
            f"合计 {exactly(total)} 分，不是 100 分，差 {exactly(abs(lack))} 分",
            "调整各指标的分值，使合计为 100",
        )


def weights_split(exam: Examination) -> Iterator[Problem]:
    """Each first level has the profile's points (原则上; 财预〔2020〕10号)."""
    if not exam.has_points:
        return
    for word, expected in exam.profile.category_points:
        named = [category for category in exam.evaluation.categories if word in category.name]
        if not named:
            continue
        subtotals = exam.scorecard.subtotals
        found = reduce(EXACT.add, (subtotals[category.id].points for category in named))
        if found != expected:
            yield WEIGHTS_SPLIT.problem(
                Path(named[0].id, "name"),
                f"indicators/{exam.first_row(named[0])}/level1",
                named[0].name,
                f"各指标分值之和为 {exactly(found)} 分，"
                f"规则包“{exam.profile.name}”为 {exactly(expected)} 分",
                "核对分值；本地另有规定的可以保留",
            )


def printed_total(exam: Examination) -> Iterator[Problem]:
    """A given total is the sum of its parts (中江 2022: 110 分印成 100)."""
    card = exam.scorecard
    for name, chinese, total in (
        ("total_points", "总分值", card.total_points),
        ("total_score", "总分", card.total_score),
    ):
        text = getattr(exam.evaluation, name)
        try:
            given = read_points(text)
        except NumberUnreadableError:
            continue
        # A printed 9.999 is the sum that counts as 10.00.
        if given is None or total is None:
            continue
        if total not in {given, rounded(given, exam.profile.digits)}:
            yield exam.on_form(
                PRINTED_TOTAL,
                name,
                chinese,
                f"表上写的是 {exactly(given)}，各项之和是 {exactly(total)}，"
                f"相差 {exactly(abs(given - total))}",
                "核对各行，改动任何一行后总分会自动重算",
            )


def rate_printed(exam: Examination) -> Iterator[Problem]:
    """A given 执行率 is 全年执行数 ÷ 全年预算数 as printed (普陀 2022: 86.19%，应 86.18%)."""
    fund, rate = exam.execution_fund, exam.scorecard.execution.rate
    if fund is None or rate is None or says_nothing(fund.rate):
        return
    if not _agrees(fund.rate, rate):
        percent = plain(EXACT.multiply(rate, HUNDRED))
        yield exam.on_fund(
            RATE_PRINTED,
            fund,
            "rate",
            f"表上的执行率是 {fund.rate.strip()[:20]}，按执行数与预算数计算是 {percent}%",
            "核对预算数和执行数；改动后执行率会自动重算",
        )


def _agrees(text: str, rate: Decimal) -> bool:
    """Whether the text shows ``rate``, as a percentage or, without a sign, as a ratio."""
    try:
        figure = read_figure(text)
    except NumberUnreadableError:
        return False
    if figure is None or figure.unit not in {"", "%", "百分比"}:
        return False
    decimals = _decimals(figure.value)
    percent = EXACT.multiply(rate, HUNDRED)
    if _same(percent, figure.value, min(2, decimals)):
        return True
    # 0.958 without a sign is a ratio; its third decimal is the first of the percentage.
    written = EXACT.multiply(figure.value, HUNDRED)
    return not figure.unit and _same(percent, written, min(2, max(0, decimals - 2)))


def _same(one: Decimal, other: Decimal, digits: int) -> bool:
    return rounded(one, digits) == rounded(other, digits)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
