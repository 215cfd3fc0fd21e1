"""One act of the clerk: the edit itself, and the printed figures that it makes untrue.

``rate`` and the two totals are never typed in the window. A text that came with a file is kept
until an edit changes what it sums up; then it is cleared in that same step, so that the computed
figure shows.
"""

from __future__ import annotations

from collections.abc import Callable

from core.assessment import Assessment
from core.filling.approval import breach
from core.model.edits import Edit, Whole, apply
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path, find, write


class LockedError(ValueError):
    """The edit changes what is approved; the message is one Chinese sentence for the clerk."""


def revise(
    evaluation: Evaluation,
    assessment: Assessment,
    edit: Edit,
    assess: Callable[[Evaluation], Assessment],
) -> tuple[Evaluation, Assessment]:
    """The evaluation after ``edit`` in the window, with its assessment.

    The very same objects when nothing changes.  Raises what ``apply`` raises, and ``LockedError``
    for a change of what is approved that is not explained.
    """
    edited = apply(evaluation, edit)
    if edited is evaluation:
        return evaluation, assessment
    if refused := breach(evaluation, edited):
        raise LockedError(refused)
    after = assess(edited)
    if isinstance(edit, Whole):
        return edited, after  # its own figures belong to it
    old, new = assessment.scorecard, after.scorecard
    stale = []
    if old.total_points != new.total_points:
        stale.append(Path(ROOT, "total_points"))
    if old.total_score != new.total_score:
        stale.append(Path(ROOT, "total_score"))
    fund = new.execution.fund
    if fund is not None and old.execution.rate != new.execution.rate and find(evaluation, fund):
        stale.append(Path(fund, "rate"))
    cleared = edited
    for path in stale:
        cleared = write(cleared, path, "")
    if cleared is edited:
        return edited, after
    return cleared, assess(cleared)
