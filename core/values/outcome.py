"""What comparing an 实际完成值 with an 年度指标值 finds."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from core.values.direction import Direction


class TargetKind(StrEnum):
    """What an 年度指标值 asks for."""

    QUANTITY = "quantity"
    DATE = "date"
    JUDGEMENT = "judgement"
    BLANK = "blank"


class Outcome(Struct, frozen=True):
    """How the actual stands to the target.

    ``ratio``: 1 where met; ``met``: ``None`` where it is the clerk's to judge.  ``over``: actual ÷
    target of a rising quantity with a target over zero (for 超额).  The flags are what the checks
    ask for; ``unit_doubt`` is a Chinese clause or empty.
    """

    kind: TargetKind
    ratio: Decimal | None = None
    met: bool | None = None
    why: str = ""
    over: Decimal | None = None
    direction: Direction | None = None
    by_equality: bool = False
    unit_doubt: str = ""
    unit_missing: bool = False
    """The doubt is only that one side has no unit."""
    kind_doubt: str = ""
    operator_in_actual: bool = False
    direction_doubt: bool = False
    """Met in one direction only, and nothing tells which one is meant."""
    gap: str = ""
    """The comparison alone, for methods that do not go by the ratio."""
    goal: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    """Target and actual as figures in the target's unit, where both are."""
    days_late: int | None = None
