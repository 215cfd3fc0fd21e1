"""Where sources stand that a blank has no row for, and blanks that list tasks with amounts."""

from __future__ import annotations

from typing import Any

import pytest

from core.exchange.sources.recognition import read_source
from core.reading.drafting import drafts
from tests.core.exchange.into.hand_drawn import HEADS, ROWS, SMALL, fill, workbook
from tests.workbooks import load_values

COLUMNS = ["", "年初预算数", "全年预算数", "全年执行数"]
LOCAL = {"name": "县级配套", "initial": "1", "annual": "2", "executed": "3"}


def sheet_with(*names: str, first: str = "资金来源", change: Any = None) -> Any:  # noqa: ANN401
    rows = [[name, "", "", ""] for name in names]
    head = [first, *COLUMNS[1:]]
    blank = workbook(
        [["项目绩效自评表（单位：元）"], ["项目名称", ""], head, *rows, HEADS, *ROWS],
        ["A1:H1"],
        change,
    )
    found = fill(blank, {**SMALL, "funds": [*SMALL["funds"], LOCAL]})
    return load_values(found.data)["表"], found


def names_in(sheet: Any) -> list[str]:  # noqa: ANN401
    texts = [str(sheet.cell(row, 1).value or "") for row in range(4, 12)]
    return texts[: texts.index("一级指标")]


def test_a_source_without_a_row_stands_behind_the_others() -> None:
    sheet, _ = sheet_with("资金总额", "其中：财政拨款", "单位自筹")
    assert names_in(sheet) == ["资金总额", "其中：财政拨款", "单位自筹", "县级配套"]


def test_other_funds_stay_the_last() -> None:
    sheet, _ = sheet_with("资金总额", "其中：财政拨款", "其他资金")
    assert names_in(sheet) == ["资金总额", "其中：财政拨款", "县级配套", "其他资金"]


def test_the_sum_counts_a_source_behind_its_last() -> None:
    def change(sheet: Any) -> None:  # noqa: ANN401
        sheet["C4"] = "=SUM(C5:C6)"

    sheet, _ = sheet_with("资金总额", "其中：财政拨款", "单位自筹", change=change)
    assert (sheet["C4"].value, sheet["C7"].value) == ("=SUM(C5:C7)", 2)


def test_a_list_of_tasks_takes_the_total_in_its_row_and_no_sources() -> None:
    sheet, found = sheet_with("任务1", "任务2", "金额合计", first="任务名称")
    assert names_in(sheet) == ["任务1", "任务2", "金额合计"]
    assert [sheet.cell(row, 3).value for row in (4, 5, 6)] == [None, None, 1200000]
    assert sum("县级配套" in one for one in found.lost) == 1


UNITS_BESIDE = [
    ["年初预算", "      万元", "全年预算", "____万元", "全年执行", "万元"],
    ["执行率", "     %", "得分", "    分", "", ""],
]
IN_TWO_LINES = [
    ["当年预算数（元）", "", "上年预算数（元）", "", "", ""],
    ["当年执行数（元）", "", "预算执行率（%）", "", "", ""],
]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (UNITS_BESIDE, ["100万元", "120万元", "110.00005万元", "91.67%", "9.17分"]),
        (IN_TWO_LINES, ["1200000", "1100000.5", "91.67%"]),
    ],
)
def test_amounts_stand_beside_their_labels(lines: list[list[str]], expected: list[str]) -> None:
    blank = workbook([["项目绩效自评表"], ["项目名称", ""], *lines, HEADS, *ROWS], ["A1:H1"])
    data = fill(blank).data
    rows = load_values(data)["表"].iter_rows(min_row=3, max_row=4, values_only=True)
    texts = [str(value).strip().strip("_") for row in rows for value in row if value is not None]
    printed = {text.strip() for line in lines for text in line}
    assert [text for text in texts if text not in printed] == expected
    (draft,) = drafts(read_source(data))
    (fund,) = draft.evaluation.funds
    assert (bool(fund.annual), bool(fund.executed), bool(fund.rate)) == (True, True, True)
    assert not draft.doubts.keys() & {"funds/0/annual", "funds/0/executed", "funds/0/score"}


BESIDE_THE_SUM = [
    ["项目资金（元）", "年度资金总额：", "", "执行数：", ""],
    ["", "其中：财政拨款", "", "其中：财政拨款", ""],
    ["", "其他资金", "", "其他资金", ""],
]
HEBEI = [
    ["", "预算安排情况（调整后）", "资金到位情况", "资金执行情况", "预算执行进度（%）"],
    ["总额", "", "", "", ""],
    ["其中：财政资金", "", "", "", ""],
]


@pytest.mark.parametrize(
    ("lines", "place"), [(BESIDE_THE_SUM, [("C3", "E3")]), (HEBEI, [("B4", "D4"), ("B5", "D5")])]
)
def test_budgets_and_expenses_go_below_and_beside_their_words(
    lines: list[list[str]], place: list[tuple[str, str]]
) -> None:
    blank = workbook(
        [["项目绩效自评表（单位：元）"], ["项目名称", ""], *lines, HEADS, *ROWS], ["A1:H1"]
    )
    sheet = load_values(fill(blank).data)["表"]
    for annual, executed in place:
        assert (sheet[annual].value, sheet[executed].value) == (1200000, 1100000.5)


def test_names_of_sources_side_by_side_are_heads_and_no_labels() -> None:
    lines = [["预算资金（元）", "合计", "财政拨款", "其他资金", ""], ["全年执行数", "", "", "", ""]]
    blank = workbook([["项目绩效自评表"], ["项目名称", ""], *lines, HEADS, *ROWS], ["A1:H1"])
    other = {"name": "其他资金", "initial": "5000", "annual": "5000", "executed": "1"}
    found = fill(blank, {**SMALL, "funds": [*SMALL["funds"], other]})
    assert load_values(found.data)["表"]["E3"].value is None
    assert any("其他资金" in line for line in found.lost)


@pytest.mark.parametrize(("printed", "told"), [("10", False), ("20", True)])
def test_a_rate_that_has_a_row_of_indicators_is_not_lost(printed: str, *, told: bool) -> None:
    funds = ["全年预算数（元）", "", "全年执行数（元）", ""]
    rate = ["预算执行率", "预算执行率", "预算执行率", "100%", "", printed, "", ""]
    rows = [["项目绩效自评表"], ["项目名称", ""], funds, HEADS, rate, *ROWS]
    found = fill(workbook(rows, ["A1:H1"]))
    sheet = load_values(found.data)["表"]
    assert (sheet["E5"].value, sheet["G5"].value) == ("91.67%", 9.17)
    assert not [line for line in found.lost if "总额的" in line and "年初" not in line]
    assert any("预算执行率的分值" in line for line in found.told) == told


def test_a_unit_in_the_cells_of_a_table_stays_behind_the_amount() -> None:
    head = ["项目资金", "年初预算数", "全年预算数", "全年执行数"]
    total = ["年度资金总额", "   万元", "   万元", "____万元"]
    blank = workbook([["项目绩效自评表"], ["项目名称", ""], head, total, HEADS, *ROWS], ["A1:H1"])
    sheet = load_values(fill(blank).data)["表"]
    texts = [str(sheet.cell(4, column).value).strip() for column in (2, 3, 4)]
    assert texts == ["100万元", "120万元", "110.00005万元"]
