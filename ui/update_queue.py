"""What stands beside the paper is brought up to date a moment later: the paper is painted first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from shiboken6 import isValid

Update = Callable[[], object]

PAUSE = 40
"""Milliseconds after the last change until the first update; nobody sees the difference."""
LONGEST = 250
"""Milliseconds after a change until then, however fast others follow, as of a key held down."""
BETWEEN = 5
"""Until the next one: a key that comes meanwhile waits for one update, not for all of them."""


class UpdateQueue(QObject):
    """Makes updates one after the other, each once, however often it was asked for meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[Update, QObject] = {}
        """In the order in which they are made; each with its owner."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._make_next)
        self._waited = QElapsedTimer()
        """Since when something waits, where something does."""

    def ask(self, update: Update, owner: QObject) -> None:
        """Make this update after those that wait; once its owner is gone it is not made."""
        self._put_off()
        self._waiting.setdefault(update, owner)

    def ask_first(self, updates: Sequence[Update], owner: QObject) -> None:
        """Make these updates before all others that wait."""
        self._put_off()
        self._waiting = dict.fromkeys(updates, owner) | self._waiting

    def make(self, *updates: Update) -> None:
        """Make these updates now, as far as they wait; the others go on waiting."""
        for update in updates:
            owner = self._waiting.pop(update, None)
            if owner is not None and isValid(owner):
                update()

    def make_all(self) -> None:
        """Make all of them now; comes before anybody is to read or use what they show."""
        while self._waiting:
            self.make(next(iter(self._waiting)))
        self._pause.stop()

    def _put_off(self) -> None:
        """A key has come: what waits lets it be painted, and those that come right behind it."""
        if not self._waiting:
            self._waited.start()
        if not self._pause.isActive() or self._waited.elapsed() + PAUSE <= LONGEST:
            self._pause.start(PAUSE)

    def _make_next(self) -> None:
        if self._waiting:
            self.make(next(iter(self._waiting)))
        if self._waiting:
            self._pause.start(BETWEEN)
