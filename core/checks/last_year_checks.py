"""Checks that only show beside last year's form: what was copied, promised, or jumps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from core.checks.examination import Finding, warning
from core.model.evaluation import Indicator
from core.model.number import EXACT, difference, percent
from core.quoting import quoted
from core.scoring.scorecard import RowScore
from core.values.reasons import gives_no_reason
from core.values.wording import squeezed

REASON_COPIED = warning("reason-copied-last-year", mended_by_reason=True)
JUMP = warning("jump-last-year", mended_by_reason=True)
UNANSWERED = warning("promise-unanswered", mended_by_reason=True)

JUMP_FROM = Decimal("0.5")
"""A value that changed by half, or an attainment by fifty points in a hundred, is a jump."""


class LastYear(Struct, frozen=True):
    """What stood in the same row last year; ``score`` is what counted, given or computed."""

    indicator: Indicator
    scored: RowScore

    @property
    def actual(self) -> str:
        """实际完成值, verbatim."""
        return self.indicator.actual

    @property
    def score(self) -> Decimal | None:
        """得分 that counted."""
        return self.scored.score

    @property
    def promise(self) -> str:
        """偏差原因分析及改进措施 where it says something."""
        text = self.indicator.deviation
        return "" if gives_no_reason(text) else text


class RowBesideLast(Struct, frozen=True):
    """One row of this year's form, and what stood in the same row last year."""

    indicator: Indicator
    scored: RowScore
    last: LastYear


def reason_copied(row: RowBesideLast) -> Iterator[Finding]:
    """偏差原因 is written for this year; last year's words show that nobody looked."""
    indicator, last = row.indicator, row.last
    if last.promise and squeezed(indicator.deviation) == squeezed(last.promise):
        yield REASON_COPIED.finding(
            "deviation",
            f"偏差原因与上年完全相同：“{quoted(indicator.deviation)}”",
            "偏差原因写本年的原因和措施，并说明上年的措施落实得怎样",
        )


def promise_unanswered(row: RowBesideLast) -> Iterator[Finding]:
    """Last year's 改进措施 was a promise for this year: what became of it is written, or kept."""
    indicator, last = row.indicator, row.last
    if last.promise and indicator.actual.strip() and gives_no_reason(indicator.deviation):
        yield UNANSWERED.finding(
            "deviation",
            f"上年写的改进措施还没有回答：“{quoted(last.promise)}”",
            "在偏差原因里写明落实得怎样；已经落实、不用写进表的，在这里写明并保留",
        )


def jump(row: RowBesideLast) -> Iterator[Finding]:
    """A value far from last year's is either a slip of the pen or worth a word."""
    if not gives_no_reason(row.indicator.deviation):
        return
    change = _change(row.scored, row.last.scored)
    if change:
        was, now = quoted(row.last.actual), quoted(row.indicator.actual)
        yield JUMP.finding(
            "actual",
            f"实际完成值“{now}”与上年“{was}”相差很大（{change}）",
            "核对完成值和单位；属实的，在偏差原因里写明变化的原因",
        )


def _change(now: RowScore, then: RowScore) -> str:
    new, old = now.outcome, then.outcome
    if new.actual is not None and old.actual is not None and new.unit == old.unit and old.actual:
        share = EXACT.divide(difference(new.actual, old.actual), old.actual.copy_abs())
        if share >= JUMP_FROM:
            return f"{'增加' if new.actual > old.actual else '减少'} {percent(share, 0)}"
    if now.attainment is None or then.attainment is None:
        return ""
    if difference(now.attainment, then.attainment) < JUMP_FROM:
        return ""
    return f"完成程度由 {percent(then.attainment, 0)} 变为 {percent(now.attainment, 0)}"
