"""Rows that the form does not need go where nothing leads to them, and else stay blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from core.exchange.into.formula_value import FormulaValues
from core.exchange.into.references import Formulas, RowRemoval, is_whole
from tests.core.exchange.into.hand_drawn import HEADS, fill, workbook
from tests.workbooks import load_values

BODY = [
    ["产出指标", "数量指标", "指标1："], ["", "", "指标2："], ["", "", "指标3："], ["", "", "……"],
    ["", "", "……"], ["", "质量指标", "指标1："], ["", "", "指标2："], ["", "", "……"],
    ["效益指标", "社会效益指标", "指标1："], ["", "", "……"],
    ["", "生态效益指标", "指标1："], ["", "", "……"],
    ["满意度指标", "服务对象满意度指标", "指标1："], ["", "", "……"],
]  # fmt: skip
MERGES = ["A1:H1", "B2:D2", "F2:H2", "A4:A11", "B4:B8", "B9:B11", "A12:A15", "B12:B13", "B14:B15",
          "A16:A17", "B16:B17"]  # fmt: skip


def blank(change: Callable[[Any], None] | None = None) -> bytes:
    rows = [
        ["项目支出绩效自评表（    年度）"],
        ["项目名称", "", "", "", "实施单位", "", "", ""],
        HEADS,
        *([*row, "", "", "", "", ""] for row in BODY),
        ["总分", "", "", "", "", "=SUM(F4:F17)", "=G4+" + "+".join(f"G{n}" for n in range(5, 18))],
    ]
    return workbook(rows, MERGES, change)


def sheet_of(data: bytes) -> Any:  # noqa: ANN401
    return load_values(data)["表"]


def names_in(data: bytes) -> list[object]:
    sheet = sheet_of(data)
    last = next(row for row in range(4, 40) if sheet.cell(row, 1).value == "总分")
    return [sheet.cell(row, 3).value for row in range(4, last)]


KEPT = ["培训人数", "培训期数", "发放册数", "合格率", "知晓率", "品牌影响", None, "学员满意度",
        "创新点"]  # fmt: skip


def test_what_is_not_needed_is_gone_and_one_row_of_each_group_stays() -> None:
    assert names_in(fill(blank()).data) == KEPT


def test_everything_that_reaches_over_the_rows_shrinks_with_them() -> None:
    def change(sheet: Any) -> None:  # noqa: ANN401
        sheet.print_area = "A1:H18"
        sheet.row_breaks.append(Break(id=18))
        rule: Any = FormulaRule
        sheet.conditional_formatting.add("G4:G17", rule(formula=["G4<F4"]))
        sheet.conditional_formatting.add("G8", rule(formula=["G8<F8"]))
        one = DataValidation(type="whole", formula1="0", formula2="100")
        one.add("F4:F17")
        other = DataValidation(type="list", formula1='"甲,乙"')
        other.add("H8")
        sheet.add_data_validation(one)
        sheet.add_data_validation(other)
        for row in range(4, 18):
            sheet.row_dimensions[row].height = 20 + row

    sheet = sheet_of(fill(blank(change)).data)
    assert sheet["A13"].value == "总分"
    assert sheet["F13"].value == "=SUM(F4:F12)"
    assert sheet["G13"].value == "=" + "+".join(f"G{n}" for n in range(4, 13))
    assert sheet.print_area == "'表'!$A$1:$H$13"
    assert [one.id for one in sheet.row_breaks.brk] == [13]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["G4:G12"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["F4:F12"]
    assert {"A4:A7", "B4:B6", "A8:A10"} <= {str(a) for a in sheet.merged_cells.ranges}
    assert not [a for a in sheet.merged_cells.ranges if a.size == {"rows": 1, "columns": 1}]
    # Of a group that the blank lacks the rows are copies of the last one it stands behind.
    heights = [sheet.row_dimensions[row].height for row in range(4, 12)]
    assert heights == [24, 25, 26, 29, 32, 33, 34, 36]


def beside(sheet: Any) -> None:  # noqa: ANN401
    sheet["K8"] = "由预算科填写"


def summed(sheet: Any) -> None:  # noqa: ANN401
    sheet["K8"] = "=SUM(F4:F17)"


def commented(sheet: Any) -> None:  # noqa: ANN401
    sheet["C8"].comment = Comment("按文件填写", "某局")


def used(sheet: Any) -> None:  # noqa: ANN401
    sheet["K1"] = "=G8*2"


def linked(sheet: Any) -> None:  # noqa: ANN401
    sheet["K8"].hyperlink = "#表!A1"


def numbered(sheet: Any) -> None:  # noqa: ANN401
    sheet["J4"] = 1
    for row in range(5, 9):
        sheet[f"J{row}"] = f"=J{row - 1}+1"


def merged(sheet: Any) -> None:  # noqa: ANN401
    sheet.merge_cells("H8:H9")


def named(sheet: Any) -> None:  # noqa: ANN401
    sheet.parent.defined_names["合格数"] = DefinedName("合格数", attr_text="表!$G$8")


def asked_elsewhere(sheet: Any) -> None:  # noqa: ANN401
    sheet.parent.create_sheet("封面")["A1"] = "=表!G8"


def drawn(sheet: Any) -> None:  # noqa: ANN401
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=7, min_row=8, max_row=8))
    sheet.add_chart(chart, "K30")


def drawn_beside(sheet: Any) -> None:  # noqa: ANN401
    chart: Any = BarChart()
    chart.add_data(Reference(sheet, min_col=7, min_row=30, max_row=31))
    chart.anchor = OneCellAnchor(AnchorMarker(col=10, row=7), ext=XDRPositiveSize2D(9, 9))
    sheet.add_chart(chart)


@pytest.mark.parametrize(
    "change",
    [
        *(beside, summed, commented, used, linked, numbered, merged, named),
        *(asked_elsewhere, drawn, drawn_beside),
    ],
)
def test_a_row_that_something_leads_to_stays(change: Callable[[Any], None]) -> None:
    names = names_in(fill(blank(change)).data)
    assert names[3:5] in ([None, "合格率"], [None, None])
    assert names[-4:] == ["品牌影响", None, "学员满意度", "创新点"]


def test_cells_found_by_counting_keep_all_rows() -> None:
    def change(sheet: Any) -> None:  # noqa: ANN401
        sheet["K1"] = '=INDIRECT("G"&4+3)'

    assert len(names_in(fill(blank(change)).data)) == len(BODY) + 2


def with_parts(
    data: bytes,
    change: Callable[[str, bytes], bytes] = lambda _, part: part,
    more: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """A workbook with each of its parts changed, and with some more of them."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return made.getvalue()


def test_a_workbook_with_macros_keeps_all_rows() -> None:
    """They may count rows."""
    data = with_parts(blank(), more={"xl/vbaProject.bin": b"macro"})
    assert len(names_in(fill(data).data)) == len(BODY) + 2


def test_a_pivot_table_sums_the_rows_that_are_left() -> None:
    name, sheets = "xl/pivotCache/pivotCacheDefinition1.xml", ("表", "别的表")
    sources = "".join(f'<s:worksheetSource ref="A3:H17" sheet="{sheet}"/>' for sheet in sheets)
    pivot = f'<s:cacheSource xmlns:s="urn:s" type="worksheet">{sources}</s:cacheSource>'
    data = fill(with_parts(blank(), more={name: pivot.encode()})).data
    assert names_in(data) == KEPT
    with ZipFile(BytesIO(data)) as file:
        moved = file.read(name).decode()
    assert re.findall(r' ref="([^"]*)"', moved) == ["A3:H12", "A3:H17"]


def test_a_row_that_a_button_stands_in_stays() -> None:
    """What a comment is drawn by, without the comment: boxes and buttons are drawn so, too."""

    def without_comments(name: str, part: bytes) -> bytes:
        return re.sub(rb"<comment .*?</comment>", b"", part) if "/comment" in name else part

    def change(sheet: Any) -> None:  # noqa: ANN401
        commented(sheet)
        sheet.row_dimensions[8].height = 77

    data = fill(with_parts(blank(change), without_comments)).data
    assert names_in(data)[3:5] == [None, "合格率"]
    assert sheet_of(data).row_dimensions[7].height == 77


@pytest.mark.parametrize("shown", [b"", b"0", "未填".encode()])
def test_a_formula_of_each_row_goes_with_it(shown: bytes) -> None:
    """Whatever it came to when the bureau saved the blank."""

    def change(sheet: Any) -> None:  # noqa: ANN401
        for row in range(4, 18):
            sheet[f"K{row}"] = f'=IF(F{row}="","",G{row}/F{row})'

    def computed(name: str, part: bytes) -> bytes:
        if "worksheets/" not in name:
            return part
        return re.sub(rb"(</f>)<v\s*/>|(</f>)<v></v>", b"</f><v>" + shown + b"</v>", part)

    data = fill(with_parts(blank(change), computed)).data
    assert names_in(data) == KEPT
    assert sheet_of(data)["K12"].value == '=IF(F12="","",G12/F12)'


def test_the_result_of_the_same_blank_is_the_same_with_and_without_the_rows() -> None:
    values = [openpyxl.load_workbook(BytesIO(fill(data).data), data_only=True)["表"]
              for data in (blank(), blank(beside))]  # fmt: skip
    totals = [[sheet.cell(row, column).value for column in (6, 7)]
              for sheet in values for row in range(4, 30)
              if sheet.cell(row, 1).value == "总分"]  # fmt: skip
    assert totals == [[90, 89.5]] * 2


def document(mark: str = "") -> bytes:
    made = docx.Document()
    made.add_paragraph("项目支出绩效自评表")
    table = made.add_table(1, 8)
    for column, head in enumerate(HEADS):
        table.cell(0, column).text = head
    for row in BODY:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    table.add_row().cells[0].text = "总分"
    for first, last in ((1, 8), (9, 12), (13, 14)):
        text = table.cell(first, 0).text
        table.cell(first, 0).merge(table.cell(last, 0)).text = text
    if mark:
        table.cell(5, 4).paragraphs[0]._p.append(
            parse_xml(mark.replace("/>", f" {nsdecls('w')}/>"))
        )
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def rows_of(data: bytes) -> list[str]:
    (table,) = docx.Document(BytesIO(data)).tables
    return [row.cells[2].text for row in table.rows][1:-1]


def test_rows_of_a_document_go_too() -> None:
    assert rows_of(fill(document()).data) == [name or "" for name in KEPT]


@pytest.mark.parametrize(
    "mark",
    [
        '<w:bookmarkStart w:id="9" w:name="书签"/>',
        '<w:commentRangeStart w:id="1"/>',
        "<w:drawing/>",
    ],
)
def test_a_row_of_a_document_that_holds_something_stays(mark: str) -> None:
    assert rows_of(fill(document(mark)).data)[3:5] == ["", "合格率"]


AREAS = st.tuples(st.integers(1, 12), st.integers(0, 5)).map(
    lambda at: f"A{at[0]}:A{at[0] + at[1]}" if at[1] else f"A{at[0]}"
)
SUMS = st.one_of(
    AREAS.map(lambda area: f"SUM({area})"),
    st.lists(AREAS, min_size=1, max_size=4).map(lambda some: f"SUM({','.join(some)})"),
    st.lists(st.integers(1, 14), min_size=1, max_size=5).map(
        lambda rows: "+".join(f"A{row}" for row in rows)
    ),
)


TERMS = st.sampled_from(
    ["A{}", "A{}*2", "2*A{}", "A{}*A{}", "(A{}+A{})", "A{}/2", "SUM(A{},A{})*2"]
)


@st.composite
def weighted(draw: st.DrawFn) -> str:
    """Sums of which some terms are no single cells."""
    terms = []
    for shape in draw(st.lists(TERMS, min_size=1, max_size=4)):
        rows = draw(st.lists(st.integers(1, 14), min_size=2, max_size=2))
        terms.append(shape.format(*rows))
    signs = [draw(st.sampled_from("++-")) for _ in terms[1:]]
    whole = "".join([terms[0], *(sign + term for sign, term in zip(signs, terms[1:], strict=True))])
    return draw(st.sampled_from(["{}", "ROUND({},2)", "({})*2", "SUM({},A3)", "A3+{}"])).format(
        whole
    )


@given(SUMS | weighted() | weighted(), st.sets(st.integers(1, 17), max_size=9))
@example("A1+A2*2", {2})
@example("2*A2+A1", {2})
@example("ROUND(A2,2)", {2})
@example("A1-A2+A3", {2})
@example("IF(A1,A2,A3)", {2})
def test_a_sum_comes_to_the_same_without_blank_rows(formula: str, gone: set[int]) -> None:
    removal = RowRemoval(tuple(sorted(gone)))
    moved = Formulas(removal, "表").moved(formula, here=True)
    left = {row: Decimal(2**row) for row in range(1, 18) if row not in gone}
    after = {removal.row(row): number for row, number in left.items()}
    if is_whole(moved):
        assert _value(moved, after) == _value(formula, left)
    else:
        assert any(removal.are_gone(*rows) for rows in Formulas(removal, "表").rows_in(
            formula, here=True) or ())  # fmt: skip


def _value(formula: str, rows: dict[int, Decimal]) -> object:
    return FormulaValues({(99, 1): formula}, lambda at: rows.get(at[0])).of((99, 1))


def test_of_two_forms_on_a_sheet_the_blank_one_is_filled_and_the_other_moves_along() -> None:
    example = ["产出指标", "数量指标", "示例指标", "≥5", "5", "10", "10", ""]
    total = ["总分", "", "", "", "", "=SUM(F4:F17)", "", ""]
    below = [
        ["示例：项目支出绩效自评表（2022年度）"], ["项目名称", "示例项目"], HEADS, example,
        ["总分", "", "", "", "", "=SUM(F23:F23)"],
    ]  # fmt: skip
    head = [["项目支出绩效自评表（    年度）"], ["项目名称", "", "", "", "实施单位", "", "", ""]]
    body = [[*row, "", "", "", "", ""] for row in BODY]
    rows = [*head, HEADS, *body, total, [""], *below]
    found = fill(workbook(rows, [*MERGES, "A20:H20"]))
    assert names_in(found.data) == KEPT
    sheet = sheet_of(found.data)
    at = next(row for row in range(1, 40) if sheet.cell(row, 3).value == "示例指标")
    assert sheet.cell(at, 7).value == "10"
    assert sheet.cell(at + 1, 6).value == f"=SUM(F{at}:F{at})"
    assert any("2 张自评表" in line and "表!A3" in line for line in found.told)


def test_a_table_object_reaches_over_exactly_the_rows() -> None:
    def change(sheet: Any) -> None:  # noqa: ANN401
        sheet.add_table(Table(displayName="指标表", ref="A3:H17"))

    sheet = sheet_of(fill(blank(change)).data)
    assert [sheet.tables[name].ref for name in sheet.tables] == ["A3:H12"]
