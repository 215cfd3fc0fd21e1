"""Whether target and actual stand on one footing: in one unit, or in two that convert."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.model.number import EXACT
from core.values.syntax import Quantity
from core.values.units import PERCENT, TEN_THOUSAND, Measure, measure

ONE = Decimal(1)
_MANY_PERCENT = Decimal(10)
_APART = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Footing:
    """How the actual's figure turns into the target's unit.

    ``doubt``: a Chinese clause about the units, or empty.  ``apart``: the two figures cannot be
    compared at all.  ``mixed``: both units are written and do not convert; ``unlike``: they even
    measure different things (天 and %), so a miss or an overshoot by the figures says nothing.
    """

    scale: Decimal = ONE
    doubt: str = ""
    apart: bool = False
    mixed: bool = False
    unlike: bool = False


def footing(unit: str, actual: Quantity, goal: Decimal) -> Footing:
    """The footing of ``actual`` under a target in ``unit`` whose (largest) figure is ``goal``."""
    if actual.unit == unit:
        return Footing()
    if not actual.unit:
        return _bare(unit, actual.value, goal)
    if not unit:
        return _bare(actual.unit, goal, actual.value)
    mine, theirs = measure(unit), measure(actual.unit)
    if _convertible(mine, theirs):
        return Footing(EXACT.divide(theirs.worth, mine.worth))
    doubt = f"单位不一致：指标值用“{unit}”，完成值用“{actual.unit}”"
    if mine.counted and theirs.counted and mine.per == theirs.per:
        return Footing(EXACT.divide(theirs.worth, mine.worth), doubt, mixed=True)
    return Footing(doubt=doubt, mixed=True, unlike=True)


def _bare(unit: str, bare: Decimal, other: Decimal) -> Footing:
    """One side has no unit: a bare number takes the other side's.

    0.95 beside 95%, 450000 beside 45万 and 15000 beside 1.5万人 are not on one footing.
    """
    known = measure(unit)
    if known.base == PERCENT:
        apart = 0 < bare <= 1 and other >= _MANY_PERCENT
        return Footing(doubt="一边写了 %，一边没有写", apart=apart)
    apart = other > 0 and bare > 0 and not 1 / _APART < EXACT.divide(bare, other) < _APART
    if known.money:
        return Footing(doubt="一边写了金额单位，一边没有写", apart=apart)
    if known.worth != 1 and apart:
        return Footing(doubt=f"一边的单位是“{unit}”，一边没有写单位", apart=True)
    return Footing()


def _convertible(mine: Measure, theirs: Measure) -> bool:
    if mine.per != theirs.per:
        return False
    bases = {mine.base, theirs.base}
    return len(bases) == 1 or TEN_THOUSAND in bases
