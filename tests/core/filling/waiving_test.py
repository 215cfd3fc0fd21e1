"""What is a reason for keeping a warning, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.filling.waiving import why_no_reason


@pytest.mark.parametrize("text", ["12", "0.95", "≥95%", "1,200.00", "12.5万元", "100 户", "2021"])
def test_a_figure_is_no_reason(text: str) -> None:
    assert "只是一个数" in why_no_reason(text)


@pytest.mark.parametrize("text", ["x", "同意", " 无 误 ", "好的。"])
def test_a_word_or_two_are_asked_again(text: str) -> None:
    assert "太短" in why_no_reason(text)


@pytest.mark.parametrize(
    "text", ["合同约定", "按2021年文件执行", "当年全员推广", "见〔2021〕5号文", "contract"]
)
def test_a_sentence_is_a_reason(text: str) -> None:
    assert why_no_reason(text) == ""


@given(st.text(max_size=3) | st.decimals(allow_nan=False, allow_infinity=False).map("{:f}".format))
def test_nothing_short_and_no_figure_passes(text: str) -> None:
    assert why_no_reason(text)
