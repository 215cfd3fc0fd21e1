"""A ``Picture`` on the screen: the same value that the paper shows, in the window's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.sheet.picture import Anchor, Bar, Picture, Stroke, Tone, Words
from core.years.trend_picture import HEIGHT, WIDTH
from ui.theme import HEI_FAMILY, Theme

_TOKENS = {
    Tone.INK: "ink",
    Tone.MUTED: "ink_2",
    Tone.GRID: "line_strong",
    Tone.MAIN: "accent",
    Tone.PART_1: "part_1",
    Tone.PART_2: "part_2",
    Tone.PART_3: "part_3",
    Tone.PART_4: "part_4",
    Tone.PART_5: "part_5",
}


LEAST_SCALE = 1.15
"""Of a picture on the screen: below that its words cannot be read."""


class PictureView(QWidget):
    """Paints a picture as large as there is room for, but never too small to be read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: Picture, told: str) -> None:
        """Show this one; ``told`` is what is read out of it."""
        self._picture = picture
        self.setAccessibleName(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self._size(1.3)

    def minimumSizeHint(self) -> QSize:
        return self._size(LEAST_SCALE)

    def _size(self, scale: float) -> QSize:
        shown = self._picture or Picture(WIDTH, HEIGHT, ())
        return QSize(round(scale * shown.width), round(scale * shown.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        picture = self._picture
        if picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / picture.width, self.height() / picture.height)
        # From the upper left corner on: it begins where what stands above and below it does.
        for item in picture.items:
            colour = QColor(getattr(self._theme, _TOKENS[item.tone]))
            match item:
                case Stroke(points, _, width):
                    painter.setPen(QPen(colour, scale * width))
                    painter.drawPolyline([QPointF(scale * x, scale * y) for x, y in points])
                case Bar(left, top, width, height):
                    size = QSizeF(width, height) * scale
                    painter.fillRect(QRectF(QPointF(left, top) * scale, size), colour)
                case Words():
                    _write(painter, item, scale, colour)


def _write(painter: QPainter, item: Words, scale: float, colour: QColor) -> None:
    """Words in whole pixels as they are seen: rounded before, they would come out too small."""
    font = QFont(HEI_FAMILY)
    font.setPixelSize(max(1, round(scale * item.size)))
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    painter.setFont(font)
    painter.setPen(QPen(colour, 1, Qt.PenStyle.SolidLine))
    width = QFontMetricsF(font).horizontalAdvance(item.text)
    before = {Anchor.LEFT: 0.0, Anchor.MIDDLE: width / 2, Anchor.RIGHT: width}[item.anchor]
    painter.drawText(QPointF(scale * item.x - before, scale * item.y), item.text)
