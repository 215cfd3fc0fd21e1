"""The columns on screen: those of the paper, which no text moves until rows come or go."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from core.filling import arrangement
from core.model.edits import Remove, SetField
from core.model.evaluation import Indicator
from core.model.path import Path
from core.report.columns import column_edges
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.layout import layout_names
from core.sheet.page_setup import UPRIGHT
from core.sheet.sheet import Sheet
from ui.document import Document
from ui.form.metrics import TABLE_WIDTH
from ui.form.paper_columns import SOON, exchange_columns
from ui.form.view import FormView
from ui.theme import LIGHT


def in_points(form: FormView) -> list[tuple[float, ...]]:
    scale = UPRIGHT.frame().width / TABLE_WIDTH / form.table.zoom
    return [tuple(x * scale for x in row) for row in form.table.edges.xs]


def of_paper(sheet: Sheet) -> list[tuple[float, ...]]:
    return column_edges(sheet, UPRIGHT.frame().width)


@pytest.mark.parametrize("template", layout_names())
def test_every_cell_is_as_wide_as_on_paper_and_is_found_where_it_is_seen(
    template: str, qtbot: QtBot
) -> None:
    document = Document(replace(sample(), template=template), load_profile("财政部2020"))
    form = FormView(document, LIGHT)
    qtbot.addWidget(form)
    grid, table = form.model.grid, form.table
    for mine, paper in zip(in_points(form), of_paper(grid.sheet), strict=True):
        assert mine == pytest.approx(paper, abs=1)
    for cell in grid.cells:
        index = form.model.index_of(cell)
        rect = table.rect_of(cell)
        assert table.visualRect(index) == rect
        assert table.indexAt(rect.center()) == index
        assert table.indexAt(rect.topLeft()) == index
    assert not table.indexAt(QPoint(-1, 5)).isValid()
    assert not table.indexAt(QPoint(5, table.edges.ys[-1])).isValid()


def test_a_text_moves_no_column_until_a_row_goes(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    before = form.table.edges.xs
    document.edit(SetField(Path(rows[0].id, "deviation"), "因受疫情影响而推迟。" * 60))
    assert form.table.edges.xs == before
    document.edit(Remove(frozenset({rows[-1].id})))
    assert form.table.edges.xs != before
    for mine, paper in zip(in_points(form), of_paper(form.model.grid.sheet), strict=True):
        assert mine == pytest.approx(paper, abs=1)


def test_a_blank_row_that_is_added_moves_no_column(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    document.edit(SetField(Path(rows[0].id, "deviation"), "因受疫情影响而推迟。" * 60))
    before = form.table.edges.xs[-1]
    document.edit(arrangement.add_indicator(document.evaluation, rows[3].id)[0])
    assert form.table.edges.xs[-1] == before
    copied = arrangement.duplicate(document.evaluation, [rows[0].id])
    assert copied is not None
    document.edit(copied[0])
    assert form.table.edges.xs[-1] != before


def test_rows_that_come_into_a_long_form_take_the_widths_that_are_there(form: FormView) -> None:
    sheet = form.model.grid.sheet
    last = len(sheet.bands) - 2
    longer = replace(
        sheet, bands=(*sheet.bands[:last], *[sheet.bands[last]] * SOON, sheet.bands[-1])
    )
    columns = of_paper(sheet)
    found = exchange_columns(columns, sheet, longer, (last, 1, SOON))
    assert len(found) == len(longer.bands)
    assert set(found[last:-1]) == {columns[last]}


def test_what_stands_on_one_line_on_paper_does_so_on_screen(form: FormView) -> None:
    setter, table = form.table.painter.typesetter, form.table
    figures = {"100", "96.7", "97.82%", "97.00%", "14,044,028.98", "1034人", "需进一步完善"}
    cells = [cell for cell in form.model.grid.cells if cell.text in figures]
    assert {cell.text for cell in cells} == figures
    for cell in cells:
        width, kind = table.rect_of(cell).width(), form.model.kind(cell)
        assert setter.text(cell.text, width, kind, cell.align).layout.lineCount() == 1, cell.text
