"""Panels beside the paper follow its changes, and the clerk from cell to cell, in their turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from core.model.path import Path
from ui.document import Change, Document

Show = Callable[[Path | None], object]


class ChangeFollower(QObject):
    """Has a panel follow the changes of the form: ``follow`` gets the latest one in its turn.

    Another form is followed at once.
    """

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


class CursorFollower(QObject):
    """Has each panel show the field where the clerk stands (``Document.cursor``).

    A step is followed a moment later, several steps as one; where somebody was led to is shown at
    once.  The document is told at once, too.
    """

    def __init__(
        self,
        document: Document,
        where: Callable[[], Path | None],
        panels: Sequence[Show],
        parent: QObject,
    ) -> None:
        """``where``: the field where the clerk stands on the paper."""
        super().__init__(parent)
        self._document = document
        self._where = where
        self._shows = [partial(self._show_in, panel) for panel in panels]
        document.changed.connect(self._changed)
        self._begin()

    def step(self, path: Path | None) -> None:
        """The clerk stands in this field now."""
        self._document.cursor = path
        # First the place: a panel that shows another row has followed its changes by that.
        self._document.updates.ask_first(self._shows, self)

    def catch_up(self) -> None:
        """Follow now; comes before anybody is to read or use what a panel shows."""
        self._document.updates.make(*self._shows)

    def _show_in(self, panel: Show) -> None:
        panel(self._document.cursor)

    def _changed(self, change: Change) -> None:
        if change.loaded:
            self._begin()

    def _begin(self) -> None:
        self._document.cursor = None
        self.step(self._where())
        self.catch_up()
