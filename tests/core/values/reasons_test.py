"""A figure is no reason, however it is written; words are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values import numerals
from core.values.reasons import gives_no_reason, is_only_figure
from core.values.units import leading_unit
from core.values.wording import LONGEST

FIGURES = (
    "35",
    "３５％",
    "三十五",
    "百分之九十",
    "九成五",
    "二〇二一",
    "1,034人",
    "-5",
    "不低于35%",
)
NUMERALS = ("三家", "35人以上", "①", "1/3", "三百五十元")
WORDS = (
    "（人员不足）",
    "“双减”后停办",
    "一般",
    "十分重要",
    "千方百计",
    "2个单位未完成",
    "一方面资金不足",
    "人员不足",
    "一次性发放",
)
UNITS = ("", "%", "元", "万元", "人", "个", "次")


@pytest.mark.parametrize("text", [*FIGURES, *NUMERALS])
def test_a_figure_is_no_reason(text: str) -> None:
    assert is_only_figure(text)
    assert gives_no_reason(text)


@pytest.mark.parametrize("text", WORDS)
def test_words_are_a_reason(text: str) -> None:
    assert not gives_no_reason(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "无", "/", "—", "0", "N/A", "不存在偏差。"),
        *("“无”", "（无）", "【无】", "\\", "none", "√", "____", "*"),
    ],
)
def test_the_ways_to_write_nothing_are_no_reason(text: str) -> None:
    assert gives_no_reason(text)


@given(
    st.integers(0, 10**9).map(str) | st.text(sorted(numerals.CHARACTERS), min_size=1, max_size=6),
    st.sampled_from(UNITS),
    st.sampled_from(["", " ", "约束不足，", "资金"]),
)
def test_only_words_beside_a_figure_make_it_a_reason(figure: str, unit: str, words: str) -> None:
    assert leading_unit(unit) == unit
    assert is_only_figure(words + figure + unit) == (not words.strip())


def test_a_figure_of_any_length_is_none() -> None:
    for figure in ("7", "三", "1/3 "):
        assert is_only_figure(figure * LONGEST)
    assert not is_only_figure("7" * LONGEST + "因")


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert gives_no_reason(text) or text.strip()
