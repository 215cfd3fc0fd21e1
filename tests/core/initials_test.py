"""Words are found by characters, by first letters of pinyin, and by both mixed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.initials import initials, match


@pytest.mark.parametrize(
    ("query", "text"),
    [
        *(
            ("dyyl", "打印预览…"),
            ("打印", "打印预览…"),
            ("打yl", "打印预览…"),
            ("DYYL", "打印预览"),
        ),
        *(("cz", "重做"), ("zz", "重做"), ("scsx", "删除所选行"), ("pdf", "导出 PDF…")),
        *(("ｄｙ", "打印预览"), ("", "打印预览"), ("dl", "打印预览")),
    ],
)
def test_a_query_finds(query: str, text: str) -> None:
    found = match(query, text)
    assert found is not None, (query, text)


@pytest.mark.parametrize(("query", "text"), [("x", "打印预览"), ("yd", "打印"), ("打印机", "打印")])
def test_a_query_does_not_find(query: str, text: str) -> None:
    assert match(query, text) is None


def test_side_by_side_comes_first_and_so_does_the_earlier_place() -> None:
    names = ["打开了提纲", "打印档案", "档案", "登记档案"]
    ranked = sorted(names, key=lambda name: match("da", name) or (9, 9))
    assert ranked == ["档案", "打印档案", "登记档案", "打开了提纲"]


@given(st.text(max_size=12))
def test_every_text_is_found_by_itself_and_by_its_initials(text: str) -> None:
    plain = [c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum()]
    assert match(text, text) is not None
    letters = "".join(initials(c)[:1] or c for c in plain)
    assert match(letters, text) is not None


@pytest.mark.parametrize(
    ("letter", "characters"),
    [*(("a", "安案"), ("b", "表备"), ("d", "打定档"), ("j", "检计")), ("y", "原印"), ("z", "自总")],
)
def test_common_characters_are_filed_under_their_letter(letter: str, characters: str) -> None:
    assert {initials(c) for c in characters} == {letter}


def test_characters_that_are_not_filed_have_no_letter() -> None:
    assert initials("〇") == ""
    assert initials("𠮷") == ""
