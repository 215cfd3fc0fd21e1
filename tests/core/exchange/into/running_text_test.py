"""Blanks whose places are gaps in running text: only the gap is filled, all words stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.sources.recognition import read_source
from core.reading.drafting import drafts
from tests.core.exchange.into.hand_drawn import HEADS, ROWS, SMALL, fill, workbook
from tests.workbooks import load_values

NAME, UNIT, YEAR = SMALL["project"], SMALL["unit"], SMALL["year"]


def filled(*lines: list[str]) -> list[list[str]]:
    merges = [f"A{row}:H{row}" for row, line in enumerate(lines, 2) if len(line) == 1]
    found = fill(workbook([["项目绩效自评表"], *lines, HEADS, *ROWS], ["A1:H1", *merges]))
    rows = load_values(found.data)["表"].iter_rows(min_row=2, max_row=1 + len(lines))
    return [[str(cell.value or "") for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("自评年度：____年   预算金额：____万元", f"自评年度：{YEAR}年   预算金额：____万元"),
        ("自评年度：____年度", f"自评年度：{YEAR}年度"),
        ("项目名称：______   联系人：______", f"项目名称：{NAME}   联系人：______"),
        ("项目名称：          联系人：      ", f"项目名称：{NAME}  联系人：      "),
        ("实施单位：______（盖章）  填报日期：", f"实施单位：{UNIT}（盖章）  填报日期："),
        ("（    年度）          单位：万元", f"（{YEAR}年度）          单位：万元"),
        ("自评年度：        年", f"自评年度：{YEAR}年"),
        ("项目名称：______；联系人：______", f"项目名称：{NAME}；联系人：______"),
        ("项目名称：，合同编号：", f"项目名称：{NAME}，合同编号："),
        ("实施单位：        （盖章）", f"实施单位：{UNIT}（盖章）"),
        ("____年度　　金额单位：元", f"{YEAR}年度　　金额单位：元"),
    ],
)
def test_words_around_a_gap_stay(line: str, expected: str) -> None:
    (row,) = filled([line])
    assert row[0] == expected
    assert not any(row[1:])


def test_a_gap_in_the_label_is_the_place_and_not_the_cell_beside() -> None:
    assert filled(["项目名称：______", "", "", ""])[0][:2] == [f"项目名称：{NAME}", ""]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("项目名称：道路养护   联系人：张三", "道路养护"),
        ("项目名称：道路养护；实施单位：某所", "道路养护"),
        ("项目名称：（二期）；实施单位：某所", "（二期）"),
        ("项目名称：__道路养护__", "__道路养护__"),
        ("项目名称：____道路养护", "____道路养护"),
        ("项目名称：道路 养护：二期", "道路 养护：二期"),
    ],
)
def test_what_is_written_into_a_gap_is_read(line: str, name: str) -> None:
    data = workbook([["项目绩效自评表（2021年度）"], [line], HEADS, *ROWS], ["A1:H1"])
    (draft,) = drafts(read_source(data))
    assert draft.evaluation.project == name


def test_what_an_unknown_label_says_is_told_and_not_taken_into_the_value_before() -> None:
    line = "项目名称：道路养护   合同编号：X12345"
    data = workbook([["项目绩效自评表（2021年度）"], [line], HEADS, *ROWS], ["A1:H1"])
    (draft,) = drafts(read_source(data))
    assert draft.evaluation.project == "道路养护"
    assert any("X12345" in one.spot.text for one in draft.form.leftovers)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            ["项目绩效自评表（    年度）          单位：万元"],
            f"项目绩效自评表（{YEAR}年度）          单位：万元",
        ),
        (
            ["项目绩效自评表（    年度）", *[""] * 7, "以下由财政部门填写"],
            f"项目绩效自评表（{YEAR}年度）",
        ),
    ],
)
def test_a_title_stays_one_with_the_unit_or_a_remark_beside_it(
    line: list[str], expected: str
) -> None:
    found = fill(workbook([line, ["项目名称", ""], HEADS, *ROWS], ["A1:H1"]))
    assert load_values(found.data)["表"]["A1"].value == expected
    assert not any("“表名”" in one or "“年度”" in one for one in found.lost)
    assert drafts(read_source(found.data))[0].evaluation.title == f"项目绩效自评表（{YEAR}年度）"


PLACES = {"项目名称": NAME, "主管部门": SMALL["department"], "实施单位": UNIT,
          "自评年度": str(YEAR), "项目负责人": "", "预算金额": "", "合同编号": ""}  # fmt: skip
GAPS = st.sampled_from(["", "  ", "________", "          ", "＿＿＿＿"])
BEHIND = {"自评年度": ["", "年", "年度"], "预算金额": ["万元"]}


@st.composite
def printed(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Labels with the text that a bureau prints behind each."""
    labels = draw(st.lists(st.sampled_from(list(PLACES)), min_size=1, max_size=4, unique=True))
    found = []
    for number, label in enumerate(labels):
        behind = draw(st.sampled_from(BEHIND.get(label, ["", "（盖章）"])))
        between = draw(st.sampled_from(["   ", "　　", "；"])) if labels[number + 1 :] else ""
        found.append((label, f"{draw(st.sampled_from('：:'))}{draw(GAPS)}{behind}{between}"))
    return found


@given(printed())
def test_a_filled_line_is_the_printed_one_with_the_values_in_it(
    parts: list[tuple[str, str]],
) -> None:
    (row,) = filled(["".join(label + rest for label, rest in parts)])
    expected = "".join(label + rest[0] + PLACES[label] + rest[1:] for label, rest in parts)
    assert re.sub(r"[\s_＿]", "", row[0]) == re.sub(r"[\s_＿]", "", expected)
