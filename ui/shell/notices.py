"""Words to the clerk wherever he may be looking: over the paper, and over whatever lies above."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.shell.notice import Toast

Button = tuple[str, Callable[[], object]]


class Notices:
    """Says the same in every window that is in sight."""

    def __init__(self, notice: Toast) -> None:
        self._notice = notice
        self._above: list[tuple[QWidget, Toast]] = []

    def add_window(self, window: QWidget, notice: Toast) -> None:
        """Say it in this window, too, while that is open."""
        self._above.append((window, notice))

    def say(self, text: str, button: Button | None) -> None:
        """A passing sentence and, perhaps, a button."""
        for notice in self._in_sight():
            notice.say(text, *([button] if button else []))

    def refuse(self, sentence: str) -> None:
        """A sentence that stays until it is read."""
        for notice in self._in_sight():
            notice.warn(sentence, ("知道了", notice.hide))

    def take_keys(self) -> bool:
        """Bring the keys to the button of what is said in the window at hand."""
        above = (notice for window, notice in self._above if window.isActiveWindow())
        return next(above, self._notice).take_keys()

    def _in_sight(self) -> tuple[Toast, ...]:
        above = (notice for window, notice in self._above if window.isVisible())
        return (self._notice, *above)
