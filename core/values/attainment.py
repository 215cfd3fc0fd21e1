"""How far an 实际完成值 meets an 年度指标值: a ratio, met or missed, or a matter of judgement.

Sources: the notes printed under published forms (济南 2019, 海淀 2016, 江西 2017, 湖北 2020) and
财预〔2020〕10号 as the budget systems carry it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from core.model.number import EXACT, ZERO, plain
from core.values.direction import Context, Direction, change_in, direction_of
from core.values.footing import ONE, footing
from core.values.parser import parse
from core.values.syntax import (
    Blank,
    Comparison,
    Deadline,
    Interval,
    Operator,
    Quantity,
    Reading,
    Wording,
)
from core.values.wording import same_words, squeezed

SYSTEM_PHRASES = ("达成预期指标", "达成年度指标")
"""What the budget systems write for a judgement that was fully met."""

_YEAR_UNKNOWN = 2000

_WRITTEN_FIGURE = re.compile(r"(?<![A-Za-z\d])\d")

Inverse = Callable[[Decimal, Decimal], Decimal]
"""(target, actual) -> ratio, for an actual over a target that it should stay below."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the actual stands to the target.

    ``ratio``: 1 where met; ``met``: ``None`` where it is the clerk's to judge.  ``over``: actual ÷
    target of a rising quantity with a target over zero (for 超额).  The flags are what the checks
    ask for; ``unit_doubt`` is a Chinese clause or empty.
    """

    kind: str
    ratio: Decimal | None = None
    met: bool | None = None
    why: str = ""
    over: Decimal | None = None
    direction: Direction | None = None
    by_equality: bool = False
    unit_doubt: str = ""
    kind_doubt: str = ""
    operator_in_actual: bool = False
    gap: str = ""
    """The comparison alone, for methods that do not go by the ratio."""
    goal: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    """Target and actual as figures in the target's unit, where both are."""
    days_late: int | None = None


def ratio_inverse(target: Decimal, actual: Decimal) -> Decimal:
    """目标 ÷ 完成 (济南 2019, 江西 2017, 湖北 2020: 反向指标按 A/B)."""
    return ZERO if target <= 0 else EXACT.divide(target, actual)


def linear_inverse(target: Decimal, actual: Decimal) -> Decimal:
    """1 - (完成 - 目标) ÷ 目标, nothing from twice the target on (the budget systems' SQL)."""
    if target <= 0:
        return ZERO
    return max(ZERO, ONE - EXACT.divide(actual - target, target))


INVERSES: dict[str, Inverse] = {"ratio": ratio_inverse, "linear": linear_inverse}


@lru_cache(maxsize=8192)
def attain(target: str, actual: str, context: Context) -> Outcome:
    """Compare the two texts of one row. Pure; results are kept for the next key."""
    reading = parse(target)
    if context.judged and not isinstance(reading, Blank):
        return _judged(target, actual, "")
    match reading:
        case Blank():
            return Outcome("blank", why="没有年度指标值，不能计算建议分")
        case Wording(note):
            return _judged(target, actual, note)
        case Deadline():
            return _timely(reading, actual, context)
        case Comparison() | Interval():
            return _measured(reading, target, actual, context)


def _judged(target: str, actual: str, note: str) -> Outcome:
    kind = "judgement"
    done = parse(actual)
    doubt = ""
    if isinstance(done, Comparison) and not done.embedded and not _names(target, done.quantity):
        doubt = "指标值是文字，完成值是数字"
    signed = _carries_operator(actual)
    if isinstance(done, Blank):
        return Outcome(kind, why="定性指标，还没有实际完成值")
    if same_words(target, actual):
        return Outcome(
            kind,
            ONE,
            met=True,
            why="定性指标，完成值与指标值相同，建议满分",
            kind_doubt=doubt,
            operator_in_actual=signed,
        )
    if any(same_words(actual, phrase) for phrase in SYSTEM_PHRASES):
        return Outcome(kind, ONE, met=True, why="定性指标，完成值写明已达成，建议满分")
    why = note or "定性指标，由填表人选定档次（达成、部分达成、未达成）并给分"
    return Outcome(kind, why=why, kind_doubt=doubt, operator_in_actual=signed)


def _names(target: str, answer: Quantity) -> bool:
    """Whether words hold a figure of the answer's unit: 新建2座、改造3座 is answered by 5座."""
    return (
        re.search(rf"\d{re.escape(answer.unit)}", squeezed(target)) is not None
        if answer.unit
        else False
    )


def _timely(target: Deadline, actual: str, context: Context) -> Outcome:
    kind = "date"
    done = parse(actual)
    if isinstance(done, Blank):
        return Outcome(kind, why="时限指标，还没有实际完成值")
    if not isinstance(done, Deadline):
        return Outcome(kind, why="时限指标，完成值里没有读出日期，由填表人判断并给分")
    year = target.year or done.year or context.year or _YEAR_UNKNOWN
    by, ended = target.last(year), done.last(done.year or year)
    began = done.first(done.year or year)
    if began > by:
        late = f"完成时间晚于目标（{_shown(target)}）"
        days = None if done.day is None else (ended - by).days
        return Outcome(kind, met=False, why=f"{late}，由填表人按情况给分", gap=late, days_late=days)
    exact = ended <= by
    equal = not exact or (target.exclusive and ended >= target.first(year))
    why = f"完成时间不晚于目标（{_shown(target)}），得满分"
    if equal:
        why = f"完成时间与目标（{_shown(target)}）在同一时段，按如期完成计，得满分"
    return Outcome(kind, ONE, met=True, why=why, by_equality=equal)


def _shown(deadline: Deadline) -> str:
    year = f"{deadline.year}年" if deadline.year else ""
    month = f"{deadline.month}月" if deadline.month else ""
    day = f"{deadline.day}日" if deadline.day else ""
    return year + month + day or "年底"


def _measured(
    target: Comparison | Interval, target_text: str, actual: str, context: Context
) -> Outcome:
    done = parse(actual)
    answer = done.quantity.unit if isinstance(done, Comparison) else ""
    direction = None
    if isinstance(target, Comparison):
        direction = direction_of(target, context, answer=answer)
    asked = change_in(target_text) or change_in(context.name)
    unanswered = Outcome(
        "quantity", operator_in_actual=_carries_operator(actual), direction=direction
    )
    if not isinstance(done, Comparison):
        return _without_figure(done, actual, unanswered)
    if why := _beside_the_point(asked, actual, done, direction):
        return replace(unanswered, why=why)
    found = _on_one_footing(target, done, direction, INVERSES[context.inverse])
    taken = isinstance(target, Comparison) and target.embedded and found.ratio is not None
    notes = (
        direction.assumed if direction and found.ratio is not None else "",
        f"从“{_short(target_text)}”中取数" if taken else "",
        found.why,
    )
    return replace(
        found,
        why="；".join(filter(None, notes)),
        direction=direction,
        operator_in_actual=unanswered.operator_in_actual,
    )


def _without_figure(done: Reading, actual: str, unanswered: Outcome) -> Outcome:
    """A quantity whose actual is not one figure."""
    if isinstance(done, Blank):
        return replace(unanswered, why="还没有实际完成值，不能计算建议分")
    if isinstance(done, Wording) and _WRITTEN_FIGURE.search(squeezed(actual)):
        doubt = "完成值里看不出哪一个数对应指标值"
        return replace(unanswered, why=f"{doubt}，由填表人判断并给分", kind_doubt=doubt)
    return replace(
        unanswered,
        why="完成值里没有读出可以比较的数，由填表人判断并给分",
        kind_doubt="指标值是数字，完成值是文字" if isinstance(done, Wording) else "",
    )


def _beside_the_point(
    asked: str, actual: str, done: Comparison, direction: Direction | None
) -> str:
    """Why a figure does not answer the target, where it does not: a fall for a rise, 低于90%."""
    answered = change_in(actual)
    if asked == "下降" and not answered and done.quantity.value < 0:
        return f"目标是下降，完成值“{_short(actual)}”是负数，由填表人核对并给分"
    if asked and answered and asked != answered:
        return f"目标是{asked}，完成值写的是{answered}，由填表人核对并给分"
    if direction is not None and _leaves_open(done, direction):
        return f"完成值写的是“{_short(actual)}”，没有写明是多少，由填表人核对并给分"
    return ""


def _on_one_footing(
    target: Comparison | Interval,
    done: Comparison,
    direction: Direction | None,
    inverse: Inverse,
) -> Outcome:
    """The comparison with both figures in the target's unit, as far as their units allow one."""
    unit = target.unit if isinstance(target, Interval) else target.quantity.unit
    ground = footing(unit, done.quantity, _largest(target))
    value = EXACT.multiply(done.quantity.value, ground.scale)
    shown = _in_unit(done.quantity, unit)
    if isinstance(target, Interval):
        found = _within(target, value, shown)
    else:
        assert direction is not None  # noqa: S101  (narrows the type)
        found = _compared(target, direction, value, shown, inverse)
    if ground.apart or (ground.unlike and not found.met):
        why = f"{ground.doubt}，看不出是否同一口径，由填表人核对并给分"
        return Outcome("quantity", why=why, unit_doubt=ground.doubt)
    return replace(
        found,
        why=f"单位不一致，只比数字；{found.why}" if ground.mixed else found.why,
        over=None if ground.unlike else found.over,
        unit_doubt=ground.doubt,
    )


def _leaves_open(actual: Comparison, direction: Direction) -> bool:
    """低于90% does not answer ≥90%: read by its number it would meet what it says it missed."""
    if not actual.in_words or actual.operator not in {Operator.MORE, Operator.LESS}:
        return False
    return (actual.operator is Operator.LESS) != direction.operator.falling


def _compared(
    target: Comparison, direction: Direction, value: Decimal, shown: str, inverse: Inverse
) -> Outcome:
    operator, goal, aim = direction.operator, target.quantity.value, str(target.quantity)
    equal = operator in {Operator.MORE, Operator.LESS} and value == goal
    if operator.falling or (operator is Operator.EQUAL and goal == 0):
        met = value <= goal
        ratio = ONE if met else inverse(goal, value)
        formula = f"目标 {aim} ÷ 完成 {shown}"
        if inverse is linear_inverse and not met:
            formula = f"1 −（完成 {shown} − 目标 {aim}）÷ 目标 {aim}"
    else:
        met = value >= goal
        ratio = ONE if met else _share(goal, value)
        formula = f"完成 {shown} ÷ 目标 {aim}"
    if equal:
        why = f"完成 {shown} 与目标 {aim} 相等，{operator.value} 按含等于计，得满分"
    elif met and operator.falling:
        why = f"完成 {shown} 不超过目标 {aim}，达到指标值，得满分"
    elif met and goal == 0:
        why = f"完成 {shown}，目标为 0，达到指标值，得满分"
    elif met:
        why = f"{formula}，达到指标值，得满分"
    elif goal == 0:
        why = f"目标为 0，完成 {shown}，未达到，不得分"
    else:
        why = f"{formula} = {plain(ratio, 4)}，未达到指标值，按比例计分"
    rising = not operator.falling and goal > 0
    return Outcome(
        "quantity",
        ratio,
        met,
        why,
        over=EXACT.divide(value, goal) if rising else None,
        direction=direction,
        by_equality=equal,
        gap=f"{formula} = {plain(ratio, 4)}",
        goal=goal,
        actual=value,
        unit=target.quantity.unit,
    )


def _share(goal: Decimal, value: Decimal) -> Decimal:
    return ZERO if goal <= 0 else EXACT.divide(max(ZERO, value), goal)


def _within(target: Interval, value: Decimal, shown: str) -> Outcome:
    span = f"{target.low:f}～{target.high:f}{target.unit}"
    if target.low <= value <= target.high:
        why = f"完成 {shown} 在 {span} 之内，得满分"
        return Outcome("quantity", ONE, met=True, why=why, actual=value, unit=target.unit)
    near = target.low if value < target.low else target.high
    # Whichever of the two lies nearer to zero stands above the line, so the share is under one.
    small, large = sorted((abs(near), abs(value)))
    ratio = ZERO if large == 0 or near * value < 0 else EXACT.divide(small, large)
    tolerance = target.low == -target.high
    gap = f"完成 {shown} 不在 {span} 之内，与最近端点 {near:f} 之比 = {plain(ratio, 4)}"
    return Outcome(
        "quantity",
        ratio,
        met=False,
        why=f"{gap}，按比例计分",
        gap=gap,
        goal=None if tolerance else near,
        actual=value,
        unit=target.unit,
    )


def _largest(target: Comparison | Interval) -> Decimal:
    return target.high if isinstance(target, Interval) else target.quantity.value


def _in_unit(quantity: Quantity, unit: str) -> str:
    """The actual as it is shown: a bare number takes the other side's unit."""
    return str(quantity if quantity.unit else replace(quantity, unit=unit))


def _carries_operator(actual: str) -> bool:
    reading: Reading = parse(actual)
    if isinstance(reading, Comparison):
        return reading.operator is not None and not reading.in_words
    return squeezed(actual).startswith(("≥", "≤", ">", "<", "="))


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"  # noqa: PLR2004
