"""A wrapped piece of text that is laid out once and painted many times."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

LEADING = 1.38
"""Height of a line, as a multiple of the size of the type."""


class TextBlock:
    """``text`` in ``font``, broken to ``width``; at most ``lines`` lines, the last one elided."""

    def __init__(self, text: str, font: QFont, width: int, lines: int | None = None) -> None:
        self._layout = QTextLayout(" ".join(text.split()), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        step = round(font.pixelSize() * LEADING)
        self._layout.beginLayout()
        count = 0
        while lines is None or count < lines:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, count * step + (step - line.height()) / 2))
            count += 1
        self._layout.endLayout()
        self.height = count * step

    def draw(self, painter: QPainter, x: int, y: int, colour: str) -> None:
        painter.setPen(QColor(colour))
        self._layout.draw(painter, QPointF(x, y))
