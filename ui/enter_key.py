"""Enter presses the button that has the keys, in each window of the program, as Space does.

Qt does that only for the buttons that may become the answer of a dialog; of any other one it
gives Enter to the answer, which often closes the dialog, or to nobody.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def pressed_focused_button(window: QWidget, event: QKeyEvent) -> bool:
    """Whether this key, which nobody else in the window wanted, pressed the focused button."""
    focused = window.focusWidget()
    if event.key() not in ENTER or not isinstance(focused, QPushButton):
        return False
    focused.click()
    return True
