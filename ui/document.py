"""The open evaluation: its value, its undo stack, its assessment. The only place that edits."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from core.assessment import Assessment
from core.checks.calm import Calm, block_of
from core.filling.approval import breach
from core.filling.history import Step
from core.filling.revision import LockedError, revise
from core.filling.typing_steps import Stroke, stroke
from core.model.edits import Edit, SetField, apply, describe
from core.model.evaluation import Evaluation
from core.model.path import Path, read
from core.scoring.profile import RuleProfile
from core.scoring.profile_file import profile_for
from core.years.last_year import LastForm, assess_beside
from ui.undo import Snapshot, UndoStack
from ui.update_queue import UpdateQueue


class Change(Struct, frozen=True):
    """One change of the document. ``origin`` is the view that made it (``None`` for undo).

    ``loaded`` says that another evaluation was put in place of the old one, ``again`` that it is
    the same form, read anew (the ids of its rows may be others); ``cursor`` where the
    clerk stood when the step was made that is now undone or redone; ``typing`` that it is one of
    the cell that is still open.
    """

    before: Evaluation
    after: Evaluation
    assessment: Assessment
    origin: object = None
    loaded: bool = False
    again: bool = False
    cursor: Path | None = None
    typing: bool = False


class Document(QObject):
    """One open evaluation. Views read it, call ``edit`` and listen to ``changed``."""

    changed = Signal(object)
    """Emitted with a ``Change`` after every change, exactly once."""

    refused = Signal(str)
    """An edit was asked for while the document is closed to edits; the sentence says why."""
    closed_changed = Signal()
    locked = Signal(str, object)
    """An edit was asked for of what is approved; the sentence says why it was not done.

    With the ``Edit``, which can be done with a written reason; ``None``: a cell was not opened.
    """

    clock = staticmethod(monotonic)
    """Seconds: a pause in typing begins another step."""

    problems_changed = Signal(object)
    """The same problems are told otherwise now (a check was asked for, a block left); with a
    ``Change`` from the form to itself.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        profile: RuleProfile,
        closed: str = "",
        last: LastForm | None = None,
    ) -> None:
        """Show an evaluation from the beginning; the rest as for ``load``."""
        super().__init__()
        self._own = (evaluation.profile, profile)
        self.last = last
        """Last year's form of the same project, where the archive has it."""
        self._cursor: Path | None = None
        self._calm = Calm()
        self.evaluation = evaluation
        self._begin_calmly(self.assess(evaluation))
        self.undo_stack = UndoStack(self._put_back, self)
        self.updates = UpdateQueue(self)
        """Of views that follow a change or a step a moment later."""
        self._closed = closed

    @property
    def closed(self) -> str:
        """Why nothing can be changed (定稿, 只读), as a sentence for the clerk; else nothing."""
        return self._closed

    def close_to_edits(self, reason: str) -> None:
        """Refuse edits from now on, for this reason; ``""`` takes them again."""
        if reason != self._closed:
            self._closed = reason
            self.closed_changed.emit()

    @property
    def cursor(self) -> Path | None:
        """The field where the clerk stands; kept with each step, so that undo leads back there."""
        return self._cursor

    @cursor.setter
    def cursor(self, path: Path | None) -> None:
        self._cursor = path
        block = block_of(self.evaluation, path)
        if block is not self._calm.block:
            self._retell(self._calm.moved(block, self.found.problems))

    def check(self) -> None:
        """检查 was asked for: what is still to be filled in is told as an error from now on."""
        self._retell(self._calm.asked(self.found.problems))

    @property
    def profile(self) -> RuleProfile:
        """The rules by which the evaluation is scored as it is now."""
        return self._rules(self.evaluation)

    def edit(self, edit: Edit, *, origin: object = None) -> bool:
        """Do one act of the clerk; ``False`` when it changes nothing, or may not."""
        before: Snapshot = (self.evaluation, self.found)
        try:
            after = revise(*before, edit, self.assess)
        except LockedError as error:
            if self._closed:
                self.refused.emit(self._closed)
            else:
                self.locked.emit(str(error), edit)
            return False
        if after[0] is before[0]:
            return False
        if self._closed:
            self.refused.emit(self._closed)
            return False
        path = edit.path if isinstance(edit, SetField) else None
        typed = path if origin is not None else None
        step = Step(
            describe(before[0], edit),
            before,
            after,
            cursor=path or self.cursor,
            visit=None if typed is None else (self.undo_stack.visit, typed),
            stroke=None if typed is None else self._stroke(before[0], after[0], typed),
        )
        self.undo_stack.push(step)
        self._show(after, Change(before[0], after[0], self.assessment, origin))
        return True

    def refuses(self, edit: Edit) -> bool:
        """Whether an edit may not be done; it is then said why.

        Asked by whoever tells what was done: ``edit`` is also ``False`` for what stands there
        already, which is as the clerk wanted it.
        """
        after = apply(self.evaluation, edit)
        if after is self.evaluation:
            return False
        if self._closed:
            self.refused.emit(self._closed)
        elif why := breach(self.evaluation, after):
            self.locked.emit(why, edit)
        else:
            return False
        return True

    def way_back(self) -> tuple[str, Callable[[], object]]:
        """A button that undoes the step just made, as long as nothing was done since."""
        after = self.evaluation

        def undo() -> None:
            if self.evaluation is after:
                self.undo_stack.undo()

        return "撤销", undo

    def end_visit(self) -> None:
        """The clerk left the cell: keys typed from now on make a new undo step."""
        self.undo_stack.end_visit()

    def _stroke(self, before: Evaluation, after: Evaluation, path: Path) -> Stroke:
        return stroke(read(before, path), read(after, path), self.clock())

    def load(
        self,
        evaluation: Evaluation,
        profile: RuleProfile,
        closed: str = "",
        last: LastForm | None = None,
        *,
        again: bool = False,
    ) -> None:
        """Put another evaluation in place of this one; its history starts anew.

        ``closed`` as for ``close_to_edits``; ``last``: last year's form of the same project.
        ``again``: it is the same form, in which who looks at it stays where they are.
        ``profile``: what the name in the form means for it, which an archived form may have kept.
        """
        before = self.evaluation
        self.undo_stack.clear()
        self.end_visit()
        self._own = (evaluation.profile, profile)
        self.last = last
        self.evaluation = evaluation
        self._begin_calmly(self.assess(evaluation))
        self.close_to_edits(closed)
        change = Change(before, evaluation, self.assessment, loaded=True, again=again)
        self.changed.emit(change)

    def assess(self, evaluation: Evaluation) -> Assessment:
        """What would be found in a form here: by the rules of this one, beside its last year."""
        return assess_beside(evaluation, self._rules(evaluation), self.last)

    def _rules(self, evaluation: Evaluation) -> RuleProfile:
        """A function of the snapshot alone, so that undo and redo bring the rules with it."""
        name, own = self._own
        return own if evaluation.profile == name else profile_for(evaluation.profile)

    def _put_back(self, snapshot: Snapshot, cursor: Path | None, typing: bool) -> None:
        before, after = self.evaluation, snapshot[0]
        change = Change(before, after, self.assessment, cursor=cursor, typing=typing)
        self._show(snapshot, change)

    def _show(self, snapshot: Snapshot, change: Change) -> None:
        self.evaluation, self.found = snapshot
        self._calm = self._calm.edited(self.found.problems)
        self.assessment = self._told_calmly()
        self.changed.emit(replace(change, assessment=self.assessment))

    def _begin_calmly(self, found: Assessment) -> None:
        """Sums that are wrong in a form as it is opened are told; what is half written waits."""
        self.found = found
        """What the rules find, whatever the clerk is doing."""
        self._calm = Calm.opened(self.evaluation, found.problems)
        self.assessment = self._told_calmly()
        """What was found as the clerk is told: some of it neutrally (``core.checks.calm``)."""

    def _told_calmly(self) -> Assessment:
        problems = self._calm.told_calmly(self.found.problems)
        calm = any(one.pending for one in problems)
        return replace(self.found, problems=problems) if calm else self.found

    def _retell(self, calm: Calm) -> None:
        self._calm = calm
        before, self.assessment = self.assessment, self._told_calmly()
        if before.problems != self.assessment.problems:
            self.problems_changed.emit(Change(self.evaluation, self.evaluation, self.assessment))
