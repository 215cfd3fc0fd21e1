"""The commands of the table as actions of a window, and their keys as this system writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QUndoStack

from ui import icons
from ui.plain import caption
from ui.shell.command import Needs
from ui.shell.command_table import COMMANDS
from ui.theme import Theme

ARROWS = {"上方向": "↑", "下方向": "↓", "Up": "↑", "Down": "↓"}
"""What Qt calls the arrow keys, as they look on a keyboard."""


class ActionSet(QObject):
    """The commands as actions of one window."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            action = QAction(icons.icon(command.icon, theme), command.text, parent)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            if any(arrow in native(command.keys[0]) for arrow in ARROWS.values()):
                # A menu would spell the arrow's name; what follows a tab it shows instead.
                action.setText(f"{command.text}\t{native(command.keys[0])}")
            keys = "、".join(native(key) for key in command.keys)
            action.setToolTip(f"{command.tip}（{keys}）")
            action.setStatusTip(command.tip)
            self._actions[command.id] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        """Every action, in the order of the table."""
        return list(self._actions.values())

    def follow(self, stack: QUndoStack) -> None:
        """Let undo and redo name their steps, and be there only when there is one."""
        for name, can in (("undo", stack.canUndoChanged), ("redo", stack.canRedoChanged)):
            self._actions[name].setEnabled(False)
            can.connect(self._actions[name].setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)

    def _name_undo(self, step: str) -> None:
        self._actions["undo"].setText(caption(f"撤销：{step}") if step else "撤销")

    def _name_redo(self, step: str) -> None:
        self._actions["redo"].setText(caption(f"重做：{step}") if step else "重做")

    def allow(self, there: Needs) -> None:
        """Offer the commands for which all that they need is ``there``.

        What needs nothing is left alone: undo and redo know for themselves.
        """
        for command in COMMANDS:
            if command.needs:
                self._actions[command.id].setEnabled(command.needs in there)

    def connect_all(
        self, handlers: Mapping[str, Callable[[], object]], first: Callable[[], object]
    ) -> None:
        """Join commands with what they do.

        ``first`` comes before each of them (what is being typed is taken over), except before
        undo and redo, which work inside an open editor as well.  Raises ``LookupError`` where a
        command would do nothing.
        """
        if idle := self._actions.keys() ^ handlers.keys():
            raise LookupError(idle)

        def do(name: str, handler: Callable[[], object]) -> None:
            if name not in {"undo", "redo"}:
                first()
            handler()

        for name, handler in handlers.items():
            self._actions[name].triggered.connect(lambda _=False, n=name, h=handler: do(n, h))


def native(keys: str) -> str:
    """A key sequence as this system writes it."""
    named = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    for name, arrow in ARROWS.items():
        named = named.replace(name, arrow)
    return named


def keys_of(name: str) -> str:
    """The first key sequence of a command, as this system writes it."""
    return next(native(command.keys[0]) for command in COMMANDS if command.id == name)
