"""The commands of the table as actions of a window, and their keys as this system writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.help_keys import MANUAL, add_help_keys
from ui.offering import offer, set_tip
from ui.plain import caption
from ui.shell.command import Command, Needs
from ui.shell.command_table import COMMANDS
from ui.shell.key_map import KeyMap, native, sequence
from ui.theme import Theme
from ui.undo import UndoStack

_NO_STEP = {"undo": "没有可以撤销的修改", "redo": "没有可以重做的修改"}
LOOKS = {
    *("zoom_in", "zoom_out", "zoom_reset", "cuts", "chrome", "left_dock", "right_dock"),
}
"""Commands that change how the form looks, nothing in it."""
NATIVE = QKeySequence.SequenceFormat.NativeText


class ActionSet(QObject):
    """The commands as actions of one window."""

    keys_changed = Signal()

    def __init__(self, theme: Theme, keys: KeyMap, parent: QObject) -> None:
        super().__init__(parent)
        self.keys = keys
        self._actions: dict[str, QAction] = {}
        self._lacking: Mapping[Needs, str] | None = None
        for command in COMMANDS:
            action = QAction(icons.icon(command.icon, theme), command.text, parent)
            action.setObjectName(command.id)
            action.setStatusTip(command.tip)
            self._actions[command.id] = action
            self._apply_theme(command)

    def follow_keys(self) -> None:
        """Take the keys of the map, which has changed."""
        for command in COMMANDS:
            self._apply_theme(command)
        self.keys_changed.emit()

    def key_of(self, name: str) -> str:
        """The first key of a command, as this system writes it; nothing where it has none."""
        command = next(command for command in COMMANDS if command.id == name)
        return next(map(native, self.keys.of(command)), "")

    def _apply_theme(self, command: Command) -> None:
        action, keys = self._actions[command.id], self.keys.of(command)
        action.setShortcuts([sequence(key) for key in keys])
        text = action.text().partition("\t")[0]
        shown = [native(key) for key in keys]
        # A menu would spell an arrow's name; what follows a tab it shows instead.
        named = bool(shown) and shown[0] != sequence(keys[0]).toString(NATIVE)
        action.setText(f"{text}\t{shown[0]}" if named else text)
        set_tip(action, f"{command.tip}（{'、'.join(shown)}）" if shown else command.tip)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        """Every action, in the order of the table."""
        return list(self._actions.values())

    def add_to_window(self, window: QWidget) -> None:
        """Let their keys work in the window."""
        window.addActions(self.all())

    def add_to_other_window(self, window: QWidget) -> None:
        """Let the keys of the manual and of notices work in what is open beside the window."""
        add_help_keys(window, self._actions[MANUAL])
        window.addAction(self._actions["notice"])

    def follow(self, stack: UndoStack) -> None:
        """Let undo and redo name their steps, and be there only when there is one."""
        for name, can in (("undo", stack.canUndoChanged), ("redo", stack.canRedoChanged)):
            self._enable_step(name, can=False)
            can.connect(lambda can, name=name: self._enable_step(name, can=can))
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)

    def _enable_step(self, name: str, *, can: bool) -> None:
        offer(self._actions[name], "" if can else _NO_STEP[name])

    def _name_undo(self, step: str) -> None:
        self._actions["undo"].setText(caption(f"撤销：{step}") if step else "撤销")

    def _name_redo(self, step: str) -> None:
        self._actions["redo"].setText(caption(f"重做：{step}") if step else "重做")

    def allow(self, lacking: Mapping[Needs, str]) -> None:
        """Offer the commands that need nothing of what is ``lacking``; the others say what it is.

        What needs nothing is left alone: undo and redo know for themselves.  It is told at each
        save, so what is lacking as before is passed over.
        """
        if lacking == self._lacking:
            return
        self._lacking = lacking
        for command in COMMANDS:
            if command.needs:
                why = (why for need, why in lacking.items() if need & command.needs)
                offer(self._actions[command.id], next(why, ""))

    def connect_all(
        self,
        handlers: Mapping[str, Callable[[], object]],
        first: Callable[[], object],
        kept: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Join commands with what they do.

        ``first`` comes before each of them (what is being typed is taken over), except before
        undo and redo, which work inside an open editor as well.  Those that change only how the
        form looks are done while the typing is ``kept``: it goes on behind them.  Raises
        ``LookupError`` where a command would do nothing.
        """
        if idle := self._actions.keys() ^ handlers.keys():
            raise LookupError(idle)

        def do(name: str, handler: Callable[[], object]) -> None:
            with kept() if name in LOOKS else nullcontext():
                if name not in {"undo", "redo"}:
                    first()
                handler()

        for name, handler in handlers.items():
            self._actions[name].triggered.connect(lambda _=False, n=name, h=handler: do(n, h))


def keys_of(name: str) -> str:
    """The first key sequence that a command comes with, as this system writes it."""
    return next(native(command.keys[0]) for command in COMMANDS if command.id == name)
