"""A blank whose head and funds lie on one worksheet and whose indicators lie on another."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from core.exchange.foreign import FilledBlank
from core.exchange.into.blank import fill_blank
from core.model import selfeval
from core.scoring.profile_file import profile_for
from tests.core.exchange.into.hand_drawn import HEADS, ROWS, SMALL
from tests.core.exchange.into.into_blanks import worksheet

HEAD = [
    ["项目支出绩效自评表"],
    ["（    年度）"],
    ["项目名称", ""],
    ["主管部门", "", "", "实施单位", ""],
    ["项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "", "", "", "10", "", ""],
    ["", "其中：当年财政拨款", "", "", "", "", "", ""],
]
BODY = [HEADS, *([one, two, "指标1：", "", "", "", "", ""] for one, two, *_ in ROWS)]


def book(*sheets: tuple[str, list[list[str]]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                sheet.cell(number, column).value = text or None
        if rows[0][0].endswith("自评表"):
            sheet.merge_cells("A1:H1")
            sheet.merge_cells("A2:H2")
            sheet.merge_cells("B3:H3")
            sheet.merge_cells("B4:C4")
            sheet.merge_cells("E4:H4")
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def filled(data: bytes) -> FilledBlank:
    evaluation = selfeval.from_dict(SMALL)
    return fill_blank(data, evaluation, profile_for(evaluation.profile))


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("between", [[], [("说明", [["填报说明：请如实填写"]])]])
def test_both_worksheets_are_filled_in(
    order: int, between: list[tuple[str, list[list[str]]]]
) -> None:
    sheets = [("基本情况", HEAD), *between, ("指标", BODY)][::order]
    found = filled(book(*sheets))
    head, body = worksheet(found.data, "基本情况"), worksheet(found.data, "指标")
    assert head["A2"].value == "（2023年度）"
    assert (head["B3"].value, head["B4"].value) == ("培训项目", "某局")
    assert head["E4"].value == "某中心"
    assert (head["C6"].value, head["E6"].value) == (1_000_000, 1_100_000.5)
    names = {row[2] for row in body.values}
    assert {row[2] for row in ROWS} <= names
    assert not [line for line in found.lost if "项目名称" in line or "资金的行" in line]


@pytest.mark.parametrize(
    "other",
    [
        [["项目名称", "预算金额", "负责人"], ["甲项目", "100", "张三"]],
        [["项目名称", "", "金额"], ["", "", ""]],
    ],
    ids=["list", "blank list"],
)
def test_what_is_no_blank_head_stays_as_it_is(other: list[list[str]]) -> None:
    data = book(("其他", other), ("指标", BODY))
    found = filled(data)
    before, after = worksheet(data, "其他"), worksheet(found.data, "其他")
    assert list(after.values) == list(before.values)
    assert [line for line in found.lost if "项目名称" in line]


LAST_YEAR = [*HEAD[:2], ["项目名称", "去年的项目"], *HEAD[3:]]


def test_the_head_of_last_year_is_filled_in_anew_and_that_is_told() -> None:
    found = filled(book(("基本情况", LAST_YEAR), ("指标", BODY)))
    texts = {value for row in worksheet(found.data, "基本情况").values for value in row}
    assert "培训项目" in texts
    assert "去年的项目" not in texts
    assert any("项目名称“去年的项目”已换成自评表的" in line for line in found.told)


def test_a_filled_head_beside_other_worksheets_may_be_of_another_form() -> None:
    data = book(("其他", LAST_YEAR), ("指标", BODY), ("说明", [["按文件填写"]]))
    before, after = worksheet(data, "其他"), worksheet(filled(data).data, "其他")
    assert list(after.values) == list(before.values)


def test_of_two_heads_none_is_filled_in() -> None:
    data = book(("甲", HEAD), ("乙", HEAD), ("指标", BODY))
    found = filled(data)
    for name in ("甲", "乙"):
        before, after = worksheet(data, name), worksheet(found.data, name)
        assert list(after.values) == list(before.values)
    assert [line for line in found.lost if "项目名称" in line]
