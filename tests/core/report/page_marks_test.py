"""Marks: what is written is read; what is misread is noticed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.barcode import qrencoder

from core.report import qr
from core.report.page_marks import (
    ALPHABET,
    Mark,
    MarkError,
    Printed,
    code_of,
    code_of_year,
    decode,
    encode,
    may_be_of_year,
    read_code,
    spoken,
)

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


def marks() -> st.SearchStrategy[Mark]:
    scores = st.none() | st.integers(0, 1_000_000).map(lambda hundredths: Decimal(hundredths) / 100)
    pages = st.integers(1, 1_023)
    printed = st.sampled_from(Printed)
    return st.builds(
        Mark,
        DIGESTS.map(code_of),
        st.integers(0, 32**5 - 1),
        st.integers(0, 32**3 - 1),
        pages,
        pages,
        scores,
        printed,
    )


@given(marks())
def test_a_mark_is_read_as_it_was_written(mark: Mark) -> None:
    text = encode(mark)
    assert len(text) <= 34
    assert text.isascii()
    assert text.isalnum()
    assert text == text.upper()
    assert decode(text) == mark


@given(DIGESTS, st.decimals(allow_nan=False, allow_infinity=False))
def test_a_score_that_has_no_place_is_left_untold(digest: str, score: Decimal) -> None:
    told = decode(encode(Mark(code_of(digest), score=score))).score
    assert told in {None, score}


@given(DIGESTS)
def test_a_code_is_read_however_it_is_typed(digest: str) -> None:
    code = code_of(digest)
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    for typed in (
        spoken(code),
        code.lower(),
        f" {code[:4]}-{code[4:]} ",
        spoken(code).replace(" ", "\u3000"),
    ):
        assert read_code(typed) == code


@given(DIGESTS, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(digest: str, place: int, char: str) -> None:
    code = code_of(digest)
    wrong = code[:place] + char + code[place + 1 :]
    if wrong != code:
        with pytest.raises(MarkError):
            read_code(wrong)


@given(st.text(max_size=40))
def test_no_other_text_is_taken_for_a_mark(text: str) -> None:
    with pytest.raises(MarkError):
        decode(text)


@given(marks(), st.integers(2, 27), st.sampled_from(ALPHABET))
def test_a_mark_with_a_wrong_character_is_hardly_ever_read(mark: Mark, at: int, char: str) -> None:
    text = encode(mark)
    wrong = text[:at] + char + text[at + 1 :]
    if wrong != text:
        with pytest.raises(MarkError):
            decode(wrong)


def test_figures_that_are_too_large_are_left_untold() -> None:
    mark = Mark(code_of("ab" * 32), 10**9, 10**6, 5_000, 5_000, Decimal(-1))
    assert decode(encode(mark)) == Mark(mark.code, 0, 0, 0, 0)


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=1, max_size=29))
def test_the_symbol_is_that_of_another_encoder(text: str) -> None:
    other = qrencoder.QRCode(2, qrencoder.QRErrorCorrectLevel.Q)
    other.addData(qrencoder.QRAlphaNum(text))
    other.makeImpl(test=False, maskPattern=3)
    assert qr.symbol(text) == [[bool(module) for module in row] for row in other.modules]


@given(st.integers(1, 9_999), DIGESTS)
def test_the_code_of_a_years_table_tells_its_year_from_those_around_it(
    year: int, digest: str
) -> None:
    code = code_of_year(year, digest)
    assert read_code(spoken(code)) == code
    assert [other for other in range(year - 15, year + 16) if may_be_of_year(code, other)] == [year]
