"""Asks for a reason that is kept with the form: of an adjustment, of a correction."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from core.filling.approval import says_something
from ui.boxes import accept_or_cancel
from ui.dialog import PRIMARY, Dialog, dialog_layout, form_lines
from ui.offering import offer, set_tip
from ui.plain import PlainLabel, tip


class ReasonDialog(Dialog):
    """A few lines and a reason; accepted only with what is needed."""

    chapter = "档案"

    def __init__(
        self, title: str, told: str, accept: str, parent: QWidget, asked: str = "调整说明"
    ) -> None:
        """``asked``: what the field of the reason is called."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.explanation = PlainLabel(told)
        self.explanation.setWordWrap(True)
        self.lines = form_lines()
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(asked)
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(4 * self.reason.fontMetrics().lineSpacing())
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.lines.addRow(asked, self.reason)
        self.lines.labelForField(self.reason).setContentsMargins(0, 6, 0, 0)  # by its first line
        self.buttons = accept_or_cancel(self, accept)
        self.reason.setPlaceholderText(f"Enter 换行，Ctrl+Enter {accept}")
        set_tip(self._accepting, tip(f"{accept}（Ctrl+Enter）"))
        layout = dialog_layout(self)
        layout.addWidget(self.explanation)
        layout.addLayout(self.lines, 1)
        layout.addWidget(self.buttons)
        self.reason.textChanged.connect(self.update_buttons)

    def add_line(self, name: str, line: QWidget) -> None:
        """Ask for something else above the reason."""
        self.lines.insertRow(self.lines.rowCount() - 1, name, line)

    def no_reason(self) -> None:
        """Ask for the other lines only."""
        self.lines.setRowVisible(self.reason, False)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretchFactor(self.lines, 0)
        self.resize(self.width(), 0)

    def update_buttons(self) -> None:
        """Let it be accepted when all that is needed is written."""
        offer(self._accepting, self.lacking)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The text area keeps Enter for a new line; with Ctrl it accepts from there too."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._accepting.click()
            return
        super().keyPressEvent(event)

    @property
    def _accepting(self) -> QAbstractButton:
        return next(one for one in self.buttons.buttons() if one.objectName() == PRIMARY)

    @property
    def lacking(self) -> str:
        """What is still to be written before it can be accepted."""
        return "" if says_something(self.reason.toPlainText()) else "先写明原因"

    @property
    def written(self) -> str:
        """The reason on one line."""
        return " ".join(self.reason.toPlainText().split())
