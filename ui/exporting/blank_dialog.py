"""空表清单: the bureau's blanks that are remembered; add, rename, remove."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.issuing.blanks import Blank
from ui.boxes import foot
from ui.dialog import Dialog, dialog_layout
from ui.offering import offer
from ui.plain import PlainLabel

WORDS = (
    "主管部门发的空表（.xlsx、.docx，带宏的也行）选一次就记住：原样留在档案旁边的“空表”文件夹里，"
    "原来的文件删了也不要紧。"
)


class BlankDialog(Dialog):
    """The list on the left; right, what the chosen blank has no place for."""

    chapter = "打印"

    add_wanted = Signal()
    renamed = Signal(object, str)
    """A ``Blank`` and the new name."""
    remove_wanted = Signal(object)
    tried = Signal(object)
    """What this blank has no place for is to be found out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("空表清单")
        self.setMinimumWidth(680)
        words = PlainLabel(WORDS)
        words.setWordWrap(True)
        words.setObjectName("hint")
        self.list = QListWidget()
        self.list.setAccessibleName("记住的空表")
        self.list.setMinimumHeight(120)
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemChanged.connect(self._rename)
        self.found = QPlainTextEdit()
        self.found.setAccessibleName("空表没有位置的内容")
        self.found.setReadOnly(True)
        self.found.setTabChangesFocus(True)
        self.add = QPushButton("添加…")
        self.rename = QPushButton("改名")
        self.remove = QPushButton("删除")
        self.add.clicked.connect(self.add_wanted)
        self.rename.clicked.connect(lambda: self.list.editItem(self.list.currentItem()))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.current))
        sides = QHBoxLayout()
        sides.addWidget(self.list, 2)
        sides.addWidget(self.found, 3)
        layout = dialog_layout(self)
        layout.addWidget(words)
        layout.addLayout(sides, 1)
        layout.addLayout(foot(self, self.add, self.rename, self.remove))
        self.show_blanks(())

    @property
    def current(self) -> Blank | None:
        """The blank that is marked."""
        index = self.list.currentIndex()
        found = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return found if isinstance(found, Blank) else None

    def show_blanks(self, blanks: Sequence[Blank], chosen: str = "") -> None:
        """Show these; ``chosen`` is the name of the one that is to be marked."""
        self.list.blockSignals(True)
        self.list.clear()
        for blank in blanks:
            item = QListWidgetItem(blank.name)
            item.setData(Qt.ItemDataRole.UserRole, blank)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(blank.path.suffix)
            self.list.addItem(item)
        names = [blank.name for blank in blanks]
        self.list.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self.list.blockSignals(False)
        self._choose()

    def show_found(self, blank: Blank, text: str) -> None:
        """What was found out of a blank, if that is still the marked one."""
        if blank == self.current:
            self.found.setPlainText(text)

    def _choose(self, *_: object) -> None:
        blank = self.current
        for button in (self.rename, self.remove):
            offer(button, "" if blank is not None else "还没有空表")
        self.found.setPlainText("" if blank is None else "正在试填……")
        if blank is None:
            self.found.setPlainText("还没有空表。点“添加…”选主管部门发的文件。")
        else:
            self.tried.emit(blank)

    def _rename(self, item: QListWidgetItem) -> None:
        blank = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(blank, Blank) and item.text() != blank.name:
            self.renamed.emit(blank, item.text())
