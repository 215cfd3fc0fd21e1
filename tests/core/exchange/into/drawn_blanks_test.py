"""Blanks of all layouts, filled in with five forms and looked at with openpyxl."""

from __future__ import annotations

import pytest

from tests.core.exchange.into.into_blanks import (
    FORMS,
    Columns,
    document_rows,
    docx_blank,
    filled,
    merged_value,
    rows_of,
    same,
    worksheet,
    xlsx_blank,
)
from tests.drawn_forms import Style
from tests.examples import paired
from tests.foreign.cases import form

STYLES = [
    Style(layout="A", year="line", unit="label"),
    Style(layout="A", groups="each", year="title", unit="above", head="inline"),
    Style(layout="B", groups="first", year="label", unit="heads", goals="below"),
    Style(layout="C", year="title", label=False),
    Style(layout="D", groups="own", year="line", goals="below"),
    Style(layout="E", year="title", notes=True),
    Style(layout="F", groups="each", spaced=True),
    Style(layout="K", head="inline", notes=True),
    Style(layout="L", groups="merged", spaced=True),
]
EACH = [
    pytest.param(style, name, id=f"{style.layout}-{style.groups}-{name}")
    for style, name in paired(STYLES, FORMS)
]


@pytest.mark.parametrize(("style", "name"), EACH)
def test_every_row_stands_below_its_headings_and_beside_its_names(style: Style, name: str) -> None:
    found = filled(xlsx_blank(name, style), name)
    sheet = worksheet(found.data)
    columns = Columns(style).indicators()
    at = next(row for row in range(1, 60) if sheet.cell(row, columns["level3"]).value in HEADS) + 1
    for wanted in rows_of(form(name)):
        while not same(sheet.cell(at, columns["level3"]).value, wanted["level3"]):
            at += 1
            assert at < sheet.max_row, wanted["level3"]
        for key in ("actual", "deviation", "points", "score"):
            if key in columns and (key != "score" or wanted["score"]):
                assert same(sheet.cell(at, columns[key]).value, wanted[key]), (wanted, key)
        if "target" in columns:
            assert same(sheet.cell(at, columns["target"]).value, wanted["target"])
        for key in ("level1", "level2"):
            if key in columns and style.groups in {"merged", "each"}:
                assert same(merged_value(sheet, at, columns[key]), wanted[key])
        at += 1
    for key, label in (("actual", "实际完成值"), ("deviation", "偏差原因"), ("points", "分值")):
        lost = key not in columns and any(row[key] for row in form(name)["indicators"])
        assert lost == any(f"没有“{label}" in line for line in found.lost)


HEADS = {"三级指标"}


@pytest.mark.parametrize(("style", "name"), EACH)
def test_a_document_gets_every_row_too(style: Style, name: str) -> None:
    rows = document_rows(filled(docx_blank(name, style), name).data)
    columns = {key: at - 1 for key, at in Columns(style).indicators().items()}
    at = next(number for number, row in enumerate(rows) if HEADS & set(row)) + 1
    for wanted in rows_of(form(name)):
        while not same(rows[at][columns["level3"]], wanted["level3"]):
            at += 1
        for key in ("target", "actual", "deviation", "points", "score"):
            if key in columns and (key != "score" or wanted["score"]):
                assert rows[at][columns[key]].strip() == wanted[key].strip(), (wanted, key)
        for key in ("level1", "level2"):
            if key in columns and style.groups in {"merged", "each"}:
                assert rows[at][columns[key]] == wanted[key]
        at += 1


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.layout}-{s.groups}")
def test_nothing_of_a_template_stays_and_no_row_is_left_over(style: Style) -> None:
    name = FORMS[0]
    sheet = worksheet(filled(xlsx_blank(name, style), name).data)
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [text for text in texts if text.startswith(("指标1", "指标2", "……"))]


def test_a_blank_that_holds_the_form_exactly_gets_no_row_more() -> None:
    name = FORMS[0]
    data = xlsx_blank(name, STYLES[0], rows=60)
    before, after = worksheet(data), worksheet(filled(data, name).data)
    assert after.max_row == before.max_row
    assert sorted(map(str, after.merged_cells.ranges)) == sorted(
        map(str, before.merged_cells.ranges)
    )
    assert {r: d.height for r, d in after.row_dimensions.items()} == {
        r: d.height for r, d in before.row_dimensions.items()
    }


def test_sources_of_any_name_go_into_their_own_rows() -> None:
    """Words in a column that the form does not have are no sign of another block."""
    name = "51-invented-cost-2023"
    data = xlsx_blank(name, Style(layout="B"))
    before, after = worksheet(data), worksheet(filled(data, name).data)
    names = [fund["name"] for fund in form(name)["funds"]]
    at = next(row for row in range(1, 20) if before.cell(row, 3).value == names[0])
    assert [after.cell(at + n, 3).value for n in range(len(names))] == names
    for number, fund in enumerate(form(name)["funds"]):
        assert same(after.cell(at + number, Columns(Style(layout="B")).funds()["initial"]).value,
                    fund["initial"])  # fmt: skip
