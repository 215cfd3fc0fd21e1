"""What an input method composes is put in before the keys go elsewhere, or Qt drops it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QWidget


def commit_composition() -> None:
    """Let the input method put in what is being composed."""
    QGuiApplication.inputMethod().commit()


class Composition(QObject):
    """Watches over the compositions in one line of text.

    While one is under way, keys are the input method's, and it is asked to commit before the
    focus leaves.
    """

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.under_way = False
        field.installEventFilter(self)

    def finish(self) -> None:
        """Have what is being composed put in."""
        if self.under_way:
            commit_composition()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self.under_way = bool(event.preeditString())
        elif event.type() == QEvent.Type.FocusAboutToChange:
            self.finish()
        elif event.type() == QEvent.Type.FocusOut:
            self.under_way = False  # whatever became of it: no key is the input method's any more
        elif event.type() == QEvent.Type.KeyPress and self.under_way:
            return True
        return super().eventFilter(watched, event)
