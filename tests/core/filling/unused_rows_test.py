"""Rows that nobody wrote in are told before paper is made, and taken out as one undoable act."""

from hypothesis import given
from msgspec.structs import replace

from core.filling.approval import approve
from core.filling.beginning import new_form
from core.filling.unused_rows import unused, unused_in_words, unused_on_paper, without_unused
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.sample import sample
from tests.strategies import evaluations


def begun() -> Evaluation:
    form = new_form()
    first = next(iter(form.indicators)).id
    return apply(form, SetField(Path(first, "name"), "发放人数"))


@given(evaluations(8))
def test_taking_them_out_leaves_what_is_written_and_nothing_to_take_out(form: Evaluation) -> None:
    ids = set(unused(form))
    left = apply(form, without_unused(form)) if ids else form
    assert not unused(left)
    assert [row for row in form.indicators if row.id not in ids] == list(left.indicators)
    assert (left.funds, left.sections, left.signatures) == (
        form.funds,
        form.sections,
        form.signatures,
    )
    assert bool(unused_in_words(form)) == bool(ids)


def test_a_blank_form_and_a_whole_one_have_none() -> None:
    assert unused(new_form()) == unused(sample()) == ()
    assert unused_on_paper(sample()) == ""


def test_groups_of_the_template_go_with_their_blank_rows() -> None:
    form = begun()
    assert f"有 {len(list(form.indicators)) - 1} 行指标没有填写（质量指标、" in unused_on_paper(
        form
    )
    left = apply(form, without_unused(form))
    assert [category.name for category in left.categories] == ["产出指标"]


def test_a_placeholder_is_nothing_written_and_evidence_is() -> None:
    form = begun()
    second = list(form.indicators)[1]
    held = apply(form, SetField(Path(second.id, "name"), "指标1："))
    assert second.id in unused(held)
    assert second.id not in unused(apply(form, SetField(Path(second.id, "name"), "合格率")))
    assert second.id not in unused(apply(form, SetField(Path(second.id, "adjustment"), "调减")))


def test_an_approved_form_keeps_its_rows() -> None:
    assert unused(apply(begun(), approve("2021-03-01"))) == ()
    assert unused(replace(begun(), targets_approved="")) != ()
