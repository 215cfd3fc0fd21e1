"""结转 takes the paper of the project and nothing of what one year brought."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import assess
from core.checks.catalogue import examine_beside
from core.checks.last_year_checks import LastYear
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.model.selfeval import from_dict, to_dict
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.scoring.score import score
from core.years.carry_over import carry_over, promises
from core.years.last_year import beside
from tests.strategies import evaluations

RULES = load_profile()


def set_row(evaluation: Evaluation, row_name: str, **texts: str) -> Evaluation:
    row = next(row for row in evaluation.indicators if row.name == row_name)
    for field, text in texts.items():
        evaluation = apply(evaluation, SetField(Path(row.id, field), text))
    return evaluation


def row_beside(now: Evaluation, last: Evaluation, name: str) -> LastYear | None:
    rows = beside(now, last, score(last, RULES))
    return dict(zip((row.name for row in now.indicators), rows, strict=True))[name]


def codes(now: Evaluation, last: Evaluation) -> list[tuple[str, str]]:
    rows = beside(now, last, score(last, RULES))
    problems = examine_beside(now, score(now, RULES), rows)
    return [(problem.code, problem.title) for problem in problems]


@given(evaluations(), st.integers(2000, 2100))
def test_nothing_of_last_year_is_taken(evaluation: Evaluation, year: int) -> None:
    new = carry_over(evaluation, year)
    assert new.year == year
    assert not any((new.goal_actual, new.total_points, new.total_score, new.kept, new.extra))
    for fund in new.funds:
        assert not any(
            (fund.initial, fund.annual, fund.executed, fund.rate, fund.score, fund.extra)
        )
    for row in new.indicators:
        assert not any((row.actual, row.score, row.deviation, row.band, row.kept, row.extra))
    assert not any(part.text for part in new.sections)


@given(evaluations(), st.integers(2000, 2100))
def test_the_structure_the_targets_and_the_texts_are_taken(
    evaluation: Evaluation, year: int
) -> None:
    new = carry_over(evaluation, year)
    for name in ("project", "unit", "department", "money_unit", "goal_expected", "template"):
        assert getattr(new, name) == getattr(evaluation, name)

    def paper(form: Evaluation) -> list[tuple[str, ...]]:
        return [
            (category.name, group.name, row.name, row.target, row.points, row.direction, row.method)
            for category, group, row in form.rows
        ]

    assert paper(new) == paper(evaluation)
    assert [fund.name for fund in new.funds] == [fund.name for fund in evaluation.funds]


@given(evaluations(), st.integers(2000, 2100))
def test_carried_over_twice_is_carried_over_once(evaluation: Evaluation, year: int) -> None:
    assert to_dict(carry_over(carry_over(evaluation, year), year)) == to_dict(
        carry_over(evaluation, year)
    )


def test_a_year_in_the_title_goes_on_but_no_other_figure() -> None:
    form = replace(sample(), title="2021年度自评表（沪财202112号）")
    assert carry_over(form, 2022).title == "2022年度自评表（沪财202112号）"


def test_dates_beside_signatures_are_not_taken() -> None:
    data = {"format": "selfeval/1", "signatures": {"填报人": "张三", "填报日期": "2022.1.5"}}
    new = carry_over(from_dict(data), 2022)
    assert [(part.name, part.text) for part in new.signatures] == [
        ("填报人", "张三"),
        ("填报日期", ""),
    ]


def test_measures_become_promises_beside_the_same_row() -> None:
    names = [promise.name for promise in promises(sample())]
    rows = {row.name: row.deviation for row in sample().indicators if row.deviation.strip()}
    assert names == list(rows)
    new = carry_over(sample(), 2022)
    for name, reason in rows.items():
        last = row_beside(new, sample(), name)
        assert last is not None
        assert last.promise == reason


def test_a_row_stands_beside_what_it_was() -> None:
    new = carry_over(sample(), 2022)
    last = row_beside(new, sample(), "培训完成率")
    assert last is not None
    row = next(row for row in sample().indicators if row.name == "培训完成率")
    assert (last.actual, str(last.score)) == (row.actual, row.score)
    assert row_beside(set_row(new, "培训完成率", name="新的"), sample(), "新的") is None


def test_a_blank_form_raises_nothing_beside_last_year() -> None:
    assert codes(carry_over(sample(), 2022), sample()) == []
    assert codes(sample(), sample()) == [
        ("reason-copied-last-year", promise.name) for promise in promises(sample())
    ]


def test_last_years_reason_is_seen_whatever_its_width_and_kept_with_a_word() -> None:
    promise = promises(sample())[0]
    new = set_row(carry_over(sample(), 2022), promise.name, deviation=f" {promise.reason}　")
    assert codes(new, sample()) == [("reason-copied-last-year", promise.name)]
    assert codes(set_row(new, promise.name, deviation="本年已落实"), sample()) == []


def test_a_promise_is_to_be_answered_once_there_is_a_result() -> None:
    promise = promises(sample())[0]
    new = carry_over(sample(), 2022)
    assert codes(new, sample()) == []
    answered = [("promise-unanswered", promise.name)]
    was = next(row.actual for row in sample().indicators if row.name == promise.name)
    done = set_row(new, promise.name, actual=was)
    assert codes(done, sample()) == answered
    assert codes(set_row(done, promise.name, deviation="无"), sample()) == answered
    assert codes(set_row(done, promise.name, deviation="已分批组织，本年落实"), sample()) == []


def test_a_jump_is_seen_unless_it_is_explained() -> None:
    new = carry_over(sample(), 2022)
    for actual, jumps in (("1034人", False), ("1500人", False), ("1551人", True), ("500人", True)):
        form = set_row(new, "“钉钉”日使用人数", actual=actual)
        assert bool(codes(form, sample())) is jumps, actual
    form = set_row(new, "“钉钉”日使用人数", actual="5人", deviation="系统停用")
    assert codes(form, sample()) == []


@given(evaluations(), evaluations())
def test_any_two_forms_stand_beside_each_other(now: Evaluation, last: Evaluation) -> None:
    rows = beside(now, last, assess(last, RULES).scorecard)
    assert len(rows) == len(tuple(now.indicators))
    examine_beside(now, assess(now, RULES).scorecard, rows)
    own = beside(last, last, assess(last, RULES).scorecard)
    assert [one.indicator for one in own if one] == list(last.indicators)
