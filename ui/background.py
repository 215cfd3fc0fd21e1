"""Threads of Python's own beside the window, which never own anything of the window's.

What dies in another thread takes the window along: a widget crashes it, and a bound signal waits
for Python's lock while it holds one of Qt's, for which the window's thread may be waiting (seen).
So a thread lets go of the work before it tells of the end; work, answer and callback are held on
the window's side until then, and die there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")

Work = Callable[[], Any]
Then = Callable[[Future[Any]], object]


class Background(QObject):
    """Runs work on threads and brings each end back into the thread of this object."""

    _rung = Signal()

    def __init__(self, name: str, threads: int, parent: QObject | None = None) -> None:
        """No more than ``threads`` pieces of work at once; one thread keeps their order."""
        super().__init__(parent)
        pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=name)
        self._pool = pool
        self._turns = count()
        self._held: dict[int, tuple[Work, Then]] = {}
        self._ended: deque[tuple[int, Future[Any]]] = deque()
        self._under_way: set[Future[None]] = set()
        self._closed = False
        self._ring = self._rung.emit
        self._rung.connect(self._deliver)
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))

    def send(self, work: Callable[[], T], then: Callable[[Future[T]], object]) -> None:
        """Do ``work`` without waiting; ``then`` gets its ended future, in this object's thread."""
        turn = next(self._turns)
        self._held[turn] = (work, then)
        self._under_way = {job for job in self._under_way if not job.done()}
        self._under_way.add(self._pool.submit(_do, [work], turn, self._ended, self._ring))

    def queue(self, work: Callable[[], T]) -> Future[T]:
        """Do ``work`` when it is its turn; whoever asked waits for what comes of it."""
        return self._pool.submit(_only, [work])

    def ask(self, work: Callable[[], T]) -> T:
        """The answer of ``work``, waited for. Raises what it raises."""
        return self.queue(work).result()

    def wait(self) -> None:
        """Wait until all that was sent is done; what it brings is delivered later."""
        wait(self._under_way)

    def close(self) -> None:
        """Finish what is queued and end the threads; what comes of it is for nobody any more."""
        self._pool.shutdown()
        self._closed = True

    def _deliver(self) -> None:
        # A method of this object, so that Qt calls it in this object's thread.
        while self._ended:
            turn, future = self._ended.popleft()
            _, then = self._held.pop(turn)
            if not self._closed:
                then(future)


def _do(
    box: list[Work], turn: int, ended: deque[tuple[int, Future[Any]]], ring: Callable[[], object]
) -> None:
    """In the thread: nothing of ``box`` is held here any more once ``ended`` tells of it."""
    future: Future[Any] = Future()
    try:
        future.set_result(_only(box))
    except Exception as error:  # noqa: BLE001  (it is handed on, not swallowed)
        future.set_exception(error)
    ended.append((turn, future))
    del future
    with suppress(RuntimeError):  # whoever asked is gone, and with it the bell
        ring()


def _only(box: list[Callable[[], T]]) -> T:
    """Do the work that the box holds, and empty it first: this frame is its only owner here."""
    return box.pop()()
