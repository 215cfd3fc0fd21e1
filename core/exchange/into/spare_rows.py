"""The rows of a blank that a form does not need: which of them can go without harm.

What stands in such a row besides its own placeholders and figures is the bureau's, and keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from core.exchange.into.plan import RowAt, SpareRow
from core.reading.form_map import FoundField, TableRow
from core.reading.source import SourceCell, SourceSection, SourceTable
from core.values.cell_texts import is_example

Removable = Callable[[Sequence[SpareRow]], Collection[RowAt]]
"""Which of these rows the file can do without: nothing else of it leads to them."""


def none_removable(_rows: Sequence[SpareRow]) -> Collection[RowAt]:
    """For a file whose rows all have to stay."""
    return ()


class RowContents:
    """The cells of a section by their row."""

    def __init__(self, section: SourceSection) -> None:
        self._cells: dict[tuple[int, int], list[SourceCell]] = {}
        for part, table in enumerate(section.parts):
            if isinstance(table, SourceTable):
                for cell in table.cells:
                    self._cells.setdefault((part, cell.row), []).append(cell)

    def in_column(self, part: int, row: int, column: int) -> SourceCell | None:
        """The cell that begins at a place."""
        cells = self._cells.get((part, row), ())
        return next((cell for cell in cells if cell.column == column), None)

    def spare(self, row: TableRow, own: Iterable[SourceCell]) -> SpareRow | None:
        """The row, if it holds nothing but ``own`` cells, and no cell that reaches below it."""
        texts = frozenset(cell.place for cell in own)
        for cell in self._cells.get((row.part, row.row), ()):
            if cell.rowspan > 1:
                return None
            if cell.text.strip() and not cell.formula and cell.place not in texts:
                return None
        return SpareRow(RowAt(row.part, row.row), texts)


def shows_how(row: TableRow) -> bool:
    """Whether a row of the blank is an example: its level's name says so (例：产出指标)."""
    names = [row.fields[level] for level in ("level1", "level2") if level in row.fields]
    return any(is_example(name.text) and _stands_beside(name, row) for name in names)


def _stands_beside(name: FoundField, row: TableRow) -> bool:
    """Whether a name's own cell is over the row, and not only a row above."""
    cell = name.cell
    return cell is not None and cell.row <= row.row < cell.row + cell.rowspan


def own_cells(row: TableRow, keys: Iterable[str]) -> list[SourceCell]:
    """The cells of these fields that begin in the row."""
    found = (row.fields.get(key) for key in keys)
    spots = (spot for field in found if field is not None for spot in field.spots)
    return [s.item for s in spots if isinstance(s.item, SourceCell) and s.item.row == row.row]
