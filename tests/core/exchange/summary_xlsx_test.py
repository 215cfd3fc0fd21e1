"""汇总表 for Excel: formulas that come to what the table says, and texts that stay texts."""

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.exchange.summary_xlsx import Line, Workbook, summary_xlsx
from core.years.yearly import HEAD
from tests.workbooks import load_values


def line(name: str, *amounts: str | None, score: str | None = "96.5", grade: str = "优") -> Line:
    """年初预算数, 全年预算数, 全年执行数 in 元."""
    figures = [None if amount is None else Decimal(amount) for amount in amounts]
    both = figures[1] and figures[2] is not None
    rate = figures[2] / figures[1] if both and figures[1] and figures[2] is not None else None
    points = None if score is None else Decimal(score)
    return Line((name, "局", "站"), figures, rate, points, grade, "草稿", (1, 2, 3))


SUMS = line("合计", "300000", "360000", "342000", score="97.25", grade="（平均）")
"""Of the two lines that have budget and expenditure, 300,000 and 60,000, and of the two graded."""
LINES = (
    line("甲", "250000", "300000", "288000"),
    line("乙", "250000", "300000", None, score="60", grade=""),
    line("丙", "50000", "60000", "54000", score="98"),
)


def book(*lines: Line, sums: Line = SUMS, note: str = "一段话") -> bytes:
    details = ("问题与整改", ("指标", "原因"), (("=1+1", "@原因"),))
    return summary_xlsx(Workbook("汇总表", HEAD, lines, sums, (("注", note),), details))


def test_figures_are_figures_and_sums_are_formulas() -> None:
    read = load_workbook(BytesIO(book(*LINES)))["汇总表"]
    assert [cell.value for cell in read[3]][4:7] == [250000, 300000, 288000]
    assert read["H3"].number_format == "0.00%"
    assert read["E3"].number_format == "#,##0.00"
    assert read["G4"].value == "—"
    for place in ("E6", "F6", "G6", "H6", "I6", "L6", "H3"):
        assert str(read[place].value).startswith("=")
    shown = load_workbook(BytesIO(book(*LINES)), data_only=True)["汇总表"]
    assert [shown[f"{column}6"].value for column in "EFGHI"] == [
        300000,
        360000,
        342000,
        0.95,
        97.25,
    ]
    assert shown["H3"].value == pytest.approx(0.96)
    assert shown["H4"].value == "—"


def test_it_is_signed_below_and_prints_on_a4_across_with_its_head_on_each_page() -> None:
    read = load_workbook(BytesIO(book(*LINES)))["汇总表"]
    last = [cell.value for cell in read[read.max_row] if cell.value]
    assert last == ["填表人：", "负责人：", "日期："]
    assert (read.page_setup.orientation, read.page_setup.paperSize) == ("landscape", 9)
    assert read.print_title_rows == "$1:$2"
    assert read.oddFooter is not None
    assert read.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert read["A2"].font.name == read["A6"].font.name == "黑体"
    assert read["B3"].font.name == "宋体"
    assert read.column_dimensions["E"].width >= len("250,000.00")


@given(st.text(max_size=9))
def test_no_text_becomes_a_formula_and_none_is_lost(text: str) -> None:
    for start in ("", "=", "+", "-", "@"):
        named = start + text
        read = load_values(book(line(named, "1", "1", "1"), note=named))
        cells = (read["汇总表"]["B3"], read["汇总表"]["B6"], read["问题与整改"]["A2"])
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
        if named.isprintable() and named.strip() == named and named:
            assert cells[0].value == named
        if start:
            assert all(cell.quotePrefix for cell in cells)


def test_without_a_project_there_is_nothing_to_calculate() -> None:
    read = load_workbook(BytesIO(book()))["汇总表"]
    assert read["A3"].value == "没有项目"
    assert not any(cell.data_type == "f" for row in read.iter_rows() for cell in row)
