"""How a target was read, in words: what the clerk sees, can doubt, and can correct once."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from core.values.direction import CORRECTED, Context, Direction, direction_of
from core.values.judging import wants_none
from core.values.parser import parse
from core.values.target_syntax import (
    Blank,
    Comparison,
    Deadline,
    Interval,
    Recurring,
    Several,
    Wording,
)


class Confidence(StrEnum):
    """How sure a reading is."""

    STATED = "明确"
    """Everything is written."""
    ASSUMED = "推定"
    """The operator was not written; ``core.values.attainment`` says by what it was assumed."""
    TAKEN = "从句中取数"
    """The figure was taken out of a sentence."""
    CORRECTED = "填表人指定"
    """The clerk has corrected the reading."""
    UNDECIDED = "待选方向"
    """Neither an operator nor the name tells which way the figure counts."""


class TargetReading(Struct, frozen=True):
    """A reading in words, and how sure it is; ``assumed`` says why where it was assumed."""

    words: str
    confidence: Confidence
    assumed: str = ""


def read_target(  # noqa: PLR0911  (one shape a line)
    target: str, context: Context, actual: str = ""
) -> TargetReading:
    """How ``target`` counts in its row, whose ``actual`` lends a bare number its unit."""
    reading = parse(target)
    if context.judged and not isinstance(reading, Blank):
        return TargetReading("定性，三档评判", Confidence.CORRECTED)
    match reading:
        case Blank():
            return TargetReading("没有指标值", Confidence.STATED)
        case Wording() if wants_none(target, context.name):
            return TargetReading("= 0（反向）", Confidence.STATED)
        case Wording(note):
            return TargetReading("定性" + (f"（{note}）" if note else ""), Confidence.STATED)
        case Deadline():
            return TargetReading(f"时限，不晚于 {_date(reading)}", Confidence.STATED)
        case Recurring(period, _, day):
            every = f"每{period}" if period and not period.startswith(("次", "下")) else period
            return TargetReading(f"时限，{every}不晚于第 {day} 天", Confidence.STATED)
        case Several(parts):
            figures = "、".join(f"{_sign(part)}{part.quantity}" for part in parts)
            return TargetReading(f"几项数字：{figures}，逐项比较", Confidence.STATED)
        case Interval(low, high, unit):
            return TargetReading(f"区间 {low:f}～{high:f}{unit}，含两端", Confidence.STATED)
        case Comparison():
            done = parse(actual)
            answer = done.quantity.unit if isinstance(done, Comparison) else ""
            direction = direction_of(reading, context, answer=answer, written=target)
            return _comparison(reading, direction, context)


def _sign(part: Comparison) -> str:
    return f"{part.operator.value} " if part.operator else ""


def _comparison(reading: Comparison, direction: Direction, context: Context) -> TargetReading:
    if direction.operator is None:
        words = f"{reading.quantity}（方向未定）"
        return TargetReading(words, Confidence.UNDECIDED, direction.assumed)
    way = "反向" if direction.operator.falling else "正向"
    words = f"{direction.operator.value} {reading.quantity}（{way}）"
    if context.direction in CORRECTED:
        return TargetReading(words, Confidence.CORRECTED)
    if reading.embedded:
        return TargetReading(words, Confidence.TAKEN, direction.assumed)
    confidence = Confidence.ASSUMED if direction.assumed else Confidence.STATED
    return TargetReading(words, confidence, direction.assumed)


def _date(deadline: Deadline) -> str:
    parts = ((deadline.year, "年"), (deadline.month, "月"), (deadline.day, "日"))
    named = "".join(f"{number}{unit}" for number, unit in parts if number) or "年"
    other = {1: "次年", -1: "上年"}.get(deadline.shift, "")
    return other + named + ("底" if deadline.day is None else "")
