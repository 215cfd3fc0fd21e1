"""诊断: a page of text that is copied or saved for the person who is called to help."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.home import home_folder
from core.output import OutputError, write_whole
from ui.boxes import foot, tell
from ui.dialog import Dialog, dialog_layout
from ui.file_choice import ask_where
from ui.offering import offer
from ui.plain import PlainLabel

WAITING = "正在看这台电脑……"
FILE = "自评通诊断.txt"


class DiagnosisDialog(Dialog):
    """Empty until its page is there."""

    chapter = "常见问题"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("诊断")
        self.resize(720, 560)
        said = PlainLabel("给帮忙的人看：版本、文件夹、缺少什么。里面没有人名，也没有表里的内容。")
        said.setWordWrap(True)
        self.page = QPlainTextEdit(WAITING)
        self.page.setReadOnly(True)
        self.page.setAccessibleName("诊断")
        self._copy = QPushButton("复制")
        self._save = QPushButton("存为…")
        for button in (self._copy, self._save):
            offer(button, "正在诊断，请稍候")
        layout = dialog_layout(self)
        layout.addWidget(said)
        layout.addWidget(self.page)
        layout.addLayout(foot(self, self._copy, self._save))
        self._copy.clicked.connect(self.copy)
        self._save.clicked.connect(self.save)

    def show_page(self, text: str) -> None:
        """Show what was found."""
        self.page.setPlainText(text)
        for button in (self._copy, self._save):
            offer(button)

    def copy(self) -> None:
        """Put the page on the clipboard."""
        QApplication.clipboard().setText(self.page.toPlainText())

    def save(self) -> None:
        """Write the page into a file that the clerk chooses."""
        proposed = (home_folder() or Path()) / FILE
        target = ask_where(self, "诊断存为", proposed, "文本文件 (*.txt)", ".txt")
        if target is not None:
            try:
                write_whole(target, self.page.toPlainText().encode())
            except OutputError as error:
                tell(self, "诊断", str(error), chapter="常见问题")
