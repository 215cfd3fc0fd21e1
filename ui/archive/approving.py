"""指标已批复: locking what is approved, and 年中调整, which changes it with a written reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from core.filling import approval
from core.model.edits import Edit, SetField, Together, describe
from core.model.evaluation import Evaluation
from core.model.path import Path
from ui.archive.naming import with_name
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout
from ui.feature import Feature, Parts
from ui.offering import offer
from ui.plain import PlainLabel

NO_ROW = "先选中要调整的一行指标（或一级、二级指标的名称），再用“年中调整”"
NOT_APPROVED = "指标还没有批复，名称、指标值和分值可以直接改；批复后用“指标批复”锁定"
PRIMARY = "primary"


class Approving(Feature):
    """Locks, unlocks and adjusts the open form."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self._document.locked.connect(self._say_locked)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"approve": self.ask_approval, "adjust": self.adjust}

    def ask_approval(self) -> None:
        """Lock the indicators as approved; of a locked form take the lock away, with a reason."""
        form = self._document.evaluation
        dialog: _Asking
        if approval.is_approved(form):
            dialog = RevokeDialog(form, self._window)
        else:
            dialog = ApproveDialog(self._window)
        dialog.accepted.connect(lambda: self._do(dialog.edit(self._document.evaluation)))
        with_name(self._settings, self._shelf, self._window, dialog.open)

    def adjust(self) -> None:
        """年中调整 of the row in hand."""
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
        with_name(self._settings, self._shelf, self._window, dialog.open)

    def _do(self, edit: Edit | None) -> None:
        if edit is not None and self._document.edit(edit):
            words = approval.approved_in_words(self._document.evaluation)
            locked = approval.is_approved(self._document.evaluation)
            told = f"{words}；名称、指标值和分值已锁定" if locked else "已撤销批复，可以直接修改"
            if isinstance(edit, Together) and edit.name == approval.ADJUST:
                told = "已调整，原因记在修改单上"
            self.message.emit(told, ("撤销", self._document.undo_stack.undo))

    def _say_locked(self, sentence: str, edit: Edit | None) -> None:
        ask = self.adjust if edit is None else partial(self.explain, edit)
        self.message.emit(sentence, ("年中调整…", ask))

    def explain(self, refused: Edit) -> None:
        """Do what was refused (a paste, a row that goes, an earlier version), with its reason."""
        form = self._document.evaluation
        dialog = ExplainDialog(refused, describe(form, refused), self._window)

        def do() -> None:
            if self._document.evaluation is form:  # it was meant for the form as it was
                self._do(dialog.edit(form))

        dialog.accepted.connect(do)
        with_name(self._settings, self._shelf, self._window, dialog.open)


class _Asking(Dialog):
    """A few lines and a reason; accepted only with what is needed."""

    chapter = "档案"

    def __init__(self, title: str, told: str, accept: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(520, 300)
        self.explanation = PlainLabel(told)
        self.explanation.setWordWrap(True)
        self.lines = QFormLayout()
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("调整说明")
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(60)
        self.buttons = accept_or_cancel(self, accept)
        layout = dialog_layout(self)
        layout.addWidget(self.explanation)
        layout.addLayout(self.lines)
        layout.addWidget(self.reason, 1)
        layout.addWidget(self.buttons)
        self.reason.textChanged.connect(self.update_buttons)

    def update_buttons(self) -> None:
        """Let it be accepted when all that is needed is written."""
        button = next(one for one in self.buttons.buttons() if one.objectName() == PRIMARY)
        offer(button, self.lacking)

    @property
    def lacking(self) -> str:
        """What is still to be written before it can be accepted."""
        return "" if approval.says_something(self.reason.toPlainText()) else "先写明原因"

    def edit(self, form: Evaluation) -> Edit | None:
        raise NotImplementedError


class ApproveDialog(_Asking):
    """The day of the approval."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            "指标批复",
            "批复后，指标的名称、指标值和分值锁定，不能直接改；"
            "年中确需改动的，用“年中调整”写明原因，修改单上会列出。结转到下一年时不锁定。",
            "锁定",
            parent,
        )
        self.resize(520, 200)
        self.day = QLineEdit(date.today().isoformat())  # noqa: DTZ011  (the clerk's day)
        self.day.setMaxLength(20)
        self.day.setAccessibleName("批复日期")
        self.lines.addRow("批复日期", self.day)
        self.reason.hide()
        self.update_buttons()
        self.day.setFocus()
        self.day.selectAll()

    @property
    def lacking(self) -> str:
        return ""

    def edit(self, form: Evaluation) -> Edit | None:
        del form
        return approval.approve(self.day.text())


class RevokeDialog(_Asking):
    """Why the lock goes."""

    def __init__(self, form: Evaluation, parent: QWidget) -> None:
        super().__init__(
            "撤销批复",
            f"{approval.approved_in_words(form)}。只改个别指标的，请用“年中调整”；"
            "要整张表解除锁定，请写明原因，修改单上会列出。",
            "撤销批复",
            parent,
        )
        self.reason.setPlaceholderText("撤销的原因")
        self.update_buttons()
        self.reason.setFocus()

    def edit(self, form: Evaluation) -> Edit | None:
        return approval.revoke(form, self.reason.toPlainText())


class ExplainDialog(_Asking):
    """Why something is done to approved rows."""

    def __init__(self, refused: Edit, name: str, parent: QWidget) -> None:
        super().__init__(
            approval.ADJUST,
            f"“{name}”会改动已批复的指标。写明原因就可以做；原来、现在和原因都会列在修改单上。",
            "调整",
            parent,
        )
        self._refused = refused
        self.reason.setPlaceholderText("调整说明：为什么改，依据什么（必填）")
        self.update_buttons()
        self.reason.setFocus()

    def edit(self, form: Evaluation) -> Edit | None:
        return approval.adjust(form, (self._refused,), self.reason.toPlainText())


class AdjustDialog(_Asking):
    """The approved fields of a row, and why they are changed."""

    def __init__(self, fields: list[tuple[Path, str, str]], parent: QWidget) -> None:
        self._fields: list[tuple[Path, str, QLineEdit]] = []
        super().__init__(
            approval.ADJUST,
            "改动已批复的指标。原来、现在和原因都会列在修改单上。",
            "调整",
            parent,
        )
        for path, label, text in fields:
            line = QLineEdit(" ".join(text.split()))
            line.setAccessibleName(label)
            line.textChanged.connect(self.update_buttons)
            self.lines.addRow(label, line)
            self._fields.append((path, line.text(), line))
        self.reason.setPlaceholderText("调整说明：为什么改，依据什么（必填）")
        self.update_buttons()
        self._fields[0][2].setFocus()

    @property
    def lacking(self) -> str:
        return super().lacking if self.changed else "先改动上面的内容"

    @property
    def changed(self) -> tuple[SetField, ...]:
        """What was written otherwise."""
        return tuple(
            SetField(path, line.text().strip())
            for path, before, line in self._fields
            if line.text() != before
        )

    def edit(self, form: Evaluation) -> Edit | None:
        if self.lacking:
            return None
        return approval.adjust_fields(form, self.changed, self.reason.toPlainText())
