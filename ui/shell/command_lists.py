"""The lists of all commands, built when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.shell.actions import ActionSet

if TYPE_CHECKING:
    from ui.shell.palette import Palette


class CommandLists(QObject):
    """命令面板 and 快捷键."""

    def __init__(self, commands: ActionSet, window: QWidget) -> None:
        super().__init__(window)
        self._commands, self._window = commands, window
        self._palette: Palette | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What each of its commands does, by the id in the command table."""
        return {"palette": self.open_palette, "keys": self.open_keys}

    @property
    def palette(self) -> Palette:
        """命令面板."""
        if self._palette is None:
            from ui.shell.palette import Palette

            self._palette = Palette(self._commands.all(), self._window)
        return self._palette

    def open_palette(self) -> None:
        """Ask for a command by a few of its letters."""
        self.palette.open()

    def open_keys(self) -> None:
        """Show which keys each command has."""
        from ui.shell.shortcuts import ShortcutPage

        ShortcutPage(self._commands, self._window).open()
