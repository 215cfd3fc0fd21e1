"""The table of 档案总览: every evaluation that passes the filter, one a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.archive.archive import Archive
from core.archive.overview import COLUMNS, Filter, arranged, left, line, release, state_of
from core.archive.records import Entry
from core.beijing import BEIJING, note
from ui.fitted_columns import AIR, FittedColumns
from ui.plain import tip
from ui.tables import in_lines, side, sort_by_heads
from ui.theme import Theme, interface_font

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
PROJECT, LEFT_TO_DO = COLUMNS.index("项目名称"), COLUMNS.index("待处理")
UNIT, CHANGED = COLUMNS.index("实施单位"), COLUMNS.index("最近修改")
STATE = COLUMNS.index("状态")
UNIT_SHARE, WIDEST_UNIT = 17, 300
"""Of the table's width in percent, and in pixels."""
SPARE = tuple(map(COLUMNS.index, ("版本", "最近修改", "执行率", "等级", "实施单位", "年度")))
"""What gives way in a narrow window, the first one first."""
LEAST_PROJECT = 200
"""Pixels of the names of projects before another column gives way."""
NARROW, NAMES_FIRST = 720, 220
"""In a table narrower than this the names have so much before a unit is told."""
WIDEST_STATE = 170
LONGEST = 200
"""Characters of a name that are measured: no column is as wide."""
MANY = 3_000
"""Entries that are filtered and sorted sooner than anybody would notice."""
Send = Callable[[Callable[[Archive], Any], Callable[[Future[Any]], None]], None]
WIDTHS = (56, 260, 168, 116, 56, 56, 76, 118, 66, 138)


class HomeModel(QAbstractTableModel):
    """The entries that pass the filter, in the order of the column that was chosen.

    Thousands are filtered and sorted beside the window.
    """

    def __init__(self, theme: Theme, send: Send, parent: QObject | None = None) -> None:
        """``send``: does work beside the window, as ``Shelf.send``."""
        super().__init__(parent)
        self._theme, self._send = theme, send
        self._asked = 0
        self._all: tuple[Entry, ...] = ()
        self._filter = Filter()
        self._order: tuple[int, bool] | None = None
        self._open: int | None = None
        self.entries: tuple[Entry, ...] = ()
        self._lines: dict[int, tuple[str, ...]] = {}

    def show(
        self,
        entries: tuple[Entry, ...],
        wanted: Filter,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Show these, which come newest first, as far as they pass; ``then`` they are there."""
        self._all, self._filter = entries, wanted
        self._arrange(then)

    def mark_open(self, evaluation_id: int | None) -> None:
        """Tell which one is open in the window."""
        self._open = evaluation_id

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; by none (-1): the newest year first."""
        self._order = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange(lambda: None)

    def longest_texts(self) -> dict[int, str]:
        """The longest of some columns, of all that are listed or filtered out."""
        first = self._all[:MANY]
        texts: dict[int, Iterable[str]] = {
            PROJECT: (entry.project for entry in first),
            UNIT: (entry.unit for entry in first),
            STATE: {state_of(entry) for entry in first},
            LEFT_TO_DO: {left(entry) for entry in first},
        }
        return {column: max(each, key=len, default="")[:LONGEST] for column, each in texts.items()}

    @property
    def is_sorted(self) -> bool:
        """Whether a column was chosen to sort by."""
        return self._order is not None

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
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry, column = self.entries[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._line(entry)[column]
            return text if role == Qt.ItemDataRole.DisplayRole else tip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side(COLUMNS[column])
        if role == Qt.ItemDataRole.ForegroundRole and column == LEFT_TO_DO:
            found, theme = entry.summary, self._theme
            quiet = theme.warn_ink if found.warnings else theme.ink_3
            return QColor(theme.error if found.wrong else quiet)
        if role == Qt.ItemDataRole.FontRole and column == PROJECT and entry.id == self._open:
            return interface_font(self._theme, self._theme.size, bold=True)
        return None

    def _line(self, entry: Entry) -> tuple[str, ...]:
        known = self._lines.get(entry.id)
        if known is None:
            known = self._lines[entry.id] = line(entry)
        return known

    def _arrange(self, then: Callable[[], object]) -> None:
        self._asked += 1
        turn, every, wanted, order = self._asked, self._all, self._filter, self._order
        if len(every) <= MANY or (wanted.open and order is None):
            self._put(arranged(every, wanted, order))
            then()
            return

        def done(found: Future[tuple[Entry, ...]]) -> None:
            if turn == self._asked:
                self._put(found.result())
                then()

        self._send(lambda _: arranged(every, wanted, order), done)

    def _put(self, shown: tuple[Entry, ...]) -> None:
        before = self.entries
        few = 0 < len(before) <= MANY
        if few and len(before) < len(shown) and shown[: len(before)] == before:
            # The rest of a first page: what stands there already is not drawn again.
            self.beginInsertRows(NOWHERE, len(before), len(shown) - 1)
            self.entries = shown
            self.endInsertRows()
            return
        gone = list(before)
        self.beginResetModel()
        self.entries = shown
        self._lines.clear()
        self.endResetModel()
        if len(gone) > MANY:
            self._send(lambda _: release(gone), lambda _: None)


class HomeTable(QTableView):
    """Whole rows; what is typed on it is a search, not a jump to a first character."""

    deleted = Signal()
    typed = Signal(str)

    def __init__(self, model: HomeModel) -> None:
        super().__init__()
        self._entries = model
        self._chosen: tuple[tuple[int, ...], int | None, int] = ((), None, 0)
        """The chosen ones, the current one and its row, while the list is exchanged."""
        self._measured: dict[int, str] = {}
        self.setObjectName("homeTable")
        self.setAccessibleName("自评表一览")
        self.setModel(model)
        # Behind what the table itself does then: it forgets what is chosen.
        model.modelAboutToBeReset.connect(self._note_chosen)
        model.modelReset.connect(self._choose_again)
        self.setItemDelegate(_Delegate(self))
        in_lines(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        sort_by_heads(self)
        head = self.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        which_clock = self.fontMetrics().horizontalAdvance(note(datetime.now(BEIJING)))
        self.setColumnWidth(CHANGED, WIDTHS[CHANGED] + which_clock)
        self._columns = FittedColumns(self, (PROJECT,), SPARE, LEAST_PROJECT)
        head.sortIndicatorChanged.connect(self._columns.show_head)
        model.modelReset.connect(self._measure)
        model.rowsInserted.connect(self._measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The unit takes its part of what room there is; the current line stays in sight."""
        super().resizeEvent(event)
        width = event.size().width()
        self._columns.set_least(NAMES_FIRST if width < NARROW else LEAST_PROJECT)
        share = width * UNIT_SHARE // 100
        self._columns.want(UNIT, min(max(share, WIDTHS[UNIT]), WIDEST_UNIT))
        current = self.currentIndex()
        if QRect(QPoint(), event.oldSize()).intersects(self.visualRect(current)):
            self.scrollTo(current)

    def current_line(self, window: QWidget) -> QRect:
        """Where all of the current line is in a widget that this one lies in; invalid: nowhere."""
        line, page = self.visualRect(self.currentIndex()), self.viewport()
        if not line.isValid():
            return line
        return QRect(page.mapTo(window, QPoint(0, line.top())), QSize(page.width(), line.height()))

    def _measure(self) -> None:
        """The unit has more where no project's name needs it; what is filtered moves nothing.

        The states and what is left to do leave the names what they do not need themselves.
        """
        texts = self._entries.longest_texts()
        if texts == self._measured:
            return  # else a column would not stay as wide as somebody has dragged it
        self._measured = texts
        bold = QFont(self.font())
        bold.setBold(True)
        wide, own = QFontMetrics(bold), self.fontMetrics()
        needs = {column: own.horizontalAdvance(text) + 2 * AIR for column, text in texts.items()}
        needs[PROJECT] = wide.horizontalAdvance(texts[PROJECT]) + 2 * AIR
        self._columns.let_grow({column: needs[column] for column in (PROJECT, UNIT)})
        for column, most in ((STATE, WIDEST_STATE), (LEFT_TO_DO, WIDTHS[LEFT_TO_DO])):
            least = self.horizontalHeader().sectionSizeHint(column)
            self._columns.want(column, max(least, min(needs[column], most)))

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """What a command chooses is chosen whatever keys are held: Ctrl+O would unchoose it."""
        flags = QItemSelectionModel.SelectionFlag
        if event is None:
            return flags.ClearAndSelect | flags.Rows
        return super().selectionCommand(index, event)

    def current(self) -> Entry | None:
        """The entry on which the keys are."""
        row = self.currentIndex().row()
        return self._entries.entries[row] if 0 <= row < len(self._entries.entries) else None

    def selected(self) -> tuple[Entry, ...]:
        """The chosen entries, in the order of the table."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._entries.entries[row] for row in rows)

    def choose(self, ids: Sequence[int], current: int | None, otherwise: int = 0) -> None:
        """Select these where they are shown, else the row that stands where they stood."""
        entries = self._entries.entries
        if not entries:
            return
        sought = {*ids, current}
        at = {entry.id: row for row, entry in enumerate(entries) if entry.id in sought}
        lowest = min(max(otherwise, 0), len(entries) - 1)
        row = at.get(current, lowest) if current is not None else lowest
        flags = QItemSelectionModel.SelectionFlag
        whole = flags.Select | flags.Rows
        self.setCurrentIndex(self._entries.index(row, 0))
        others = sorted({at[one] for one in ids if one in at} - {row})
        block = QItemSelection()  # chosen one by one, thousands would take seconds
        for _, run in groupby(enumerate(others), lambda pair: pair[1] - pair[0]):
            rows = [other for _, other in run]
            model = self._entries
            block.append(QItemSelectionRange(model.index(rows[0], 0), model.index(rows[-1], 0)))
        self.selectionModel().select(block, whole)

    def _note_chosen(self) -> None:
        current = self.current()
        ids = tuple(entry.id for entry in self.selected())
        self._chosen = (ids, None if current is None else current.id, self.currentIndex().row())

    def _choose_again(self) -> None:
        ids, current, row = self._chosen
        if current is not None:
            self.choose(ids, current, otherwise=row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        text = event.text()
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif not held.value and text.strip() and text.isprintable():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Cells without a frame around one of them, their colour also while they are chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(colour, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)  # type: ignore[attr-defined]
