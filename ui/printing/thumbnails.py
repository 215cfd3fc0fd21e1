"""The pages in small at the left of the preview: the one in sight is marked, a click goes there."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.printing.page_source import PageSource
from ui.theme import Theme, interface_font

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LONG = 124
"""The longer side of a thumbnail."""
NUMBER = 20
MARGIN = 14


class PageModel(QAbstractListModel):
    """One line for each page."""

    def __init__(self, source: PageSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._count = 0
        source.loaded.connect(self._load)
        source.drawn.connect(lambda page: self._tell(page, page))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        known = index.isValid() and index.row() < self._count
        if known and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"第 {index.row() + 1} 页"
        return None

    def _load(self) -> None:
        count = len(self._source.sizes)
        if count > self._count:
            self.beginInsertRows(NOWHERE, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(NOWHERE, count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self._tell(0, count - 1)

    def _tell(self, first: int, last: int) -> None:
        if 0 <= first <= last < self._count:
            self.dataChanged.emit(self.index(first), self.index(last))


class ThumbnailDelegate(QStyledItemDelegate):
    def __init__(self, source: PageSource, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        return QSize(LONG, self._size(index.row()).height() + NUMBER + MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101  (narrows the type)
        current = view.currentIndex().row() == index.row()
        theme, page = self._theme, index.row()
        size = self._size(page)
        place = QRect(rect.x() + (rect.width() - size.width()) // 2, rect.y() + MARGIN // 2,
                      size.width(), size.height())  # fmt: skip
        painter.save()
        painter.fillRect(place, QColor(theme.paper))
        image = self._source.picture(page, round(size.width() * view.devicePixelRatioF()))
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(place), image)
        pen = QPen(QColor(theme.accent if current else theme.line_strong), 2 if current else 1)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.setFont(interface_font(theme, theme.size_hint, bold=current))
        painter.setPen(QColor(theme.accent if current else theme.ink_3))
        below = QRect(rect.x(), place.bottom() + 3, rect.width(), NUMBER)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(page + 1))
        painter.restore()

    def _size(self, page: int) -> QSize:
        sizes = self._source.sizes
        width, height = sizes[page] if page < len(sizes) else (1, 1)
        scale = LONG / max(width, height)
        return QSize(round(width * scale), round(height * scale))


class Thumbnails(QListView):
    chosen = Signal(int)

    def __init__(self, source: PageSource, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("thumbnails")
        self.setAccessibleName("各页")
        self.setModel(PageModel(source, self))
        self.setItemDelegate(ThumbnailDelegate(source, theme, self))
        self.setFixedWidth(LONG + 44)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._changed)
        self._telling = True

    def mark(self, page: int) -> None:
        """Mark the page that is in sight, without going anywhere."""
        self._telling = False
        self.setCurrentIndex(self.model().index(page, 0))
        self._telling = True
        self.viewport().update()

    def _changed(self, index: QModelIndex) -> None:
        if self._telling and index.isValid():
            self.chosen.emit(index.row())
