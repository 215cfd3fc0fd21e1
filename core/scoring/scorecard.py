"""What scoring finds: values only."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from core.model.number import EXACT, ZERO
from core.values.outcome import Outcome, TargetKind
from core.values.target_reading import Confidence, TargetReading

NO_OUTCOME = Outcome(TargetKind.BLANK)
NO_READING = TargetReading("没有指标值", Confidence.STATED)


class RowScore(Struct, frozen=True):
    """The scoring of one indicator; figures in points, ``attainment`` a ratio (1 = met).

    ``None`` means: blank, unreadable, or not for a rule to decide. ``score`` is what counts: the
    given score, else the suggested one. ``given`` is the clerk's text, ``None`` where blank.
    ``outcome`` holds what the checks ask about the reading.  ``left_out``: the points of a row that
    does not apply; such a row has no points, no suggestion and no score.  ``reading``: the target
    in words, and how sure that is.
    """

    id: int
    kind: TargetKind
    attainment: Decimal | None
    met: bool | None
    points: Decimal | None
    suggested: Decimal | None
    given: str | None
    score: Decimal | None
    why: str
    outcome: Outcome = NO_OUTCOME
    left_out: Decimal | None = None
    reading: TargetReading = NO_READING
    short: bool = False
    """It lost points or missed its target: the row stands out on the paper."""
    exact: Decimal | None = None
    """The suggested score before it was rounded."""


class Execution(Struct, frozen=True):
    """预算执行率 and its score; ``fund`` is the id of the total row, ``None`` without one."""

    fund: int | None
    rate: Decimal | None
    points: Decimal | None
    suggested: Decimal | None
    given: str | None
    score: Decimal | None
    why: str


def lost_points(scored: RowScore | Execution) -> Decimal:
    """What a score lacks of its points; nothing where it has no points, or no score yet."""
    points, score = scored.points, scored.score
    if points is None or score is None or score >= points:
        return ZERO
    return EXACT.subtract(points, score)


def exceeds_points(score: Decimal | None, points: Decimal | None) -> bool:
    """Whether a score is higher than its points; without any points it exceeds nothing."""
    return score is not None and points is not None and ZERO < points < score


class Subtotal(Struct, frozen=True):
    """Points placed and scored below one category or group.

    ``lost``: what its scored rows lack of their points.  A row that has no score yet lost none.
    """

    points: Decimal
    score: Decimal
    lost: Decimal


class Scorecard(Struct, frozen=True):
    """All figures derived from an evaluation under one profile.

    ``rows`` are in paper order, one for each indicator; ``subtotals`` are by node id of category
    and group.  ``total_points`` is ``None`` where no indicator has points, ``total_score`` where
    besides no row has a score.  ``grade`` is ``None`` wherever none may be given, and ``ungraded``
    then says why in Chinese; every face asks this card and decides nothing itself.
    """

    profile: str
    execution: Execution
    rows: tuple[RowScore, ...]
    subtotals: dict[int, Subtotal]
    total_points: Decimal | None
    total_score: Decimal | None
    grade: str | None
    ungraded: str = ""

    @property
    def open_rows(self) -> int:
        """How many indicators have points and no score yet."""
        return sum(row.score is None and bool(row.points) for row in self.rows)

    @property
    def is_complete(self) -> bool:
        """Whether all that has points has a score: before that the total is only part of one."""
        unspent = self.execution.points is not None and self.execution.score is None
        return not unspent and not self.open_rows
