"""The menu of the right mouse button on the paper: what is done with cells, then with rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.form.blocks import Blocks
from ui.offering import offer


def paper_menu(blocks: Blocks, rows: Sequence[QAction | None], parent: QWidget) -> QMenu:
    """A menu that goes when it is closed; ``rows``: the entries for rows, ``None`` for a line.

    They are offered where rows of indicators, or their levels, are selected: elsewhere they would
    do nothing, or do it to rows that nobody pointed at.
    """
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, act, changes in (
        ("剪切\tCtrl+X", blocks.cut, True),
        ("复制\tCtrl+C", blocks.copy, False),
        ("粘贴\tCtrl+V", blocks.paste, True),
        ("向下填充\tCtrl+D", blocks.fill_down, True),
        ("清空\tDel", blocks.empty, True),
    ):
        offer(menu.addAction(text, act), blocks.closed if changes else "")
    if rows and blocks.on_rows:
        menu.addSeparator()
        _add(menu, rows)
    return menu


def _add(menu: QMenu, entries: Sequence[QAction | None]) -> None:
    for action in entries:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
