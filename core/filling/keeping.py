"""Letting a warning stand: the edit that keeps it, wherever its rule looks for the 说明."""

from __future__ import annotations

from collections.abc import Callable

from core.assessment import Assessment
from core.checks.problem import Problem, Severity
from core.model.edits import Keep, apply
from core.model.evaluation import ROOT, Evaluation, Indicator
from core.model.path import find


def keeping(
    evaluation: Evaluation,
    problem: Problem,
    text: str,
    assess: Callable[[Evaluation], Assessment],
) -> Keep | None:
    """Keep ``problem`` with ``text`` (blank takes that back); ``None`` for what cannot be kept.

    A rule of rows looks at the row for the 说明, a rule of the whole form at the form, wherever
    its finger points: so it is tried.
    """
    if problem.severity is not Severity.WARNING:
        return None
    places = [ROOT]
    if isinstance(find(evaluation, problem.path.node), Indicator):
        places.insert(0, problem.path.node)
    for node in places:
        edit = Keep(node, problem.code, text.strip())
        after = assess(apply(evaluation, edit))
        if any(_same(problem, found) and found.kept == text.strip() for found in after.problems):
            return edit
    return None


def _same(one: Problem, other: Problem) -> bool:
    return (one.code, one.path) == (other.code, other.path)
