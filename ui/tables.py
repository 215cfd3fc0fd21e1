"""Tables to read and choose from, nothing to edit: one look for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from ui.fitted_columns import AIR, LEAST_WIDE, FittedColumns
from ui.marked_row import MarkedRow
from ui.plain import tip

ROW = 32
"""Height of a line in pixels."""


FIGURES = frozenset(
    {
        *("年初预算数", "全年预算数", "全年执行数", "执行率", "总分", "得分"),
        *("错误", "提醒", "待填", "份数", "大小", "未回答的措施", "给分", "建议分"),
    }
)
"""The columns whose figures are compared from line to line."""
FILES = frozenset({"文件名称", "位置"})
"""The columns of files and folders: their kind and what tells them apart stand at the end."""
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def side(head: str) -> Qt.AlignmentFlag:
    """On which side the texts of a column stand: figures end below each other."""
    if head in FIGURES:
        return Qt.AlignmentFlag.AlignRight | MIDDLE
    return (
        Qt.AlignmentFlag.AlignHCenter if head == "等级" else Qt.AlignmentFlag.AlignLeft
    ) | MIDDLE


FEW, MANY = 4, 12
"""A list asks for room for so many lines at least and at most."""
LEAST_LINES = 2
"""So many of its lines are seen in the least room."""


def height_of(table: QTableView, lines: int) -> int:
    """How high a table is, in pixels, that shows its heads and so many whole lines."""
    return table.horizontalHeader().sizeHint().height() + lines * ROW + 2 * table.frameWidth()


class Listing(QTableWidget):
    """A table of lines that says so where it has none."""

    def __init__(self, heads: Sequence[str], nothing: str) -> None:
        super().__init__(0, len(heads))
        self.nothing = nothing
        for column, head in enumerate(heads):
            item = QTableWidgetItem(head)
            item.setTextAlignment(side(head))
            self.setHorizontalHeaderItem(column, item)
        if FILES & set(heads):
            self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def sizeHint(self) -> QSize:
        """As high as its lines, of which a dialog need not show more than a dozen."""
        lines = min(max(self.rowCount(), FEW), MANY)
        return QSize(super().sizeHint().width(), height_of(self, lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), height_of(self, LEAST_LINES))

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
    MarkedRow(table)
    table.setTabKeyNavigation(False)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setSectionsClickable(False)  # else they look as if a click did something
    head.setTextElideMode(Qt.TextElideMode.ElideRight)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def sort_by_heads(table: QTableView) -> None:
    """Let a click on a head sort by it, the next one downwards, the third leave it as it came."""
    head = table.horizontalHeader()
    head.setSectionsClickable(True)
    head.setSortIndicatorClearable(True)
    head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)


def fill(
    table: QTableWidget,
    lines: Sequence[Sequence[str]],
    *,
    wide: int | Sequence[int] | None = None,
    spare: Sequence[int] = (),
    least: int = LEAST_WIDE,
) -> None:
    """Show these lines; ``wide``, ``spare`` and ``least`` as in ``FittedColumns``."""
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
    if wide is None:
        _measure(table)
        return
    known = table.findChild(FittedColumns)
    if known is None:
        _measure(table)
        FittedColumns(table, (wide,) if isinstance(wide, int) else wide, spare, least)
    else:
        with known.measured_anew():
            _measure(table)


def _measure(table: QTableWidget) -> None:
    """Give each column the width of its contents, and some air."""
    table.resizeColumnsToContents()
    for column in range(table.columnCount()):
        if not table.isColumnHidden(column):
            table.setColumnWidth(column, table.columnWidth(column) + AIR)
