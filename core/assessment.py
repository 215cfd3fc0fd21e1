"""``assess``: the only derivation. Everything that is not written on the form comes from here."""

from __future__ import annotations

from dataclasses import dataclass

from core.checks.problem import Problem
from core.model.evaluation import Evaluation
from core.scoring.profile import RuleProfile
from core.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows from an evaluation under a profile; ``problems`` are in form order."""

    scorecard: Scorecard
    problems: tuple[Problem, ...]


def assess(evaluation: Evaluation, profile: RuleProfile) -> Assessment:
    """Score and check the whole form afresh (well under a millisecond for an ordinary one)."""
    raise NotImplementedError
