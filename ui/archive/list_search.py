"""Looking for the lines of 档案总览: a first page, and once that is drawn all the others."""

from __future__ import annotations

from concurrent.futures import Future
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from core.archive.overview import Overview, first_page, overview
from core.archive.records import Entry
from ui.shelf import Shelf


class _Search(NamedTuple):
    turn: int = 0
    text: str = ""
    trashed: bool = False


class ListSearch(QObject):
    """Asks the archive beside the window. Of what was asked for before nothing comes any more."""

    begun = Signal(object)
    """The entries of a first page; where there is no more than a page it does not come."""
    ended = Signal(object)
    """The ``Future`` of an ``Overview``."""

    def __init__(self, shelf: Shelf, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._last = _Search()

    def look_for(self, text: str, *, trashed: bool) -> None:
        """Find what holds a text, in the archive or among what was put away."""
        search = self._last = _Search(self._last.turn + 1, text, trashed)
        self._shelf.send(
            lambda archive: first_page(archive, search.text, trashed=search.trashed),
            lambda done: self._receive_page(search, done),
        )

    def _receive_page(self, search: _Search, done: Future[tuple[Entry, ...]]) -> None:
        if not self._is_wanted(search):
            return
        if done.exception() is None and done.result():
            self.begun.emit(done.result())
        # To take a hundred thousand lines out of the archive needs Python's turn, as the drawing
        # of the first ones does: they are drawn before.
        QTimer.singleShot(0, self, lambda: self._look_for_all(search))

    def _look_for_all(self, search: _Search) -> None:
        if self._is_wanted(search):
            self._shelf.send(
                lambda archive: overview(archive, search.text, trashed=search.trashed),
                lambda done: self._receive_all(search, done),
            )

    def _receive_all(self, search: _Search, done: Future[Overview]) -> None:
        if self._is_wanted(search):
            self.ended.emit(done)

    def _is_wanted(self, search: _Search) -> bool:
        return isValid(self) and search is self._last and not self._shelf.closed
