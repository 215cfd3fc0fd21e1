"""Where the cells of a Sheet stand in a file that shows it, and which field each of them is.

A file may show a row of the Sheet as a paragraph, as a row of a table, or as several rows where
one would be too high; so only the order of rows tells, and what no cell begins in is no row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from msgspec import Struct

from core.model.evaluation import Evaluation
from core.model.path import Path
from core.reading.cell_text import clean_text
from core.reading.source import SourceSection, SourceText
from core.sheet.grid import Grid
from core.sheet.layout import layout_for
from core.sheet.sheet import Band, Cell, Role, Sheet


class Shown(Struct, frozen=True):
    """What a cell of the Sheet shows in the file."""

    text: str = ""
    formula: bool = False


class _Item(Struct, frozen=True):
    top: int
    bottom: int
    column: int
    columns: int
    shown: Shown


def cells_of(section: SourceSection, sheet: Sheet) -> Mapping[int, Shown] | None:
    """What the cells of a Sheet show, by their number; ``None`` where it is cut otherwise."""
    items = list(_items(section, len(sheet.widths)))
    starts = sorted({item.top for item in items})
    for rows in (range(len(sheet.bands)), _without_blank_lines(sheet)):
        if len(rows) == len(starts):
            return _matched(items, starts, rows, sheet)
    return None


def _items(section: SourceSection, columns: int) -> Iterator[_Item]:
    above = 0
    for part in section.parts:
        if isinstance(part, SourceText):
            yield _Item(above, above + 1, 0, columns, Shown(part.text))
            above += 1
            continue
        for cell in part.cells:
            top = above + cell.row
            shown = Shown(cell.text, cell.formula)
            yield _Item(top, top + cell.rowspan, cell.column, cell.colspan, shown)
        above += part.rows


def _without_blank_lines(sheet: Sheet) -> list[int]:
    """The rows that are there where lines beside the table are paragraphs: none is a blank one."""
    blank = {
        cell.row
        for cell in sheet.cells
        if cell.colspan == len(sheet.widths) and not cell.framed and not clean_text(cell.text)
    }
    return [row for row in range(len(sheet.bands)) if row not in blank]


def _matched(
    items: list[_Item], starts: list[int], rows: range | list[int], sheet: Sheet
) -> Mapping[int, Shown] | None:
    by_place = {(cell.row, cell.column): index for index, cell in enumerate(sheet.cells)}
    found = dict.fromkeys(range(len(sheet.cells)), Shown())
    for item in items:
        first = bisect_left(starts, item.top)
        index = by_place.get((rows[first], item.column))
        if index is None:
            if item.shown.text or item.shown.formula:
                return None
            continue
        cell = sheet.cells[index]
        last = rows[bisect_left(starts, item.bottom) - 1] + 1
        if (last - cell.row, item.columns) != (cell.rowspan, cell.colspan):
            return None
        found[index] = item.shown
    return found


def fields_of(sheet: Sheet, form: Evaluation) -> dict[int, Path]:
    """The field that each cell shows, by the cell's number; also those that nobody edits."""
    grid = Grid.of_sheet(sheet)
    columns = {column.span: column.field for column in layout_for(form.template).funds.columns}
    found = {}
    for index, cell in enumerate(sheet.cells):
        path = grid.address(cell) if cell.role is Role.COMPUTED else cell.path
        if path is None and sheet.bands[cell.row] is Band.FUND:
            path = _of_fund(cell, columns)
        if path is not None:
            found[index] = path
    return found


def _of_fund(cell: Cell, columns: Mapping[tuple[int, int], str]) -> Path | None:
    field = columns.get((cell.column, cell.colspan))
    return None if cell.node is None or field is None else Path(cell.node, field)
