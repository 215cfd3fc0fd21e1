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
    leads back to where it began makes itself obsolete. ``cursor`` is the field where the clerk
    stood: undo and redo lead back there.
    """

    def __init__(  # noqa: PLR0913
        self,
        name: str,
        before: Snapshot,
        after: Snapshot,
        show: Callable[[Snapshot, object, Path | None], None],
        *,
        origin: object = None,
        visit: tuple[int, Path] | None = None,
        cursor: Path | None = None,
    ) -> None:
        super().__init__(name)
        self.before = before
        self.after = after
        self.visit = visit
        self.cursor = cursor
        self._origin = origin
        self._show = show
        self._fresh = True

    def redo(self) -> None:
        # The first redo is the edit itself: the view that made it knows where the clerk stands.
        self._show(self.after, self._origin, None if self._fresh else self.cursor)
        self._origin, self._fresh = None, False

    def undo(self) -> None:
        self._show(self.before, None, self.cursor)

    def id(self) -> int:
        return 1 if self.visit is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or other.visit != self.visit:
            return False
        self.after = other.after
        if self.after[0] == self.before[0]:
            self.setObsolete(True)
        return True
