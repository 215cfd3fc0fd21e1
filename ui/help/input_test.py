"""输入法测试: one types 测试 and is told what is missing, and the exact line that mends it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, Qt, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import input_method
from ui.boxes import foot
from ui.dialog import Dialog, dialog_layout
from ui.plain import PlainLabel

Selectable = Qt.TextInteractionFlag


class TriedField(QLineEdit):
    """Watches what an input method does in it."""

    tried = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.composed = False
        self.committed = False
        self.textChanged.connect(self._changed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composed |= bool(event.preeditString())
        self.committed |= bool(event.commitString())
        super().inputMethodEvent(event)
        self.tried.emit()

    def _changed(self, text: str) -> None:
        if not text and not self.composed:
            self.committed = False
        self.tried.emit()


class InputTest(Dialog):
    """``choice``: who answers; where it is not given, the session is looked at."""

    chapter = "常见问题"

    worked = Signal()
    """Chinese came through an input method."""

    def __init__(self, parent: QWidget, choice: input_method.Choice | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("输入法测试")
        self.setMinimumWidth(460)
        plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
        self._choice = input_method.look(plugins) if choice is None else choice
        self.field = TriedField()
        self.field.setAccessibleName("在这里打“测试”")
        self.said = PlainLabel()
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(
            Selectable.TextSelectableByMouse | Selectable.TextSelectableByKeyboard
        )
        self.said.setMinimumHeight(3 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = dialog_layout(self)
        layout.addWidget(PlainLabel("在下面用平时的输入法打“测试”两个字："))
        layout.addWidget(self.field)
        layout.addWidget(self.said)
        layout.addLayout(foot(self))
        self.field.tried.connect(self._tell)
        self._tell()
        self.field.setFocus()

    def _tell(self) -> None:
        field = self.field
        if input_method.works(field.text(), committed=field.committed):
            self.worked.emit()
        self.said.setText(
            input_method.verdict(
                self._choice, field.text(), composed=field.composed, committed=field.committed
            )
        )
