"""计分方法: how a row is scored where the form says so, written in the form's own words.

Read from printed forms: 直接赋分, 满意率每降5%扣1分扣完为止, ±10%内5分、±10–15%3分 (江西省政协
2017), 每超出10天扣1分 (湖南 2023), 三档评判 (四川 2022), 90%以上得10分 ….  Blank is 按比例.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

from msgspec import Struct

from core.model.number import EXACT, HUNDRED, ZERO, difference, normalized, plain, plain_short
from core.regex import regex
from core.values.footing import ONE
from core.values.outcome import Outcome
from core.values.units import PERCENT, measure


class Proportional(Struct, frozen=True):
    """按比例: points x ratio. What counts where nothing else is written."""


class AllOrNothing(Struct, frozen=True):
    """直接赋分: full points where the target is met, else none."""


class PassMark(Struct, frozen=True):
    """按比例, but nothing under ``limit`` (a ratio)."""

    limit: Decimal


class Step(Struct, frozen=True):
    """``points`` from ``low`` (included) up to ``high`` (included where it is the last)."""

    low: Decimal
    high: Decimal | None
    points: Decimal


class Ladder(Struct, frozen=True):
    """阶梯. ``deviation``: by how far the actual is off the target, else by the actual itself.

    Figures are in percent for a deviation, in the target's unit otherwise.
    """

    steps: tuple[Step, ...]
    deviation: bool
    unit: str = ""
    """Of the steps' figures, where one is written."""


class Deduction(Struct, frozen=True):
    """每降 ``step`` 扣 ``points``: for each full ``step`` by which the target is missed.

    ``begun``: a step that has only begun counts as well (不足…按…计).
    """

    step: Decimal
    unit: str
    points: Decimal
    begun: bool


class ThreeBands(Struct, frozen=True):
    """三档评判: a matter of judgement, whatever the target looks like."""


class LeftOut(Struct, frozen=True):
    """不适用: the row does not count."""


Method = Proportional | AllOrNothing | PassMark | Ladder | Deduction | ThreeBands | LeftOut

CHOICES = ("按比例", "直接赋分", "及格60%", "三档评判", "不适用")
"""What the clerk can choose without writing; everything else is typed as the form has it."""

_PLAIN: dict[str, Method] = {
    "": Proportional(),
    "按比例": Proportional(),
    "按比例赋分": Proportional(),
    "按完成比例赋分": Proportional(),
    "直接赋分": AllOrNothing(),
    "达标得满分,否则不得分": AllOrNothing(),
    "达标满分,否则0分": AllOrNothing(),
    "达标满分否则0": AllOrNothing(),
    "是/否": AllOrNothing(),
    "三档": ThreeBands(),
    "三档评判": ThreeBands(),
    "按评判等级赋分": ThreeBands(),
    "不适用": LeftOut(),
}
_N = r"(\d{1,12}(?:\.\d{1,12})?)"
_N_UNIT = r"(\d{1,12}(?:\.\d{1,12})?[^\d得:\-~—–至以]{0,4})"
_PASS = regex(rf"(?:及格(?:线|门槛)?|低于|未达到?){_N}%(?:得0分|不得分|以下不得分)?")
_EACH = regex(
    rf"每(?:降低?|下降|减少|少|低于?|超出?|超过|增加|高于?|高|多|延误|延迟|推迟|晚|逾期){_N}([^\d扣,]{{1,6}})扣{_N}分"
    r"(?:,?(不足[^,]{1,12}按[^,]{1,12}计))?(?:,?扣完为止)?"
)
_OFF = regex(rf"±(?:{_N}%?[-~—–至])?{_N}%?(?:以?内|之内)?(?:得|:)?{_N}分?")
_FROM = regex(rf"(?:≥|>=)?{_N}([^\d得:\-~—–至≥以]{{0,4}})(?:\(含\)|及)?(?:以上)?(?:得|:){_N}分?")
_SPAN = regex(rf"{_N}([^\d得:\-~—–至]{{0,4}})[-~—–至]{_N}([^\d得:]{{0,4}})(?:得|:){_N}分?")
_BELOW = regex(rf"(?:<)?{_N}([^\d得:\-~—–至以]{{0,4}})以下(?:得|:){_N}分?")
_UNDER = regex(rf"^(?:<|低于|不足|小于){_N_UNIT}(?:得|:)", needs="<低不小")
"""<60%得0分 is 60%以下得0分."""
_ELSE = regex(r"(?:以外|其余|其他|超出)(?:得|:)?(?:0分?|不得分)")
_DAYS = {"天": 1, "日": 1, "个工作日": 1, "工作日": 1, "周": 7, "个月": 30, "月": 30}


@lru_cache(maxsize=1024)
def parse_method(text: str) -> Method | None:
    """Read a method; ``None`` where it is written in words that no rule is known for."""
    words = "".join(normalized(text).split()).replace(";", ",").rstrip("。,")
    if words in _PLAIN:
        return _PLAIN[words]
    if len(words) > 200:  # noqa: PLR2004
        return None
    if match := _PASS.fullmatch(words):
        return PassMark(EXACT.divide(Decimal(match[1]), HUNDRED))
    if match := _EACH.search(words):
        step = Decimal(match[1])
        if step == 0:
            return None
        return Deduction(step, match[2], Decimal(match[3]), begun=bool(match[4]))
    return _ladder(words)


def _ladder(words: str) -> Ladder | None:
    parts = [_UNDER.sub(r"\1以下得", part) for part in re.split(r"[、,]", words) if part]
    off, steps, units = [], [], set[str]()
    for part in parts:
        if _ELSE.fullmatch(part):
            continue
        if match := _OFF.fullmatch(part):
            off.append(Step(Decimal(match[1] or 0), Decimal(match[2]), Decimal(match[3])))
        elif match := _SPAN.fullmatch(part):
            low, high = sorted((Decimal(match[1]), Decimal(match[3])))
            steps.append(Step(low, high, Decimal(match[5])))
            units |= {match[2], match[4]}
        elif match := _BELOW.fullmatch(part):
            steps.append(Step(-EXACT.create_decimal("1e30"), Decimal(match[1]), Decimal(match[3])))
            units.add(match[2])
        elif match := _FROM.fullmatch(part):
            steps.append(Step(Decimal(match[1]), None, Decimal(match[3])))
            units.add(match[2])
        else:
            return None
    units -= {""}
    if bool(off) == bool(steps) or len(units) > 1:  # nothing read, or two ways of counting mixed
        return None
    return Ladder(tuple(off or steps), deviation=bool(off), unit="".join(units))


class Award(Struct, frozen=True):
    """Points by a method, and the sentence that says how; ``None``: for the clerk to decide."""

    points: Decimal | None
    why: str


def award(method: Method, outcome: Outcome, points: Decimal) -> Award:
    """What a method gives for an outcome, before rounding, within 0 and ``points``."""
    match method:
        case AllOrNothing():
            return _all_or_nothing(outcome, points)
        case PassMark(limit):
            return _with_pass_mark(limit, outcome, points)
        case Ladder():
            return _by_steps(method, outcome, points)
        case Deduction():
            return _deducted(method, outcome, points)
        case LeftOut():
            return Award(None, "本行不适用，不计分")
        case Proportional() | ThreeBands():
            return _proportional(outcome, points)


def _proportional(outcome: Outcome, points: Decimal) -> Award:
    if outcome.ratio is None:
        return Award(None, outcome.why)
    if outcome.ratio == ONE:
        return Award(points, outcome.why)
    if outcome.goal == 0:
        return Award(ZERO, outcome.why)
    return _times(outcome, points)


def _times(outcome: Outcome, points: Decimal) -> Award:
    ratio = outcome.ratio or ZERO
    product = EXACT.multiply(points, ratio)
    result = plain_short(product, points)
    formula = f"{plain_short(ratio, ONE, 4)} × {plain(points)} 分 = {result} 分"
    return Award(product, f"{outcome.why}：{formula}")


def _all_or_nothing(outcome: Outcome, points: Decimal) -> Award:
    if outcome.met is None:
        return Award(None, outcome.why)
    if outcome.met:
        return Award(points, f"{outcome.why}（直接赋分）")
    return Award(ZERO, f"{outcome.gap}，直接赋分，未达到不得分")


def _with_pass_mark(limit: Decimal, outcome: Outcome, points: Decimal) -> Award:
    if outcome.ratio is None or outcome.ratio >= limit:
        return _proportional(outcome, points)
    percent = plain(EXACT.multiply(limit, HUNDRED))
    return Award(ZERO, f"{outcome.gap}，低于及格线 {percent}%，不得分")


def _by_steps(method: Ladder, outcome: Outcome, points: Decimal) -> Award:
    value = outcome.actual
    if value is None:
        return Award(None, outcome.why)
    what = f"完成 {plain(value)}"
    if method.deviation:
        value = _off(outcome)
        what = f"偏离 {plain(value)}%"
    elif method.unit and outcome.unit:
        own, asked = measure(method.unit), measure(outcome.unit)
        if own.base == PERCENT != asked.base:  # 90%以上得10分 of 500人: by how much is done
            done = _completion(outcome)
            if done is None:
                return Award(None, outcome.why)
            value, what = done, f"完成 {plain_short(done, HUNDRED)}%"
        elif own.is_like(asked):
            value = EXACT.divide(EXACT.multiply(value, asked.worth), own.worth)
        else:
            return Award(None, outcome.why)
    for step in sorted(method.steps, key=lambda step: -step.points):
        high = step.high
        if step.low <= value and (high is None or value <= high):
            given = min(points, step.points)
            return Award(given, f"{what}，按阶梯得 {plain(given)} 分")
    return Award(ZERO, f"{what}，不在各阶梯之内，不得分")


def _completion(outcome: Outcome) -> Decimal | None:
    """How many percent of a rising target are done; ``None`` of one that is to be kept below."""
    direction = outcome.direction
    falls = direction is None or direction.operator is None or direction.operator.falling
    if falls or outcome.ratio is None:
        return None
    return EXACT.multiply(outcome.ratio, HUNDRED)


def _off(outcome: Outcome) -> Decimal:
    """By how many percent the actual is off the target; of a ±10% it is the actual itself."""
    value, goal = outcome.actual or ZERO, outcome.goal
    if goal is None:
        return value.copy_abs()
    if goal == 0:
        return ZERO if value == 0 else HUNDRED
    return EXACT.multiply(EXACT.divide(difference(value, goal), goal.copy_abs()), HUNDRED)


def _deducted(method: Deduction, outcome: Outcome, points: Decimal) -> Award:
    if outcome.met:
        return Award(points, outcome.why)
    if outcome.met is None:
        return Award(None, outcome.why)
    short = _short_by(method, outcome)
    if short is None:
        return Award(None, outcome.why)
    rounding = ROUND_CEILING if method.begun else ROUND_FLOOR
    times = EXACT.divide(short, method.step).to_integral_value(rounding)
    left = max(ZERO, EXACT.subtract(points, EXACT.multiply(times, method.points)))
    formula = f"{plain(points)} − {plain(times)} × {plain(method.points)} = {plain(left)} 分"
    shown = f"与目标相差 {plain(short)}{method.unit}"
    return Award(
        left,
        f"{shown}，每 {plain(method.step)}{method.unit}扣 {plain(method.points)} 分：{formula}",
    )


def _short_by(method: Deduction, outcome: Outcome) -> Decimal | None:
    """By how much the target is missed, in the method's unit; ``None`` where that is not known."""
    if outcome.days_late is not None:
        days = _DAYS.get(method.unit)
        return None if days is None else EXACT.divide(Decimal(outcome.days_late), Decimal(days))
    if outcome.actual is None or outcome.goal is None:
        return None
    own, goal = measure(method.unit), measure(outcome.unit)
    gap = difference(outcome.actual, outcome.goal)
    if own.base == goal.base or own.is_like(goal) or not outcome.unit:
        worth = ONE if not outcome.unit else EXACT.divide(goal.worth, own.worth)
        return EXACT.multiply(gap, worth)
    if own.base == PERCENT and outcome.goal:  # 每降5%: of the target
        return EXACT.multiply(EXACT.divide(gap, outcome.goal.copy_abs()), HUNDRED)
    return None
