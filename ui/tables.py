"""Plain tables in dialogs: lines of text to read and choose from, nothing to edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem


def listing(heads: Sequence[str], *, chosen: bool = True) -> QTableWidget:
    """An empty table; ``chosen``: one line can be marked."""
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(heads)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    mode = QAbstractItemView.SelectionMode
    table.setSelectionMode(mode.SingleSelection if chosen else mode.NoSelection)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setHighlightSections(False)
    return table


def fill(table: QTableWidget, lines: Sequence[Sequence[str]], *, wide: int | None = None) -> None:
    """Show these lines; the column ``wide`` takes the room that is left."""
    table.setRowCount(len(lines))
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)
    table.resizeColumnsToContents()
    if wide is not None:
        table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
