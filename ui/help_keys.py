"""The keys that open the manual, in each window of the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

MANUAL = "manual"
"""The command that opens the manual; and the property by which a panel, a dialog or a box names
the chapter or the section that explains it.
"""


def inherit_help_keys(window: QWidget) -> None:
    """Let F1, and the manual's own key, open the manual from a window that lies over another."""
    above = window.parentWidget()
    while above is not None:
        found = (action for action in above.window().actions() if action.objectName() == MANUAL)
        if (action := next(found, None)) is not None:
            add_help_keys(window, action)
            return
        above = above.window().parentWidget()


def add_help_keys(window: QWidget, action: QAction) -> None:
    """Let F1 and the keys of this command open the manual from a window."""
    if action not in window.actions():
        window.addAction(action)
        QShortcut(QKeySequence(Qt.Key.Key_F1), window).activated.connect(action.trigger)
