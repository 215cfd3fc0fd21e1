"""What the paper cannot join or turn is told with its place, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.issuing.form_pdf import pdf
from core.report import shaping
from core.report.shaping import character_doubts, unshaped, unshaped_in_words
from core.sample import sample
from tests.core.report.pdf_writer_test import sample_sheet, with_texts
from tests.examples import examples


@pytest.mark.parametrize("text", ["شركة", "公司 שלום", "张三אב"])
def test_a_text_from_right_to_left_is_told(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaping, "is_drawn", lambda _: True)  # as where a face for it is installed
    ((piece, place),) = unshaped(with_texts(sample_sheet(), unit=text))
    assert piece in text
    assert place == "实施单位"
    said: list[str] = []
    pdf(replace(sample(), unit=text), tell=said.append)
    assert any(piece in sentence and "从右往左" in sentence for sentence in said)


@pytest.mark.parametrize(
    "text",
    ["Société Générale", "Ελλάδα, Москва", "か\u3099", "100㎡ ①②③ ≥95%", "é\u0301", "（续）"],
)
def test_a_text_that_stands_side_by_side_is_not(text: str) -> None:
    assert not unshaped(with_texts(sample_sheet(), unit=text))


def test_what_no_face_has_is_told_as_that_alone() -> None:
    sheet = with_texts(sample_sheet(), unit="שלום")
    assert len(character_doubts(sheet)) == 1
    assert not unshaped(sheet)


@settings(max_examples=examples(25))
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=40))
def test_chinese_is_never_told(text: str) -> None:
    assert not unshaped(with_texts(sample_sheet(), unit=text))


def test_nothing_found_is_nothing_said() -> None:
    assert not unshaped_in_words([])
    assert unshaped_in_words([("אב", "表名")] * 20).count("表名") == 8
