"""Commands that turn something on and off: a tick in the menu while it is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction

from ui.shell.actions import ActionSet
from ui.shell.menu_bar import MenuBar
from ui.shell.panes import Workspace
from ui.theme import DARK, Theme


class Paper(Protocol):
    """What shows the form; ``cutting``: with the ends of its printed pages."""

    cutting: bool


class Switches(QObject):
    """Looks at what is on whenever a menu opens, a pane comes or goes, after each of its commands.

    The state is not kept here: a narrow window folds a pane as well as its command does.
    """

    def __init__(
        self, theme: Theme, panes: Workspace, paper: Paper, actions: ActionSet, menus: MenuBar
    ) -> None:
        super().__init__(menus)
        self._switches: tuple[tuple[QAction, Callable[[], bool]], ...] = (
            (actions["left_dock"], lambda: not panes.left.isHidden()),
            (actions["right_dock"], lambda: not panes.right.isHidden()),
            (actions["cuts"], lambda: paper.cutting),
            (actions["chrome"], lambda: theme == DARK),
        )
        for action, _ in self._switches:
            action.setCheckable(True)
            action.setIconVisibleInMenu(False)  # the tick stands in its place
            action.triggered.connect(self.show)
        for menu in menus.menus:
            menu.aboutToShow.connect(self.show)
        for pane in (panes.left, panes.right):
            pane.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.show()
        return super().eventFilter(watched, event)

    def show(self) -> None:
        """Tick what is on."""
        for action, is_on in self._switches:
            action.setChecked(is_on())
