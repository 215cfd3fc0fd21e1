"""The table of 年度汇总: thousands of lines of text, the last one the sums."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView

from core.years.line_order import ordered
from ui.fitted_columns import AIR, FittedColumns
from ui.plain import tip
from ui.tables import height_of, in_lines, side, sort_by_heads

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LEAST_LINES = 3
"""Two projects and the sums: so much is seen on the smallest screen, where the dialog scrolls."""
LOOKED_AT = 40
"""Lines whose look decides how wide a column is; of the others only the longest text counts."""


class LinesModel(QAbstractTableModel):
    """Lines of text below their heads; nothing is made of a line before it is looked at."""

    def __init__(self, heads: Sequence[str], bold: QFont, parent: QObject | None = None) -> None:
        """``bold``: how the last line is written."""
        super().__init__(parent)
        self._heads, self._bold = tuple(heads), bold
        self.lines: Sequence[Sequence[str]] = ()
        self.places: Sequence[int] = ()
        """Which line stands in which row."""

    def show(self, lines: Sequence[Sequence[str]]) -> None:
        """Show these instead, as they come."""
        self.beginResetModel()
        self.lines = lines
        self.places = range(len(lines))
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; by none (-1): as they come, which is how they are printed."""
        descending = order == Qt.SortOrder.DescendingOrder
        self.beginResetModel()
        self.places = (
            range(len(self.lines))
            if column < 0
            else ordered(self.lines, column, descending=descending)
        )
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return side(self._heads[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines[self.places[row]][column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.lines[self.places[row]][column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side(self._heads[column])
        if role == Qt.ItemDataRole.FontRole and row == len(self.lines) - 1:
            return self._bold
        return None


class SummaryTable(QTableView):
    """Whole lines, one of which can be marked; says so where it has none."""

    def __init__(
        self,
        name: str,
        heads: Sequence[str],
        wide: int,
        spare: Sequence[int],
        nothing: str,
        numbering: int | None = None,
    ) -> None:
        """``wide`` takes the room that is left, ``spare`` give way, as in ``FittedColumns``.

        So does ``numbering``.
        """
        super().__init__()
        self._nothing = nothing
        self.setAccessibleName(name)
        bold = QFont(self.font())
        bold.setBold(True)
        self._lines = LinesModel(heads, bold, self)
        self.setModel(self._lines)
        in_lines(self)
        self._columns = FittedColumns(self, (wide,), spare, numbering=numbering)
        sort_by_heads(self)
        self.horizontalHeader().sortIndicatorChanged.connect(self._columns.show_head)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setResizeContentsPrecision(LOOKED_AT)

    def line_at(self, row: int) -> int:
        """Which of the lines that were given stands in this row; -1 where none does."""
        places = self._lines.places
        return places[row] if 0 <= row < len(places) else -1

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), height_of(self, LEAST_LINES))

    def show_lines(
        self,
        lines: Sequence[Sequence[str]],
        tight: Collection[int],
        widest: Mapping[int, int],
    ) -> None:
        """Show these; columns in ``tight`` get no air.

        Those in ``widest`` have no more than that, but for what no other needs.
        """
        self._lines.show(lines)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.scrollToTop()
        needs: dict[int, int] = {}
        head = self.horizontalHeader()
        with self._columns.measured_anew():
            head.setSortIndicatorShown(False)  # only the column that is sorted by has the arrow
            self.resizeColumnsToContents()
            head.setSortIndicatorShown(True)
            for column in range(self._lines.columnCount()):
                if self.isColumnHidden(column):
                    continue
                texts = [line[column] for line in lines]
                rows = {texts.index(max(texts, key=len)), len(texts) - 1} if texts else set()
                hints = (self.sizeHintForIndex(self._lines.index(row, column)) for row in rows)
                needed = max((hint.width() for hint in hints), default=0)
                air = 0 if column in tight else AIR
                # Air is not what a text needs.
                needs[column] = max(self.columnWidth(column), needed)
                width = needs[column] + air
                self.setColumnWidth(column, min(width, widest.get(column, width)))
        self._columns.let_grow(needs)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._lines.lines:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._nothing)
            painter.end()
