"""What a bureau printed into its blank for nothing stays; what it printed to be replaced goes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import etree

from core.exchange.sources.recognition import read_source
from core.reading.drafting import drafts
from tests.core.exchange.into.hand_drawn import HEADS, ROWS, SMALL, fill, workbook
from tests.workbooks import load_values

TITLE = [["项目绩效自评表（    年度）"], ["项目名称", "", "实施单位", ""]]
FUNDS = [
    ["项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "", "", "", "10", "", ""],
    ["", "其中：当年财政拨款", "", "", "", "—", "", "—"],
]
GROUPS = [["产出指标", "数量指标", "指标1："], ["效益指标", "社会效益", "指标1："],
          ["满意度指标", "满意度指标", "指标1："]]  # fmt: skip
MERGES = ["A1:H1", "A3:A5"]


def sheet_of(data: bytes) -> Any:  # noqa: ANN401
    return load_values(data)["表"]


def texts_of(sheet: Any) -> list[str]:  # noqa: ANN401
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_printed_dash_stays_where_the_form_says_nothing() -> None:
    found = fill(workbook([*TITLE, *FUNDS, HEADS, *GROUPS, ["总分"]], MERGES))
    sheet = sheet_of(found.data)
    assert [sheet[place].value for place in ("F5", "G5", "H5")] == ["—", None, "—"]
    assert sheet["C5"].value == 1000000


def test_a_printed_dash_gives_way_to_what_the_form_says() -> None:
    drawn = {**SMALL, "funds": [SMALL["funds"][0], {**SMALL["funds"][1], "score": "9"}]}
    found = fill(workbook([*TITLE, *FUNDS, HEADS, *GROUPS, ["总分"]], MERGES), drawn)
    assert sheet_of(found.data)["H5"].value == 9


@pytest.mark.parametrize("mark", ["★", "☆", "*", "▲"])
def test_placeholders_with_a_mark_before_them_go(mark: str) -> None:
    groups = [[*row[:2], f"{mark}指标1"] for row in GROUPS]
    found = fill(workbook([*TITLE, *FUNDS, HEADS, *groups, ["总分"]], MERGES))
    assert not [text for text in texts_of(sheet_of(found.data)) if "指标1" in text]
    assert not [line for line in found.told if "写好的指标" in line]


WITHOUT = [head for head in HEADS if not head.startswith("偏差")]


@pytest.mark.parametrize(
    "label", ["偏差大或目标未完成原因分析", "未完成原因分析及改进措施", "绩效指标偏差原因说明"]
)
def test_reasons_without_a_column_go_into_the_section_that_asks_for_them(label: str) -> None:
    rows = [*TITLE, *FUNDS, WITHOUT, *GROUPS, ["总分"], [label, ""], ["改进措施", ""]]
    found = fill(workbook(rows, MERGES))
    sheet = sheet_of(found.data)
    beside = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert beside[label] == "合格率：师资不足"
    assert beside["改进措施"] is None
    assert not [line for line in found.lost if "师资不足" in line or "偏差原因" in line]


def test_reasons_do_not_replace_what_the_form_says_in_that_section() -> None:
    label = "未完成原因分析"
    rows = [*TITLE, *FUNDS, WITHOUT, *GROUPS, ["总分"], [label, ""]]
    found = fill(workbook(rows, MERGES), {**SMALL, "sections": {label: "另有说明"}})
    beside = {row[0].value: row[1].value for row in sheet_of(found.data).iter_rows()}
    assert beside[label] == "另有说明"
    assert any("师资不足" in line for line in found.lost)


def test_the_surest_of_two_labels_for_the_unit_gets_it() -> None:
    rows = [["项目绩效自评表（    年度）"], ["单位名称", "", "项目实施单位", ""], *FUNDS, HEADS]
    found = fill(workbook([*rows, *GROUPS, ["总分"]], ["A1:H1"]))
    assert sheet_of(found.data)["D2"].value == "某中心"


@pytest.mark.parametrize("first", ["年度指标值", "实际完成值"])
def test_an_actual_in_two_columns_gets_its_unit_and_is_read_back(first: str) -> None:
    second = "实际完成值" if first == "年度指标值" else "年度指标值"
    heads = ["一级指标", "二级指标", "三级指标", first, "", second, "", "分值", "得分"]
    below = ["", "", "", "数值", "单位", "数值", "单位", "", ""]
    merges = ["A1:H1", "D3:E3", "F3:G3", *(f"{c}3:{c}4" for c in "ABCHI")]
    found = fill(workbook([*TITLE, heads, below, *GROUPS, ["总分"]], merges))
    sheet = sheet_of(found.data)
    at = 6 if first == "年度指标值" else 4
    done = {
        row[2].value: (row[at - 1].value, row[at].value)
        for row in sheet.iter_rows(min_row=5)
        if row[2].value
    }
    assert done["培训人数"] == (520, "人")
    assert done["合格率"] == (94, "%")
    assert done["品牌影响"] == ("达成预期指标", None)
    (draft,) = drafts(read_source(found.data))
    assert [row.actual for row in draft.evaluation.indicators] == [r[4] for r in ROWS]


def test_a_level_named_in_each_row_has_one_name_in_all_of_them() -> None:
    groups = [["产出指标", "数量指标"], ["产出指标", "时效指标"], ["效益指标", "社会效益"],
              ["满意度指标", "满意度指标"]]  # fmt: skip
    drawn = {
        **SMALL,
        "indicators": [
            {**row, "level1": row["level1"].replace("产出指标", "产出指标(50分)")}
            for row in SMALL["indicators"]
        ],
    }
    blank = workbook([*TITLE, *FUNDS, HEADS, *groups, ["总分"]], MERGES)
    sheet = sheet_of(fill(blank, drawn).data)
    names = {
        row[2].value: (row[0].value, row[1].value)
        for row in sheet.iter_rows(min_row=7)
        if row[2].value
    }
    assert names["培训人数"] == names["培训期数"] == ("产出指标", "数量指标")
    assert names["合格率"] == ("产出指标", "质量指标")


def test_a_rate_that_a_formula_came_to_is_told_as_a_rate() -> None:
    def formula(sheet: Any) -> None:  # noqa: ANN401
        sheet["G4"] = "=E4/D4"
        sheet["G4"].number_format = "0.00%"

    drawn = {**SMALL, "funds": [{**SMALL["funds"][0], "rate": "90.00%"}]}
    blank = workbook([*TITLE, *FUNDS, HEADS, *GROUPS, ["总分"]], MERGES, formula)
    told = fill(blank, drawn).told
    assert any("算出来是 91.6667%，自评表的" in line and "90.00%" in line for line in told)


@pytest.mark.parametrize(
    "left", ["目标1完成情况：\n……", "目标1：\n目标2：\n……", "目标1实际完成情况："]
)
def test_goals_that_a_template_only_numbers_are_no_text_of_the_bureau(left: str) -> None:
    goals = [["年度目标", "预期目标", "", "", "实际完成情况"], ["", left, "", "", left]]
    merges = [*MERGES, "A6:A7", "B6:D6", "E6:H6", "B7:D7", "E7:H7"]
    found = fill(workbook([*TITLE, *FUNDS, *goals, HEADS, *GROUPS, ["总分"]], merges))
    sheet = sheet_of(found.data)
    assert (sheet["B7"].value, sheet["E7"].value) == ("目标甲\n目标乙", "完成甲")
    assert not [line for line in found.told if "已换成自评表的" in line]


def respelled(data: bytes, spell: Callable[[str], bytes]) -> bytes:
    """A workbook whose sheets are written in another way that means the same."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            sheet = name.startswith("xl/worksheets/sheet")
            target.writestr(name, spell(etree.tostring(etree.XML(part), encoding="unicode"))
                            if sheet else part)  # fmt: skip
    return stream.getvalue()


@pytest.mark.parametrize(
    "spell",
    [
        lambda text: text.encode("ascii", "xmlcharrefreplace"),
        lambda text: text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: b'<?xml version="1.0" encoding="GB18030"?>' + text.encode("gb18030"),
    ],
    ids=["numbers", "utf-8", "utf-16", "gb18030"],
)
def test_other_sheets_follow_the_rows_however_their_bytes_are_spelled(
    spell: Callable[[str], bytes],
) -> None:
    def summary(sheet: Any) -> None:  # noqa: ANN401
        other = sheet.parent.create_sheet("汇总")
        other["A1"], other["A2"] = "='表'!F10", "=SUM('表'!G7:G9)"

    blank = workbook([*TITLE, *FUNDS, HEADS, *GROUPS, ["总分"]], MERGES, summary)
    book = openpyxl.load_workbook(BytesIO(fill(respelled(blank, spell)).data))
    (last,) = [row[0].row for row in book["表"].iter_rows() if row[0].value == "总分"]
    assert last > 10
    assert book["汇总"]["A1"].value == f"='表'!F{last}"
    assert book["汇总"]["A2"].value == f"=SUM('表'!G7:G{last - 1})"


@pytest.mark.parametrize("label", ["金额单位", "单位：", "货 币 单 位", "资金单位"])
@pytest.mark.parametrize(("unit", "amount"), [("万元", 120), ("元", 1200000)])
def test_a_unit_of_money_in_a_cell_of_its_own_holds(label: str, unit: str, amount: int) -> None:
    funds = [[cell.replace("（元）", "") for cell in row] for row in FUNDS]
    head = [TITLE[0], ["项目名称", "", "", "", label, unit]]
    found = fill(workbook([*head, *funds, HEADS, *GROUPS, ["总分"]], MERGES))
    sheet = sheet_of(found.data)
    assert sheet["D4"].value == amount
    assert (sheet["E2"].value, sheet["F2"].value) == (label, unit)
    assert not [line for line in found.told if "没有写明金额单位" in line]


@pytest.mark.parametrize("between", [[], [["预算数（万元）：", "", "", "执行数（万元）："]]])
def test_a_blank_with_one_level_takes_all_rows_below_it(between: list[list[str]]) -> None:
    heads = ["指标类别", "指标内容", "目标值", "完成值", "分值", "得分", "备注"]
    groups = [["产出指标"], ["产出指标"], ["效益指标"], ["满意度指标"]]
    found = fill(workbook([*TITLE, *between, heads, *groups, ["总分"]], ["A1:G1"]))
    rows = [[cell.value for cell in row] for row in sheet_of(found.data).iter_rows()]
    table = rows[rows.index(heads) + 1 :]
    assert [row[:2] for row in table[:7]] == [
        *(["产出指标", row[2]] for row in ROWS[:4]),
        *(["效益指标", row[2]] for row in ROWS[4:6]),
        ["满意度指标", "学员满意度"],
    ]


def test_rate_points_and_score_below_the_amounts_are_of_the_same_row() -> None:
    rows = [["预算执行（10分）", "年初预算数", "", "全年预算数", "", "全年执行数", "", ""],
            ["", "执行率", "", "分值", "10", "得分", "", ""]]  # fmt: skip
    head = [TITLE[0], ["项目名称", "", "", "", "金额单位", "万元"]]
    found = fill(workbook([*head, *rows, HEADS, *GROUPS, ["总分"]], ["A1:H1", "A3:A4"]))
    sheet = sheet_of(found.data)
    assert [sheet[at].value for at in ("C3", "E3", "G3")] == [100, 120, 110.00005]
    assert [sheet[at].value for at in ("C4", "E4", "G4")] == ["91.67%", 10, 9.17]
