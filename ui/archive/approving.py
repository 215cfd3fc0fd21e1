"""指标已批复: locking what is approved, and 年中调整, which changes it with a written reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from core.filling import approval
from core.model.edits import Edit, Together, describe
from ui.archive.naming import open_with_name
from ui.feature import Feature

if TYPE_CHECKING:
    from ui.archive.approval_dialogs import ApproveDialog, RevokeDialog

NO_ROW = "先选中要调整的一行指标（或一级、二级指标的名称），再用“年中调整”"
NOT_APPROVED = "指标还没有批复，名称、指标值和分值可以直接改；批复后用“指标批复”锁定"


class Approving(Feature):
    """Locks, unlocks and adjusts the open form."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"approve": self.ask_approval, "adjust": self.adjust}

    def ask_approval(self) -> None:
        """Lock the indicators as approved; of a locked form take the lock away, with a reason."""
        from ui.archive.approval_dialogs import ApproveDialog, RevokeDialog

        form = self._document.evaluation
        dialog: ApproveDialog | RevokeDialog
        if approval.is_approved(form):
            dialog = RevokeDialog(form, self._window)
        else:
            dialog = ApproveDialog(self._window)
        dialog.accepted.connect(lambda: self._do(dialog.edit(self._document.evaluation)))
        open_with_name(self._settings, self._shelf, self._window, dialog)

    def adjust(self) -> None:
        """年中调整 of the row in hand."""
        from ui.archive.approval_dialogs import AdjustDialog

        form, cursor = self._document.evaluation, self._document.cursor
        if not approval.is_approved(form):
            self.message.emit(NOT_APPROVED, None)
            return
        fields = [] if cursor is None else list(approval.adjusted_fields(form, cursor.node))
        if not fields:
            self.message.emit(NO_ROW, None)
            return
        dialog = AdjustDialog(fields, self._window)
        dialog.accepted.connect(lambda: self._do(dialog.edit(self._document.evaluation)))
        open_with_name(self._settings, self._shelf, self._window, dialog)

    def _do(self, edit: Edit | None) -> None:
        if edit is not None and self._document.edit(edit):
            words = approval.approved_in_words(self._document.evaluation)
            locked = approval.is_approved(self._document.evaluation)
            told = f"{words}；名称、指标值和分值已锁定" if locked else "已撤销批复，可以直接修改"
            if isinstance(edit, Together) and edit.name == approval.ADJUST:
                told = "已调整，原因记在修改单上"
            self.message.emit(told, self._document.way_back())

    def say_locked(self, sentence: str, edit: Edit | None) -> None:
        """An edit was refused: offer to do it with its reason."""
        ask = self.adjust if edit is None else partial(self.explain, edit)
        self.message.emit(sentence, ("年中调整…", ask))

    def explain(self, refused: Edit) -> None:
        """Do what was refused (a paste, a row that goes, an earlier version), with its reason."""
        from ui.archive.approval_dialogs import ExplainDialog

        form = self._document.evaluation
        dialog = ExplainDialog(refused, describe(form, refused), self._window)

        def do() -> None:
            if self._document.evaluation is form:  # it was meant for the form as it was
                self._do(dialog.edit(form))

        dialog.accepted.connect(do)
        open_with_name(self._settings, self._shelf, self._window, dialog)
