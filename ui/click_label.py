"""Words that name what can be done here, and do it when they are clicked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from ui.plain import PlainLabel


class ClickLabel(PlainLabel):
    """A label beside the paper: a key and what it does, the state of the form.

    It takes no keys itself; what it does has a key, or is in a menu.
    """

    clicked = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("clicks", True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else the release would be another's

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
