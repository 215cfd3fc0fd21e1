"""Words to the clerk wherever he may be looking: over the paper, and over whatever lies above."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QHeaderView, QPushButton, QWidget

from ui.document import Change, Document
from ui.feature import Button, Lasting
from ui.shell.notice import Toast

if TYPE_CHECKING:
    from ui.dialog import Dialog

REMEMBERED = 20


class Notices:
    """Says the same in every window that is in sight, and again when it is asked for.

    An edit outdates what was said of the step before; what leads out of the form (``Lasting``)
    stays, until another form is opened.
    """

    def __init__(self, document: Document, notice: Toast) -> None:
        self._notice = notice
        self._above: list[tuple[QWidget, Toast]] = []
        self._said: deque[tuple[str, Button | None]] = deque(maxlen=REMEMBERED)
        """Newest first. What an edit outdated has lost its button."""
        self._again = 0
        self._shown: Button | None = None
        document.changed.connect(self._outdate)

    def add_window(self, window: QWidget, notice: Toast) -> None:
        """Say it in this window, too, while that is open."""
        self._above.append((window, notice))

    def say(self, text: str, button: Button | None = None) -> None:
        """A sentence and, perhaps, a button."""
        self._said.appendleft((text, button))
        self._again = 0
        self._show(text, button)

    def refuse(self, sentence: str) -> None:
        """A sentence that stays until it is read."""
        for notice in self._in_sight():
            notice.warn(sentence, ("知道了", notice.hide))

    def take_keys(self) -> bool:
        """Bring the keys to the button of what is said in the window at hand.

        Where there is none, what was said last is said again, then what was said before that.
        """
        above = (notice for window, notice in self._above if window.isActiveWindow())
        here = next(above, self._notice)
        if here.take_keys():
            return True
        if here.isHidden():
            self._again = 0
        if self._again < len(self._said):
            self._show(*self._said[self._again])
            self._again += 1
        return not here.isHidden()

    def leave_form(self) -> None:
        """The form is out of sight: what was said of it goes, a backup or a file stays."""
        if not isinstance(self._shown, Lasting):
            self._notice.hide_passing()

    def _show(self, text: str, button: Button | None) -> None:
        self._shown = button
        for notice in self._in_sight():
            notice.say(text, *([button] if button else []))

    def _outdate(self, change: Change) -> None:
        for at, (text, button) in enumerate(self._said):
            if button is not None and not isinstance(button, Lasting):
                self._said[at] = (text, None)
        if change.loaded or not isinstance(self._shown, Lasting):
            for notice in self._in_sight():
                notice.hide_passing()

    def _in_sight(self) -> tuple[Toast, ...]:
        above = [notice for window, notice in self._above if window.isVisible()]
        over = QApplication.activeModalWidget()
        if over is not None:
            from ui.dialog import Dialog

            if isinstance(over, Dialog):  # it lies over the window, and keeps the keys from it
                above.append(_of_dialog(over))
        return (self._notice, *above)


def _of_dialog(dialog: Dialog) -> Toast:
    """The notice of a dialog, which goes with it."""
    found = dialog.findChild(Toast)

    def in_use() -> list[QRect]:
        buttons = [one for one in dialog.findChildren(QPushButton) if one.parent() is not found]
        heads = dialog.findChildren(QHeaderView)
        parts: list[QWidget | None] = [*buttons, *heads, dialog.focusWidget()]
        return [
            QRect(part.mapTo(dialog, QPoint()), part.size())
            for part in parts
            if part is not None and part.isVisible()
        ]

    if found is None:
        found = Toast(dialog, in_use)
    return found
