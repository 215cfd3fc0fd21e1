"""签字栏 as a part of the form: added whole and in order, blank lines taken away, words kept."""

import pytest
from hypothesis import given
from msgspec.structs import replace

from core.filling.signature_block import SIGNATURES, lacking, with_block, without_blanks
from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation, NamedText
from core.model.path import Path
from core.sample import sample
from core.sheet.layout import layout_names
from core.templates import blank
from tests.core.report.pdf_writer_test import text_of
from tests.strategies import evaluations


def named(*names: str) -> tuple[NamedText, ...]:
    return tuple(NamedText(id=900 + at, name=name, text="赵") for at, name in enumerate(names))


def names(form: Evaluation) -> list[str]:
    return [part.name for part in form.signatures]


@given(evaluations())
def test_once_is_enough_and_nothing_is_lost(form: Evaluation) -> None:
    whole = apply(form, with_block(form))
    assert lacking(whole) == ()
    assert apply(whole, with_block(whole)) is whole
    texts = [(part.name, part.text) for part in form.signatures]
    assert [one for one in ((p.name, p.text) for p in whole.signatures) if one in texts] == texts
    bare = apply(whole, without_blanks(whole))
    assert [part.text for part in bare.signatures] == [t for _, t in texts if t.strip()]


def test_what_is_lacking_comes_to_its_usual_place() -> None:
    form = replace(sample(), signatures=named("填报人", "单位负责人（签章）", "分管领导"))
    whole = apply(form, with_block(form))
    assert names(whole) == [
        *("填报人", "联系电话", "项目负责人", "财务负责人", "单位负责人（签章）", "分管领导"),
        *("单位（盖章）", "填报日期"),
    ]


def test_a_new_form_has_the_whole_block() -> None:
    assert lacking(blank()) == ()


@pytest.mark.parametrize("template", layout_names())
def test_the_paper_is_the_same_as_with_a_wish_for_it(template: str) -> None:
    form = replace(sample(), template=template)
    whole = apply(form, with_block(form))
    plain, signed = PrintOptions(plain=True), PrintOptions(plain=True, sign=True)
    wished = text_of(pdf(form, options=signed))
    assert text_of(pdf(whole, options=plain)) == text_of(pdf(whole, options=signed)) == wished
    for name in SIGNATURES:
        assert wished.count(name + "：") <= 1
        assert name in wished


def test_what_is_typed_stays_when_the_block_is_taken_away() -> None:
    form = apply(sample(), with_block(sample()))
    first = form.signatures[0]
    form = apply(form, SetField(Path(first.id, "text"), "赵钱孙"))
    assert names(apply(form, without_blanks(form))) == ["填报人"]
    none = apply(sample(), with_block(sample()))
    assert apply(none, without_blanks(none)) == sample()
