"""Marks a row as soon as the keys come to a list: Qt makes one current, and shows it nowhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView


class MarkedRow(QObject):
    """Does so for one list; what is pressed with the mouse is marked by that."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._view
            and isinstance(event, QFocusEvent)
            and event.gotFocus()
            and event.reason() is not Qt.FocusReason.MouseFocusReason
        ):
            self._mark()
        return False

    def _mark(self) -> None:
        view, chosen = self._view, self._view.selectionModel()
        if view.selectionMode() is QAbstractItemView.SelectionMode.NoSelection:
            return
        current = view.currentIndex()
        if not current.isValid():
            current = view.model().index(0, 0, view.rootIndex())
        if current.isValid() and not chosen.hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            chosen.setCurrentIndex(current, flags.ClearAndSelect | flags.Rows)
