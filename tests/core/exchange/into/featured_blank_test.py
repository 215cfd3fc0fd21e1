"""A workbook with all that bureaus put into theirs: everything stays, and works."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest
from lxml import etree

from core.exchange.into.blank import fill_blank
from core.model import selfeval
from core.scoring.profile_file import profile_for
from tests.core.exchange.into.featured_blanks import FIRST, SHEET, featured_xlsx
from tests.core.exchange.into.into_blanks import FORMS, filled, rows_of, same, worksheet
from tests.foreign.cases import form

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def blank() -> bytes:
    return featured_xlsx()


@pytest.fixture(scope="module", params=FORMS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def result(blank: bytes, name: str) -> bytes:
    return filled(blank, name).data


def total_row(data: bytes) -> int:
    sheet = worksheet(data, SHEET)
    return next(row for row in range(FIRST, 400) if sheet.cell(row, 1).value == "总分")


def test_only_parts_that_point_to_rows_are_written_anew(blank: bytes, result: bytes) -> None:
    before, after = parts(blank), parts(result)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed <= {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
        "xl/drawings/drawing1.xml", "xl/charts/chart1.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert set(before) == set(after)


def test_formulas_names_and_lists_reach_over_the_new_rows(result: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(result))
    sheet, last = book[SHEET], total_row(result)
    first = next(r for r in range(1, 60) if sheet.cell(r, 2).value == "产出指标(50分)")
    assert sheet.cell(last, 9).value == f"=SUM(I{first}:I{last - 1})+H6"
    chain = str(sheet.cell(last, 10).value).removeprefix("=").split("+")
    assert chain == ["J6", *(f"J{row}" for row in range(first, last))]
    elsewhere = openpyxl.load_workbook(BytesIO(result), data_only=True)["汇总"]
    assert elsewhere["B1"].value is None  # computed when it is opened
    assert book["汇总"]["B1"].value == f"='{SHEET}'!J{last}"
    assert book.defined_names["各项得分"].attr_text == f"'{SHEET}'!$J${first}:$J${last - 1}"
    assert sheet.print_area == f"'{SHEET}'!$A$1:$K${last + 2}"
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert set(lists) == {f"E{first}:E{last - 1}", f"G{first}:G{last - 1}"}
    (area,) = (str(one.sqref) for one in sheet.conditional_formatting)
    assert area == f"J{first}:J{last - 1}"
    assert str(sheet.cell(last, 10).comment).count("自动合计") == 1
    assert sheet.row_breaks.brk[0].id == last - 1
    assert str(sheet.freeze_panes) == f"E{first}"


def test_new_rows_look_like_their_neighbours(blank: bytes, result: bytes) -> None:
    sheet, old = worksheet(result, SHEET), worksheet(blank, SHEET)
    first = next(r for r in range(1, 60) if sheet.cell(r, 2).value == "产出指标(50分)")
    for row in range(first, total_row(result)):
        assert sheet.row_dimensions[row].height == 27
        for column in range(4, 12):
            here, there = sheet.cell(row, column), old.cell(FIRST, column)
            assert here.style_id == there.style_id


def test_names_are_merged_over_exactly_their_rows(result: bytes) -> None:
    sheet, last = worksheet(result, SHEET), total_row(result)
    first = next(r for r in range(1, 60) if sheet.cell(r, 2).value == "产出指标(50分)")
    covered: list[int] = []
    for area in sheet.merged_cells.ranges:
        if area.min_col == area.max_col == 3 and area.min_row >= first:
            covered += range(area.min_row, area.max_row + 1)
    assert len(covered) == len(set(covered))
    names = [r for r in range(first, last) if sheet.cell(r, 3).value]
    single = [r for r in range(first, last) if r not in covered]
    assert set(single) <= set(names)


def test_signs_and_units_are_those_of_the_lists(result: bytes, name: str) -> None:
    sheet = worksheet(result, SHEET)
    wanted = rows_of(form(name))[0]
    at = next(r for r in range(FIRST, 90) if same(sheet.cell(r, 4).value, wanted["level3"]))
    assert sheet.cell(at, 5).value in {"≥", "≤", "=", "＞", "＜", None}
    for row in range(FIRST, total_row(result)):
        assert sheet.cell(row, 5).value not in {">=", "<=", ">", "<"}


def test_formats_of_a_title_of_several_stay(result: bytes, name: str) -> None:
    root = etree.fromstring(parts(result)["xl/worksheets/sheet1.xml"])
    cell = next(one for one in root.iter(f"{MAIN}c") if one.get("r") == "A1")
    texts = ["".join(run.itertext()) for run in cell.iter(f"{MAIN}r")]
    assert texts == ["项目支出绩效自评表（", str(form(name)["year"]), "年度）"]
    assert all(run.find(f"{MAIN}rPr") is not None for run in cell.iter(f"{MAIN}r"))


def test_results_that_stay_in_the_file_are_true(blank: bytes) -> None:
    """The sample: its totals stand in the file as the formulas of the bureau come to."""
    found = filled(blank, FORMS[0])
    sheet = openpyxl.load_workbook(BytesIO(found.data), data_only=True)[SHEET]
    last = total_row(found.data)
    assert (sheet.cell(last, 9).value, sheet.cell(last, 10).value) == (100, 96.7)
    assert sheet["J6"].value == 9.7
    assert not [line for line in found.told if "公式" in line]


def test_amounts_are_converted_exactly(blank: bytes) -> None:
    sheet = worksheet(filled(blank, FORMS[0]).data, SHEET)
    assert [sheet.cell(6, column).value for column in (5, 6, 7)] == [
        1548.5739, 1447.8739, 1404.402898,
    ]  # fmt: skip


def test_a_formula_of_the_bureau_stays_against_a_given_figure_and_the_difference_is_told(
    blank: bytes,
) -> None:
    drawn = {**form(FORMS[0]), "total_score": "99.9"}
    evaluation = selfeval.from_dict({"format": "selfeval/1", **drawn})
    found = fill_blank(blank, evaluation, profile_for(""))
    (line,) = (line for line in found.told if "公式" in line)
    assert "96.7" in line
    assert "99.9" in line
