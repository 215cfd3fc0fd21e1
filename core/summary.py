"""What an assessment leaves in the archive's columns."""

from __future__ import annotations

from core.archive.records import Summary
from core.assessment import Assessment
from core.checks.calm import Calm
from core.checks.cards import cards, counts
from core.checks.problem import Severity, Tone
from core.model.evaluation import Evaluation
from core.model.number import fixed


def summarize(form: Evaluation, found: Assessment) -> Summary:
    """The headline figures of an assessment as the archive keeps them.

    Counted as 待填 is what the window tells so when it opens the form: list and window agree.
    """
    card = found.scorecard
    calmly = Calm.opened(form, found.problems).told_calmly(found.problems)
    told = found.cards if calmly == found.problems else cards(calmly)
    pending = (one for one in told if one.tone is Tone.PENDING)
    return Summary(
        total_score="" if card.total_score is None else fixed(card.total_score, 2),
        total_points="" if card.total_points is None else fixed(card.total_points, 2),
        grade=card.grade or "",
        rate="" if card.execution.rate is None else fixed(card.execution.rate, 6),
        errors=found.counts[0],
        warnings=counts(told)[1],
        unfilled=sum(one.severity is Severity.ERROR for one in pending),
    )
