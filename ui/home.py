"""首页: every evaluation of the archive in one table, to find, sort, filter and open."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.archive.errors import ArchiveError
from core.archive.overview import (
    ANY,
    COLUMNS,
    Filter,
    line,
    newest_first,
    one_line,
    sort_key,
    year_of,
)
from core.archive.records import Entry
from ui import icons
from ui.shelf import Shelf
from ui.tables import in_lines
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
FIGURES = frozenset({0, 4, 5, 6, 8})
LEFT_TO_DO = 7
STAGES = ("草稿", "定稿", "已签章")
PAUSE = 120
"""Milliseconds without a key until a search is asked for."""


class HomeModel(QAbstractTableModel):
    """The entries that pass the filter, in the order of the column that was chosen."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all: tuple[Entry, ...] = ()
        self._filter = Filter()
        self._order: tuple[int, bool] | None = None
        self.entries: tuple[Entry, ...] = ()
        self._lines: dict[int, tuple[str, ...]] = {}

    def show(self, entries: Sequence[Entry], wanted: Filter) -> None:
        """Show these as far as they pass."""
        self._all, self._filter = tuple(entries), wanted
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; by none (-1): the newest year first."""
        self._order = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in FIGURES:
            return Qt.AlignmentFlag.AlignCenter
        return COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry, column = self.entries[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._line(entry)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in FIGURES:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ForegroundRole and column == LEFT_TO_DO:
            return QColor(self._theme.error if entry.summary.errors else self._theme.warn)
        return None

    def _line(self, entry: Entry) -> tuple[str, ...]:
        known = self._lines.get(entry.id)
        if known is None:
            known = self._lines[entry.id] = line(entry)
        return known

    def _arrange(self) -> None:
        shown = newest_first([entry for entry in self._all if self._filter.passes(entry)])
        if self._order is not None:
            column, down = self._order
            shown = tuple(sorted(shown, key=sort_key(column), reverse=down))
        self.beginResetModel()
        self.entries = shown
        self._lines.clear()
        self.endResetModel()


class Home(QWidget):
    """Search, filters and the table; asks the archive, never the document."""

    opened = Signal(int)
    removed = Signal(int)
    failed = Signal(str)

    def __init__(self, shelf: Shelf, theme: Theme, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("home")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shelf = shelf
        self._asked = 0
        self._entries: tuple[Entry, ...] = ()
        self.model = HomeModel(theme, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找项目、单位、指标、偏差原因")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(240)
        glass = icons.icon("search", theme, theme.ink_3)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.year, self.stage, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.view = self._table()
        self.said = QLabel()
        self.said.setObjectName("hint")
        self._lay_out(theme, actions)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._open_first)
        for box in (self.year, self.stage, self.unit):
            box.activated.connect(self._show)
        self.view.activated.connect(self._open)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        """Read the list again, without waiting for it."""
        text = self.search.text()
        self._asked += 1
        turn = self._asked
        self._shelf.send(
            lambda archive: archive.list(search=text), lambda done: self._receive(turn, done)
        )

    def current(self) -> Entry | None:
        """The chosen entry."""
        row = self.view.currentIndex().row()
        return self.model.entries[row] if 0 <= row < len(self.model.entries) else None

    def _receive(self, turn: int, done: Future[tuple[Entry, ...]]) -> None:
        if turn != self._asked:
            return
        error = done.exception()
        if isinstance(error, ArchiveError):
            self.failed.emit(str(error))
            return
        self._entries = done.result()
        self._offer(self.year, "全部年度", sorted(map(year_of, self._entries), reverse=True))
        self._offer(self.stage, "全部状态", STAGES)
        units = sorted(one_line(entry.unit) for entry in self._entries)
        self._offer(self.unit, "全部单位", units)
        self._show()

    def _show(self) -> None:
        chosen = self.current()
        parts = (box.currentData() or ANY for box in (self.year, self.stage, self.unit))
        self.model.show(self._entries, Filter(*parts))
        shown = self.model.entries
        at = next((row for row, one in enumerate(shown) if chosen and one.id == chosen.id), 0)
        if shown:
            self.view.selectRow(at)
        drafts = sum(entry.stage == "草稿" for entry in shown)
        self.said.setText(f"共 {len(shown)} 份，其中草稿 {drafts} 份" if shown else "没有找到")

    def _offer(self, box: QComboBox, every: str, values: Sequence[str]) -> None:
        """The values that occur, each once; the chosen one stays chosen."""
        chosen = box.currentData()
        box.clear()
        box.addItem(every, ANY)
        for value in dict.fromkeys(value for value in values if value):
            box.addItem(value, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _open(self) -> None:
        entry = self.current()
        if entry is not None:
            self.opened.emit(entry.id)

    def _open_first(self) -> None:
        """Enter in the search field opens what stands first."""
        if self._typing.isActive():
            self._typing.stop()
            text = self.search.text()
            self._asked += 1
            try:
                self._entries = self._shelf.ask(lambda archive: archive.list(search=text))
            except ArchiveError as error:
                self.failed.emit(str(error))
                return
            self._show()
        self._open()

    def _table(self) -> QTableView:
        view = QTableView()
        view.setObjectName("homeTable")
        view.setModel(self.model)
        in_lines(view)
        head = view.horizontalHeader()
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        for column, width in enumerate((64, 260, 200, 130, 64, 56, 84, 110, 72, 140)):
            view.setColumnWidth(column, width)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return view

    def _lay_out(self, theme: Theme, actions: Sequence[QAction]) -> None:
        title = QLabel("档案总览")
        title.setObjectName("homeTitle")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        for action in actions:
            button = QPushButton(action.text().removesuffix("…"))
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            top.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.step)
        row.addWidget(self.search, 1)
        for box in (self.year, self.stage, self.unit):
            box.setMinimumWidth(110)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            row.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 12)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.said)
