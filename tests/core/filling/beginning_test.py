"""A new form begins on the paper of its place."""

from pathlib import Path as File

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.selecting import of_years
from core.assessment import assess
from core.filling.approval import is_approved
from core.filling.beginning import UnitDetails, copied, doubles, draft_of, new_form
from core.issuing.finalizing import finalize
from core.model.evaluation import Evaluation
from core.model.path import Path, write_all
from core.model.selfeval import dumps, loads
from core.sample import sample
from core.scoring.profile_file import profile_for, profile_names
from core.sheet.form import lay_out
from core.sheet.layout import layout_for, layout_names
from core.summary import summarize
from core.templates import blank
from tests.strategies import evaluations


def test_the_usual_form_is_the_blank_one() -> None:
    form, usual = new_form(), blank()
    assert (form.template, form.profile, form.money_unit) == ("上海", "财政部2020", "元")
    assert [(f.name, f.points) for f in form.funds] == [(f.name, f.points) for f in usual.funds]


@pytest.mark.parametrize("layout", layout_names())
@pytest.mark.parametrize("profile", ["", *profile_names()])
def test_every_layout_begins_with_its_own_rows_and_points(layout: str, profile: str) -> None:
    form, paper = new_form(layout, profile), layout_for(layout)
    assert tuple(fund.name for fund in form.funds) == paper.fund_rows
    assert form.money_unit == paper.money_unit
    assert form.profile == (profile or paper.profile)
    rules = profile_for(form.profile)
    assessment = assess(form, rules)
    assert assessment.scorecard.execution.points == rules.execution_points
    assert lay_out(form, assessment).cells
    assert loads(dumps(form).encode()) == loads(dumps(loads(dumps(form).encode())).encode())


def test_a_form_read_twice_is_a_second_one_and_a_nameless_one_never() -> None:
    form = replace(new_form(), project="农村公路", year=2021, unit="交通局")
    spaced = replace(form, project=" 农村 公路　", unit="交通局\n")
    other = replace(form, year=2022)
    assert doubles([], [form, other, spaced, form]) == (2, 3)
    assert doubles([], [new_form(), new_form()]) == ()


lines = st.sampled_from(["", "社保中心", "张三", "021-1"])
details = st.builds(UnitDetails, lines, lines, lines, lines)


@given(details, details)
def test_what_is_known_first_stands_over_what_is_known_besides(
    first: UnitDetails, other: UnitDetails
) -> None:
    both = first.over(other)
    assert both.over(first) == both
    assert first.over(UnitDetails()) == UnitDetails().over(first) == first
    assert both.blank == (first.blank and other.blank)


@given(details, details)
def test_a_form_keeps_who_signed_it_and_blanks_are_filled_in(
    written: UnitDetails, known: UnitDetails
) -> None:
    form = written.sign(new_form())
    signed = UnitDetails.of(known.sign(form))
    before = UnitDetails.of(form)
    assert (before.reporter, before.telephone) == (written.reporter, written.telephone)
    assert signed == before.over(replace(known, unit="", department=""))


@given(evaluations(6), st.text(), st.text(), st.text())
def test_a_copy_is_a_new_draft_with_the_same_words(
    form: Evaluation, when: str, why: str, explained: str
) -> None:
    rows = ((Path(row.id, "adjustment"), explained) for row in form.indicators)
    approved = write_all(replace(form, targets_approved=when, adjustment=why), rows)
    assert copied(approved) == copied(form)
    assert not is_approved(copied(approved))
    assert not any(row.adjustment for row in copied(approved).indicators)


def test_a_form_is_filled_into_a_draft_never_into_a_final_form(tmp_path: File) -> None:
    rules = profile_for("")
    form = replace(sample(), project="服务费")
    found = summarize(form, assess(form, rules))
    with Archive.create(tmp_path / "档案.db") as archive:

        def draft(wanted: Evaluation) -> int | None:
            one = draft_of(of_years(archive, [wanted.year]), wanted)
            return None if one is None else one.id

        first = archive.add(form, found, rules=rules.text)
        assert draft(form) == first
        assert draft(replace(form, year=2000)) is None
        finalize(archive, first)
        assert draft(form) is None
        correction = archive.correct(first)
        assert draft(form) == correction
