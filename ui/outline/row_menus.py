"""Menus for rows of the indicator tree: what can be added, by name, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.offering import offer_with
from ui.outline.row_commands import RowCommands
from ui.plain import caption
from ui.shell.actions import ActionSet

OTHER = "其他名称…"


class RowMenus:
    """``add`` is the menu of what can be added, ``context`` the entries of a context menu."""

    def __init__(self, actions: ActionSet, rows: RowCommands, window: QWidget) -> None:
        self._rows = rows
        self.add = QMenu("添加", window)
        self.add.addAction(actions["indicator"])
        for level, title, names, add in (
            ("group", "添加二级指标", rows.group_names, rows.add_group),
            ("category", "添加一级指标", rows.category_names, rows.add_category),
        ):
            menu = self._named(title, window, names, add)
            menu.setIcon(actions[level].icon())
            offer_with(menu.menuAction(), actions[level])
            self.add.addMenu(menu)
        offer_with(self.add.menuAction(), actions["indicator"])
        self.context: list[QAction | None] = [*self.add.actions(), None]
        self.context += [actions[name] for name in ("rename", "duplicate", "up", "down")]
        self.context += [None, *(actions[name] for name in ("share", "adopt", "autoscore"))]
        self.context += [None, actions["evidence"], None, actions["remove"]]

    def _named(
        self,
        title: str,
        window: QWidget,
        names: Callable[[], tuple[str, ...]],
        add: Callable[[str], None],
    ) -> QMenu:
        """A submenu with the usual names that are not there yet, made when it is opened."""
        menu = QMenu(title, window)

        def fill() -> None:
            menu.clear()
            for name in names():
                menu.addAction(caption(name), lambda n=name: add(n))
            if names():
                menu.addSeparator()
            menu.addAction(OTHER, lambda: add(""))

        menu.aboutToShow.connect(fill)
        menu.addAction(OTHER)  # an empty menu would not open, and so never be filled
        return menu
