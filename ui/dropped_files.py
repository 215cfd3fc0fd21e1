"""Files that are dropped: which they are, and on which row of the paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


def files_of(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged; none where something else is."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class RowDrops(QObject):
    """Takes files that are dropped on a view, and tells on which row."""

    dropped = Signal(list, object)
    """Paths, and the id of the row, ``None`` beside the rows."""

    def __init__(self, view: QWidget, row_at: Callable[[QPoint], int | None]) -> None:
        super().__init__(view)
        self._row_at = row_at
        view.setAcceptDrops(True)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent) or not (paths := files_of(event.mimeData())):
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths, self._row_at(event.position().toPoint()))
        return True
