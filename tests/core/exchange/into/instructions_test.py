"""What a blank says of how it is to be filled in is no text of the form, and goes."""

from __future__ import annotations

import pytest

from core.values.cell_texts import is_instruction
from tests.core.exchange.into.hand_drawn import HEADS, ROWS, SMALL, fill, workbook
from tests.workbooks import load_values

INSTRUCTIONS = ["（填写指标内容）", "请填写三级指标", "（请填写，不超过50字）", "[此处填指标名称]"]


@pytest.mark.parametrize("text", INSTRUCTIONS)
def test_an_instruction_in_a_place_is_replaced_without_a_word(text: str) -> None:
    goals = ["年度总体目标", "预期目标", "", "", "实际完成情况", "", "", ""]
    below = ["", text, "", "", text, "", "", ""]
    names = [*dict.fromkeys((row[0], row[1]) for row in ROWS)]
    rows = [[*pair, line, "", "", "", "", ""] for pair in names for line in (text, "")]
    merges = ["A1:H1", "A3:A4", "B3:D3", "E3:H3", "B4:D4", "E4:H4"]
    head = [["项目绩效自评表"], ["项目名称", ""], goals, below]
    found = fill(workbook([*head, HEADS, *rows], merges))
    texts = [str(v) for row in load_values(found.data)["表"].values for v in row if v]
    assert text not in texts
    assert {one["level3"] for one in SMALL["indicators"]} <= set(texts)
    assert not [one for one in found.told if "换成" in one or "写好的指标" in one]


@pytest.mark.parametrize(
    "text", ["填写准确率", "请示件办结率", "（二期）", "", "在此就医人数", "点击量", "（单位自筹）"]
)
def test_a_name_is_no_instruction(text: str) -> None:
    assert not is_instruction(text)


@pytest.mark.parametrize("text", INSTRUCTIONS)
def test_an_instruction_is_one(text: str) -> None:
    assert is_instruction(text)
    assert is_instruction(f" {text}\n")
