"""Blanks that draw the funds as pairs of labels and places, in lines or in columns."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from core.exchange.foreign import FilledBlank
from core.exchange.into.cell_values import agrees
from core.exchange.into.plan import Entry, Kind
from core.exchange.sources.recognition import read_source
from core.reading.drafting import drafts
from core.reading.form_map import Spot
from core.reading.source import SourceCell
from tests.core.exchange.into.hand_drawn import HEADS, SMALL, fill, workbook

GROUPS = [["产出指标", "数量指标", "指标1："], ["效益指标", "社会效益", "指标1："],
          ["满意度指标", "满意度指标", "指标1："]]  # fmt: skip
TITLE = [["项目绩效自评表（    年度）"], ["项目名称", "", "", "", "实施单位", "", "", ""]]
OTHER = {"name": "其他资金", "initial": "1000", "annual": "2000", "executed": "3000.55"}
DRAWN = {**SMALL, "funds": [*SMALL["funds"], {**OTHER, "points": "", "rate": "", "score": ""}]}
ANNUAL, EXECUTED = ["120", "120", "0.2"], ["110.00005", "110.00005", "0.300055"]
FUND_HEAD = ["项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
IN_COLUMNS = [
    ["预算执行情况（万元）", "预算数：", "", "", "执行数：", "", "", ""],
    ["", "其中：财政拨款", "", "", "其中：财政拨款", "", "", ""],
    ["", "其他资金", "", "", "其他资金", "", "", ""],
]
IN_LINES = [
    ["预算执行情况（万元）", "预算数：", "", "其中：财政拨款", "", "其他资金", "", ""],
    ["", "执行数：", "", "其中：财政拨款", "", "其他资金", "", ""],
]
ALONE = [
    ["全年预算数（万元）", "", "其中：财政拨款", "", "其他资金", "", "", ""],
    ["全年执行数（万元）", "", "其中：财政拨款", "", "其他资金", "", "", ""],
]


@pytest.mark.parametrize(
    ("rows", "merges", "annual", "executed"),
    [
        (IN_COLUMNS, ["A3:A5"], ["C3", "C4", "C5"], ["F3", "F4", "F5"]),
        (IN_LINES, ["A3:A4"], ["C3", "E3", "G3"], ["C4", "E4", "G4"]),
        (ALONE, [], ["B3", "D3", "F3"], ["B4", "D4", "F4"]),
    ],
    ids=["columns", "lines", "alone"],
)
def test_every_amount_stands_beside_its_own_label(
    rows: list[list[str]], merges: list[str], annual: list[str], executed: list[str]
) -> None:
    blank = workbook([*TITLE, *rows, HEADS, *GROUPS, ["总分"]], ["A1:H1", *merges])
    found = fill(blank, DRAWN)
    sheet: Any = openpyxl.load_workbook(BytesIO(found.data))["表"]
    assert [str(sheet[place].value) for place in annual] == ANNUAL
    assert [str(sheet[place].value) for place in executed] == EXECUTED
    assert any("年初预算数 1,000,000.00" in line for line in found.lost)
    (draft,) = drafts(read_source(found.data))
    funds = [(one.annual, one.executed) for one in draft.evaluation.funds]
    assert funds == list(zip(ANNUAL, EXECUTED, strict=True))


def test_rows_of_sources_that_nobody_needs_go() -> None:
    rows = [
        ["资金来源", "", "年初预算数", "", "全年预算数", "", "全年执行数", ""],
        ["年度资金总额"], ["财政拨款"], ["……"], ["……"], ["……"],
    ]  # fmt: skip
    merges = [f"{one}{row}:{other}{row}" for row in range(3, 9)
              for one, other in ("AB", "CD", "EF", "GH")]  # fmt: skip
    blank = workbook([*TITLE, *rows, HEADS, *GROUPS, ["总分"]], ["A1:H1", *merges])
    sheet: Any = openpyxl.load_workbook(BytesIO(fill(blank, DRAWN).data))["表"]
    names = [sheet.cell(row, 1).value for row in range(3, 8)]
    assert names == ["资金来源", "年度资金总额", "财政拨款", "其他资金", HEADS[0]]


@pytest.mark.parametrize(
    ("text", "result", "same"),
    [
        ("99.9", "0.99888", True),
        ("99.9%", "0.99888", True),
        ("0.999", "0.99888", True),
        ("99.89", "0.99888", True),
        ("98.9", "0.99888", False),
        ("—", "0.99888", False),
    ],
)
def test_a_rate_without_a_sign_is_compared_as_percentage_or_ratio(
    text: str, result: str, *, same: bool
) -> None:
    spot = Spot(0, 0, SourceCell(0, 0, ""))
    entry = Entry(spot, text, Kind.FIGURE, None, 0, "funds/0/rate", "执行率")
    assert agrees(Decimal(result), entry) == same


def test_the_unit_in_cells_of_its_own_behind_the_amounts_is_the_blanks() -> None:
    head = ["资金来源", "年初预算数", "", "全年预算数", "", "全年执行数", "", "执行率"]
    rows = [
        [name, "", "万元", "", "万元", "", "万元", ""] for name in ("资金总额", "其中：财政拨款")
    ]
    merges = ["A1:H1", "B3:C3", "D3:E3", "F3:G3"]
    found = fill(workbook([*TITLE, head, *rows, HEADS, *GROUPS, ["总分"]], merges))
    sheet: Any = openpyxl.load_workbook(BytesIO(found.data))["表"]
    assert [str(sheet[f"{column}4"].value) for column in "BDF"] == ["100", "120", "110.00005"]
    assert [sheet[f"{column}5"].value for column in "CEG"] == ["万元"] * 3
    assert not any("没有写明金额单位" in line for line in found.told)


@pytest.mark.parametrize(
    "code", ['#,##0.00"万元"', "0.00\\万\\元", "0.00万元;-0.00万元", '0.0 "万元"']
)
def test_the_unit_that_a_format_sets_behind_the_figures_is_the_blanks(code: str) -> None:
    found = _with_format(code)
    sheet: Any = openpyxl.load_workbook(BytesIO(found.data))["表"]
    assert [str(sheet[f"{column}4"].value) for column in "CDE"] == ["100", "120", "110.00005"]


@pytest.mark.parametrize("code", ['0!.0,"万元"', '"￥"#,##0.00', "0.00", '#,##0.00"元"'])
def test_a_format_that_scales_or_names_no_unit_does_not_change_the_figures(code: str) -> None:
    found = _with_format(code)
    sheet: Any = openpyxl.load_workbook(BytesIO(found.data))["表"]
    assert [str(sheet[f"{column}4"].value) for column in "CD"] == ["1000000", "1200000"]


def _with_format(code: str) -> FilledBlank:
    rows = [["", name, *[""] * 6] for name in ("年度资金总额", "其中：财政拨款")]

    def format_amounts(sheet: Any) -> None:  # noqa: ANN401
        for row in sheet["C4:E5"]:
            for cell in row:
                cell.number_format = code

    drawn = [*TITLE, FUND_HEAD, *rows, HEADS, *GROUPS, ["总分"]]
    return fill(workbook(drawn, ["A1:H1", "A3:A5"], format_amounts))


def test_a_rate_that_a_formula_writes_as_text_is_computed_and_compared() -> None:
    head = ["项目资金（元）", *FUND_HEAD[1:]]
    formula = '=IF(N(D4)=0,"",TEXT(E4/D4,"0.00%"))'
    row = ["", "年度资金总额", "", "", "", "", formula, ""]
    found = fill(workbook([*TITLE, head, row, HEADS, *GROUPS, ["总分"]], ["A1:H1", "A3:A4"]))
    sheet: Any = openpyxl.load_workbook(BytesIO(found.data), data_only=True)["表"]
    assert sheet["G4"].value == "91.67%"
    assert not any("G4" in line for line in found.told)


def test_a_dash_that_a_formula_would_count_with_leaves_its_cell_blank() -> None:
    rows = [
        ["", name, "", "", "", "", f'=IF(D{row}=0,"",E{row}/D{row})', ""]
        for row, name in ((4, "年度资金总额"), (5, "其他资金"))
    ]
    dashes = {"name": "其他资金", "initial": "—", "annual": "—", "executed": "—"}
    drawn = {**SMALL, "funds": [SMALL["funds"][0], dashes]}
    merges = ["A1:H1", "A3:A5"]
    found = fill(workbook([*TITLE, FUND_HEAD, *rows, HEADS, *GROUPS, ["总分"]], merges), drawn)
    sheet: Any = openpyxl.load_workbook(BytesIO(found.data))["表"]
    assert [sheet[f"{column}5"].value for column in "CDE"] == ["—", None, None]
    assert any("D5" in line and "E5" in line and "—" in line for line in found.told)
