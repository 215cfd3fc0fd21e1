"""Where the clerk stands on the paper, kept while the same form is read anew."""

from __future__ import annotations

from typing import NamedTuple

from ui.form.paper_painting import PaperTable


class Standing(NamedTuple):
    """A cell by its place: the rows of a form that is read anew may have other ids."""

    row: int
    column: int
    scrolled: int
    """Pixels above what is seen."""

    @classmethod
    def on(cls, table: PaperTable, scrolled: int) -> Standing:
        """The current cell; ``-1`` where there is none."""
        index = table.currentIndex()
        return cls(index.row(), index.column(), scrolled)

    def take(self, table: PaperTable) -> bool:
        """Make the cell current again; ``False`` where the form has no such place any more."""
        there = 0 <= self.row < len(table.form.grid.slots) and self.column >= 0
        there = there and self.column < len(table.form.grid.sheet.widths)
        if there:
            cell = table.form.grid.at(self.row, self.column)
            table.setCurrentIndex(table.form.index_of(cell))
        return there
