"""Text that comes from data is shown as it is written, never as markup or as a key to press.

Qt guesses: a label, a box or a tooltip that looks like HTML becomes HTML, which loads pictures and
hides what stands there; and ``&`` in a button or menu underlines the next character.
"""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.dialog import MANUAL, Box


class PlainLabel(QLabel):
    """A label whose text is plain; without a buddy, so that ``&`` is a character."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class PlainBox(Box):
    """A message box whose texts are plain, the second one too.

    ``chapter``: the chapter or the section of the manual that explains what is asked.
    """

    def __init__(self, parent: QWidget | None = None, *, chapter: str) -> None:
        super().__init__(parent)
        self.setProperty(MANUAL, chapter)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setInformativeText(self, text: str) -> None:
        super().setInformativeText(text)
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
            if label.objectName() == "qt_msgbox_label":
                label.setProperty("heading", bool(text))
                label.style().polish(label)


def tip(text: str) -> str:
    """A tooltip that shows ``text`` as it is."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape  # it brings a table of two thousand names

    return "<p>" + escape(text).replace("\n", "<br>") + "</p>"


def caption(text: str) -> str:
    """A button's, menu's or tab's text that shows ``text`` as it is."""
    return text.replace("&", "&&")
