"""Comparing figures that stand on one footing: by an operator, or within an interval."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace

from core.model.number import EXACT, ZERO, plain_short
from core.values.direction import Direction
from core.values.footing import ONE
from core.values.outcome import Outcome, TargetKind
from core.values.target_syntax import Comparison, Interval, Operator, Vague
from core.values.telling import Way

Inverse = Callable[[Decimal, Decimal], Decimal]
"""(target, actual) -> ratio, for an actual over a target that it should stay below."""


def ratio_inverse(target: Decimal, actual: Decimal) -> Decimal:
    """目标 ÷ 完成 (济南 2019, 江西 2017, 湖北 2020: 反向指标按 A/B)."""
    return ZERO if target <= 0 else EXACT.divide(target, actual)


def linear_inverse(target: Decimal, actual: Decimal) -> Decimal:
    """1 - (完成 - 目标) ÷ 目标, nothing from twice the target on (the budget systems' SQL)."""
    if target <= 0:
        return ZERO
    return max(ZERO, EXACT.subtract(ONE, EXACT.divide(EXACT.subtract(actual, target), target)))


INVERSES: dict[str, Inverse] = {"ratio": ratio_inverse, "linear": linear_inverse}

_STRICT = (Operator.MORE, Operator.LESS)
_A_LITTLE = Decimal("0.1")
"""近 and 左右 are taken to be off by no more than this."""


def compared(
    target: Comparison,
    done: Comparison,
    direction: Direction,
    value: Decimal,
    shown: str,
    inverse: Inverse,
) -> Outcome:
    """The actual's ``value`` (in the target's unit) beside the target, by what counts."""
    if direction.operator is not None:
        return _settled(target, done, direction, value, shown, inverse)
    both = [
        _settled(target, done, replace(direction, operator=operator), value, shown, inverse)
        for operator in (Operator.AT_LEAST, Operator.AT_MOST)
    ]
    if both[0].met and both[1].met:
        return both[0]
    doubtful = {one.met for one in both} == {True, False}
    why = f"{direction.assumed}：完成 {shown}，目标 {target.quantity}，请填表人选一次方向"
    return Outcome(TargetKind.QUANTITY, why=why, direction_doubt=doubtful)


def _settled(
    target: Comparison,
    done: Comparison,
    direction: Direction,
    value: Decimal,
    shown: str,
    inverse: Inverse,
) -> Outcome:
    """The comparison by the direction's operator, where no vague word leaves it open."""
    operator = direction.operator
    assert operator is not None  # noqa: S101  (narrows the type)
    found = _by_operator(target, direction, value, shown, inverse)
    falling = operator.falling or (operator is Operator.EQUAL and target.quantity.value == 0)
    low, high = _bounds(done, value)
    if low is not None and low == value and not falling:
        high = value  # 300余人 and 超过300人 are read as 300
    goal, off = target.quantity.value, ZERO
    if target.vague in {Vague.AROUND, Vague.NEARLY}:
        off = EXACT.multiply(goal.copy_abs(), _A_LITTLE)
    if falling:
        met = high is not None and high <= goal
        missed = low is not None and low > EXACT.add(goal, off)
    else:
        met = low is not None and low >= goal
        missed = high is not None and high < EXACT.subtract(goal, off)
    if target.vague is done.vague is Vague.TURN:
        return _of_turn(found)
    if met or missed or (low == high and not off):
        return found
    word = "完成值" if low != high else "指标值"
    why = f"{word}只写了个大概，单凭数字看不出是否达到，由填表人核对并给分"
    return Outcome(TargetKind.QUANTITY, why=why)


def _of_turn(found: Outcome) -> Outcome:
    """一期 → 二期: further on, or one more; how far 二期 falls short of 三期 no share tells."""
    if found.met:
        return replace(found, over=None)
    why = "看不出是有几期还是第几期，由填表人核对并给分"
    return Outcome(TargetKind.QUANTITY, why=why)


def _bounds(done: Comparison, value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that the words of an actual let it be; ``None``: no bound."""
    if done.in_words and done.operator is Operator.LESS:
        return None, value
    if done.in_words and done.operator is Operator.MORE:
        return value, None
    if done.vague in {None, Vague.TURN}:
        return value, value
    little = EXACT.multiply(value.copy_abs(), _A_LITTLE)
    match done.vague:
        case Vague.NEARLY:
            return EXACT.subtract(value, little), value
        case Vague.AROUND:
            return EXACT.subtract(value, little), EXACT.add(value, little)
        case _:  # Vague.OVER
            return value, EXACT.add(value, _last_step(done.quantity.value, value))


def _last_step(written: Decimal, value: Decimal) -> Decimal:
    """One more in the last digit that is no zero: 98万余 is under 99万, 300余 under 400."""
    if not written:
        return ZERO
    digits = written.normalize(EXACT).as_tuple().exponent
    step = ONE.scaleb(digits if isinstance(digits, int) else 0, EXACT)
    return EXACT.divide(EXACT.multiply(value.copy_abs(), step), written.copy_abs())


def _by_operator(
    target: Comparison, direction: Direction, value: Decimal, shown: str, inverse: Inverse
) -> Outcome:
    """Both figures as they are."""
    operator = direction.operator
    assert operator is not None  # noqa: S101  (narrows the type)
    goal, aim = target.quantity.value, str(target.quantity)
    equal = value == goal and operator in _STRICT
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
    if goal < 0 and not met:
        return _under_nothing(target, direction, value, shown)
    gap = f"{formula} = {'1' if met else plain_short(ratio, ONE, 4)}"
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
        why = f"{gap}，未达到指标值，按比例计分"
    rising = not operator.falling and goal > 0
    return Outcome(
        TargetKind.QUANTITY,
        ratio,
        met,
        why,
        over=EXACT.divide(value, goal) if rising else None,
        by_equality=equal,
        gap=gap,
        goal=goal,
        actual=value,
        unit=target.quantity.unit,
        direction=direction,
    )


def _under_nothing(target: Comparison, direction: Direction, value: Decimal, shown: str) -> Outcome:
    """A target below zero that was missed: no share of it says how nearly."""
    gap = f"完成 {shown}，目标 {target.quantity}，没有达到"
    return Outcome(
        TargetKind.QUANTITY,
        met=False,
        why=f"{gap}；目标是负数，不能按比例计算，由填表人给分",
        gap=gap,
        goal=target.quantity.value,
        actual=value,
        unit=target.quantity.unit,
        direction=direction,
    )


def _share(goal: Decimal, value: Decimal) -> Decimal:
    return ZERO if goal <= 0 else EXACT.divide(max(ZERO, value), goal)


def within(
    target: Interval,
    done: Comparison,
    value: Decimal,
    shown: str,
    way: Way | None,
    *,
    open_end: bool,
) -> Outcome:
    """An interval, both ends included.

    ``open_end``: of a rate or a duration the good end does not bound (群众满意度 90%-95% is met by
    96%), and ``way`` is ``None`` where nothing tells which end that is; an interval of numbers of
    things or people, and a tolerance ±10%, bound on both sides.
    """
    span = f"{target.low:f}～{target.high:f}{target.unit}"
    low, high = _bounds(done, value)
    if low != high and not _all_within(target, low, high):
        return Outcome(
            TargetKind.QUANTITY,
            why="完成值只写了个大概，单凭数字看不出是否达到，由填表人核对并给分",
        )
    if target.low <= value <= target.high:
        why = f"完成 {shown} 在 {span} 之内，得满分"
        return Outcome(TargetKind.QUANTITY, ONE, met=True, why=why, actual=value, unit=target.unit)
    beyond = value > target.high
    if open_end and way is None:
        why = f"名称看不出多了好还是少了好：完成 {shown}，目标 {span}，请填表人选一次方向"
        return Outcome(TargetKind.QUANTITY, why=why, direction_doubt=True)
    if open_end and beyond == (way is Way.RISING):
        why = f"完成 {shown} 好于 {span}，达到指标值，得满分"
        return Outcome(TargetKind.QUANTITY, ONE, met=True, why=why, actual=value, unit=target.unit)
    near = target.high if beyond else target.low
    # Whichever of the two lies nearer to zero stands above the line, so the share is under one.
    small, large = sorted((near.copy_abs(), value.copy_abs()))
    apart = (near < 0) != (value < 0)
    ratio = ZERO if large == 0 or apart else EXACT.divide(small, large)
    tolerance = target.low == target.high.copy_negate()
    gap = f"完成 {shown} 不在 {span} 之内，与最近端点 {near:f} 之比 = {plain_short(ratio, ONE, 4)}"
    return Outcome(
        TargetKind.QUANTITY,
        ratio,
        met=False,
        why=f"{gap}，按比例计分",
        gap=gap,
        goal=None if tolerance else near,
        actual=value,
        unit=target.unit,
    )


def _all_within(target: Interval, low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and target.low <= low and high <= target.high


def at_equality(found: Outcome, target: Comparison) -> Outcome:
    """A missed amount that is the target's at the coarser of the two sides' decimals is met."""
    why = f"与目标 {target.quantity} 按较粗的小数位比是同一金额，达到指标值，得满分"
    return replace(found, ratio=ONE, met=True, why=why, over=None, gap="", goal=None, actual=None)


def both_ends(low: Outcome, high: Outcome) -> Outcome:
    """A range that was reached (90%-95%): met where both its ends are, missed where neither is."""
    if low.met and high.met:
        least = high if low.over is None else low  # the end that meets it only just
        return replace(least, why=f"完成值是一段，两头都达到：{least.why}")
    if low.met is False and high.met is False:
        why = "完成值是一段，两头都没有达到指标值，由填表人按实际数给分"
        return replace(low, ratio=None, why=why, over=None, gap="", goal=None, actual=None)
    if low.met is None or high.met is None:
        return low if low.met is None else high
    why = "完成值是一段，一头达到、一头没有达到，由填表人按实际数给分"
    return Outcome(TargetKind.QUANTITY, why=why, direction=low.direction)
