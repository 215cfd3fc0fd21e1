"""The key of a command that cannot be used now is answered with why, instead of with silence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.offering import why_not


class RefusedKeys(QObject):
    """Hears the keys that nothing in a window took."""

    def __init__(self, window: QWidget, say: Callable[[str, None], object]) -> None:
        super().__init__(window)
        self._say = say
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keys = QKeySequence(event.keyCombination())
            for action in watched.actions() if isinstance(watched, QWidget) else ():
                if keys in action.shortcuts() and (why := why_not(action)):
                    self._say(why, None)
                    return True
        return super().eventFilter(watched, event)
