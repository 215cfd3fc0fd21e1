"""What an assessment leaves in the archive's columns."""

from __future__ import annotations

from core.archive.records import Summary
from core.assessment import Assessment
from core.model.number import fixed


def summarize(assessment: Assessment) -> Summary:
    """The headline figures of an assessment as the archive keeps them."""
    card = assessment.scorecard
    errors, warnings = assessment.counts
    return Summary(
        total_score="" if card.total_score is None else fixed(card.total_score, 2),
        total_points="" if card.total_points is None else fixed(card.total_points, 2),
        grade=card.grade or "",
        rate="" if card.execution.rate is None else fixed(card.execution.rate, 6),
        errors=errors,
        warnings=warnings,
        unfilled=assessment.unfilled,
    )
