"""One visit of the clerk to a cell: from opening the editor to leaving it."""

from __future__ import annotations

from PySide6.QtGui import QUndoCommand

from core.model.path import Path
from ui.document import Document
from ui.undo import EditCommand


class Visit:
    """All keys of a visit are one undo step; Esc takes that step back and leaves no trace of it."""

    def __init__(self, document: Document, path: Path) -> None:
        document.end_visit()
        self._document = document
        self._path = path
        self._before = _visit_of(self._newest())

    def give_back(self) -> None:
        """Undo what this visit typed, so that not even a step to redo is left.

        Undoing the step brings back also what went with it, such as a printed total that the
        first key made untrue; setting the old text again would not.
        """
        stack = self._document.undo_stack
        undone = False
        while self._is_ours(self._newest()):
            stack.undo()
            undone = True
        if undone:
            stack.push(_Forgotten())

    def end(self) -> None:
        """What is typed from now on is another step."""
        self._document.end_visit()

    def _newest(self) -> QUndoCommand | None:
        stack = self._document.undo_stack
        return stack.command(stack.index() - 1) if stack.index() else None

    def _is_ours(self, command: QUndoCommand | None) -> bool:
        visit = _visit_of(command)
        return visit is not None and visit != self._before and visit[1] == self._path


class _Forgotten(QUndoCommand):
    """Pushing anything drops the steps that could be redone; this one does not stay either."""

    def __init__(self) -> None:
        super().__init__()
        self.setObsolete(True)


def _visit_of(command: QUndoCommand | None) -> tuple[int, Path] | None:
    return command.visit if isinstance(command, EditCommand) else None
