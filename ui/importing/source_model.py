"""What a foreign file shows, as the cells of a table to look at."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from core.reading.section_grid import PlacedCell, SectionGrid
from core.reading.source import SourceCell
from ui.plain import tip
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


class SourceModel(QAbstractTableModel):
    """The grid of one section; some cells are marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = SectionGrid(0, 0, (), ())
        self._cells: dict[tuple[int, int], PlacedCell] = {}
        self._marked: frozenset[tuple[int, int]] = frozenset()

    def show(self, grid: SectionGrid) -> None:
        """Another section."""
        self.beginResetModel()
        self._grid = grid
        self._cells = {(cell.row, cell.column): cell for cell in grid.cells}
        self._marked = frozenset()
        self.endResetModel()

    def mark(self, places: Collection[tuple[int, int]]) -> None:
        """Mark these cells and no others."""
        old, self._marked = self._marked, frozenset(places)
        for row, column in old | self._marked:
            index = self.index(row, column)
            self.dataChanged.emit(index, index, [Role.BackgroundRole])

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._grid.rows

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._grid.columns

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401  (Qt's)
        place = (index.row(), index.column())
        cell = self._cells.get(place)
        if role == Role.BackgroundRole and place in self._marked:
            return QColor(self._theme.accent_wash)
        if cell is None:
            return None
        if role == Role.DisplayRole:
            return cell.item.text
        if role == Role.ToolTipRole:
            doubt = cell.item.doubt if isinstance(cell.item, SourceCell) else ""
            return tip("\n".join(filter(None, (cell.item.place, cell.item.text[:500], doubt))))
        return None
