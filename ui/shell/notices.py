"""Words to the clerk wherever he may be looking: over the paper, and over the preview if open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.shell.notice import Toast

Button = tuple[str, Callable[[], object]]


class Notices:
    """Says the same in every window that is in sight."""

    def __init__(self, notice: Toast, above: Toast, over: QWidget) -> None:
        """``above`` is the notice of ``over``, a window that may be open."""
        self._notice, self._above, self._over = notice, above, over

    def say(self, text: str, button: Button | None) -> None:
        """A passing sentence and, perhaps, a button."""
        for notice in self._in_sight():
            notice.say(text, *([button] if button else []))

    def refuse(self, sentence: str) -> None:
        """A sentence that stays until it is read."""
        for notice in self._in_sight():
            notice.warn(sentence, ("知道了", notice.hide))

    def _in_sight(self) -> tuple[Toast, ...]:
        return (self._notice, *((self._above,) if self._over.isVisible() else ()))
