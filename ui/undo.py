"""The undo stack of the program: puts snapshots back, and tells actions what they would do.

Qt's own stack cannot make one step of several afterwards, which the end of a visit to a cell asks
for (``core.filling.history``).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.assessment import Assessment
from core.filling.history import History, Step
from core.model.evaluation import Evaluation
from core.model.path import Path

Snapshot = tuple[Evaluation, Assessment]
UNDO_LIMIT = 2000


class UndoStack(QObject):
    """``show`` puts a snapshot in place: with the step, and whether it is one of ``visit``."""

    canUndoChanged = Signal(bool)
    canRedoChanged = Signal(bool)
    undoTextChanged = Signal(str)
    redoTextChanged = Signal(str)

    def __init__(
        self, show: Callable[[Snapshot, Path | None, bool], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._history: History[Snapshot] = History(UNDO_LIMIT)
        self._visit = 0
        self._told = (False, False, "", "")

    @property
    def visit(self) -> int:
        """The number of the visit that is under way."""
        return self._visit

    def push(self, step: Step[Snapshot]) -> None:
        """Take in a step that has been done."""
        self._history.push(step)
        self._tell()

    def undo(self) -> None:
        """Go one step back."""
        step = self._history.undo()
        if step is not None:
            self._show(step.before, _cursor(step), self._is_typing(step))
            self._tell()

    def redo(self) -> None:
        """Go one step forth."""
        step = self._history.redo()
        if step is not None:
            self._show(step.after, _cursor(step), self._is_typing(step))
            self._tell()

    def end_visit(self) -> None:
        """What was typed is one step from now on, and what is typed next another."""
        self._history.end_visit(self._visit)
        self._visit += 1
        self._tell()

    def give_back(self) -> bool:
        """Undo what was typed in this visit, so that not even a step to redo is left of it.

        Whether it was so long that it can be redone all the same.
        """
        step = self._history.take_back(self._visit)
        if step is not None:
            self._show(step.before, _cursor(step), False)
        self._tell()
        left = self._history.next
        return step is not None and left is not None and left.visit == step.visit

    def clear(self) -> None:
        self._history.clear()
        self._tell()

    def count(self) -> int:
        return len(self._history)

    def index(self) -> int:
        """How many steps can be undone."""
        return self._history.index

    def canUndo(self) -> bool:
        return self._history.last is not None

    def canRedo(self) -> bool:
        return self._history.next is not None

    def undoText(self) -> str:
        """The name of the step that would be undone."""
        return _name(self._history.last)

    def redoText(self) -> str:
        """The name of the step that would be redone."""
        return _name(self._history.next)

    def _is_typing(self, step: Step[Snapshot]) -> bool:
        return step.visit is not None and step.visit[0] == self._visit

    def _tell(self) -> None:
        new = (self.canUndo(), self.canRedo(), self.undoText(), self.redoText())
        old, self._told = self._told, new
        signals = (
            *(self.canUndoChanged, self.canRedoChanged),
            *(self.undoTextChanged, self.redoTextChanged),
        )
        for signal, was, now in zip(signals, old, new, strict=True):
            if was != now:
                signal.emit(now)


def _cursor(step: Step[Snapshot]) -> Path | None:
    return step.cursor if isinstance(step.cursor, Path) else None


def _name(step: Step[Snapshot] | None) -> str:
    return "" if step is None else step.name
