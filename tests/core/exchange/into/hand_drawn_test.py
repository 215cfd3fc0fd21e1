"""Workbooks drawn by hand: years left open, rows without names, numbered and named rows."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest

from core.exchange.errors import ExchangeError
from tests.core.exchange.into.hand_drawn import HEADS, ROWS, SMALL, document, fill, workbook
from tests.workbooks import load_values

BLANK_ROWS = [[""] * 8 for _ in range(5)]
HEAD = [["项目支出绩效自评表（    年度）"], ["项目名称", "", "", "", "实施单位", "", "", ""]]


def sheet_of(data: bytes) -> Any:  # noqa: ANN401
    return load_values(data)["表"]


def texts(data: bytes) -> list[list[str]]:
    return [
        ["" if value is None else str(value) for value in row]
        for row in sheet_of(data).iter_rows(values_only=True)
    ]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("项目支出绩效自评表（    年度）", "项目支出绩效自评表（2023年度）"),
        ("____年度项目支出绩效自评表", "2023年度项目支出绩效自评表"),
        ("20__年项目支出绩效自评表", "2023年项目支出绩效自评表"),
        ("（20  年度）项目支出绩效自评表", "（2023年度）项目支出绩效自评表"),
        ("XX年度项目支出绩效自评表", "2023年度项目支出绩效自评表"),
        ("项目支出绩效自评表（2021年度）", "项目支出绩效自评表（2023年度）"),
    ],
)
def test_the_year_goes_where_a_title_leaves_it_open(title: str, wanted: str) -> None:
    data = workbook([[title], HEAD[1], HEADS, *BLANK_ROWS, ["总分"]], ["A1:H1"])
    assert texts(fill(data).data)[0][0] == wanted


def test_rows_without_any_name_take_the_names_of_the_form() -> None:
    data = workbook([*HEAD, HEADS, *BLANK_ROWS, ["总分"]], ["A1:H1", "B2:D2", "F2:H2"])
    found = fill(data).data
    rows = texts(found)[3:]
    assert [row[2] for row in rows[: len(ROWS)]] == [row[2] for row in ROWS]
    areas = {str(area) for area in sheet_of(found).merged_cells.ranges}
    assert {"A4:A7", "B4:B6", "A8:A9"} <= areas
    assert rows[len(ROWS)][0] == "总分"


def test_rows_that_the_bureau_named_and_numbered() -> None:
    data = workbook(
        [
            ["____年度项目支出绩效自评表"],
            ["序号", *HEADS],
            [1, "产出指标", "数量指标", "培训人数", "≥500人", "", 20],
            [2, "", "", "培训天数", "≥5天", "", 20],
            [3, "", "质量指标", "合格率", "≥95%", "", 10],
            [4, "效益指标", "社会效益指标"],
            [5, "满意度指标", "满意度指标"],
            ["", "合计", "", "", "", "", "=SUM(G3:G7)", "=H3+H4+H5+H6+H7"],
        ],
        ["A1:I1", "B3:B5", "C3:C4"],
    )
    found = fill(data)
    rows = texts(found.data)
    names = [row[3] for row in rows[2:-1]]
    assert names == [
        "培训人数", "培训期数", "发放册数", "培训天数", "合格率", "知晓率", "品牌影响",
        "学员满意度", "创新点",
    ]  # fmt: skip
    assert [row[0] for row in rows[2:-1]] == [str(n) for n in range(1, 10)]
    assert rows[-1][6:8] == ["=SUM(G3:G11)", "=H3+H4+H5+H6+H7+H8+H9+H10+H11"]
    assert any("培训天数" in line for line in found.told)
    assert {"B3:B7", "B8:B9", "C3:C6"} <= {str(a) for a in sheet_of(found.data).merged_cells.ranges}


def test_what_has_no_place_is_listed_and_persons_and_boxes_stay_blank() -> None:
    drawn = {**SMALL, "signatures": {"审核人": "李四"}}
    data = workbook(
        [*HEAD, HEADS[:5], *BLANK_ROWS, ["填报人", "", "填报日期", "    年  月  日", "□新增"]],
        ["A1:E1"],
    )
    found = fill(data, drawn)
    told = "\n".join(found.lost)
    for lost in ("审核人", "李四", "目标甲", "年度资金总额", "师资不足", "其他需要说明的问题"):
        assert lost in told
    assert texts(found.data)[-1][:5] == ["填报人", "", "填报日期", "    年  月  日", "□新增"]


def test_figures_of_another_form_do_not_stay_in_rows_that_are_not_used() -> None:
    old = ["产出指标", "数量指标", "去年的指标", "1", "1", "50", "50", "去年的原因"]
    data = workbook([*HEAD, HEADS, old, *[["", "", *old[2:]]] * 9, ["总分"]], ["A4:A13", "B4:B13"])
    assert not [row for row in texts(fill(data).data) if "去年的指标" in row]


def test_files_that_are_no_blanks_are_refused_in_a_sentence() -> None:
    for data in (workbook([["一张别的表"], ["甲", "乙"]]), b"%PDF-1.4 ", b"", b"a,b\n1,2\n"):
        with pytest.raises(ExchangeError):
            fill(data)


def test_a_blank_that_was_filled_can_be_filled_again() -> None:
    once = fill(document()).data
    again = fill(once)
    assert again.lost == fill(document()).lost


def test_amounts_beside_their_headings_and_names_over_both_levels() -> None:
    data = workbook(
        [
            *HEAD,
            ["资金总额（万元）", "", "其中：财政拨款", ""],
            ["全年预算数", "", "全年执行数", "", "执行率", ""],
            HEADS,
            ["产出指标", "", "……"],
            ["满意度指标", "", "……"],
            ["总分"],
        ],
        ["A1:H1", "A6:B6", "A7:B7"],
    )
    rows = texts(fill(data).data)
    assert rows[2][:4] == ["资金总额（万元）", "100", "其中：财政拨款", "100"]
    assert "特色指标/创新指标" in {row[0] for row in rows}


def test_goals_are_written_behind_labels_in_the_same_cell() -> None:
    goals = ["年度总体目标", "预期目标：", "", "", "", "实际完成情况：", "", ""]
    merges = ["A1:H1", "B2:D2", "F2:H2", "B3:E3", "F3:H3"]
    found = fill(workbook([*HEAD, goals, HEADS, *BLANK_ROWS, ["总分"]], merges))
    assert texts(found.data)[2][1] == "预期目标：目标甲\n目标乙"
    assert texts(found.data)[2][5] == "实际完成情况：完成甲"
    assert not any("目标甲" in line for line in found.lost)


def test_a_line_to_be_signed_is_no_place_for_what_is_asked_above_it() -> None:
    closing = [["其他需要说明的问题："], ["填报人：      联系电话：      "]]
    data = workbook([*HEAD, HEADS, *BLANK_ROWS, ["总分"], *closing],
                    ["A1:H1", "A10:H10", "A11:H11"])  # fmt: skip
    rows = texts(fill(data).data)
    assert rows[-2][0] == "其他需要说明的问题：没有"
    assert rows[-1][0].split() == ["填报人：张三", "联系电话：0871-1"]


@pytest.mark.parametrize("label", ["年度", "年  度", "年份"])
def test_the_year_goes_beside_a_label_that_has_a_place(label: str) -> None:
    rows = [["自评表"], [label, "", "", "", "项目名称", "", "", ""], HEADS, *BLANK_ROWS, ["总分"]]
    row = texts(fill(workbook(rows, ["A1:H1", "B2:D2", "F2:H2"])).data)[1]
    assert row[0] == label
    assert row[1].startswith("2023")
    assert row[5] == "培训项目"


def test_rows_that_the_file_leaves_out_are_filled_like_the_others() -> None:
    body = [["产出指标", "数量指标"], *[[""]] * 3, ["满意度指标", "满意度指标"]]
    data = workbook([*HEAD, HEADS, *body, ["总分"]], ["A4:A7", "B4:B7"])
    bare = re.compile(rb'<row r="[567]".*?</row>|<row r="[567]"[^>]*/>')
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, bare.sub(b"", content) if "sheet1" in name else content)
    rows = texts(fill(stream.getvalue()).data)
    names = {row["level3"] for row in SMALL["indicators"]}
    assert names <= {row[2] for row in rows}


def test_what_a_template_leaves_for_a_goal_goes_though_there_is_none() -> None:
    rows = [*HEAD, ["年度总体目标", "预期目标", "", "", "", "实际完成情况", "", ""],
            ["", "目标1：……\n目标2：……", "", "", "", "……", "", ""], HEADS, *BLANK_ROWS,
            ["总分"]]  # fmt: skip
    merges = ["A1:H1", "A3:A4", "B3:E3", "F3:H3", "B4:E4", "F4:H4"]
    found = fill(workbook(rows, merges), {**SMALL, "goal_expected": "", "goal_actual": "完成甲"})
    assert texts(found.data)[3][1:6] == ["", "", "", "", "完成甲"]


def test_a_row_for_the_execution_rate_gets_it_where_the_funds_have_no_score() -> None:
    row = ["预算执行率", "预算执行率", "预算执行率", "100%", "", "10", "", ""]
    rows = texts(fill(workbook([*HEAD, HEADS, row, *BLANK_ROWS, ["总分"]], ["A1:H1"])).data)
    assert rows[3][3:7] == ["100%", "91.67%", "10", "9.17"]
    heads = ["资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""]
    funds = [heads, ["年度资金总额", *[""] * 7], ["财政拨款", *[""] * 7]]
    rows = texts(fill(workbook([*HEAD, *funds, HEADS, row, *BLANK_ROWS, ["总分"]], ["A1:H1"])).data)
    assert rows[3][6] == "9.17"
    assert rows[6][3:7] == ["100%", "", "10", ""]


def test_a_figure_of_the_bureaus_in_another_column_of_the_total_stays() -> None:
    heads = ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "指标值", "完成值", "得分"]
    body = [["产出指标", "50", "数量指标", "20", "指标1："], ["", "", "质量指标", "30", "指标1："],
            ["满意度指标", "10", "满意度指标", "10", "指标1："]]  # fmt: skip
    rows = [["自评表"], ["项目名称"], heads, *body, ["合计", "100", *[""] * 7]]
    total = texts(fill(workbook(rows, ["A1:I1", "A4:A5", "B4:B5"])).data)[-1]
    assert total == ["合计", "100", "", "", "", "100", "", "", "98.67"]


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("=SUM(G4:G6,G7:G9)", "=SUM(G4:G7,G8:G11)"),
        ("=SUM(G4:G6)+SUM(G7:G9)", "=SUM(G4:G7)+SUM(G8:G11)"),
        ("=ROUND(SUM(G4:G6)+SUM(G7:G9),2)", "=ROUND(SUM(G4:G7)+SUM(G8:G11),2)"),
        ("=SUM(G7:G9)", "=SUM(G8:G10)"),
        ("=SUM(G4:G6)", "=SUM(G4:G7)"),
    ],
)
def test_a_sum_over_all_groups_takes_in_a_group_that_the_blank_lacks(
    formula: str, wanted: str
) -> None:
    body = [["产出指标", "数量指标"], [""], ["", "质量指标"], ["效益指标", "社会效益指标"],
            ["", "其他效益"], ["满意度指标", "满意度指标"]]  # fmt: skip
    total = ["总分", "", "", "", "", "", formula, ""]
    data = workbook([*HEAD, HEADS, *body, total], ["A1:H1", "A4:A6", "B4:B5", "A7:A8"])
    found = sheet_of(fill(data).data)
    assert found.cell(found.max_row, 7).value == wanted


@pytest.mark.parametrize("last", [5, 6, 9])
def test_reasons_share_a_cell_that_is_over_several_rows(last: int) -> None:
    body = [["产出指标", "数量指标", "指标1："], ["", "", "指标2："], ["", "质量指标", "指标1："],
            ["效益指标", "社会效益", "指标1："], ["满意度指标", "满意度指标", "指标1："],
            ["", "", "……"]]  # fmt: skip
    rows = [{**row, "deviation": f"原因{n}"} for n, row in enumerate(SMALL["indicators"])]
    data = workbook([*HEAD, HEADS, *body, ["总分"]], ["A1:H1", f"H4:H{last}"])
    found = fill(data, {**SMALL, "indicators": rows})
    sheet = sheet_of(found.data)
    shown = [str(sheet.cell(row, 8).value or "") for row in range(4, sheet.max_row)]
    covered = next(a for a in sheet.merged_cells.ranges if a.min_col == 8 and a.min_row == 4)
    assert not any(shown[1 : covered.max_row - 3])
    told = "\n".join([*shown, *found.lost])
    for row in rows:
        assert told.count(row["deviation"]) == 1
    assert f"{rows[0]['level3']}：原因0" in shown[0]


def test_figures_of_a_shared_cell_are_not_written_where_nobody_sees_them() -> None:
    body = [["产出指标", "数量指标"], [""], ["", ""], ["满意度指标", "满意度指标"]]
    data = workbook([*HEAD, HEADS, *body, ["总分"]], ["A1:H1", "F4:F6"])
    found = fill(data)
    sheet = sheet_of(found.data)
    covered = [a for a in sheet.merged_cells.ranges if a.min_col == 6 and a.min_row == 4]
    assert [sheet.cell(r, 6).value for a in covered for r in range(5, a.max_row + 1)]
    assert not any(sheet.cell(r, 6).value for a in covered for r in range(5, a.max_row + 1))
    assert any("与上面的行合并" in line for line in found.lost)
