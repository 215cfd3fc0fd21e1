"""Marks a row as soon as the keys come to a list: Qt makes one current, and shows it nowhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView


def mark_current(view: QAbstractItemView, event: QFocusEvent) -> None:
    """Do so for a list that gets the keys; what is pressed with the mouse is marked by that."""
    if not event.gotFocus() or event.reason() is Qt.FocusReason.MouseFocusReason:
        return
    if view.selectionMode() is QAbstractItemView.SelectionMode.NoSelection:
        return
    current, chosen = view.currentIndex(), view.selectionModel()
    if not current.isValid():
        current = view.model().index(0, 0, view.rootIndex())
    if current.isValid() and not chosen.hasSelection():
        flags = QItemSelectionModel.SelectionFlag
        chosen.setCurrentIndex(current, flags.ClearAndSelect | flags.Rows)


class MarkedRow(QObject):
    """Does so for one list, whatever kind of view that is."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and isinstance(event, QFocusEvent):
            mark_current(self._view, event)
        return False
