"""Tables to read and choose from, nothing to edit: one look for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from ui.plain import tip

ROW = 32
"""Height of a line in pixels."""
LEAST_WIDE = 180
"""The column that takes what room is left always has this much; below that the table scrolls."""
LEAST_SHARED = 60
"""Each of the columns that share the room has at least this much."""
AIR = 18
"""What a column is wider than its longest text."""


def shared(needs: Sequence[int], room: int, least: int) -> list[int]:
    """Widths in pixels of columns that share so much room, none less than ``least``.

    No column has more than it needs while another has less; what nobody needs goes to all alike.
    """
    widths, left = [0] * len(needs), room
    for done, at in enumerate(sorted(range(len(needs)), key=lambda one: needs[one])):
        part = left // (len(needs) - done)
        widths[at] = max(min(needs[at], part), least)
        left -= widths[at]
    if left > 0 and needs:
        each, more = divmod(left, len(needs))
        widths = [width + each + (at < more) for at, width in enumerate(widths)]
    return widths


class SharedColumns(QObject):
    """Lets the columns with the long texts of a table share the room that the others leave."""

    def __init__(
        self, table: QTableView, columns: Sequence[int], least: int = LEAST_SHARED
    ) -> None:
        super().__init__(table)
        self._table = table
        self._columns = tuple(columns)
        self._least = least
        self._needs = [least for _ in columns]
        self._fitting = False
        head = table.horizontalHeader()
        for column in columns:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        head.geometriesChanged.connect(self._fit)
        self.measure()

    def measure(self) -> None:
        """Look what the texts that stand there now need."""
        head = self._table.horizontalHeader()
        self._needs = [
            max(self._table.sizeHintForColumn(column) + AIR, head.sectionSizeHint(column))
            for column in self._columns
        ]
        self._fit()

    def _fit(self) -> None:
        head = self._table.horizontalHeader()
        others = head.length() - sum(head.sectionSize(column) for column in self._columns)
        room = self._table.viewport().width() - others
        if self._fitting:
            return
        self._fitting = True
        for column, width in zip(
            self._columns, shared(self._needs, room, self._least), strict=True
        ):
            head.resizeSection(column, width)
        self._fitting = False


class WideColumn(QObject):
    """Lets one column of a table take the room that the others leave, but never too little."""

    def __init__(self, table: QTableView, column: int) -> None:
        super().__init__(table)
        self._table = table
        self._column = column
        self._fitting = False
        head = table.horizontalHeader()
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        head.geometriesChanged.connect(self.fit)
        head.sectionResized.connect(self._resized)
        self.fit()

    def fit(self) -> None:
        """Give it what is left."""
        head = self._table.horizontalHeader()
        others = head.length() - head.sectionSize(self._column)
        wanted = max(self._table.viewport().width() - others, LEAST_WIDE)
        if not self._fitting and wanted != head.sectionSize(self._column):
            self._fitting = True
            head.resizeSection(self._column, wanted)
            self._fitting = False

    def _resized(self, column: int) -> None:
        if column != self._column:
            self.fit()


FIGURES = frozenset(
    {
        *("年初预算数", "全年预算数", "全年执行数", "执行率", "总分", "得分"),
        *("错误", "提醒", "待填", "份数", "大小", "未回答的措施", "给分", "建议分"),
    }
)
"""The columns whose figures are compared from line to line."""
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def side(head: str) -> Qt.AlignmentFlag:
    """On which side the texts of a column stand: figures end below each other."""
    if head in FIGURES:
        return Qt.AlignmentFlag.AlignRight | MIDDLE
    return (
        Qt.AlignmentFlag.AlignHCenter if head == "等级" else Qt.AlignmentFlag.AlignLeft
    ) | MIDDLE


class Listing(QTableWidget):
    """A table of lines that says so where it has none."""

    def __init__(self, heads: Sequence[str], nothing: str) -> None:
        super().__init__(0, len(heads))
        self.nothing = nothing
        for column, head in enumerate(heads):
            item = QTableWidgetItem(head)
            item.setTextAlignment(side(head))
            self.setHorizontalHeaderItem(column, item)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rowCount() == 0 and self.nothing:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.nothing)
            painter.end()


def listing(name: str, heads: Sequence[str], *, chosen: bool = True, nothing: str = "") -> Listing:
    """An empty table under the name that is read out.

    ``chosen``: one line can be marked; ``nothing``: what stands there while it is empty.
    """
    table = Listing(heads, nothing)
    table.setAccessibleName(name)
    in_lines(table, chosen=chosen)
    return table


def in_lines(table: QTableView, *, chosen: bool = True) -> None:
    """Make whole lines of a table, one of which can be marked (``chosen``)."""
    table.setProperty("lines", True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    mode = QAbstractItemView.SelectionMode
    table.setSelectionMode(mode.SingleSelection if chosen else mode.NoSelection)
    table.setTabKeyNavigation(False)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def fill(table: QTableWidget, lines: Sequence[Sequence[str]], *, wide: int | None = None) -> None:
    """Show these lines; the column ``wide`` takes the room that is left."""
    table.setRowCount(len(lines))
    heads = [table.horizontalHeaderItem(column) for column in range(table.columnCount())]
    sides = [side(head.text()) if head is not None else side("") for head in heads]
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            item = QTableWidgetItem(text)
            item.setToolTip(tip(text))
            item.setTextAlignment(sides[column])
            table.setItem(row, column, item)
    table.scrollToTop()
    table.resizeColumnsToContents()
    for column in range(table.columnCount()):
        table.setColumnWidth(column, table.columnWidth(column) + AIR)
    if wide is not None:
        known = table.findChild(WideColumn)
        known.fit() if known is not None else WideColumn(table, wide)
