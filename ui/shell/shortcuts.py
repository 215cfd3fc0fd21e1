"""快捷键: the whole key map on one page, read from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.dialog import Dialog
from ui.plain import PlainLabel
from ui.shell.actions import native
from ui.shell.command import EDIT, FILE, FORM, HELP, ROWS, VIEW
from ui.shell.command_table import COMMANDS, MENUS, TYPED_KEYS

TYPED = "在表格和列表里"
COLUMNS = ((TYPED, HELP), (FILE,), (EDIT, ROWS), (FORM, VIEW))
FEWER_COLUMNS = ((TYPED, EDIT, ROWS), (FILE, FORM, VIEW, HELP))
"""Where the screen has no room for four."""
SIZE = QSize(1180, 690)


class ShortcutPage(Dialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        room = self.screen().availableSize() if parent is None else parent.window().size()
        self.resize(SIZE.boundedTo(room - QSize(40, 60)))
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(24, 12, 24, 20)
        columns.setSpacing(32)
        for titles in COLUMNS if self.width() == SIZE.width() else FEWER_COLUMNS:
            column = QVBoxLayout()
            for title in titles:
                column.addLayout(_block(title, _lines(title)))
            column.addStretch(1)
            columns.addLayout(column, 3 if TYPED in titles else 2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)


def _lines(title: str) -> Iterable[tuple[str, str, str]]:
    """Keys, text and tip of each line below a title."""
    if title not in MENUS:
        return ((keys, text, "") for keys, text in TYPED_KEYS)
    return (
        ("\n".join(native(key) for key in command.keys), command.text, command.tip)
        for command in COMMANDS
        if command.menu == title
    )


def _block(title: str, lines: Iterable[tuple[str, str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(5)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(1, 1)
    heading = PlainLabel(title)
    heading.setObjectName("keyTitle")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (keys, text, tip) in enumerate(lines, start=1):
        key = PlainLabel(keys)
        key.setObjectName("key")
        said = PlainLabel(text.removesuffix("…"))
        said.setWordWrap(True)
        said.setToolTip(tip)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(key, row, 0, top | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(said, row, 1, top)
    return grid
