"""Work that takes its time, done beside the window on immutable data: PDF, import, export."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event, Lock
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.background import Background

T = TypeVar("T")

THREADS = 4
PDFIUM = Lock()
"""PDFium works for one thread at a time in the whole process: a job that uses it holds this."""


class Jobs(QObject):
    """Runs named jobs and brings their results back into the window's thread.

    The threads are Python's: a QRunnable is deleted by its thread while its Python object lives
    on, and whatever Qt then makes at the same address is taken for it.
    """

    busy_changed = Signal()
    """A job began or ended; ``running`` tells what is going on."""

    def __init__(self, parent: QObject | None = None, *, threads: int = THREADS) -> None:
        """No more than ``threads`` jobs are done at once; one thread does them in their order."""
        super().__init__(parent)
        self._background = Background("jobs", threads, self)
        self.running: list[str] = []

    def run(
        self,
        name: str,
        work: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Do ``work`` (which must only touch what nobody changes) and hand on what comes of it.

        To a method of a dialog that was closed meanwhile nothing is handed on.
        """
        self.running.append(name)
        self.busy_changed.emit()

        def ended(future: Future[T]) -> None:
            self.running.remove(name)
            self.busy_changed.emit()
            error = future.exception()
            if error is None:
                if not _is_gone(then):
                    then(future.result())
            elif isinstance(error, Exception) and not _is_gone(failed):
                failed(error)

        self._background.send(work, ended)

    def wait(self) -> None:
        """Wait until every job is done; what they bring is delivered later."""
        self._background.wait()


class LatestJob:
    """Runs one job in place of another: of the one before nothing comes any more."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._cancelled = Event()
        """Of the job that runs, or was the last."""

    def run(
        self,
        name: str,
        work: Callable[[Event], T],
        then: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """As ``Jobs.run``; ``work`` gets the event that is set once nobody waits for it."""
        self.cancel()
        self._cancelled = cancelled = Event()

        def hand_on(result: T) -> None:
            if not cancelled.is_set():
                then(result)

        def tell(error: Exception) -> None:
            if not cancelled.is_set():
                failed(error)

        self._jobs.run(name, lambda: work(cancelled), hand_on, tell)

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._cancelled.set()


def _is_gone(call: Callable[..., object]) -> bool:
    """Whether this is a method of what Qt has deleted."""
    owner = getattr(call, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)
