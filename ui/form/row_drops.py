"""Files that are dropped on the paper: the row that they would go to is marked meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent

from ui.dropped_files import files_of
from ui.form.paper_painting import PaperTable


class RowDrops(QObject):
    """Takes files that are dropped on a table, and tells on which row."""

    dropped = Signal(list, object)
    """Paths, and the id of the row, ``None`` beside the rows."""

    def __init__(self, table: PaperTable, row_at: Callable[[QPoint], int | None]) -> None:
        super().__init__(table)
        self._table, self._row_at = table, row_at
        self._over: int | None = None
        table.viewport().setAcceptDrops(True)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self._mark(None)
        if not isinstance(event, QDropEvent) or not (paths := files_of(event.mimeData())):
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        row = self._row_at(event.position().toPoint())
        if event.type() == QEvent.Type.Drop:
            self._mark(None)
            self.dropped.emit(paths, row)
        else:
            self._mark(row)
        return True

    def _mark(self, row: int | None) -> None:
        if row != self._over:
            self._over = row
            cells = self._table.form.grid.cells
            self._table.light([cell for cell in cells if row is not None and cell.node == row])
