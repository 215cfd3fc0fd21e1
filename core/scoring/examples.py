"""Run the worked examples that a profile carries."""

from __future__ import annotations

from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator
from core.model.number import fixed
from core.scoring.profile import Example, RuleProfile
from core.scoring.score import score


def run_examples(profile: RuleProfile) -> str:
    """A Chinese clause about the first example that does not come out, or ``""``."""
    for number, example in enumerate(profile.examples, start=1):
        found = _suggested(profile, example)
        if found != example.suggested:
            return f"第 {number} 个算例应得“{example.suggested}”，算出“{found}”"
    return ""


def _suggested(profile: RuleProfile, example: Example) -> str:
    if example.annual:
        fund = Fund(id=1, annual=example.annual, executed=example.executed, points=example.points)
        value = score(Evaluation(funds=(fund,)), profile).execution.suggested
    else:
        row = Indicator(id=1, target=example.target, actual=example.actual, points=example.points)
        tree = (Category(id=2, groups=(Group(id=3, indicators=(row,)),)),)
        value = score(Evaluation(categories=tree), profile).rows[0].suggested
    return "" if value is None else fixed(value, profile.digits)
