"""Letting a warning stand: the edit that keeps it, wherever its rule looks for the 说明."""

from __future__ import annotations

from collections.abc import Callable

from core.assessment import Assessment
from core.checks.cards import Card
from core.checks.problem import Problem, Severity
from core.model.edits import Keep, Together, apply
from core.model.evaluation import ROOT, Evaluation, Indicator
from core.model.path import find
from core.values.reasons import is_only_figure

SHORTEST_REASON = 4
"""In characters, without spaces: 合同约定 says why, 同意 does not."""


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


def why_no_reason(text: str) -> str:
    """Why this text is no reason for keeping a warning, as a sentence; nothing where it is one.

    A figure, alone or with its unit, was meant for the cell.
    """
    written = "".join(text.split())
    if is_only_figure(written):
        return f"“{written}”只是一个数，不是理由：请写明为什么保留；要改表上的数，请到那一格改"
    if len(written) < SHORTEST_REASON:
        return f"理由太短：请写明为什么保留，至少 {SHORTEST_REASON} 个字"
    return ""


def _same(one: Problem, other: Problem) -> bool:
    return (one.code, one.path) == (other.code, other.path)
