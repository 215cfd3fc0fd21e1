"""Tab leads to what the clerk fills; a form that is opened waits where work goes on."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import Assessment, assess
from core.filling.approval import LOCKED, approve
from core.filling.beginning import new_form
from core.filling.next_cell import first_unfilled, inputs, tab_stops
from core.model.edits import Edit, SetField, apply
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.sheet import Cell, Sheet
from core.years.carry_over import carry_over
from tests.strategies import evaluations

RULES = profile_for("")


def seen(form: Evaluation) -> tuple[Sheet, Evaluation, Assessment]:
    found = assess(form, RULES)
    return lay_out(form, found), form, found


def stops(form: Evaluation) -> set[Path]:
    return {cell.path for cell in tab_stops(*seen(form)) if cell.path is not None}


def begins(form: Evaluation) -> Path | None:
    cell = first_unfilled(*seen(form))
    return None if cell is None else cell.path


def edited(form: Evaluation, *edits: Edit) -> Evaluation:
    for edit in edits:
        form = apply(form, edit)
    return form


def texts(node: int, **fields: str) -> list[SetField]:
    return [SetField(Path(node, name), text) for name, text in fields.items()]


@given(evaluations(6))
def test_tab_stops_are_the_clerks_cells_in_paper_order(form: Evaluation) -> None:
    sheet, _, found = seen(form)
    every, at = inputs(sheet), tab_stops(sheet, form, found)
    assert [cell for cell in every if cell in at] == at
    passed = [cell for cell in every if cell not in at]
    brought = {Path(fund.id, "points") for fund in form.funds}
    written = [cell for cell in passed if cell.text.strip() and not cell.derived]
    assert not [cell for cell in written if cell.path not in brought]
    own = [cell.path for cell in passed if not cell.derived and cell.path not in brought]
    assert {path.field for path in own if path is not None} <= {
        "score",
        "deviation",
    }


@given(evaluations(6))
def test_work_goes_on_in_a_blank_tab_stop(form: Evaluation) -> None:
    sheet, _, found = seen(form)
    cell = first_unfilled(sheet, form, found)
    assert cell is None or (cell in tab_stops(sheet, form, found) and not cell.text.strip())


@given(evaluations(6))
def test_what_is_missing_is_never_passed_by(form: Evaluation) -> None:
    sheet, _, found = seen(form)
    shown: dict[Path | None, Cell] = {cell.path: cell for cell in inputs(sheet)}
    missing = {one.path for one in found.problems if one.unfilled and one.path.field != "score"}
    assert missing & shown.keys() <= stops(form)


def test_a_row_that_is_scored_by_rule_has_four_stops_and_one_that_fell_short_five() -> None:
    form = new_form()
    rows = list(form.indicators)
    full = edited(form, *texts(rows[0].id, name="人数", target="≥5人", actual="5人", points="10"))
    short = edited(full, *texts(rows[0].id, actual="4人"))
    fields = {"name", "target", "actual", "points"}
    assert {path.field for path in stops(full) if path.node == rows[0].id} == fields
    assert {path.field for path in stops(short) if path.node == rows[0].id} == {
        *fields,
        "deviation",
    }


def test_a_score_that_no_rule_gives_is_a_stop_once_the_row_is_written() -> None:
    form = new_form()
    row = next(iter(form.indicators)).id
    begun = edited(form, *texts(row, name="保障", target="有效保障", points="10"))
    assert Path(row, "score") not in stops(begun)
    assert Path(row, "score") in stops(edited(begun, *texts(row, actual="基本保障")))


def test_who_copies_given_scores_is_led_to_the_next_one() -> None:
    form = new_form()
    first, second = [row.id for row in form.indicators][:2]
    filled = {"name": "人数", "target": "≥5人", "actual": "5人", "points": "10"}
    form = edited(form, *texts(first, **filled), *texts(second, **filled))
    assert Path(second, "score") not in stops(form)
    assert Path(second, "score") in stops(edited(form, *texts(first, score="10")))


def test_what_is_approved_is_passed_by() -> None:
    form = edited(carry_over(sample(), 2022), approve("2022-03-01"))
    rows = {row.id for row in form.indicators}
    assert not [path for path in stops(form) if path.node in rows and path.field in LOCKED]
    assert Path(min(rows), "actual") in stops(form)


def test_a_new_form_begins_with_the_money_and_then_goes_down_the_rows() -> None:
    form = replace(new_form(), project="甲", unit="乙", department="丙", year=2021)
    total = form.funds[0].id
    assert begins(form) == Path(total, "initial")
    form = edited(form, *texts(total, initial="10", annual="10", executed="9"))
    assert begins(form) == Path(form.funds[1].id, "initial")  # the parts do not make the total
    form = edited(form, *texts(form.funds[1].id, initial="10", annual="10", executed="9"))
    assert begins(form) == Path(ROOT, "goal_expected")
    form = edited(form, *texts(ROOT, goal_expected="甲", goal_actual="乙"))
    first, second = [row.id for row in form.indicators][:2]
    assert begins(form) == Path(first, "name")
    form = edited(form, *texts(first, name="人数", target="5人", actual="5人", points="10"))
    assert begins(form) == Path(second, "name")


def test_a_plan_goes_on_with_the_plan_and_the_years_end_with_what_was_done() -> None:
    form = sample()
    plan = edited(form, *(SetField(Path(row.id, "actual"), "") for row in form.indicators))
    last = list(plan.indicators)[-1].id
    assert begins(edited(plan, *texts(last, target=""))) == Path(last, "target")
    assert begins(plan) == Path(next(iter(plan.indicators)).id, "actual")
    assert begins(carry_over(form, 2022)) == Path(form.funds[0].id, "initial")


@given(st.integers(0, 54), st.sampled_from(["name", "target", "actual", "points"]))
def test_the_one_blank_of_a_form_is_where_it_goes_on(at: int, field: str) -> None:
    form = sample()
    row = list(form.indicators)[at].id
    assert begins(edited(form, *texts(row, **{field: ""}))) == Path(row, field)


def test_a_finished_form_has_nowhere_to_go_on() -> None:
    assert begins(sample()) is None


def test_groups_that_stay_blank_are_no_work_once_the_points_are_placed() -> None:
    form = replace(new_form(), project="甲", unit="乙", department="丙", year=2021)
    total = form.funds[0].id
    form = edited(form, *texts(total, annual="10", executed="10", initial="10"))
    form = edited(form, *texts(form.funds[1].id, annual="10", executed="10", initial="10"))
    form = edited(form, *texts(ROOT, goal_expected="甲", goal_actual="乙"))
    row = next(iter(form.indicators)).id
    form = edited(form, *texts(row, name="人数", target="5人", actual="5人", points="90"))
    assert begins(form) is None


def test_the_points_that_a_new_form_brings_are_no_stop_until_they_are_taken_out() -> None:
    form = new_form()
    total = form.funds[0]
    points = Path(total.id, "points")
    assert total.points == "10"

    assert points not in stops(form)
    assert points in stops(edited(form, SetField(points, "")))
