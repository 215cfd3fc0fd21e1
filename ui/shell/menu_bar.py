"""The menus: every command under its title, in the order of its table."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy

from ui.shell.actions import ActionSet
from ui.shell.command import LETTERS
from ui.shell.command_table import COMMANDS, MENUS

SCROLLS = "QMenu { menu-scrollable: 1; }"


def keep_in_sight(menu: QMenu) -> None:
    """Where its columns would reach beyond the screen, let a menu have one that scrolls."""
    if menu.styleSheet():
        menu.setStyleSheet("")
    if menu.sizeHint().width() > menu.screen().availableGeometry().width():
        menu.setStyleSheet(SCROLLS)


class MenuBar(QMenuBar):
    """Never narrower than its titles."""

    def __init__(self, actions: ActionSet) -> None:
        super().__init__()
        self.setNativeMenuBar(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for title in MENUS:
            menu = QMenu(f"{title}(&{LETTERS[title]})", self)
            menu.setToolTipsVisible(True)
            for command in COMMANDS:
                if command.menu == title:
                    if command.rule:
                        menu.addSeparator()
                    menu.addAction(actions[command.id])
            menu.aboutToShow.connect(partial(keep_in_sight, menu))
            self.addMenu(menu)

    def changeEvent(self, event: QEvent) -> None:
        """With another style Qt makes it as wide as its parent: it stays where it was."""
        place = self.geometry()
        super().changeEvent(event)
        self.setGeometry(place)
        self.updateGeometry()
