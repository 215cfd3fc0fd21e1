"""One fact, one card: every problem stands on one card, with what tells the same fact."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from core.assessment import Assessment, assess
from core.checks.cards import cards, counts, errors_in_words
from core.checks.problem import Problem, Severity, Tone
from core.filling.waiving import keeping_card
from core.model import selfeval
from core.model.edits import apply
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator
from core.sample import sample
from core.scoring.profile_file import load_profile
from tests.strategies import evaluations

FORMS = Path(__file__).parents[2] / "golden" / "forms"


def assessed(evaluation: Evaluation) -> Assessment:
    return assess(evaluation, load_profile())


def one_row(level2: str = "数量指标", **fields: str) -> Assessment:
    row = Indicator(id=3, **{"name": "甲", "points": "100", **fields})  # type: ignore[arg-type]
    group = Group(id=2, name=level2, indicators=(row,))
    return assessed(Evaluation(categories=(Category(id=1, name="产出", groups=(group,)),)))


def of_row(assessment: Assessment) -> list[tuple[str, ...]]:
    return [card.codes for card in assessment.cards if card.path.node == 3]


ROWS = [
    (
        {"target": "100%", "actual": "100%", "score": "70"},
        [("met-but-docked", "score-differs", "deviation-missing")],
    ),
    (
        {"target": "≥100%", "actual": "90%", "score": "100"},
        [("missed-but-full", "score-differs", "deviation-missing")],
    ),
    ({"target": "≥100%", "actual": "90%", "score": "90"}, [("deviation-missing",)]),
    (
        {"target": "≥100%", "actual": "90%", "score": "101"},
        [("score-over-points", "score-differs", "deviation-missing")],
    ),
    (
        {"target": "完善", "actual": "较差", "score": "10"},
        [("judgement-band", "deviation-missing")],
    ),
    ({}, [("field-missing",)]),
    ({"target": "≥90%", "actual": "未调查"}, [("kind-mismatch", "field-missing")]),
    (
        {"target": "≥90%", "actual": "≥91", "score": "100"},
        [("unit-mismatch", "operator-in-actual")],
    ),
    (
        {"level2": "质量指标", "name": "用水定额占比", "target": "80%", "actual": "72%"},
        [("direction-doubtful", "field-missing")],
    ),
    ({"target": "≥90%", "actual": "91%"}, []),
]


@pytest.mark.parametrize(("fields", "codes"), ROWS)
def test_what_tells_one_fact_of_a_row_is_one_card(
    fields: dict[str, str], codes: list[tuple[str, ...]]
) -> None:
    assert of_row(one_row(**fields)) == codes


def test_a_card_tells_the_fact_once_and_what_the_others_add() -> None:
    assessment = one_row(target="100%", actual="100%", score="70")
    card = next(card for card in assessment.cards if card.path.node == 3)
    assert card.parts == (
        "指标值“100%”，完成值“100%”：已经达到，只得 70 分，分值为 100 分",
        "按规则建议 100 分；偏差原因没有写明",
    )
    assert (card.severity, card.path.field) == (Severity.ERROR, "deviation")
    assert card.remedy == "写明偏差原因和改进措施；得分给满分，或在偏差原因里说明扣分理由"


def test_a_total_that_sums_in_no_column_is_one_card() -> None:
    funds = (
        Fund(id=1, name="总额", initial="0", annual="0", executed="0"),
        Fund(id=2, name="财政拨款", initial="90", annual="89", executed="88"),
    )
    (card,) = (one for one in assessed(Evaluation(funds=funds)).cards if one.path.node == 1)
    assert len(card.parts) == 3
    assert all("财政拨款" in part for part in card.parts)


def test_points_that_do_not_make_a_hundred_are_told_once() -> None:
    form = sample()
    form = apply_points(form, "3")
    told = [card.codes for card in assessed(form).cards if card.path.field == "total_points"]
    assert told == [("weights-total", "printed-total")]


def test_a_card_without_blanks_says_on_its_line_how_it_stands() -> None:
    for fields in ({}, {"target": "≥100%", "actual": "90%", "score": "90"}):
        for card in one_row(**fields).cards:
            unfilled = [one for one in card.problems if one.unfilled]
            assert (card.wanting == card.lead.message) == (not unfilled)


def apply_points(form: Evaluation, points: str) -> Evaluation:
    data = json.loads(selfeval.dumps(form))
    data["indicators"][0]["points"] = points
    data["total_points"] = "100"
    return selfeval.from_dict(data)


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.json")), ids=lambda path: path.stem[:2])
def test_no_row_of_a_published_form_has_two_cards_of_its_score(path: Path) -> None:
    assessment = assessed(selfeval.loads(path.read_bytes()))
    scores = {"met-but-docked", "missed-but-full", "score-differs", "deviation-missing"}
    nodes = [card.path.node for card in assessment.cards if scores & set(card.codes)]
    assert len(set(nodes)) == len(nodes)


@given(evaluations())
def test_every_problem_stands_on_one_card_and_no_error_is_hidden(evaluation: Evaluation) -> None:
    assessment = assessed(evaluation)
    # As values: a card that tells what an earlier one told is that very card.
    told = Counter(problem for card in assessment.cards for problem in card.problems)
    assert told == Counter(assessment.problems)
    errors, warnings = assessment.counts
    assert errors + warnings == len(assessment.cards)
    assert bool(errors) == bool(assessment.errors)
    assert all(card.parts and card.remedy and card.title is not None for card in assessment.cards)
    assert cards(reversed(assessment.problems)) or not assessment.problems


def test_all_warnings_of_a_card_are_kept_by_one_reason_and_taken_back_by_none() -> None:
    rows = tuple(
        Indicator(id=at, name="甲", target="≥90%", actual="≥91", points="50", score="50")
        for at in (3, 4)
    )
    group = Group(id=2, name="数量指标", indicators=rows)
    form = Evaluation(categories=(Category(id=1, name="产出", groups=(group,)),))
    card = next(one for one in assessed(form).cards if one.path.node == 3)
    assert card.codes == ("unit-mismatch", "operator-in-actual")
    edit = keeping_card(form, card, " 原表如此 ", assessed)
    assert edit is not None
    after = assessed(apply(form, edit))
    kept = [one.kept for one in after.cards if one.codes == card.codes]
    assert kept == ["原表如此", ""]
    assert counts(after.cards)[1] == counts(assessed(form).cards)[1] - 1
    kept_card = next(one for one in after.cards if one.path.node == 3)
    back = keeping_card(apply(form, edit), kept_card, "", assessed)
    assert back is not None
    assert apply(apply(form, edit), back) == form


@given(evaluations())
def test_errors_are_told_with_those_that_lists_count_as_still_to_be_written(
    evaluation: Evaluation,
) -> None:
    told = assessed(evaluation).cards
    errors = [card for card in told if card.tone is Tone.ERROR]
    blank = [card for card in errors if all(p.unfilled or not _wrong(p) for p in card.problems)]
    words = errors_in_words(told)
    assert words.startswith(f"{len(errors)} 个错误")
    assert ("待填" in words) == bool(blank)
    assert ("都是待填" in words) == (bool(errors) and len(blank) == len(errors))


def _wrong(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR
