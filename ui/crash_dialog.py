"""What is said when the program made a mistake, with the text that we need to mend it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QPushButton, QWidget

from ui.dialog import Dialog, dialog_layout
from ui.plain import PlainLabel


class CrashDialog(Dialog):
    """Says what happened and gives the text that we need to mend it."""

    chapter = "常见问题"

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错了")
        self.resize(640, 420)
        sentence = PlainLabel(
            "刚才的操作没有完成，这是程序的错误，不是您的错。\n"
            "已填的内容仍在，每一步都已自动保存，可以继续使用。\n请把下面的文字复制给技术支持。"
        )
        sentence.setWordWrap(True)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("给技术支持的文字")
        buttons = QDialogButtonBox()
        copy = QPushButton("复制文字")
        close = QPushButton("继续使用")
        close.setObjectName("primary")
        close.setDefault(True)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close.clicked.connect(self.accept)
        layout = dialog_layout(self)
        for widget in (sentence, self.text, buttons):
            layout.addWidget(widget)
