"""What was understood of a form, one text a line, the doubtful ones first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from core.filling.reviewing import Reviewed
from core.quoting import one_line
from ui.plain import tip
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
HEADS = ("栏目", "读到的内容", "存疑")
NAME, TEXT, DOUBT = range(3)
NOWHERE = QModelIndex()


class ReviewModel(QAbstractTableModel):
    """The lines of one form; they are corrected in the editor below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.form: Reviewed | None = None

    def show(self, form: Reviewed | None) -> None:
        """Another form, or none."""
        self.beginResetModel()
        self.form = form
        self.endResetModel()

    def renew(self, row: int) -> None:
        """A line was looked at or corrected."""
        self.dataChanged.emit(self.index(row, NAME), self.index(row, DOUBT))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.form is None else len(self.form.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        if way == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401  (Qt's)
        if self.form is None:
            return None
        row = index.row()
        line = self.form.lines[row]
        if role == Role.DisplayRole:
            seen = "看过" if self.form.is_seen(row) else "存疑"
            state = seen if line.doubt else ""
            if self.form.text_of(row) != line.text:
                state = "已改"
            text = (line.name, self.form.text_of(row), state)[index.column()]
            return one_line(text)
        if role == Role.ToolTipRole:
            return tip("\n".join(filter(None, (line.name, self.form.text_of(row), line.doubt))))
        if role == Role.BackgroundRole and line.doubt and not self.form.is_seen(row):
            return QColor(self._theme.reason_wash)
        if role == Role.ForegroundRole and index.column() == NAME:
            return QColor(self._theme.ink_2)
        return None
