"""A section of a foreign file as one grid: its paragraphs and tables below one another."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from core.reading.form_map import Spot
from core.reading.source import SourceCell, SourceSection, SourceText

MOST_ROWS = 3_000
MOST_COLUMNS = 256
"""So much is shown of a section: forms have some hundred rows, and nobody reads more."""


class PlacedCell(Struct, frozen=True):
    """A cell or paragraph where the grid shows it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    item: SourceCell | SourceText


class SectionGrid(Struct, frozen=True):
    """All that a section shows. ``first_rows``: the row in which each of its parts begins."""

    rows: int
    columns: int
    cells: tuple[PlacedCell, ...]
    first_rows: tuple[int, ...]

    def place_of(self, spot: Spot) -> tuple[int, int] | None:
        """Row and column of what a spot of this section names; ``None`` where there is no such."""
        if not 0 <= spot.part < len(self.first_rows):
            return None
        row, column = self.first_rows[spot.part], 0
        if isinstance(spot.item, SourceCell):
            row, column = row + spot.item.row, spot.item.column
        return (row, column) if row < self.rows and column < self.columns else None


def section_grid(section: SourceSection) -> SectionGrid:
    """The section as one grid; a blank row parts a table from the table above it."""
    widest = max((getattr(part, "columns", 1) for part in section.parts), default=1) or 1
    columns = min(widest, MOST_COLUMNS)
    cells: list[PlacedCell] = []
    first_rows, row = [], 0
    after_table = False
    for part in section.parts:
        is_table = not isinstance(part, SourceText)
        row += after_table and is_table
        first_rows.append(row)
        if isinstance(part, SourceText):
            cells.append(PlacedCell(row, 0, 1, columns, part))
            row += 1
        else:
            cells += _shifted(part.cells, row)
            row += part.rows
        after_table = is_table
    rows = min(row, MOST_ROWS)
    return SectionGrid(rows, columns, tuple(_within(cells, rows, columns)), tuple(first_rows))


def _shifted(cells: tuple[SourceCell, ...], by: int) -> Iterator[PlacedCell]:
    for cell in cells:
        yield PlacedCell(by + cell.row, cell.column, cell.rowspan, cell.colspan, cell)


def _within(cells: list[PlacedCell], rows: int, columns: int) -> Iterator[PlacedCell]:
    """What is shown of the cells."""
    for cell in cells:
        if cell.row < rows and cell.column < columns:
            rowspan = min(cell.rowspan, rows - cell.row)
            yield replace(cell, rowspan=rowspan, colspan=min(cell.colspan, columns - cell.column))
