"""Work that takes its time, done beside the window on immutable data: PDF, import, export."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")

THREADS = 4
PDFIUM = Lock()
"""PDFium works for one thread at a time in the whole process: a job that uses it holds this."""


class Jobs(QObject):
    """Runs jobs on threads of its own and brings their results back into the window's.

    The threads are Python's: a QRunnable is deleted by its thread while its Python object lives
    on, and whatever Qt then makes at the same address is taken for it.
    """

    busy_changed = Signal()
    """A job began or ended; ``running`` tells what is going on."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = THREADS) -> None:
        """No more than ``threads`` jobs are done at once; one thread does them in their order."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="jobs")
        self._under_way: set[Future[None]] = set()
        self.running: list[str] = []
        self._arrived.connect(self._receive)

    def run(
        self,
        name: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do ``work`` (which must only touch what nobody changes) and hand on what comes of it."""
        self.running.append(name)
        self.busy_changed.emit()

        def task() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001  (it is handed on, not swallowed)
                # A name of its own: Python forgets ``error`` when this block ends.
                wrong = error
                self._arrived.emit(lambda: self._deliver(name, failed, wrong))
            else:
                self._arrived.emit(lambda: self._deliver(name, then, result))

        self._under_way = {job for job in self._under_way if not job.done()}
        self._under_way.add(self._pool.submit(task))

    def wait(self) -> None:
        """Wait until every job is done; what they bring is delivered later."""
        wait(self._under_way)

    def _receive(self, deliver: Callable[[], object]) -> None:
        # A method of this object, so that Qt calls it in this object's thread.
        deliver()

    def _deliver(self, name: str, hand: Callable[[T], None], result: T) -> None:
        self.running.remove(name)
        self.busy_changed.emit()
        hand(result)
