"""Ctrl+Z in a text field is the document's undo.

A focused text field claims the undo keys before any action of the window sees them, even when its
own undo is off.  It asks for them by accepting ``ShortcutOverride``; this filter declines in its
name.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

UNDO = QKeySequence("Ctrl+Z")
REDO = (QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z"))


class UndoKeys(QObject):
    """An event filter that leaves the keys of undo and redo to the window's actions."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()) in (UNDO, *REDO)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def leave_undo_to_document(field: QWidget) -> None:
    """Let Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z in ``field`` reach the window's actions."""
    field.installEventFilter(UndoKeys(field))
