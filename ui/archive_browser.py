"""The archive beside the paper: every evaluation by year, to open, copy, export and put away."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.archive.errors import ArchiveError
from core.archive.records import FINAL, Entry
from core.model.number import NumberUnreadableError, plain, read_points
from ui import icons
from ui.shelf import Shelf
from ui.theme import Theme, interface_font

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ENTRY = Qt.ItemDataRole.UserRole + 1
OPEN = Qt.ItemDataRole.UserRole + 2
ROW = 52
CHOOSING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""A click with one of these keys selects; without, it opens."""
STATES = {FINAL: "定稿"}


class ArchiveModel(QAbstractListModel):
    """The entries of the archive, newest year first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._open: int | None = None

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these; the same ones with other figures keep the view's place."""
        new = tuple(sorted(entries, key=_order))
        if [entry.id for entry in new] == [entry.id for entry in self.entries]:
            self.entries = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self.entries = new
        self.endResetModel()

    def mark_open(self, evaluation_id: int | None) -> None:
        """Tell which one is open in the window."""
        self._open = evaluation_id
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == OPEN:
            return entry.id == self._open
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{title(entry)}\n{details(entry)}\n{entry.unit}".strip()
        return None


class ArchiveDelegate(QStyledItemDelegate):
    """Two lines: project; year, state, version, score."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, entry, current = self._theme, index.data(ENTRY), index.data(OPEN)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_wash))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        if current:
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), QColor(theme.accent))
        inner = rect.adjusted(14, 6, -12, -6)
        top = QRect(inner.x(), inner.y(), inner.width(), 20)
        bottom = QRect(inner.x(), inner.bottom() - 18, inner.width(), 18)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(interface_font(theme, theme.size, bold=current))
        painter.setPen(QColor(theme.ink))
        self._elided(painter, top, title(entry), left)
        painter.setFont(interface_font(theme, theme.size_hint))
        painter.setPen(QColor(theme.ink_2))
        figure = _score(entry)
        painter.drawText(bottom, right, figure)
        painter.setPen(QColor(theme.ink_3))
        bottom.setWidth(bottom.width() - painter.fontMetrics().horizontalAdvance(figure) - 8)
        self._elided(painter, bottom, details(entry), left)
        painter.restore()

    def _elided(self, painter: QPainter, rect: QRect, text: str, align: Qt.AlignmentFlag) -> None:
        mode = Qt.TextElideMode.ElideRight
        painter.drawText(rect, align, painter.fontMetrics().elidedText(text, mode, rect.width()))


class ArchivePanel(QWidget):
    """Search, list, recycle bin. Asks the archive, never the document."""

    opened = Signal(int)
    """Open this evaluation."""
    pdf_asked = Signal(object)
    """The PDFs of these evaluations, a tuple of their numbers."""
    copy_asked = Signal(int)
    removed = Signal(int)
    restored = Signal(int)
    failed = Signal(str)

    def __init__(self, shelf: Shelf, theme: Theme, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._shelf = shelf
        self._bin = False
        self._asked = 0
        self._open_first = False
        self._choosing = False
        self.model = ArchiveModel(self)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText("查找项目、单位、指标")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            icons.icon("search", theme, theme.ink_3), QLineEdit.ActionPosition.LeadingPosition
        )
        self.view = self._list(theme)
        self._empty = QLabel()
        self._empty.setObjectName("calm")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty.setWordWrap(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._recycle = QPushButton("回收站")
        self._recycle.setObjectName("flat")
        self._recycle.setCheckable(True)
        self._recycle.setIcon(icons.icon("remove", theme, theme.ink_3))
        self._recycle.toggled.connect(self._show_bin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(10, 10, 10, 8)
        top.setSpacing(8)
        top.addWidget(self.search)
        top.addLayout(self._buttons(actions))
        layout.addLayout(top)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._recycle)
        self.setFocusProxy(self.view)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(120)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._open_found)
        self.view.activated.connect(self._activated)
        self.view.clicked.connect(self._clicked)

    def refresh(self) -> None:
        """Read the list again, without waiting for it."""
        text, away = self.search.text(), self._bin
        self._asked += 1
        turn = self._asked
        self._shelf.send(
            lambda archive: archive.list(search=text, trashed=away),
            lambda done: self._show(turn, done),
        )

    def _show(self, turn: int, done: Future[tuple[Entry, ...]]) -> None:
        if turn != self._asked:
            return
        error = done.exception()
        if isinstance(error, ArchiveError):
            self.failed.emit(str(error))
            return
        entries = done.result()
        self.model.show(entries)
        if self.search.text().strip():
            self._empty.setText("没有找到")
        else:
            self._empty.setText("回收站是空的" if self._bin else "档案里还没有自评表")
        self._stack.setCurrentIndex(0 if entries else 1)
        if self._open_first and entries:
            self._activated(self.model.index(0))
        self._open_first = False

    def mark_open(self, evaluation_id: int | None) -> None:
        """Tell which evaluation is open in the window."""
        self.model.mark_open(evaluation_id)

    def current(self) -> Entry | None:
        """The chosen entry."""
        entry = self.view.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    def selected(self) -> tuple[Entry, ...]:
        """The chosen entries, in the order of the list."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return tuple(self.model.entries[row] for row in rows)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        entry = self.current()
        if entry is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        several = self.selected()
        if len(several) > 1 and not self._bin:
            numbers = tuple(one.id for one in several)
            menu.addAction(f"导出 {len(several)} 份 PDF…", lambda: self.pdf_asked.emit(numbers))
        elif self._bin:
            menu.addAction("恢复", lambda: self.restored.emit(entry.id))
        else:
            menu.addAction("打开", lambda: self.opened.emit(entry.id))
            menu.addAction("复制一份", lambda: self.copy_asked.emit(entry.id))
            menu.addAction("导出 PDF…", lambda: self.pdf_asked.emit((entry.id,)))
            menu.addSeparator()
            menu.addAction("删除", lambda: self.removed.emit(entry.id))
        menu.popup(event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            self._choosing = bool(event.modifiers() & CHOOSING)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            entry = self.current()
            if event.key() == Qt.Key.Key_Delete and entry is not None and not self._bin:
                self.removed.emit(entry.id)
                return True
        return super().eventFilter(watched, event)

    def _list(self, theme: Theme) -> QListView:
        view = QListView()
        view.setObjectName("archive")
        view.setModel(self.model)
        view.setItemDelegate(ArchiveDelegate(theme, view))
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        return view

    def _buttons(self, actions: Sequence[QAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for action in actions:
            button = QPushButton(action.text().removesuffix("…")[:2])
            button.setObjectName("small")
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.text())
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        return row

    def _show_bin(self, on: bool) -> None:
        self._bin = on
        self._recycle.setText("返回档案" if on else "回收站")
        self.refresh()

    def _clicked(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, Entry) and not self._bin and not self._choosing:
            self.opened.emit(entry.id)

    def _activated(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, Entry):
            (self.restored if self._bin else self.opened).emit(entry.id)

    def _open_found(self) -> None:
        self._typing.stop()
        self._open_first = True
        self.refresh()


def title(entry: Entry) -> str:
    """The project, or what stands for it."""
    return " ".join(entry.project.split()) or "未命名项目"


def details(entry: Entry) -> str:
    """Year, state and version on one line."""
    year = f"{entry.year} 年度" if str(entry.year).strip() else "未填年度"
    return f"{year} · {STATES.get(entry.state, '草稿')} · 第 {entry.version} 版"


def _score(entry: Entry) -> str:
    try:
        score = read_points(entry.summary.total_score)
    except NumberUnreadableError:
        score = None
    shown = "" if score is None else plain(score)
    return f"{shown} {entry.summary.grade}".strip()


def _order(entry: Entry) -> tuple[bool, int, str, int]:
    numeric = isinstance(entry.year, int)
    year = -entry.year if isinstance(entry.year, int) else 0
    return not numeric, year, entry.project, entry.id
