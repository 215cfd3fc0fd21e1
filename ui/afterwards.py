"""Panels beside the paper follow a change a moment later: the paper is painted first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.document import Change, Document

PAUSE = 40
"""Milliseconds after a change until the first panel follows; nobody sees the difference."""
BETWEEN = 10
"""Until the next one does: a key that comes meanwhile waits for one panel, not for all of them."""


class Afterwards(QObject):
    """Calls ``follow`` with the latest change after a pause; at once for another form."""

    def __init__(
        self,
        document: Document,
        follow: Callable[[Change], object],
        parent: QObject,
        *,
        before: int = 0,
    ) -> None:
        """``before``: how many panels follow before this one."""
        super().__init__(parent)
        self._follow = follow
        self._last: Change | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE + before * BETWEEN)
        self._pause.timeout.connect(self.catch_up)
        document.changed.connect(self._note)
        document.problems_changed.connect(self._note)

    def catch_up(self) -> None:
        """Follow now; comes before anybody is to read or use what the panel shows."""
        self._pause.stop()
        change, self._last = self._last, None
        if change is not None:
            self._follow(change)

    def _note(self, change: Change) -> None:
        self._last = change
        if change.loaded:
            self.catch_up()
        elif not self._pause.isActive():
            self._pause.start()
