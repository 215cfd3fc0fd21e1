"""The desk and the white page on it, with marks in the margins where the print will be cut."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import Theme

MARK_SIZE = 10
"""Size of the page numbers in the margin at 100 %."""
_NUMBER = 40
_MARK_ROOM = _NUMBER + 2
"""Pixels that a mark takes from its line downwards."""
_EDGE = 4
"""The page's edge and its shadow."""


class PaperBackground(QWidget):
    """Holds the table at its place on the page. Whoever lays it out calls ``lay``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.page = QRect()
        self.table = QRect()
        self.marks: Sequence[int] = ()
        """At which heights the second and later pages begin."""
        self.zoom = 1.0
        self._across: tuple[object, ...] = ()
        """What it was laid out by sideways: where that changes, all is painted."""
        self._theme = theme
        self._shadow = QColor(theme.on_paper.ink)
        self._mark = QPen(QColor(theme.on_paper.ink_3), 1, Qt.PenStyle.DashLine)
        self._mark.setCosmetic(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a longer page is painted there

    def lay(self, page: QRect, table: QRect, marks: Sequence[int], zoom: float) -> None:
        """Put page, table and marks there, and paint from the first height that looks different."""
        across = (page.topLeft(), page.width(), table.left(), table.width(), zoom)
        was, self._across = self._across, across
        heights = {min(pair) for pair in zip(self.marks, marks, strict=False) if len({*pair}) > 1}
        heights.update(self.marks[len(marks) :], marks[len(self.marks) :])
        if page.bottom() != self.page.bottom():
            heights.add(min(page.bottom(), self.page.bottom()))
        if across != was:
            heights.add(0)
        self.page, self.table, self.marks, self.zoom = page, table, marks, zoom
        if heights:
            self.update(0, min(heights) - _EDGE, self.width(), self.height())

    def page_at(self, y: int) -> tuple[int, int]:
        """The printed page at this height, and how many there are, as far as that is known."""
        return bisect_right(self.marks, y) + 1, len(self.marks) + 1

    def page_of(self, part: QRect, seen: QRect) -> tuple[int, int]:
        """As ``page_at``, of where this part begins; out of sight: of the middle of what is seen.

        Both lie on the desk.
        """
        top, bottom = max(part.top(), seen.top()), min(part.bottom(), seen.bottom())
        return self.page_at(top if part.isValid() and top <= bottom else seen.center().y())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.desk))
        for spread, strength in ((3, 0.02), (2, 0.03), (1, 0.05)):
            self._shadow.setAlphaF(strength)
            soft = self.page.adjusted(-spread, 1 - spread, spread, 1 + spread)
            painter.fillRect(soft, self._shadow)
        painter.fillRect(self.page.adjusted(-1, -1, 1, 1), QColor(self._theme.shadow))
        painter.fillRect(self.page, QColor(self._theme.paper))
        self._paint_marks(painter, event.rect())
        painter.end()

    def _paint_marks(self, painter: QPainter, part: QRect) -> None:
        font = QFont(self._theme.hei_family)
        font.setPixelSize(max(8, round(MARK_SIZE * self.zoom)))
        painter.setFont(font)
        painter.setPen(self._mark)
        left, right = self.page.left(), self.page.right() + 1
        first = bisect_right(self.marks, part.top() - _MARK_ROOM)
        last = bisect_right(self.marks, part.bottom())
        for number, y in enumerate(self.marks[first:last], first + 2):
            painter.drawLine(left, y, self.table.left() - 3, y)
            painter.drawLine(self.table.right() + 3, y, right, y)
            room = QRect(self.table.right() + 1, y + 2, right - self.table.right() - 1, _NUMBER)
            where = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, where, f"第{number}页")
