"""A panel beside the paper follows the changes of the form a moment later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.document import Change, Document


class Afterwards(QObject):
    """Calls ``follow`` with the latest change when it is its turn; at once for another form."""

    def __init__(
        self, document: Document, follow: Callable[[Change], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._updates = document.updates
        self._follow = follow
        self._last: Change | None = None
        document.changed.connect(self._note)
        document.problems_changed.connect(self._note)

    def catch_up(self) -> None:
        """Follow now; comes before anybody is to read or use what the panel shows."""
        self._updates.make(self._show)

    def _show(self) -> None:
        change, self._last = self._last, None
        if change is not None:
            self._follow(change)

    def _note(self, change: Change) -> None:
        self._last = change
        self._updates.ask(self._show, self)
        if change.loaded:
            self.catch_up()
