"""A section as lines: the rows of its tables and the paragraphs between them, in their order.

A hostile file may say that it has any number of rows and columns and that cells cover each other:
a line is made only where a cell begins, and the work is bounded by the number of cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import cast

from msgspec import Struct, field

from core.reading.form_map import Spot
from core.reading.source import SourceCell, SourceSection, SourceTable, SourceText

MAX_COLUMNS = 512
"""No form is as wide; what stands further to the right is left over."""

MAX_CELLS = 80
"""No row of a form has as many texts."""

MAX_PLACES = 6_000_000
"""Places of a table that may be covered by cells, all spans counted."""

Grid = dict[int, list[SourceCell | None]]
"""For each row that a cell touches the covering cell of each column."""


class Line(Struct, dict=True):
    """A row of a table, or a paragraph (``row`` -1): what begins in it, from left to right.

    ``grid`` is that of the whole table and empty for a paragraph.
    """

    part: int
    row: int
    items: Sequence[SourceCell] | Sequence[SourceText]
    grid: Grid = field(default_factory=dict)
    width: int = 1
    flat: bool = False
    """Whether no cell of the table covers two places, as in a CSV file; its title may."""
    whole: bool = False
    """Whether the table has a cell for every place, as a form that is to be filled in has."""
    spacers: frozenset[int] = frozenset()
    """Columns of the table in which no text begins: they only keep others apart."""
    begins: bool = False
    """Whether it is the first of a form that stands at the right of the one before."""

    @cached_property
    def filled(self) -> list[SourceCell | SourceText]:
        """The items with a text."""
        return [item for item in self.items if item.text and not item.text.isspace()]

    @property
    def crowded(self) -> bool:
        """Whether the line has more texts than any row of a form: all of them are left over."""
        return len(self.filled) > MAX_CELLS

    @property
    def cells(self) -> list[SourceCell]:
        """The cells with a text that begin in this row; none in a paragraph or a crowded row."""
        return [] if self.row < 0 or self.crowded else cast("list[SourceCell]", self.filled)

    @property
    def beginning(self) -> list[SourceCell]:
        """All cells that begin in this row, the blank ones too."""
        return [] if self.row < 0 else cast("list[SourceCell]", list(self.items))

    def at(self, column: int) -> SourceCell | None:
        """The cell that covers a column here, begun in this row or above."""
        row = self.grid.get(self.row, ())
        return row[column] if 0 <= column < len(row) else None

    def right_of(self, cell: SourceCell) -> SourceCell | None:
        """What stands beside a cell; a blank cell where the grid has a place and no cell.

        A flat table has lost what was merged: the next text is what stood beside. So does a text
        beyond a column that is blank in the whole table.
        """
        beside = self.next_to(cell)
        if beside is None or beside.text.strip() or beside.column not in self.spacers:
            return beside
        column = beside.column
        while column in self.spacers:
            column += 1
        beyond = self.at(column)
        return beyond if beyond is not None and beyond.text.strip() else beside

    def blank_beside(self, cell: SourceCell) -> SourceCell | None:
        """The place beside a cell where it is blank: its text is still to be written there."""
        column = cell.column + cell.colspan
        beside = self.at(column) or SourceCell(self.row, column, "")
        return None if column >= self.width or beside.text.strip() else beside

    def next_to(self, cell: SourceCell) -> SourceCell | None:
        """As ``right_of``, but never beyond a blank column."""
        column = cell.column + cell.colspan
        if self.flat:
            beyond = (c for c in self.cells if c.column >= column)
            if (found := next(beyond, None)) is not None:
                return found
        if column >= self.width:
            return None
        return self.at(column) or SourceCell(self.row, column, "")


def lines_of(section: SourceSection) -> list[Line]:
    """All lines of a section; tables inside of tables were taken apart by the file's reader."""
    lines: list[Line] = []
    for part, content in enumerate(section.parts):
        if isinstance(content, SourceTable):
            lines += rows_of(part, content)
        else:
            lines.append(Line(part, -1, (content,)))
    return lines


def rows_of(part: int, table: SourceTable) -> list[Line]:
    """The rows of a table, in which at least one cell begins."""
    beginning: dict[int, list[SourceCell]] = {}
    grid: Grid = {}
    width = min(table.columns, MAX_COLUMNS)
    places = MAX_PLACES
    for cell in table.cells:
        beginning.setdefault(cell.row, []).append(cell)
        if cell.colspan == cell.rowspan == 1 and 0 <= cell.column < width:
            covering = grid.get(cell.row)
            if covering is None:
                covering = grid[cell.row] = [None] * width
            covering[cell.column] = covering[cell.column] or cell
            continue
        columns = max(0, min(cell.colspan, width - cell.column))
        rows = max(1, min(cell.rowspan, table.rows - cell.row, places // max(1, columns)))
        places -= rows * columns
        for row in range(cell.row, cell.row + rows):
            covering = grid.setdefault(row, [None] * width)
            for column in range(cell.column, cell.column + columns):
                if covering[column] is None:
                    covering[column] = cell
    begun = {cell.column for cell in table.cells if cell.text.strip()}
    spacers = frozenset() if table.whole else frozenset(range(width)) - begun
    flat = not table.whole and _is_flat(table.cells)
    return [
        Line(
            part,
            row,
            sorted(cells, key=lambda cell: cell.column),
            grid,
            width,
            flat,
            table.whole,
            spacers,
        )
        for row, cells in sorted(beginning.items())
    ]


def _is_flat(cells: Sequence[SourceCell]) -> bool:
    """Whether no cell covers two places but titles above all others and notes below them."""
    rows = [c.row for c in cells if c.colspan == c.rowspan == 1 and c.text.strip()]
    first, last = min(rows, default=0), max(rows, default=0)
    merged = (cell for cell in cells if not cell.colspan == cell.rowspan == 1)
    return all(c.row + c.rowspan <= first or c.row > last for c in merged)


def spot(section: int, line: Line, item: SourceCell | SourceText, *share: int) -> Spot:
    """The place of an item of this line, or of the share of its text between two offsets."""
    start, end = share or (0, None)
    return Spot(section, line.part, item, start, end)
