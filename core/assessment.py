"""``assess``: the only derivation. Everything that is not written on the form comes from here.

What checks is loaded when a form is checked: paper is scored alone.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from core.model.evaluation import Evaluation
from core.scoring.profile import RuleProfile
from core.scoring.score import score
from core.scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from core.checks.cards import Card
    from core.checks.problem import Problem


class Assessment(Struct, frozen=True, dict=True):
    """What follows from an evaluation under a profile; ``problems`` are in form order."""

    scorecard: Scorecard
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that block 定稿."""
        from core.checks.problem import Severity

        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that may stay and that nobody has answered yet."""
        from core.checks.problem import Severity

        return tuple(p for p in self.problems if p.severity is Severity.WARNING and not p.kept)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The problems as a person reads them: one card for a fact."""
        from core.checks.cards import cards

        return cards(self.problems)

    @cached_property
    def counts(self) -> tuple[int, int]:
        """How many cards are errors, and how many are warnings that nobody has answered."""
        from core.checks.cards import counts

        return counts(self.cards)

    @cached_property
    def pending(self) -> int:
        """How many cards are told as still to be done."""
        from core.checks.problem import Tone

        return sum(card.tone is Tone.PENDING for card in self.cards)

    @property
    def begun(self) -> bool:
        """Whether there is anything to check: without points, nothing found means little."""
        return any(row.points is not None for row in self.scorecard.rows)


def assess(evaluation: Evaluation, profile: RuleProfile) -> Assessment:
    """Score and check the whole form afresh."""
    from core.checks.catalogue import examine

    scorecard = score(evaluation, profile)
    return Assessment(scorecard, examine(evaluation, scorecard, profile))
