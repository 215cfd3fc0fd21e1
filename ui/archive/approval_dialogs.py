"""The dialogs of 指标已批复: the day of the approval, and why what is approved changes."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from core.beijing import today
from core.filling import approval
from core.model.edits import Edit, SetField
from core.model.evaluation import Evaluation
from core.model.path import Path
from ui.archive.reason_dialog import ReasonDialog


class ApproveDialog(ReasonDialog):
    """The day of the approval."""

    chapter = "指标批复和年中调整"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            "指标批复",
            "批复后，指标的名称、指标值和分值锁定，不能直接改；"
            "年中确需改动的，用“年中调整”写明原因，修改单上会列出。结转到下一年时不锁定。",
            "锁定",
            parent,
        )
        self.day = QLineEdit(today().isoformat())
        self.day.setMaxLength(20)
        self.day.setAccessibleName("批复日期")
        self.add_line("批复日期", self.day)
        self.no_reason()
        self.update_buttons()
        self.day.setFocus()
        self.day.selectAll()

    @property
    def lacking(self) -> str:
        return ""

    def edit(self, form: Evaluation) -> Edit | None:
        del form
        return approval.approve(self.day.text())


class RevokeDialog(ReasonDialog):
    """Why the lock goes."""

    chapter = "指标批复和年中调整"

    def __init__(self, form: Evaluation, parent: QWidget) -> None:
        super().__init__(
            "撤销批复",
            f"{approval.approved_in_words(form)}。只改个别指标的，请用“年中调整”；"
            "要整张表解除锁定，请写明原因，修改单上会列出。",
            "撤销批复",
            parent,
            asked="撤销原因",
        )
        self.reason.setPlaceholderText("为什么撤销（必填）")
        self.update_buttons()
        self.reason.setFocus()

    def edit(self, form: Evaluation) -> Edit | None:
        return approval.revoke(form, self.reason.toPlainText())


class ExplainDialog(ReasonDialog):
    """Why something is done to approved rows."""

    chapter = "指标批复和年中调整"

    def __init__(self, refused: Edit, name: str, parent: QWidget) -> None:
        super().__init__(
            approval.ADJUST,
            f"“{name}”会改动已批复的指标。写明原因就可以做；原来、现在和原因都会列在修改单上。",
            "调整",
            parent,
        )
        self._refused = refused
        self.reason.setPlaceholderText("为什么改，依据什么（必填）")
        self.update_buttons()
        self.reason.setFocus()

    def edit(self, form: Evaluation) -> Edit | None:
        return approval.adjust(form, (self._refused,), self.reason.toPlainText())


class AdjustDialog(ReasonDialog):
    """The approved fields of a row, and why they are changed."""

    chapter = "指标批复和年中调整"

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
            self.add_line(label, line)
            self._fields.append((path, line.text(), line))
        self.reason.setPlaceholderText("为什么改，依据什么（必填）")
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
