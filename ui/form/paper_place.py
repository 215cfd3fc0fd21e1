"""The clerk's place on the paper, which stays while rows come, go or are read anew."""

from __future__ import annotations

from typing import NamedTuple

from core.model.path import Path
from ui.form.paper_painting import PaperTable


class CellPlace(NamedTuple):
    """The current cell by row and column: the rows of a form that is read anew may have other ids.

    ``-1`` where no cell is current.
    """

    row: int
    column: int
    scrolled: int
    """Pixels above what is seen."""

    @classmethod
    def of_current(cls, table: PaperTable, scrolled: int) -> CellPlace:
        index = table.currentIndex()
        return cls(index.row(), index.column(), scrolled)

    def restore(self, table: PaperTable) -> bool:
        """Make the cell current again; ``False`` where the form has no such place any more."""
        grid = table.form.grid
        there = 0 <= self.row < len(grid.slots) and 0 <= self.column < len(grid.sheet.widths)
        if there:
            table.setCurrentIndex(table.form.index_of(grid.at(self.row, self.column)))
        return there


class Anchor(NamedTuple):
    """A field in the first row that is seen: it stays where it is, whatever comes above it."""

    path: Path
    beyond: int
    """Pixels of its row above the window."""

    @classmethod
    def at(cls, table: PaperTable, y: int) -> Anchor | None:
        """The anchor of a window that begins at this height of the table; none at its top."""
        if y <= 0:
            return None
        row = table.edges.row_at(y)
        paths = (cell.path for cell in table.form.grid.in_row(row) if cell.rowspan == 1)
        path = next((path for path in paths if path is not None), None)
        return None if path is None else cls(path, y - table.edges.ys[row])

    def top(self, table: PaperTable) -> int | None:
        """The height at which the window begins now; ``None`` where the field is gone."""
        cell = table.form.grid.of_path(self.path)
        return None if cell is None else table.edges.ys[cell.row] + self.beyond
