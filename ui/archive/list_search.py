"""Looking for the lines of 档案总览: a first page, and once that is drawn all the others."""

from __future__ import annotations

from concurrent.futures import Future
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from core.archive.archive import Archive
from core.archive.overview import Overview, first_page, overview
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
            lambda archive: _found(archive, search), lambda done: self._receive(search, done)
        )

    def _receive(self, search: _Search, done: Future[Overview]) -> None:
        if not self._is_wanted(search):
            return
        if done.exception() is not None or done.result().whole:
            self.ended.emit(done)
            return
        self.begun.emit(done.result().entries)
        # To take a hundred thousand lines out of the archive needs Python's turn, as the drawing
        # of the first ones does: they are drawn before.
        QTimer.singleShot(0, self, lambda: self._look_for_all(search))

    def _look_for_all(self, search: _Search) -> None:
        if self._is_wanted(search):
            self._shelf.send(
                lambda archive: overview(archive, search.text, trashed=search.trashed),
                lambda done: self._receive(search, done),
            )

    def _is_wanted(self, search: _Search) -> bool:
        return isValid(self) and search is self._last and not self._shelf.closed


def _found(archive: Archive, search: _Search) -> Overview:
    """A first page, or all where there is no more than that."""
    page = first_page(archive, search.text, trashed=search.trashed)
    if page:
        return Overview(page, whole=False)
    return overview(archive, search.text, trashed=search.trashed)
