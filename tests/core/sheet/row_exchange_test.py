"""The rows that are exchanged and the cells that look different make one Sheet of another."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.assessment import assess
from core.model.edits import apply
from core.model.evaluation import Evaluation
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.grid import Grid
from core.sheet.row_exchange import changed_places, exchange_of
from core.sheet.sheet import Cell
from tests.examples import examples
from tests.strategies import evaluations
from tests.ui.form.edit_strategies import edits

Shown = list[list[tuple[object, ...] | None]]


def grid_of(evaluation: Evaluation) -> Grid:
    return Grid.of_sheet(lay_out(evaluation, assess(evaluation, profile_for(""))))


def shown(grid: Grid) -> Shown:
    """What begins at each place."""
    columns = range(len(grid.sheet.widths))
    rows = range(len(grid.slots))
    return [[look(grid.beginning_at(row, column)) for column in columns] for row in rows]


def look(cell: Cell | None) -> tuple[object, ...] | None:
    return None if cell is None else (cell.text, cell.derived, cell.align)


@settings(max_examples=examples(200))
@given(evaluations(max_rows=8), st.data())
def test_another_grid_comes_of_exchanged_rows_and_other_cells(
    form: Evaluation, data: st.DataObject
) -> None:
    before = grid_of(form)
    after = grid_of(apply(form, data.draw(edits(form))))
    first, gone, come = exchange = exchange_of(before, after)
    assert len(after.slots) - len(before.slots) == come - gone
    between = before.spliced(first, gone, after)
    found, wanted = shown(between), shown(after)
    for row, column, cell in changed_places(before, after, exchange):
        assert not first <= row < first + come
        assert found[row][column] != wanted[row][column]
        found[row][column] = look(cell)
    assert found == wanted


@given(evaluations(max_rows=5))
def test_a_grid_needs_no_exchange_to_become_itself(form: Evaluation) -> None:
    grid = grid_of(form)
    exchange = exchange_of(grid, grid_of(form))
    assert exchange == (len(grid.slots), 0, 0)
    assert not list(changed_places(grid, grid, exchange))
