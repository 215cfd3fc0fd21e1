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
AIR = 18
"""What a column is wider than its longest text."""


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
        *("错误", "提醒", "待填", "份数", "大小", "未回答的措施"),
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
