"""Whether target and actual stand on one footing: in one unit, or in two that convert."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from core.model.number import EXACT, rounded
from core.values.denominators import is_near, named_denominator
from core.values.ratios import UNIT
from core.values.target_syntax import Quantity
from core.values.units import (
    PERCENT,
    TEN_THOUSAND,
    Measure,
    measure,
    worth_of_denominators,
)

ONE = Decimal(1)
_MANY_PERCENT = Decimal(10)
_MANY_TIMES = Decimal(20)
_APART, _TOGETHER = Decimal(1000), Decimal("0.001")


class Footing(Struct, frozen=True):
    """How the actual's figure turns into the target's unit: times ``times``, by ``by``.

    ``doubt``: a Chinese clause about the units, or empty.  ``apart``: the two figures cannot be
    compared at all.  ``mixed``: both units are written and count things of two names; ``missing``:
    one side has no unit.
    """

    times: Decimal = ONE
    by: Decimal = ONE
    doubt: str = ""
    apart: bool = False
    mixed: bool = False
    missing: bool = False
    least: tuple[Decimal, Decimal] | None = None
    most: tuple[Decimal, Decimal] | None = None
    """Where the factor is not known: the least and the most that it can be, if there are any."""

    @property
    def loose(self) -> bool:
        """Whether the factor is not known: met is met whatever it is, missed says nothing."""
        return self.least is not None or self.most is not None

    def turned(self, value: Decimal) -> Decimal:
        """The actual's figure in the target's unit, divided once: 365 times 1/365 is one."""
        return EXACT.divide(EXACT.multiply(value, self.times), self.by)

    def unfavourable(self, *, falling: bool) -> Footing | None:
        """A loose footing by the factor that makes it hardest to meet, if there is one."""
        factor = self.most if falling else self.least
        return factor and replace(self, times=factor[0], by=factor[1])


SAME = Footing()
"""Both figures are in one unit already."""
_TIMES_A_YEAR = {"604800秒": 52, "半月": 24, "月": 12, "季度": 4, "3月": 4, "季": 4, "半年": 2}
_TIMES_A_YEAR |= {"隔周": 26, "隔月": 6, "双月": 6, "单月": 6, "学期": 2}
_DAYS_A_YEAR = {"86400秒": 365, "隔天": 183, "隔日": 183}
"""The most that can be asked for; what is done on a day is not done on every day."""


def footing(  # noqa: PLR0911  (one way to stand together a line)
    target: Quantity, actual: Quantity, name: str = ""
) -> Footing:
    """The footing of ``actual`` under ``target`` (of an interval its larger end).

    ``name``: the indicator's, which may say what a figure is per (人均, 标准).
    """
    unit, goal = target.unit, target.value
    if actual.unit == unit or (not actual.unit and actual.value == 0):
        return SAME
    if not actual.unit:
        return _bare(unit, actual.value, goal)
    if not unit:
        return SAME if goal == 0 else _bare(actual.unit, goal, actual.value)
    mine, theirs = measure(unit), measure(actual.unit)
    if named_denominator(name, unit, actual.unit) and is_near(target, actual):
        theirs = replace(theirs, per=mine.per)
    if turned := _converted(mine, theirs):
        return turned
    doubt = f"单位不一致：指标值用“{unit}”，完成值用“{actual.unit}”"
    if mine.counted and theirs.counted and mine.per == theirs.per:
        doubt = doubt if goal and actual.value else ""  # none of a thing needs no unit
        return Footing(theirs.worth, mine.worth, doubt, mixed=bool(doubt))
    if mine.base == theirs.base and (times := _times_a_year(mine, theirs)):
        asked, done = times
        factor = EXACT.multiply(theirs.worth, done), EXACT.multiply(mine.worth, asked)
        return Footing(doubt=doubt, least=factor)
    if _is_for_one(mine, theirs):
        return Footing(doubt=doubt, most=(theirs.worth, mine.worth))
    if {mine.base, theirs.base} == set(_MONTH) and mine.per == theirs.per:
        written = target.value if mine.base == "月" else actual.value
        months = EXACT.multiply(written, (mine if mine.base == "月" else theirs).worth)
        return _months_in_days(mine, theirs, months, doubt)
    # ≥1:5 → 1:6: which of them is more?  Their units are alright.
    return Footing(doubt="" if mine.ratio and theirs.ratio else doubt, apart=True)


_MONTH = ("月", "秒")
_SHORTEST, _LONGEST = Decimal(28 * 86_400), Decimal(31 * 86_400)
"""A month in seconds."""
_OF_A_YEAR = Decimal(365 * 86_400) / 12


def _months_in_days(mine: Measure, theirs: Measure, months: Decimal, doubt: str) -> Footing:
    """28天 are within 1个月, whichever month it is; 30天 may be or not. A year has 365天."""
    whole = EXACT.remainder(months, Decimal(12)) == 0
    shortest, longest = (_OF_A_YEAR, _OF_A_YEAR) if whole else (_SHORTEST, _LONGEST)
    if theirs.base == "月":
        least, most = (
            (EXACT.multiply(theirs.worth, length), mine.worth) for length in (shortest, longest)
        )
    else:
        least, most = (
            (theirs.worth, EXACT.multiply(mine.worth, length)) for length in (longest, shortest)
        )
    return Footing(doubt=doubt, least=least, most=most)


def _is_for_one(mine: Measure, theirs: Measure) -> bool:
    """Whether the target is per one of what the actual may be the sum of: 18万元/辆 → 17.98万元.

    The sum of one or more is no less than what each of them comes to.
    """
    asked, done = (set(filter(None, one.per.split("/"))) for one in (mine, theirs))
    return (
        mine.base == theirs.base
        and done < asked
        and all(measure(part).counted or part in {"月", "亩"} for part in asked - done)
    )


def in_named_units(unit: str, target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity]:
    """Both figures in the unit that the name prints, where they have none and it fits the other's.

    培训人次（万人次）: 1.2 is answered by 11500人次.
    """
    sides = (target, actual)
    bare = [not side.unit for side in sides]
    if not unit or not any(bare) or not all(side.value for side in sides):
        return sides
    other = next((side.unit for side in sides if side.unit), unit)
    if not _convertible(measure(unit), measure(other)):
        return sides
    goal, value = (replace(side, unit=side.unit or unit) for side in sides)
    return (goal, value) if _are_of_one_order(goal, value) else sides


def are_far_apart(unit: str, target: Quantity, actual: Quantity) -> bool:
    """Whether two bare figures under a name in 元 or 万人次 look as if one were in another unit."""
    named = measure(unit)
    if target.unit or actual.unit or not (named.money or named.worth >= _APART):
        return False
    return not _are_of_one_order(target, actual)


def _are_of_one_order(target: Quantity, actual: Quantity) -> bool:
    """Whether neither is a thousand times the other; zero is of any order."""
    goal, value = (
        EXACT.multiply(side.value.copy_abs(), measure(side.unit).worth) for side in (target, actual)
    )
    return not goal or not value or _TOGETHER < EXACT.divide(value, goal) < _APART


def _times_a_year(mine: Measure, theirs: Measure) -> tuple[Decimal, Decimal] | None:
    """How often a year is asked for, and done: 每月1次 is 12次, and the form is a year's."""
    known = _TIMES_A_YEAR | {"": 1}
    asked, done = (known | _DAYS_A_YEAR).get(mine.per), known.get(theirs.per)
    return None if asked is None or done is None else (Decimal(asked), Decimal(done))


def _bare(unit: str, bare: Decimal, other: Decimal) -> Footing:
    """One side has no unit: a bare number takes the other side's.

    0.95 beside 95%, 450000 beside 45万 and 15000 beside 1.5万人 are not on one footing.
    """
    known = measure(unit)
    if UNIT.match(unit):
        return Footing(doubt="一边写成分数或比，一边只写了一个数", apart=True)
    if known.base == PERCENT:
        far = other >= _MANY_PERCENT or other >= EXACT.multiply(bare, _MANY_TIMES)
        apart = 0 < bare <= 1 and far
        return Footing(doubt=f"一边写了 {unit}，一边没有写", apart=apart, missing=True)
    apart = other > 0 and bare > 0 and not _TOGETHER < EXACT.divide(bare, other) < _APART
    if known.money:
        return Footing(doubt="一边写了金额单位，一边没有写", apart=apart, missing=True)
    if known.worth != 1 and apart:
        return Footing(doubt=f"一边的单位是“{unit}”，一边没有写单位", apart=True)
    return SAME


def _converted(mine: Measure, theirs: Measure) -> Footing | None:
    """The footing of two units that convert: 元 and 万元, 元/斤 and 元/公斤."""
    if _convertible(mine, theirs):
        return Footing(theirs.worth, mine.worth)
    per = worth_of_denominators(mine, theirs) if mine.base == theirs.base else None
    if per is None:
        return None
    return Footing(EXACT.multiply(theirs.worth, per[0]), EXACT.multiply(mine.worth, per[1]))


def _convertible(mine: Measure, theirs: Measure) -> bool:
    bare = mine.per == theirs.per and TEN_THOUSAND in {mine.base, theirs.base}
    return bare or mine.is_like(theirs)


_COARSE, _FINE = Decimal("0.02"), Decimal("0.001")


def same_amount(target: Quantity, actual: Quantity) -> bool:
    """Whether two amounts are one, at the coarser of their printed decimals.

    1404.4万元 answers 14,044,028.98元.  A round target is no rounded one: 20.3万元 is over 20万元
    and 99.6万元 under 100万元.  So an actual in the target's unit with more decimals is only then
    rounded where that is next to nothing, one in another unit where it is little.
    """
    mine, theirs = measure(target.unit or actual.unit), measure(actual.unit or target.unit)
    if not mine.money or not _convertible(mine, theirs):
        return False
    goal, value = (
        EXACT.multiply(target.value, mine.worth),
        EXACT.multiply(actual.value, theirs.worth),
    )
    steps = [
        EXACT.multiply(ONE.scaleb(int(one.value.as_tuple().exponent), EXACT), unit.worth)
        for one, unit in ((target, mine), (actual, theirs))
    ]
    step = max(steps)
    finely = steps[0] > steps[1] and mine.worth == theirs.worth
    if step > EXACT.multiply(goal.copy_abs(), _FINE if finely else _COARSE):
        return False
    return rounded(EXACT.divide(goal, step), 0) == rounded(EXACT.divide(value, step), 0)
