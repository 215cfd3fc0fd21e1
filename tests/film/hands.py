"""Hands on a keyboard: keys to whatever has the focus, Chinese by an input method. No mouse."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

PATIENCE = 60.0
"""Seconds that the window may take for what is waited for."""
MOST_TABS = 30


def press(*keys: str, times: int = 1) -> None:
    """Press keys one after another, each named as in the menus: ``Ctrl+N``, ``Tab``, ``F8``."""
    for _ in range(times):
        for name in keys:
            QTest.keySequence(_focus(), QKeySequence(name))
            QApplication.processEvents()


def tab_to(widget: QWidget) -> None:
    """Press Tab until a field of a dialog has the keys."""
    for _ in range(MOST_TABS):
        if QApplication.focusWidget() is widget:
            return
        press("Tab")
    raise AssertionError("Tab does not lead there")


def write(text: str) -> None:
    """Type a text: what a keyboard has by keys, a line break by Alt+Enter, the rest composed."""
    run = ""
    for sign in text:
        if sign.isascii():
            _compose(run)
            run = ""
            press("Alt+Return") if sign == "\n" else QTest.keyClicks(_focus(), sign)
        else:
            run += sign
    _compose(run)
    QApplication.processEvents()


def offer(html: str, text: str) -> None:
    """What another program leaves on the clipboard when cells are copied there."""
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def choose(path: Path) -> None:
    """Put a path into the file dialog that comes next, and press Enter.

    The path comes whole: the dialog's own completing would run after the single keys.
    """
    end = time.monotonic() + PATIENCE

    def fill_in() -> None:
        dialog = QApplication.activeModalWidget()
        field = dialog.findChild(QLineEdit) if isinstance(dialog, QFileDialog) else None
        if isinstance(field, QLineEdit) and field.hasFocus():
            field.setText(str(path))
            press("Return")
        elif time.monotonic() < end:
            QTimer.singleShot(50, fill_in)

    QTimer.singleShot(50, fill_in)


def wait_until(true: Callable[[], bool]) -> None:
    """Let the window work until something holds."""
    end = time.monotonic() + PATIENCE
    while not true():
        QApplication.processEvents()
        assert time.monotonic() < end, "the window does not get there"
        time.sleep(0.01)
    QApplication.processEvents()


def _compose(text: str) -> None:
    """What an input method sends: letters being composed, then the words chosen from its list."""
    if not text:
        return
    for preedit in ("z", "zh"):
        QGuiApplication.sendEvent(_focus(), QInputMethodEvent(preedit, []))
    chosen = QInputMethodEvent("", [])
    chosen.setCommitString(text)
    QGuiApplication.sendEvent(_focus(), chosen)
    QApplication.processEvents()


def _focus() -> QWidget:
    if QApplication.activeWindow() is None:
        # After a dialog is closed, window systems give the keys back to the window below it; the
        # offscreen one leaves that to us.
        below = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        below[-1].activateWindow()
        QApplication.processEvents()
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None, "no window has the keys"
    return widget
