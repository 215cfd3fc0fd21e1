"""The problems of the open form as a list for Qt, all of them or one severity."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.checks.problem import Problem, Severity
from core.model.path import Path
from ui.afterwards import Afterwards
from ui.document import Change, Document

Index = QModelIndex | QPersistentModelIndex
PROBLEM = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()
SIGNS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


class ProblemModel(QAbstractListModel):
    """Problems in form order. Only the rows that differ come and go, so a view keeps its place."""

    followed = Signal(object)
    """The list is that of the present form; with the last ``Change`` that led there."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._severity: Severity | None = None
        self.problems: tuple[Problem, ...] = document.assessment.problems
        self._afterwards = Afterwards(document, self._follow, self)

    def catch_up(self) -> None:
        """Follow now what is typed; comes before the clerk asks for a problem."""
        self._afterwards.catch_up()

    @property
    def severity(self) -> Severity | None:
        """The severity that is shown; ``None`` for both."""
        return self._severity

    def show_only(self, severity: Severity | None) -> None:
        """Show one severity, or all."""
        self.catch_up()
        self._severity = severity
        self._replace(self._wanted())

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.problems)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.problems):
            return None
        problem = self.problems[index.row()]
        if role == PROBLEM:
            return problem
        sign = SIGNS[problem.severity]
        whole = f"{sign}：{problem.title}。{problem.message}。{problem.remedy}"
        return whole if role in (Qt.ItemDataRole.DisplayRole, _ACCESSIBLE) else None

    def row_for(self, path: Path | None) -> int | None:
        """The first problem of a field, else the first of its row, else nothing."""
        if path is None:
            return None
        rows = range(len(self.problems))
        exact = next((row for row in rows if self.problems[row].path == path), None)
        if exact is not None or not path.node:
            return exact
        return next((row for row in rows if self.problems[row].path.node == path.node), None)

    def _wanted(self) -> tuple[Problem, ...]:
        found = self._document.assessment.problems
        if self._severity is None:
            return found
        return tuple(problem for problem in found if problem.severity == self._severity)

    def _follow(self, change: Change) -> None:
        self._replace(self._wanted())
        self.followed.emit(change)

    def _replace(self, new: tuple[Problem, ...]) -> None:
        old = self.problems
        if new == old:
            return
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        gone, come = len(old) - head - tail, len(new) - head - tail
        if gone == come:  # the same problems with other figures in their sentences
            self.problems = new
            self.dataChanged.emit(self.index(head), self.index(head + gone - 1))
            return
        if gone:
            self.beginRemoveRows(NOWHERE, head, head + gone - 1)
            self.problems = (*old[:head], *old[head + gone :])
            self.endRemoveRows()
        if come:
            self.beginInsertRows(NOWHERE, head, head + come - 1)
            self.problems = new
            self.endInsertRows()


_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def _alike(one: Sequence[Problem], other: Sequence[Problem]) -> int:
    """How many of the first problems are the same in both."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
