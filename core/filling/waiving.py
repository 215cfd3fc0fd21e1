"""Letting a warning stand: the edit that keeps it, wherever its rule looks for the 说明."""

from __future__ import annotations

from collections.abc import Callable

from core.assessment import Assessment
from core.checks.cards import Card
from core.checks.problem import Problem, Severity
from core.model.edits import Keep, Together, apply
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


def keeping_card(
    evaluation: Evaluation,
    card: Card,
    text: str,
    assess: Callable[[Evaluation], Assessment],
) -> Keep | Together | None:
    """Keep all parts of a card with one 说明; ``None`` where a part is an error."""
    if card.severity is not Severity.WARNING:
        return None
    edits = [keeping(evaluation, problem, text, assess) for problem in card.problems]
    found = tuple(dict.fromkeys(edit for edit in edits if edit is not None))
    if len(found) == 1:
        return found[0]
    return Together(found, "保留提醒" if text.strip() else "取消保留") if found else None


def _same(one: Problem, other: Problem) -> bool:
    return (one.code, one.path) == (other.code, other.path)
