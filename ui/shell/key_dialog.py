"""Asks for another key for one command, and says who uses it already."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QKeySequenceEdit,
    QPushButton,
    QWidget,
)

from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout
from ui.offering import offer
from ui.plain import PlainLabel
from ui.shell.command import Command
from ui.shell.key_map import KeyMap, native, portable

ANSWERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})


class KeyField(QKeySequenceEdit):
    """Takes any keys but those that answer the dialog, which no command can have."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ANSWERS and not held.value:
            event.ignore()
        else:
            super().keyPressEvent(event)


class KeyDialog(Dialog):
    """Changes the map when it is accepted."""

    chapter = "快捷键"

    def __init__(self, command: Command, keys: KeyMap, parent: QWidget) -> None:
        super().__init__(parent)
        self._command = command
        self._keys = keys
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = command.text.removesuffix("…")
        self.setWindowTitle(f"“{name}”的快捷键")
        self.setMinimumWidth(420)
        self.field = KeyField()
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName("新的快捷键")
        self.said = PlainLabel()
        self.said.setObjectName("hint")
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)  # below the field, however long it is
        self.said.setMinimumHeight(3 * self.said.fontMetrics().lineSpacing())
        self.none = QPushButton("不用快捷键")
        came = next(map(native, command.keys), "样子")
        self.own = QPushButton(f"恢复原来的 {came}")
        for button in (self.none, self.own):
            button.setAutoDefault(False)
        self.none.clicked.connect(lambda: self._done(""))
        self.own.clicked.connect(self._restore)
        self._buttons = accept_or_cancel(self, "设定")
        self.accept_button = self._buttons.buttons()[0]
        self._buttons.accepted.disconnect()
        self._buttons.accepted.connect(self._give)
        others = QHBoxLayout()
        others.addWidget(self.none)
        others.addWidget(self.own)
        others.addStretch(1)
        layout = dialog_layout(self)
        layout.addWidget(PlainLabel("请按新的键，再按回车设定："))
        layout.addWidget(self.field)
        layout.addWidget(self.said)
        layout.addLayout(others)
        layout.addWidget(self._buttons)
        self.field.keySequenceChanged.connect(self._look)
        self._look()
        self.field.setFocus()

    def _look(self) -> None:
        keys = self._wanted()
        clash = self._keys.clash(self._command, keys) if keys else None
        refused = clash.sentence if clash is not None and clash.refused else ""
        offer(self.accept_button, refused if keys else "先按下要用的键")
        if clash is not None:
            self.said.setText(clash.sentence)
        elif keys:
            self.said.setText(f"{native(keys)} 可以用")
        else:
            has = "、".join(map(native, self._keys.of(self._command)))
            self.said.setText(f"现在是 {has}" if has else "现在没有快捷键")

    def _wanted(self) -> str:
        return portable(self.field.keySequence().toString(QKeySequence.SequenceFormat.PortableText))

    def _give(self) -> None:
        if self.accept_button.isEnabled():
            self._done(self._wanted())

    def _done(self, keys: str) -> None:
        self._keys.give(self._command, keys)
        self.accept()

    def _restore(self) -> None:
        self._keys.restore(self._command)
        self.accept()
