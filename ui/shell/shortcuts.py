"""快捷键: the whole key map on one page, from the table of commands; each key can be changed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from ui.dialog import SPACING, Dialog, Scrolling, dialog_layout
from ui.plain import PlainLabel, caption
from ui.shell.actions import ActionSet
from ui.shell.command import EDIT, FILE, FORM, HELP, ROWS, VIEW, Command
from ui.shell.command_table import COMMANDS, MENUS, TYPED_KEYS
from ui.shell.key_map import native

TYPED = "在表格和列表里"
COLUMNS = ((TYPED, HELP), (FILE,), (EDIT, ROWS), (FORM, VIEW))
FEWER_COLUMNS = ((TYPED, EDIT, ROWS), (FILE, FORM, VIEW, HELP))
"""Where the screen has no room for four."""
SIZE = QSize(1200, 820)
GAP = 14
"""Above the title of a block."""


class KeyButton(QPushButton):
    """Bears a command's keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("key")
        self.setAutoDefault(False)  # it is not drawn as the answer of the page


class ShortcutPage(Dialog):
    """A key that is pressed with the mouse, or with Space or Enter, asks for another one."""

    chapter = "快捷键"

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.buttons: dict[str, QPushButton] = {}
        """The buttons that bear the keys, by a command's id."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        self.resize(SIZE.boundedTo(self.most))
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(28)
        for titles in COLUMNS if self.width() == SIZE.width() else FEWER_COLUMNS:
            columns.addLayout(self._column(titles), 3 if TYPED in titles else 2)
        scroll = Scrolling(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons bring themselves into sight
        scroll.setWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(SPACING)
        hint = PlainLabel("点一个键，或用 Tab 选中后按回车，就可以改；改过的用粗体")
        hint.setObjectName("hint")
        self.restore = QPushButton("全部恢复原来的键")
        self.restore.setAutoDefault(False)
        self.restore.clicked.connect(self._restore_all)
        close = QPushButton("关闭")
        close.setObjectName("primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(hint, 1)
        foot.addWidget(self.restore)
        foot.addWidget(close)
        layout = dialog_layout(self)
        layout.addWidget(scroll)
        layout.addLayout(foot)
        actions.keys_changed.connect(self._name_keys)
        self._name_keys()
        in_order = [*(self.buttons[one.id] for one in COMMANDS), self.restore, close]
        for one, following in pairwise(in_order):
            self.setTabOrder(one, following)
        in_order[0].setFocus()

    def _column(self, titles: Iterable[str]) -> QGridLayout:
        """Blocks below each other: what their keys do begins at one line."""
        grid = QGridLayout()
        grid.setVerticalSpacing(3)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for title in titles:
            if grid.count():
                grid.setRowMinimumHeight(grid.rowCount(), GAP)
            heading = PlainLabel(title)
            heading.setObjectName("keyTitle")
            heading.setIndent(0)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for row, (key, text, tip) in enumerate(self._lines(title), start=grid.rowCount()):
                said = PlainLabel(text.removesuffix("…"))
                said.setWordWrap(True)
                said.setToolTip(tip)
                said.setContentsMargins(0, 2, 0, 1)  # its first line beside the middle of the key
                grid.addWidget(key, row, 0, top | Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(said, row, 1, top)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _lines(self, title: str) -> Iterable[tuple[QWidget, str, str]]:
        """Keys, text and tip of each line below a title."""
        if title not in MENUS:
            for keys, text in TYPED_KEYS:
                label = PlainLabel(keys)
                label.setObjectName("key")
                yield label, text, ""
            return
        for command in COMMANDS:
            if command.menu == title:
                button = KeyButton()
                button.clicked.connect(lambda _=False, one=command: self._change(one))
                self.buttons[command.id] = button
                yield button, command.text, command.tip

    def _name_keys(self) -> None:
        keys = self._actions.keys
        for command in COMMANDS:
            button = self.buttons[command.id]
            shown = "　".join(map(native, keys.of(command))) or "无"
            name = command.text.removesuffix("…")
            button.setText(caption(shown))
            button.setAccessibleName(f"{name}的快捷键：{shown}")
            button.setToolTip(f"更改“{name}”的快捷键")
            button.setProperty("changed", keys.is_changed(command))
            button.style().polish(button)

    def _change(self, command: Command) -> None:
        from ui.shell.key_dialog import KeyDialog

        dialog = KeyDialog(command, self._actions.keys, self)
        dialog.accepted.connect(self._actions.follow_keys)
        dialog.open()

    def _restore_all(self) -> None:
        self._actions.keys.restore_all()
        self._actions.follow_keys()
