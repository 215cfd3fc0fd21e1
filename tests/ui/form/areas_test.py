"""What is painted anew where a selection goes: every cell that it touches, as a whole."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection

from ui.form.areas import area_of
from ui.form.view import FormView

SIDE = st.integers(0, 10**6)


def test_every_touched_cell_lies_within(form: FormView) -> None:
    model, edges, grid = form.model, form.table.edges, form.model.grid
    rows, columns = model.rowCount(), model.columnCount()

    @settings(max_examples=60, deadline=None)
    @given(SIDE, SIDE, SIDE, SIDE)
    def within(one: int, other: int, left: int, right: int) -> None:
        top, bottom = sorted((one % rows, other % rows))
        first, last = sorted((left % columns, right % columns))
        block = QItemSelection(model.index(top, first), model.index(bottom, last))
        area = area_of(block, grid, edges)
        for row in range(top, bottom + 1):
            for column in range(first, last + 1):
                rect = edges.rect(grid.at(row, column))
                assert area.intersected(rect).boundingRect() == rect
                assert area.contains(rect.center())

    within()
