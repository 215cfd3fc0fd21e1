"""The columns on screen: those of the paper at the last calm moment; no edit moves them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.filling import arrangement
from core.model.edits import Remove, SetField, apply
from core.model.evaluation import Indicator
from core.model.path import Path
from core.report.columns import column_edges
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.layout import layout_names
from core.sheet.page_setup import UPRIGHT
from core.sheet.sheet import Sheet
from tests.ui.form.edit_strategies import edits
from ui.document import Document
from ui.form.metrics import TABLE_WIDTH
from ui.form.paper_columns import MANY, exchange_columns, many_rows
from ui.form.view import FormView
from ui.theme import LIGHT

MANY_ROWS = 300


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


def same_as_paper(form: FormView) -> bool:
    pairs = zip(in_points(form), of_paper(form.model.grid.sheet), strict=True)
    return all(mine == pytest.approx(paper, abs=1) for mine, paper in pairs)


EDITS = ("type", "add", "double", "remove", "move", "undo")


@pytest.mark.parametrize("edits", [EDITS, EDITS[::-1], ("double", "undo", "remove", "undo")])
def test_no_edit_moves_a_column_beside_the_hand(
    form: FormView, document: Document, rows: list[Indicator], edits: tuple[str, ...]
) -> None:
    document.edit(SetField(Path(rows[0].id, "deviation"), "因受疫情影响而推迟。" * 60))
    band_of = dict(zip(form.model.grid.sheet.bands, form.table.edges.xs, strict=True))
    for edit in edits:
        _do(document, edit)
        for band, xs in zip(form.model.grid.sheet.bands, form.table.edges.xs, strict=True):
            assert xs == band_of[band], edit


def _do(document: Document, edit: str) -> None:
    evaluation = document.evaluation
    row = next(iter(evaluation.indicators)).id
    if edit == "undo":
        document.undo_stack.undo()
        return
    made = {
        "type": SetField(Path(row, "actual"), "按时完成" * 30),
        "add": arrangement.add_indicator(evaluation, row)[0],
        "double": (arrangement.duplicate(evaluation, [row]) or (None,))[0],
        "remove": Remove(frozenset({row})),
        "move": arrangement.shift(evaluation, [row], 1),
    }[edit]
    assert made is not None
    document.edit(made)


def test_columns_settle_when_the_form_comes_back_into_sight(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    document.edit(SetField(Path(rows[0].id, "deviation"), "因受疫情影响而推迟。" * 60))
    assert not same_as_paper(form)
    form.hide()
    form.show()
    assert same_as_paper(form)


def test_columns_settle_with_another_zoom(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    document.edit(SetField(Path(rows[0].id, "deviation"), "因受疫情影响而推迟。" * 60))
    form.set_zoom(1.2)
    assert same_as_paper(form)


def test_columns_settle_when_many_rows_are_pasted(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    long = "\n".join(
        f"{number}因受疫情影响而推迟，现已恢复，明年补做。" * 8 for number in range(MANY)
    )
    QGuiApplication.clipboard().setText(long)
    form.go_to(Path(rows[0].id, "deviation"))
    before = form.table.edges
    form.table.blocks.paste()
    assert next(iter(document.evaluation.indicators)) != rows[0]
    assert same_as_paper(form)
    assert form.table.edges.xs != before.xs
    document.undo_stack.undo()
    assert form.table.edges == before
    document.undo_stack.redo()
    assert same_as_paper(form)


@given(st.data())
def test_many_rows_are_counted_as_if_no_level_were_shared(data: st.DataObject) -> None:
    before = after = sample()
    for _ in range(data.draw(st.integers(0, 2 * MANY))):
        after = apply(after, data.draw(edits(after)))
    old = {id(row) for row in (*before.indicators, *before.funds)}
    new = {id(row) for row in (*after.indicators, *after.funds)}
    assert many_rows(before, after) == (max(len(old - new), len(new - old)) >= MANY)


def test_rows_that_come_into_a_long_form_take_the_widths_that_are_there(form: FormView) -> None:
    sheet = form.model.grid.sheet
    last = len(sheet.bands) - 2
    longer = replace(
        sheet, bands=(*sheet.bands[:last], *[sheet.bands[last]] * MANY_ROWS, sheet.bands[-1])
    )
    columns = of_paper(sheet)
    found = exchange_columns(columns, sheet, longer, (last, 1, MANY_ROWS))
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
