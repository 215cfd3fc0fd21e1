"""``assess``: the only derivation. Everything that is not written on the form comes from here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.checks.problem import Problem
from core.model.evaluation import Evaluation
from core.scoring.profile import RuleProfile
from core.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows from an evaluation under a profile.

    ``funds_total``: the sum of the sources for each amount field (``initial``, ``annual``,
    ``executed``) that is blank in the total row. ``problems`` are in form order.
    """

    scorecard: Scorecard
    problems: tuple[Problem, ...]
    funds_total: dict[str, Decimal]


def assess(evaluation: Evaluation, profile: RuleProfile) -> Assessment:
    """Score and check the whole form afresh (well under a millisecond for an ordinary one)."""
    raise NotImplementedError
