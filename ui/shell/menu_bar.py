"""The menus: every command under its title, in the order of its table."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy

from ui.shell.actions import ActionSet
from ui.shell.command import LETTERS, Command
from ui.shell.command_table import COMMANDS, MENUS


class MenuBar(QMenuBar):
    """Never narrower than its titles.

    On a screen too small for all of a menu it scrolls (``ui.style_sheet``): Qt would put it into
    two columns, in which nobody finds anything.
    """

    def __init__(self, actions: ActionSet) -> None:
        super().__init__()
        self.setNativeMenuBar(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.menus: list[QMenu] = []
        for title in MENUS:
            menu = _Menu(f"{title}(&{LETTERS[title]})", self)
            menu.setToolTipsVisible(True)
            own = [command for command in COMMANDS if command.menu == title]
            for name, together in groupby(own, key=lambda command: command.submenu):
                _add(menu, name, list(together), actions)
            self.addMenu(menu)
            self.menus.append(menu)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second half of a double click, the first of which was for what stood here then.

        One on a title opens its menu by its first half, and the second goes to that menu.
        """
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """With another style Qt makes it as wide as its parent: it stays where it was."""
        place = self.geometry()
        super().changeEvent(event)
        self.setGeometry(place)
        self.updateGeometry()


class _Menu(QMenu):
    """One Esc leads back to where the keys were.

    Qt leaves them to the bar, on which nothing shows that it has them: what is typed then is lost.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        bar = self.parentWidget()
        if event.key() == Qt.Key.Key_Escape and self.isHidden() and isinstance(bar, MenuBar):
            bar.keyPressEvent(QKeyEvent(event))  # Esc on the bar gives them back


def _add(menu: QMenu, submenu: str, commands: list[Command], actions: ActionSet) -> None:
    """Put commands into a menu, or into one within it."""
    if submenu:
        if commands[0].rule:
            menu.addSeparator()
        menu = menu.addMenu(actions[commands[0].id].icon(), submenu)
        menu.setToolTipsVisible(True)
    for at, command in enumerate(commands):
        if command.rule and (at or not submenu):
            menu.addSeparator()
        menu.addAction(actions[command.id])
