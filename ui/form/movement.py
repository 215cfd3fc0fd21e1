"""Where the keys lead on the paper: steps across merged cells, Tab through the clerk's cells."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from core.sheet.grid import Grid
from core.sheet.sheet import Cell, Role
from ui.form.metrics import Edges

_PASSED_BY = {Role.LABEL, Role.BLANK}
"""What arrows pass over: there is nothing to do or to learn."""


class Square(Struct, frozen=True):
    """One square of the grid. Within a merged cell it remembers by which row one came in."""

    row: int
    column: int


def entered(cell: Cell, square: Square) -> Square:
    """The square in ``cell`` that is nearest to ``square``."""
    return Square(
        min(max(square.row, cell.row), cell.row + cell.rowspan - 1),
        min(max(square.column, cell.column), cell.column + cell.colspan - 1),
    )


def paged(grid: Grid, edges: Edges, square: Square, pixels: int) -> Square:
    """The square so many pixels further down (up, if negative), at least one row; an input.

    The nearest one where a label stands there, the same square where there is none.
    """
    down = 1 if pixels > 0 else -1
    row = edges.row_at(edges.ys[square.row] + pixels)
    row = max(row, square.row + 1) if down > 0 else min(row, square.row - 1)
    row = min(max(row, 0), len(grid.slots) - 1)
    target = Square(row, square.column)
    if grid.at(row, square.column).path is not None:
        return target
    found = (step(grid, target, way, 0) for way in (-down, down))
    return next((one for one in found if one != target), square)


def step(grid: Grid, square: Square, down: int, right: int) -> Square:
    """The square one cell further; the same one where there is none.

    Going up and down keeps to the column one came from, going sideways to the row. A title stands
    over all columns, and a column may hold labels only: then the nearest cell in reach follows.
    """
    cell = grid.at(square.row, square.column)
    straight = _straight(grid, square, down, right)
    if straight != square and cell.role is not Role.TITLE:
        return straight
    columns = range(cell.column, cell.column + cell.colspan)
    rows = range(cell.row, cell.row + cell.rowspan)
    begins = [Square(square.row, at) for at in columns] if down else []
    begins += [] if down else [Square(at, square.column) for at in rows]
    ends = [end for begin in begins if (end := _straight(grid, begin, down, right)) != begin]

    def away(end: Square) -> tuple[int, int]:
        across, along = abs(end.row - square.row), abs(end.column - square.column)
        return (across, along) if down else (along, across)

    return min(ends, key=away, default=square)


def _straight(grid: Grid, square: Square, down: int, right: int) -> Square:
    here = square
    while True:
        cell = grid.at(here.row, here.column)
        if down:
            row = cell.row + cell.rowspan if down > 0 else cell.row - 1
            here = replace(here, row=row)
        else:
            column = cell.column + cell.colspan if right > 0 else cell.column - 1
            here = replace(here, column=column)
        if not (0 <= here.row < len(grid.slots) and 0 <= here.column < len(grid.slots[0])):
            return square
        if grid.at(here.row, here.column).role not in _PASSED_BY:
            return here


def far(grid: Grid, square: Square, down: int) -> Square:
    """The last square in this direction within the block of rows of one kind."""
    band = grid.sheet.bands[square.row]
    while (following := step(grid, square, down, 0)) != square:
        if grid.sheet.bands[following.row] is not band:
            break
        square = following
    return square


def neighbour_stop(
    stops_at: Callable[[Cell], bool], grid: Grid, square: Square, onward: int
) -> Cell | None:
    """The next (``onward`` 1) or previous (-1) Tab stop in paper order; ``None`` past the last."""
    here = (square.row, grid.at(square.row, square.column).column)
    rows = range(square.row, len(grid.slots)) if onward > 0 else range(square.row, -1, -1)
    for row in rows:
        for cell in grid.in_row(row)[::onward]:
            at = (cell.row, cell.column)
            ahead = at > here if onward > 0 else at < here
            if cell.row == row and ahead and cell.role is Role.INPUT and stops_at(cell):
                return cell
    return None


def end_of_row(grid: Grid, square: Square, right: int) -> Cell | None:
    """The first or last of the clerk's cells in this row."""
    inputs = [cell for cell in grid.in_row(square.row) if cell.role is Role.INPUT]
    return inputs[-1 if right > 0 else 0] if inputs else None
