"""The paper as a whole: whatever is done to it, table, Sheet and document say the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from core.filling.pasting import fill, fill_down, paste
from core.model.evaluation import Evaluation
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from tests.examples import examples
from tests.strategies import evaluations
from tests.ui.form.edit_strategies import edits
from ui.document import Document
from ui.form.metrics import RowHeights
from ui.form.view import FormView
from ui.theme import LIGHT

BLOCKS = st.lists(
    st.lists(st.none() | st.sampled_from(["", "甲", "9", "=100%", "长" * 30]), max_size=8),
    min_size=1,
    max_size=6,
)


def act(form: FormView, document: Document, data: st.DataObject) -> None:
    """One act of the clerk, or of another panel."""
    grid = form.model.grid
    cell = data.draw(st.sampled_from(grid.cells), label="where")
    evaluation = document.evaluation
    match data.draw(
        st.sampled_from(["edit", "paste", "empty", "down", "go", "zoom"]), label="what"
    ):
        case "edit":
            document.edit(data.draw(edits(evaluation)))
        case "paste":
            block = tuple(map(tuple, data.draw(BLOCKS)))
            pasting = paste(evaluation, grid, cell, block)
            if pasting.edit is not None:
                document.edit(pasting.edit, origin=form)
        case "empty":
            emptied = fill(evaluation, grid.in_row(cell.row), "", "清空")
            if emptied is not None:
                document.edit(emptied, origin=form)
        case "down":
            filled = fill_down(evaluation, grid, grid.cells)
            if filled is not None:
                document.edit(filled, origin=form)
        case "go":
            form.table.go(cell)
        case _:
            form.set_zoom(data.draw(st.sampled_from([0.6, 1.0, 1.3])))


def agrees(form: FormView, document: Document) -> None:
    sheet = lay_out(document.evaluation, document.assessment)
    table, grid = form.table, form.model.grid
    assert grid.sheet == sheet
    for cell in sheet.cells:
        assert form.model.index_of(cell).data() == cell.text
        last = (cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        for corner in ((cell.row, cell.column), last):
            assert table.rowSpan(*corner) == cell.rowspan
            assert table.columnSpan(*corner) == cell.colspan
    heights = RowHeights(table.painter.typesetter, lambda cell: form.model.mark(cell).prompt)
    assert table.edges == heights.measure(grid, table.edges.xs)
    assert table.current_cell() in sheet.cells
    assert table.height() == table.edges.ys[-1] + 1


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), start=evaluations(max_rows=7))
def test_any_acts_then_all_undone_and_redone(
    qtbot: QtBot, application: object, data: st.DataObject, start: Evaluation
) -> None:
    del application
    document = Document(start, profile_for(start.profile))
    form = FormView(document, LIGHT)
    qtbot.addWidget(form)
    form.resize(860, 500)
    form.show()
    agrees(form, document)
    for _ in range(4):
        act(form, document, data)
        agrees(form, document)
    end = document.evaluation
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
        agrees(form, document)
    assert document.evaluation == start
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    agrees(form, document)
    assert document.evaluation == end
    form.close()
