"""更正: a new draft that is linked to a final form, and the reason that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.archive.records import Stage
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from ui.archive.filing import Filing
from ui.archive.naming import open_with_name
from ui.feature import Feature, Parts

if TYPE_CHECKING:
    from ui.archive.reason_dialog import ReasonDialog

REASON = Path(ROOT, "correction_reason")
TITLE = "更正"
KEPT_WHERE = "原因列在历次版本和修改单上，不印在自评表上。"


class Correcting(Feature):
    """Begins the correction of a final form, or goes on with the one that was begun."""

    def __init__(self, parts: Parts, filing: Filing, window: QWidget) -> None:
        super().__init__(parts, window)
        self._filing = filing

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"correct": self.correct}

    def correct(self) -> None:
        """Ask why, then go on in a new draft; of a correction's own draft ask for its reason."""
        number, opened = self._open_form.id, self._open_form
        if number is None:
            return
        if opened.stage is Stage.DRAFT and opened.corrected is not None:
            self._ask_for_its_reason("保存", lambda: self.message.emit("已记下更正原因", None))
            return
        begun = self._ask(lambda archive: (archive.correction_of(number),))
        if begun is None:
            return
        if begun[0] is not None:
            self._go_on(begun[0], "接着改已有的更正")
            return
        if opened.stage is Stage.DRAFT:
            self.begin_anew("")  # the archive says why there is nothing to correct
            return
        dialog = self._dialog(
            f"另起一份草稿，内容照抄定稿 {opened.final_number}，在上面修改后另行定稿；"
            "原定稿和签章扫描件保持不变。纸面的页脚、文件名和档案总览会注明是哪一份定稿的更正。\n"
            f"请写明为什么要更正。{KEPT_WHERE}",
            "另起更正",
        )
        self._ask_in(dialog, lambda: self.begin_anew(dialog.written))

    def begin_anew(self, reason: str) -> None:
        """A new draft with the words of the final form."""
        number = self._open_form.id
        new = None if number is None else self._ask(lambda archive: archive.correct(number, reason))
        if new is not None:
            self.list_changed.emit()
            self._go_on(new, "已另起一份更正，原定稿保持不变")

    def with_reason(self, then: Callable[[], object]) -> None:
        """Do it once a correction has its reason: one of an older program has none yet."""
        if self._open_form.corrected is None or self._document.evaluation.correction_reason.strip():
            then()
            return
        self._ask_for_its_reason("继续定稿", then)

    def _ask_for_its_reason(self, accept: str, then: Callable[[], object]) -> None:
        told = f"这是定稿 {self._open_form.corrected} 的更正，请写明更正的原因。{KEPT_WHERE}"
        dialog = self._dialog(" ".join(told.split()), accept)
        dialog.reason.setPlainText(self._document.evaluation.correction_reason)

        def keep() -> None:
            self._document.edit(SetField(REASON, dialog.written))
            then()

        self._ask_in(dialog, keep)

    def _dialog(self, told: str, accept: str) -> ReasonDialog:
        from ui.archive.reason_dialog import ReasonDialog

        dialog = ReasonDialog(TITLE, told, accept, self._window, asked="更正原因")
        dialog.reason.setPlaceholderText("哪里错了，怎么发现的，依据什么（必填）")
        dialog.update_buttons()
        dialog.reason.setFocus()
        return dialog

    def _ask_in(self, dialog: ReasonDialog, then: Callable[[], object]) -> None:
        dialog.accepted.connect(then)
        open_with_name(self._settings, self._shelf, self._window, dialog)

    def _go_on(self, number: int, words: str) -> None:
        if self._filing.open(number):
            self.message.emit(words, None)
