"""Tables to read and choose from, nothing to edit: one look for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
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


def listing(name: str, heads: Sequence[str], *, chosen: bool = True) -> QTableWidget:
    """An empty table under the name that is read out; ``chosen``: one line can be marked."""
    table = QTableWidget(0, len(heads))
    table.setAccessibleName(name)
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
    table.scrollToTop()
    table.resizeColumnsToContents()
    for column in range(table.columnCount()):
        table.setColumnWidth(column, table.columnWidth(column) + AIR)
    if wide is not None:
        known = table.findChild(WideColumn)
        known.fit() if known is not None else WideColumn(table, wide)
