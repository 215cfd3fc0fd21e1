"""The archive on a thread of its own: one connection, one queue, and no key ever waits for a disk.

A save flushes to the disk, which takes 10 to 50 ms on an office PC and up to seconds while
another program holds the file. Reads wait for their answer; saves do not.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from core.archive.archive import Archive

T = TypeVar("T")


class Shelf(QObject):
    """Does work on the archive, in the order in which it was asked for."""

    _arrived = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Open the archive, or make it. Raises ``ArchiveError``."""
        super().__init__(parent)
        self.path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._arrived.connect(self._deliver)
        try:
            self._archive = self._thread.submit(Archive.open_or_create, path).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def ask(self, work: Callable[[Archive], T]) -> T:
        """The answer of ``work``, waited for. Raises what it raises (``ArchiveError``)."""
        return self._thread.submit(work, self._archive).result()

    def send(self, work: Callable[[Archive], T], then: Callable[[Future[T]], None]) -> None:
        """Do ``work`` without waiting; ``then`` gets the result here, in the window's thread."""
        future = self._thread.submit(work, self._archive)
        future.add_done_callback(lambda done: self._arrived.emit(lambda: then(done)))

    def _deliver(self, hand: Callable[[], object]) -> None:
        # A method of this object, so that Qt calls it in this object's thread.
        hand()

    def close(self) -> None:
        """Finish what is queued and close the file."""
        self._thread.submit(self._archive.close)
        self._thread.shutdown()
