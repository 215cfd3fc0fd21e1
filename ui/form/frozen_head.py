"""The indicator table's column heads, held under the bar once the paper has scrolled past them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.sheet.sheet import Band
from ui.form.paper_painting import PaperTable
from ui.theme import Theme

SHADOW = 3


class FrozenHead(QWidget):
    """Lies over the table where its window begins, and paints the very cells of the head row.

    It is on the table and not beside it: what something lies over Qt does not shift as it
    scrolls, but paints anew.
    """

    def __init__(self, table: PaperTable, theme: Theme) -> None:
        super().__init__(table.viewport())
        self._table = table
        self._shadow = QColor(theme.on_paper.ink)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lie_over(self, window: QRect) -> int:
        """Show or hide for this window of the table; give the height that is covered then."""
        rows = self._rows()
        if rows is None or not rows[0] < window.top() < rows[1]:
            self.hide()
            return 0
        end, height = rows[1], self._height()
        # At the end of the indicators the heads are pushed out by what follows.
        push = min(0, end - window.top() - height)
        top = window.top() + push
        self.setGeometry(0, top, self._table.width(), height + 1 + SHADOW)
        self.show()
        self.update()
        return height + push

    def covers(self, y: int) -> int:
        """The height of the heads that lie over the table while what is at ``y`` is on top."""
        rows = self._rows()
        return 0 if rows is None or not rows[0] < y < rows[1] else self._height()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        grid, edges = self._table.form.grid, self._table.edges
        row = grid.sheet.bands.index(Band.INDICATOR_HEAD)
        top, height = edges.ys[row], self._height()
        painter = QPainter(self)
        painter.translate(0, -top)
        area = QRect(0, top, self.width(), height + 1)
        self._table.paint_cells(painter, dict.fromkeys(grid.slots[row]), area)
        painter.resetTransform()
        for line in range(SHADOW):
            self._shadow.setAlphaF(0.10 - 0.03 * line)
            painter.fillRect(0, height + 1 + line, self.width(), 1, self._shadow)
        painter.end()

    def _rows(self) -> tuple[int, int] | None:
        """Where the head row begins and where the indicators end."""
        bands, ys = self._table.form.grid.sheet.bands, self._table.edges.ys
        if Band.INDICATOR not in bands or Band.INDICATOR_HEAD not in bands:
            return None
        last = len(bands) - 1 - bands[::-1].index(Band.INDICATOR)
        return ys[bands.index(Band.INDICATOR_HEAD)], ys[last + 1]

    def _height(self) -> int:
        bands, ys = self._table.form.grid.sheet.bands, self._table.edges.ys
        row = bands.index(Band.INDICATOR_HEAD)
        return ys[row + 1] - ys[row]
