"""The pages one below the other, as large as they are on paper times a zoom."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ui.printing.page_source import PageSource
from ui.theme import Theme

POINTS = 72
GAP = 16
AIR = 40
"""What is kept in sight around a marked area."""
MARGIN, WASH = 2, 46
SMALLEST, LARGEST = 0.25, 4.0
LEAST = 0.1
"""A page that is to fit a low window may be smaller than one may choose."""
MAKING = "正在做页面…"
"""What is said where there is no page yet."""


class Fit(Enum):
    WIDTH = "适合宽度"
    PAGE = "适合整页"


Zoom = Fit | float


class PagesView(QAbstractScrollArea):
    """Paints the pages in sight and asks for no others."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, source: PageSource, theme: Theme) -> None:
        super().__init__()
        self._source = source
        self._theme = theme
        self._zoom: Zoom = Fit.WIDTH
        self._page = 0
        self._mark: tuple[int, QRectF] = (0, QRectF())
        self._tops: list[int] = []
        self._sizes: list[QSize] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(False)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        source.loaded.connect(self._arrange)
        source.drawn.connect(self._redraw)
        source.failed.connect(lambda _: self.viewport().update())

    @property
    def said(self) -> str:
        """What stands in the place of pages: nothing where none are to come."""
        return MAKING if not self._source.sizes and not self._source.current else ""

    @property
    def zoom(self) -> Zoom:
        """What was asked for: a number or a way to fit."""
        return self._zoom

    @property
    def page(self) -> int:
        """The page that fills most of the view."""
        return self._page

    def scale(self) -> float:
        """The zoom as a number: 1 is as large as on paper."""
        if not isinstance(self._zoom, Fit) or not self._source.sizes:
            return self._zoom if isinstance(self._zoom, float) else 1.0
        width = max(size[0] for size in self._source.sizes) * self._unit()
        room = self.maximumViewportSize()
        scale = (room.width() - 2 * GAP - self.verticalScrollBar().sizeHint().width()) / width
        if self._zoom is Fit.PAGE:
            height = max(size[1] for size in self._source.sizes) * self._unit()
            scale = min(scale, (room.height() - 2 * GAP) / height)
        return min(max(scale, LEAST), LARGEST)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the pages at this size; what is in the middle of the view stays there."""
        self._zoom = zoom if isinstance(zoom, Fit) else min(max(zoom, SMALLEST), LARGEST)
        self._arrange()
        self.zoom_changed.emit()

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller, from what it is now, to a round figure."""
        self.set_zoom(round(self.scale() * factor * 20) / 20)

    def go_to(self, page: int) -> None:
        """Bring the top of a page into view."""
        if 0 <= page < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[page] - GAP)
            self._set_page(page)

    def mark(self, page: int, area: QRectF) -> None:
        """Mark an area of a page, in points from its top left corner, and bring it into view."""
        self._mark = (page, area)
        if not area.isEmpty() and page < len(self._tops):
            bar, height = self.verticalScrollBar(), self.viewport().height()
            middle = self._tops[page] + area.center().y() * self.scale() * self._unit()
            if not bar.value() < middle - AIR < middle + AIR < bar.value() + height:
                bar.setValue(round(middle - height / 3))
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_by(1.1 if turned > 0 else 1 / 1.1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if isinstance(self._zoom, Fit):
            self.zoom_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.desk))
        if self.said:
            painter.setPen(QColor(self._theme.ink_2))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.said)
        visible = self._visible()
        self._source.look_at(visible)
        ratio = self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in visible:
            place = self._place(page)
            if not place.intersects(event.rect()):
                continue
            painter.fillRect(place.translated(0, 2), QColor(self._theme.shadow))
            painter.fillRect(place, QColor(self._theme.paper))
            image = self._source.picture(page, round(place.width() * ratio))
            if image is not None:
                painter.drawImage(QRectF(place), image)
            self._paint_mark(painter, page, place)

    def _paint_mark(self, painter: QPainter, page: int, place: QRect) -> None:
        marked, area = self._mark
        if page != marked or area.isEmpty():
            return
        scale = self.scale() * self._unit()
        frame = QRectF(area.topLeft() * scale, area.size() * scale).translated(place.topLeft())
        frame.adjust(-MARGIN, -MARGIN, MARGIN, MARGIN)
        wash = QColor(self._theme.warn)
        wash.setAlpha(WASH)
        painter.fillRect(frame, wash)
        painter.setPen(QPen(QColor(self._theme.warn), 2))
        painter.drawRect(frame)

    def _unit(self) -> float:
        """Logical pixels of one point at 100 %."""
        return self.logicalDpiX() / POINTS

    def _arrange(self) -> None:
        """Place the pages anew, keeping the place in the document that is in the middle."""
        bar, half = self.verticalScrollBar(), self.viewport().height() / 2
        anchor = self._position(bar.value() + half)
        scale = self.scale() * self._unit()
        self._sizes = [
            QSize(round(width * scale), round(height * scale))
            for width, height in self._source.sizes
        ]
        heights = (size.height() + GAP for size in self._sizes)
        self._tops = [GAP, *accumulate(heights, initial=GAP)][1:]
        total = self._tops.pop() if self._tops else 0
        widest = max((size.width() for size in self._sizes), default=0) + 2 * GAP
        port = self.viewport().size()
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, widest - port.width()))
        across.setPageStep(port.width())
        across.setValue(across.maximum() // 2)
        bar.setRange(0, max(0, total - port.height()))
        bar.setPageStep(port.height())
        if anchor is not None and anchor[0] < len(self._tops):
            page, share = anchor
            bar.setValue(round(self._tops[page] + share * self._sizes[page].height() - half))
        self._scrolled()
        self.viewport().update()

    def _position(self, y: float) -> tuple[int, float] | None:
        """The page at this height of the whole, and how far down it."""
        if not self._tops or self.verticalScrollBar().value() == 0:
            return None
        page = max(0, bisect_right(self._tops, y) - 1)
        return page, (y - self._tops[page]) / max(1, self._sizes[page].height())

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, last)

    def _place(self, page: int) -> QRect:
        size = self._sizes[page]
        across = self.horizontalScrollBar()
        left = (self.viewport().width() - size.width()) // 2
        left = GAP - across.value() if across.maximum() else left
        return QRect(QPoint(left, self._tops[page] - self.verticalScrollBar().value()), size)

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        at_end = self.verticalScrollBar().value() == self.verticalScrollBar().maximum()
        last = len(self._tops) - 1
        page = last if at_end and last > 0 else bisect_right(self._tops, middle) - 1
        if self.verticalScrollBar().value() == 0:
            page = 0
        self._set_page(max(0, page))

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _redraw(self, page: int) -> None:
        if page in self._visible():
            self.viewport().update(self._place(page))
