"""A wrapped piece of text that is laid out once and painted many times."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from core.quoting import one_line

LEADING = 1.38
"""Height of a line, as a multiple of the size of the type."""


class TextBlock:
    """``text`` in ``font``, broken to ``width``; at most ``lines`` lines, the last one elided."""

    def __init__(self, text: str, font: QFont, width: int, lines: int | None = None) -> None:
        text, width = one_line(text), max(width, 1)
        self._step = round(font.pixelSize() * LEADING)
        self._layout = QTextLayout(text, font)
        count, last = self._lay_out(width, lines)
        if last is not None:
            rest = QFontMetrics(font).elidedText(text[last:], Qt.TextElideMode.ElideRight, width)
            self._layout = QTextLayout(text[:last] + rest, font)
            count, _ = self._lay_out(width, lines)
        self.height = count * self._step

    def _lay_out(self, width: int, lines: int | None) -> tuple[int, int | None]:
        """How many lines there are, and where the last one begins if not all has room."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout, step = self._layout, self._step
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        count = begin = end = 0
        while lines is None or count < lines:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, count * step + (step - line.height()) / 2))
            count += 1
            begin, end = line.textStart(), line.textStart() + line.textLength()
        layout.endLayout()
        return count, begin if end < len(layout.text()) else None

    def draw(self, painter: QPainter, x: int, y: int, colour: str) -> None:
        painter.setPen(QColor(colour))
        self._layout.draw(painter, QPointF(x, y))
