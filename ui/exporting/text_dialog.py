"""What is to be read before files are written, and the report at the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from core.issuing.batch import Clash
from ui.boxes import accept_or_cancel, foot
from ui.dialog import Dialog, dialog_layout
from ui.plain import PlainLabel

CLASHES = (
    (Clash.RENAME, "改名：旧文件不动，新文件加编号"),
    (Clash.SKIP, "跳过：旧文件不动，这几份不导出"),
    (Clash.REPLACE, "替换：旧文件被新文件代替"),
)
WIDTH, LEAST, SHOWN_NAMES = 620, 120, 5
SIZE = QSize(760, 480)


class AheadDialog(Dialog):
    """Remarks on forms and names that are taken; asks once for all of them."""

    chapter = "打印"

    def __init__(self, remarks: str, taken: tuple[str, ...], folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出前请先看")
        self.setMinimumWidth(WIDTH)
        self.text = _reader("导出前请先看", remarks)
        self.text.setVisible(bool(remarks))
        if remarks:
            self.resize(SIZE)
        layout = dialog_layout(self)
        layout.addWidget(self.text, 1)
        self._group = QButtonGroup(self)
        if taken:
            label = PlainLabel(f"“{folder.name}”里已有 {len(taken)} 个同名文件：{_few(taken)}")
            label.setWordWrap(True)
            layout.addWidget(label)
        for at, (_, text) in enumerate(CLASHES if taken else ()):
            radio = QRadioButton(text)
            radio.setChecked(at == 0)
            self._group.addButton(radio, at)
            layout.addWidget(radio)
        layout.addWidget(accept_or_cancel(self, "仍然导出" if remarks else "导出"))

    @property
    def clash(self) -> Clash:
        """What is done with names that are taken."""
        return CLASHES[max(self._group.checkedId(), 0)][0]


class ReportDialog(Dialog):
    """What became of each form."""

    chapter = "打印"

    folder_wanted = Signal()

    def __init__(self, title: str, summary: str, text: str, table: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self.summary = PlainLabel(summary)
        self.summary.setWordWrap(True)
        self.resize(SIZE)
        self.text = _reader("导出结果", text)
        self._table = table
        copy, folder = QPushButton("复制清单"), QPushButton("打开文件夹")
        copy.setToolTip("把每份的结果复制成表格，可以贴到 Excel 里")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._table))
        folder.clicked.connect(self.folder_wanted)
        layout = dialog_layout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot(self, copy, folder))


def _reader(name: str, text: str) -> QPlainTextEdit:
    """A text to be read and copied, with Tab leading on."""
    found = QPlainTextEdit(text)
    found.setAccessibleName(name)
    found.setReadOnly(True)
    found.setTabChangesFocus(True)
    flags = Qt.TextInteractionFlag
    found.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    found.setMinimumHeight(LEAST)
    return found


def _few(names: tuple[str, ...]) -> str:
    return "、".join(names[:SHOWN_NAMES]) + ("……" if len(names) > SHOWN_NAMES else "")
