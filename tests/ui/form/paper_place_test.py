"""The clerk's place is found again where the form still has it, to the pixel."""

import pytest

from core.model.evaluation import Indicator
from core.model.path import Path
from ui.form.paper_place import Anchor, CellPlace
from ui.form.view import FormView


def test_the_current_cell_is_current_again(form: FormView, rows: list[Indicator]) -> None:
    there, elsewhere = Path(rows[4].id, "actual"), Path(rows[0].id, "target")
    form.go_to(there)
    place = CellPlace.of_current(form.table, 7)
    assert place.scrolled == 7
    form.go_to(elsewhere)
    assert place.restore(form.table)
    assert form.current_path() == there


@pytest.mark.parametrize(("row", "column"), [(10_000, 0), (0, 99), (-1, 0), (0, -1), (-1, -1)])
def test_a_place_that_the_form_does_not_have_changes_nothing(
    row: int, column: int, form: FormView, rows: list[Indicator]
) -> None:
    there = Path(rows[4].id, "actual")
    form.go_to(there)
    assert not CellPlace(row, column, 0).restore(form.table)
    assert form.current_path() == there


def test_an_anchor_is_a_field_of_the_first_row_that_is_seen(
    form: FormView, rows: list[Indicator]
) -> None:
    table = form.table
    assert Anchor.at(table, 0) is None
    cell = table.form.grid.of_path(Path(rows[9].id, "name"))
    assert cell is not None
    y = table.edges.ys[cell.row] + 5
    anchor = Anchor.at(table, y)
    assert anchor is not None
    assert anchor.path.node == rows[9].id  # not of a level that reaches over many rows
    assert anchor.top(table) == y
    assert anchor._replace(path=Path(10**9, "name")).top(table) is None
