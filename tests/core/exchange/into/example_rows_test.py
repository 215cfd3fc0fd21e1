"""Rows of a blank that only show how to write are gone, or blank where they have to stay."""

from __future__ import annotations

from typing import Any

import pytest

from core.values.cell_texts import is_example, is_placeholder
from tests.core.exchange.into.hand_drawn import HEADS, ROWS, fill, workbook
from tests.workbooks import load_values

EXAMPLE = ["例：产出指标", "数量指标", "举办展览", "≥8场", "9场", "10", "10", ""]
NAMED = [["产出指标", "数量指标"], ["", "质量指标"], ["效益指标", "社会效益"],
         ["满意度指标", "服务对象满意度"]]  # fmt: skip


def blank(body: list[list[str]], example: list[str], total: str = "") -> bytes:
    rows = [[*row, *[""] * (8 - len(row))] for row in body]
    return workbook([
        ["项目支出绩效自评表（    年度）"],
        ["项目名称", "", "", "", "实施单位", "", "", ""],
        HEADS, example, *rows,
        ["总分", "", "", "", "", "", total, ""],
    ])  # fmt: skip


def table_of(data: bytes) -> list[list[str]]:
    """The rows between heads and total, as texts."""
    sheet: Any = load_values(data)["表"]
    texts = [["" if one is None else str(one) for one in row] for row in sheet.values]
    first = texts.index(HEADS) + 1
    return texts[first : next(at for at, row in enumerate(texts) if row[0] == "总分")]


@pytest.mark.parametrize("body", [NAMED, [[""]] * 12], ids=["named", "blank"])
def test_an_example_row_is_gone(body: list[list[str]]) -> None:
    found = fill(blank(body, EXAMPLE))
    rows = table_of(found.data)
    assert [row[2] for row in rows if row[2]] == [row[2] for row in ROWS]
    assert not any("例" in text or "展览" in text for row in rows for text in row)
    assert not any("指标" in one for one in found.lost)
    assert [row[0] for row in rows if row[0]][:1] == ["产出指标"]
    assert rows[0][2] == "培训人数"


def test_an_example_row_that_a_formula_needs_is_blank() -> None:
    rows = table_of(fill(blank(NAMED, EXAMPLE, "=SUM(G5:G8)+G4*0")).data)
    assert rows[0] == [""] * 8
    assert rows[1][2] == "培训人数"


def test_an_example_name_below_a_real_level_is_written_over() -> None:
    example = ["产出指标", "数量指标", "例：举办展览", "≥8场", "9场", "10", "10", ""]
    rows = table_of(fill(blank([["", "质量指标"], *NAMED[2:]], example)).data)
    assert rows[0][:4] == ["产出指标", "数量指标", "培训人数", ">=500人"]
    assert not any("展览" in text for row in rows for text in row)


@pytest.mark.parametrize(
    "text",
    ["例：产出指标", "（示例）培训人次", "示例1:甲", "如：举办展览", "【样例】甲", "例如：乙"],
)
def test_a_text_says_that_it_is_an_example(text: str) -> None:
    assert is_example(text)
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["病例：报告数", "示例指标", "例会次数", "如期完工率", "比例", ""])
def test_other_words_are_no_example(text: str) -> None:
    assert not is_example(text)
