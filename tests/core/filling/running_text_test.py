"""Lines that the paper broke: told from those that were meant, and joined without a trace."""

import pytest

from core.filling.running_text import broken, joined

PRINTED = """确保养老金按时足额发放，方便享受本市社保待遇人员在
居住地就近领取养老金。解决有特殊困难人员的实际问题
；防止社保基金流失，保障养老保险制度的安全运行。"""
LIST = """1.确保养老金按时足额发放；
2.防止社保基金流失；
3.保障养老保险制度的安全运行。"""


def test_lines_that_end_in_the_middle_of_a_sentence_were_broken_by_the_page() -> None:
    assert broken(PRINTED)


@pytest.mark.parametrize("text", ["", "一行", "两行没有句号\n第二行", LIST, "\n\n"])
def test_lines_that_were_meant_are_left(text: str) -> None:
    assert not broken(text)


def test_chinese_is_joined_without_a_space_and_latin_words_with_one() -> None:
    assert joined(PRINTED) == PRINTED.replace("\n", "")
    assert joined("使用 Excel\n2021 的 \n 表") == "使用 Excel 2021 的表"
    assert joined("") == ""
    assert not broken(joined(PRINTED))
