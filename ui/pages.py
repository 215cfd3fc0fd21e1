"""Pages one behind the other, as small as the one in sight can be."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """A larger page that nobody sees must not make the window larger."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint
        return self.currentWidget().minimumSizeHint() if self.count() else hint()
