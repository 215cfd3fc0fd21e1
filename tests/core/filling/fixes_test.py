"""What one press mends is mended by it, and nothing else is another afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.assessment import assess
from core.checks.cards import cards
from core.filling.fixes import fix_of
from core.model.edits import apply
from core.model.evaluation import Evaluation
from core.scoring.profile_file import load_profile
from tests.core.checks.catalogue_test import RAISED, Change, evaluated, head, row
from tests.strategies import evaluations


def mended(evaluation: Evaluation) -> dict[str, str]:
    """What is offered for each code; each press is tried."""
    profile = load_profile()
    offered = dict[str, str]()
    for card in cards(assess(evaluation, profile).problems):
        fix = fix_of(evaluation, card)
        if fix is None:
            continue
        after = apply(evaluation, fix.edit)
        left = {(one.code, one.path) for one in assess(after, profile).problems}
        solved = [one for one in card.problems if one.path == fix.edit.path]
        assert any((one.code, one.path) not in left for one in solved), fix
        offered |= {one.code: fix.text for one in solved}
    return offered


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        (head(year="2O21"), "year-unreadable", "改为 2021"),
        (head(year="二〇二一"), "year-unreadable", "改为 2021"),
        (head(year=21), "year-unreadable", "改为 2021"),
        (row(50, actual="95%"), "strict-equality", "改为 ≥95%"),
        (row(50, target="＞ 95%", actual="95%"), "strict-equality", "改为 ≥ 95%"),
        (row(target="<5天", actual="5天"), "strict-equality", "改为 ≤5天"),
        (head(total_score="99"), "printed-total", "清空，由程序计算"),
    ],
)
def test_what_suggests_itself_is_offered(change: Change, code: str, text: str) -> None:
    assert mended(evaluated(change))[code] == text


@pytest.mark.parametrize(
    "change",
    [
        head(year="去年"),
        row(target="9月前", actual="9月"),
        row(target="大于95%", actual="95%"),
        row(actual="90%", score="2"),
    ],
)
def test_what_the_clerk_must_know_is_left_to_the_clerk(change: Change) -> None:
    codes = {"year-unreadable", "strict-equality", "missed-but-full", "deviation-missing"}
    assert not codes & set(mended(evaluated(change)))


@pytest.mark.parametrize(("code", "place", "change"), RAISED)
def test_each_press_solves_what_it_is_offered_for(code: str, place: str, change: Change) -> None:
    del code, place
    mended(evaluated(change))


@given(evaluations(), st.sampled_from(["2O21", "二〇二一", "21", "x", ""]))
def test_on_any_form_a_press_solves_what_it_is_offered_for(
    evaluation: Evaluation, year: str
) -> None:
    from msgspec.structs import replace

    mended(replace(evaluation, year=year))
