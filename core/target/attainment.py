"""How far an 实际完成值 meets an 年度指标值: a ratio, met or missed, or a matter of judgement.

Sources: the notes printed under published forms (济南 2019, 海淀 2016, 江西 2017, 湖北 2020) and
财预〔2020〕10号 as the budget systems carry it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from core.model.number import EXACT, ZERO, plain
from core.target.parser import parse
from core.target.syntax import (
    Blank,
    Comparison,
    Deadline,
    Interval,
    Operator,
    Quantity,
    Reading,
    Wording,
)
from core.target.units import PERCENT, TEN_THOUSAND, Measure, measure
from core.target.wording import same_words, squeezed

ONE = Decimal(1)

SYSTEM_PHRASES = ("达成预期指标", "达成年度指标")
"""What the budget systems write for a judgement that was fully met."""

UNWANTED = ("故障", "事故", "投诉", "差错", "逾期", "流失")
"""Where a name holds one of these, less is better unless an operator says otherwise."""

CHANGES = {
    "增长": ("增长", "增加", "提高", "提升", "上升", "上涨", "增幅"),
    "下降": ("下降", "降低", "减少", "缩减", "压减", "下调", "降幅", "减幅"),
}
"""Words that give a figure its sense: 下降 3% does not answer 增长 5%."""

COST = "成本"

_YEAR_UNKNOWN = 2000
CORRECTED = {"正向": Operator.AT_LEAST, "反向": Operator.AT_MOST}
"""What the clerk may say of a direction; it goes before the operator that is written."""

_FRACTION = Decimal(1)
_MANY_PERCENT = Decimal(10)
_APART = Decimal(1000)

Inverse = Callable[[Decimal, Decimal], Decimal]
"""(target, actual) -> ratio, for an actual over a target that it should stay below."""


@dataclass(frozen=True, slots=True)
class Context:
    """What besides the two texts decides a reading."""

    name: str = ""
    cost: bool = False
    year: int | None = None
    inverse: str = "ratio"
    direction: str = ""
    """正向 or 反向 where the clerk has corrected the reading, else blank."""
    judged: bool = False
    """三档评判 was chosen: a matter of judgement, whatever the target looks like."""


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way a quantity counts; ``assumed`` says why where no operator was written."""

    operator: Operator
    measure: Measure
    assumed: str = ""


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
    if isinstance(done, Comparison) and not done.embedded:
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
    return year + month + day


def _measured(
    target: Comparison | Interval, target_text: str, actual: str, context: Context
) -> Outcome:
    kind = "quantity"
    done = parse(actual)
    direction = None if isinstance(target, Interval) else direction_of(target, context)
    if isinstance(done, Blank):
        return Outcome(kind, why="还没有实际完成值，不能计算建议分", direction=direction)
    if not isinstance(done, Comparison):
        words = "" if isinstance(done, Deadline | Interval) else "指标值是数字，完成值是文字"
        why = "完成值里没有读出可以比较的数，由填表人判断并给分"
        return Outcome(kind, why=why, kind_doubt=words, direction=direction)
    signed = _carries_operator(actual)
    asked, answered = _change(target_text) or _change(context.name), _change(actual)
    if asked and answered and asked != answered:
        why = f"目标是{asked}，完成值写的是{answered}，由填表人核对并给分"
        return Outcome(kind, why=why, operator_in_actual=signed, direction=direction)
    unit = target.unit if isinstance(target, Interval) else target.quantity.unit
    scale, doubt, ambiguous = _units(unit, done.quantity, _largest(target))
    if ambiguous:
        return Outcome(
            kind,
            why=f"{doubt}，看不出是否同一口径，由填表人核对并给分",
            unit_doubt=doubt,
            operator_in_actual=signed,
            direction=direction,
        )
    value = EXACT.multiply(done.quantity.value, scale)
    shown = _in_unit(done.quantity, unit)
    if isinstance(target, Interval):
        return replace(_within(target, value, shown), unit_doubt=doubt, operator_in_actual=signed)
    assert direction is not None  # noqa: S101  (narrows the type)
    outcome = _compared(target, direction, value, shown, INVERSES[context.inverse])
    source = f"从“{_short(target_text)}”中取数；" if target.embedded else ""
    assumed = f"{direction.assumed}；" if direction.assumed else ""
    return replace(
        outcome, why=assumed + source + outcome.why, unit_doubt=doubt, operator_in_actual=signed
    )


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


def direction_of(target: Comparison, context: Context) -> Direction:
    """The operator that counts, and what was assumed where none is written."""
    about = measure(target.quantity.unit)
    if context.direction in CORRECTED:
        return Direction(CORRECTED[context.direction], about, f"填表人指定为{context.direction}")
    if target.operator is not None:
        return Direction(target.operator, about)
    if context.cost and about.money:
        reason = "成本金额"
    elif target.quantity.value == 0:
        reason = "目标为 0 "
    else:
        found = next((word for word in UNWANTED if word in context.name), None)
        if found is None:
            return Direction(Operator.AT_LEAST, about, "指标值没有符号，推定为不低于（≥）")
        reason = f"名称含“{found}”"
    return Direction(Operator.AT_MOST, about, f"指标值没有符号，{reason}推定为不超过（≤）")


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


def _units(target_unit: str, actual: Quantity, goal: Decimal) -> tuple[Decimal, str, bool]:
    """Factor from the actual's unit to the target's, a doubt in words, and whether to give up."""
    if actual.unit == target_unit:
        return ONE, "", False
    mine, theirs = measure(target_unit), measure(actual.unit)
    if not actual.unit or not target_unit:
        return ONE, *_bare(
            mine if target_unit else theirs,
            *((actual.value, goal) if target_unit else (goal, actual.value)),
        )
    if _convertible(mine, theirs):
        return EXACT.divide(theirs.worth, mine.worth), "", False
    return ONE, f"单位不一致：指标值用“{target_unit}”，完成值用“{actual.unit}”", False


def _bare(known: Measure, bare: Decimal, other: Decimal) -> tuple[str, bool]:
    """The doubt where one side has no unit, and whether the two cannot be on one footing.

    A bare number takes the other side's unit; 0.95 beside 95% and 450000 beside 45万 do not.
    """
    if known.base == PERCENT:
        return "一边写了 %，一边没有写", 0 < bare <= _FRACTION and other >= _MANY_PERCENT
    if known.money:
        apart = other > 0 and bare > 0 and not 1 / _APART < EXACT.divide(bare, other) < _APART
        return "一边写了金额单位，一边没有写", apart
    return "", False


def _convertible(mine: Measure, theirs: Measure) -> bool:
    if mine.per != theirs.per:
        return False
    bases = {mine.base, theirs.base}
    return len(bases) == 1 or (TEN_THOUSAND in bases)


def _change(text: str) -> str:
    """增长 or 下降, where a text speaks of just one of them."""
    found = [name for name, words in CHANGES.items() if any(word in text for word in words)]
    return found[0] if len(found) == 1 else ""


def _largest(target: Comparison | Interval) -> Decimal:
    return target.high if isinstance(target, Interval) else target.quantity.value


def _in_unit(quantity: Quantity, unit: str) -> str:
    """The actual as it is shown: a bare number takes the other side's unit."""
    return str(quantity) if quantity.unit else f"{quantity.value:f}{unit}"


def _carries_operator(actual: str) -> bool:
    reading: Reading = parse(actual)
    if isinstance(reading, Comparison):
        return reading.operator is not None and not reading.in_words
    return squeezed(actual).startswith(("≥", "≤", ">", "<", "="))


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"  # noqa: PLR2004
