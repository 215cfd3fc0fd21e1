"""A window's keys reach it also from a text field that knows them as its own.

A focused text field claims keys before any action of the window sees them: those of undo even when
its own undo is off, and on Linux Ctrl+E, Ctrl+K, Ctrl+U and others of old.  It asks for them by
accepting ``ShortcutOverride``; this filter declines in its name.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_LETTERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
"""With no modifier but these a key types."""


class WindowKeys(QObject):
    """An event filter that leaves the keys of the window's actions to them."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() & ~_LETTERS
            and isinstance(watched, QWidget)
        ):
            keys = QKeySequence(event.keyCombination())
            if any(keys in action.shortcuts() for action in watched.window().actions()):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def leave_keys_to_window(field: QWidget) -> None:
    """Let the keys of the window's actions, Ctrl+Z among them, reach it from ``field``."""
    field.installEventFilter(WindowKeys(field))
