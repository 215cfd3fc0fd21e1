"""The one undo command of the program: it puts a snapshot back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from core.assessment import Assessment
from core.model.evaluation import Evaluation
from core.model.path import Path

Snapshot = tuple[Evaluation, Assessment]


class EditCommand(QUndoCommand):
    """Swaps two snapshots.

    Keys typed into one field within one visit (``visit``) merge into one step; a merged step that
    leads back to where it began makes itself obsolete.
    """

    def __init__(  # noqa: PLR0913
        self,
        name: str,
        before: Snapshot,
        after: Snapshot,
        show: Callable[[Snapshot, object], None],
        *,
        origin: object = None,
        visit: tuple[int, Path] | None = None,
    ) -> None:
        super().__init__(name)
        self.before = before
        self.after = after
        self.visit = visit
        self._origin = origin
        self._show = show

    def redo(self) -> None:  # noqa: D102
        self._show(self.after, self._origin)
        self._origin = None  # a later redo is nobody's typing

    def undo(self) -> None:  # noqa: D102
        self._show(self.before, None)

    def id(self) -> int:  # noqa: D102
        return 1 if self.visit is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: D102
        if not isinstance(other, EditCommand) or other.visit != self.visit:
            return False
        self.after = other.after
        if self.after[0] == self.before[0]:
            self.setObsolete(True)
        return True
