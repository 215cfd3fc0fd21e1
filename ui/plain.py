"""Text that comes from data is shown as it is written, never as markup or as a key to press.

Qt guesses: a label, a box or a tooltip that looks like HTML becomes HTML, which loads pictures and
hides what stands there; ``&`` in a button or menu underlines the next character; and a sign that
turns the writing about lets a name, and the question around it, read as another.
"""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.quoting import unturned


class PlainLabel(QLabel):
    """A label whose text is plain; without a buddy, so that ``&`` is a character."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(unturned(text))


def tip(text: str) -> str:
    """A tooltip that shows ``text`` as it is."""
    text = unturned(text)
    if not Qt.mightBeRichText(text):
        return text
    from html import escape  # it brings a table of two thousand names

    return "<p>" + escape(text).replace("\n", "<br>") + "</p>"


def caption(text: str) -> str:
    """A button's, menu's or tab's text that shows ``text`` as it is."""
    return unturned(text).replace("&", "&&")
