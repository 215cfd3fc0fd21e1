"""Columns stand under each other where Chinese characters are two columns wide."""

from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from core.commands.text_table import table, width
from core.quoting import STEERING, one_line


def test_columns_are_aligned() -> None:
    lines = table([["名称", "分"], ["ab", "10"], ["é中", "7"]], right=frozenset({1})).split("\n")
    assert lines == ["名称  分", "ab    10", "é中    7"]


def test_nothing_but_the_last_cell_pushes_others_away() -> None:
    (line,) = table([["长" * 100_000, "长" * 50]]).split("\n")
    first, last = line.split("  ")
    assert first == "长" * 17 + "…"
    assert width(first) <= 36
    assert last == "长" * 50


@given(st.text())
def test_a_text_fills_what_its_characters_fill(text: str) -> None:
    assert width(text) == sum(map(width, text))


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), min_size=1))
def test_one_line_for_each_row_and_nothing_steers_the_terminal(rows: list[list[str]]) -> None:
    lines = table(rows).split("\n")
    assert len(lines) == len(rows)
    assert not {category(sign) for line in lines for sign in line} & STEERING


@given(st.text())
def test_one_line_keeps_every_visible_character(text: str) -> None:
    visible = [char for char in text if category(char) not in STEERING and not char.isspace()]
    assert [char for char in one_line(text) if char != " "] == visible
