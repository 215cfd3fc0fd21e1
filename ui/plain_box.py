"""The message box whose texts are shown as they are written."""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.quoting import unturned
from ui.dialog import Box
from ui.help_keys import MANUAL


class PlainBox(Box):
    """A message box whose texts are plain, the second one too.

    ``chapter``: the chapter or the section of the manual that explains what is asked.
    """

    def __init__(self, parent: QWidget | None = None, *, chapter: str) -> None:
        super().__init__(parent)
        self.setProperty(MANUAL, chapter)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        super().setText(unturned(text))

    def setInformativeText(self, text: str) -> None:
        super().setInformativeText(unturned(text))
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
            if label.objectName() == "qt_msgbox_label":
                label.setProperty("heading", bool(text))
                label.style().polish(label)
