"""Tables to read and choose from, nothing to edit: one look for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
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
AIR = 18
"""What a column is wider than its longest text."""


def listing(heads: Sequence[str], *, chosen: bool = True) -> QTableWidget:
    """An empty table; ``chosen``: one line can be marked."""
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(heads)
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
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            item = QTableWidgetItem(text)
            item.setToolTip(tip(text))
            table.setItem(row, column, item)
    table.resizeColumnsToContents()
    for column in range(table.columnCount()):
        table.setColumnWidth(column, table.columnWidth(column) + AIR)
    if wide is not None:
        table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
