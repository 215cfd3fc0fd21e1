"""What of a row decides how its two texts are read: rows of other names share what was found.

Rows of other names, in this form and in others, hold the same few pairs of target and actual.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from msgspec import Struct

from core.values.answering import depends_on_name
from core.values.direction import Context, change_in, direction_of, unit_in_name
from core.values.judging import asks_for_none, says_none
from core.values.parser import parse
from core.values.target_syntax import (
    Blank,
    Comparison,
    Deadline,
    Operator,
    Recurring,
    Wording,
)
from core.values.telling import Place


def relevant_context(target: str, actual: str, context: Context) -> Context:
    """The context with only what decides the outcome of these two texts, which stays the same.

    Once the direction is known, a figure is answered by a figure alike under every name; and rows
    of other names, in this form and in others, hold the same few pairs of texts.
    """
    left = _NOTHING_LEFT if context.judged else _left_open(target, actual)
    if left.decides is _Decides.ALL:
        return context
    name, known = "", None
    if left.decides is _Decides.DIRECTION:
        known = _direction(target, actual, context)
        if left.below_zero:
            name = change_in(context.name)
        if left.without_unit and (unit := unit_in_name(context.name)):
            name += f"({unit})"
    year = context.year if left.decides is _Decides.YEAR else None
    same = context.inverse, context.direction, context.judged, context.pointed
    return Context(name, Place.OTHER, year, *same, known)


def texts_decide(target: str, actual: str) -> bool:
    """Whether name, place and year of a row have no say in the outcome of its two texts."""
    return _left_open(target, actual).decides is _Decides.NOTHING


def _direction(target: str, actual: str, context: Context) -> tuple[Operator | None, str]:
    reading, done = parse(target), parse(actual)
    assert isinstance(reading, Comparison)  # noqa: S101  (narrows the type)
    answer = done.quantity.unit if isinstance(done, Comparison) else ""
    found = direction_of(reading, context, answer=answer, written=target)
    return found.operator, found.assumed


class _Decides(Enum):
    """What of a row, besides two texts, may decide their outcome."""

    NOTHING = "nothing"
    YEAR = "year"
    DIRECTION = "direction"
    ALL = "all"


class _LeftOpen(Struct, frozen=True):
    """What two texts leave open, to be decided by the rest of the row."""

    decides: _Decides
    below_zero: bool = False
    """The actual is; then it counts whether the name says 增长 or 下降."""
    without_unit: bool = False
    """A side is; then the unit in the name counts."""


_NOTHING_LEFT = _LeftOpen(_Decides.NOTHING)


@lru_cache(maxsize=8192)
def _left_open(target: str, actual: str) -> _LeftOpen:
    match parse(target):
        case Blank() | Recurring():
            return _NOTHING_LEFT
        case Deadline():
            return _LeftOpen(_Decides.YEAR)
        case Wording() if not asks_for_none(target) and not says_none(target, unwanted=True):
            return _NOTHING_LEFT
        case Comparison() as asked if isinstance(done := parse(actual), Comparison | Blank):
            return _left_open_by_figures(target, actual, asked, done)
        case _:
            return _LeftOpen(_Decides.ALL)


def _left_open_by_figures(
    target: str, actual: str, asked: Comparison, done: Comparison | Blank
) -> _LeftOpen:
    goal = asked.quantity
    below_zero = without_unit = False
    if isinstance(done, Comparison):
        if depends_on_name(target, actual, goal, done):
            return _LeftOpen(_Decides.ALL)
        below_zero = done.quantity.value < 0
        without_unit = not (goal.unit and done.quantity.unit)
    if asked.operator is not None and not below_zero and not without_unit:
        return _NOTHING_LEFT
    return _LeftOpen(_Decides.DIRECTION, below_zero, without_unit)
