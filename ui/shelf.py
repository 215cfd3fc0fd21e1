"""The archive on a thread of its own: one connection, one queue, and no key ever waits for a disk.

A save flushes to the disk, which takes 10 to 50 ms on an office PC and up to seconds while
another program holds the file. Reads wait for their answer; saves do not.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from core.archive.archive import Archive
from core.archive.opening import open_or_create
from ui.background import Background

T = TypeVar("T")


class Shelf(QObject):
    """Does work on the archive, in the order in which it was asked for."""

    person_changed = Signal(str)
    """Somebody else works here, or told the name."""

    def __init__(
        self, path: Path, parent: QObject | None = None, *, read_only: bool = False
    ) -> None:
        """Open the archive, or make it (``read_only``: only open). Raises ``ArchiveError``."""
        super().__init__(parent)
        self.path = path
        self.read_only = read_only
        self.closed = False
        """Nothing can be asked for any more."""
        self.person = ""
        self._thread = Background("archive", 1, self)
        try:
            self._archive = self._thread.ask(self._open)
        except BaseException:
            self._thread.close()
            raise

    def say_who(self, name: str) -> None:
        """Whose name stands with each version that is saved from now on."""
        self.person = name
        self.queue(lambda archive: setattr(archive, "author", name))
        self.person_changed.emit(name)

    def ask(self, work: Callable[[Archive], T]) -> T:
        """The answer of ``work``, waited for. Raises what it raises (``ArchiveError``)."""
        return self.queue(work).result()

    def queue(self, work: Callable[[Archive], T]) -> Future[T]:
        """Do ``work`` when it is its turn; another thread may wait for what comes of it."""
        return self._thread.queue(lambda: work(self._archive))

    def send(self, work: Callable[[Archive], T], then: Callable[[Future[T]], None]) -> None:
        """Do ``work`` without waiting; ``then`` gets the result here, in the window's thread.

        Once the archive is closed nobody is there for it.
        """
        self._thread.send(
            lambda: work(self._archive), lambda done: None if self.closed else then(done)
        )

    def swap(self, work: Callable[[Path], T], then: Callable[[Future[T]], None]) -> None:
        """Do ``work`` to the file while it is closed (a restore), then open it again.

        ``then`` as for ``send``; the archive is open in any case where it can be.
        """

        def swapped() -> T:
            self._archive.close()
            try:
                return work(self.path)
            finally:
                self._archive = self._open()

        self._thread.send(swapped, then)

    def _open(self) -> Archive:
        if self.read_only:
            return Archive.open(self.path, read_only=True)
        archive = open_or_create(self.path)
        archive.author = self.person
        return archive

    def close(self) -> None:
        """Finish what is queued and close the file."""
        self.closed = True
        self._thread.queue(self._archive.close)
        self._thread.close()
