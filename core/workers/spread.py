"""Many pieces of work, done by as many worker processes as there are processors."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Lock
from typing import Final, TypeVar

from core.workers.process import LONGEST, Worker

A = TypeVar("A")
R = TypeVar("R")

MOST: Final = 8
"""Workers at once. Each has some 70 MB when it draws a form."""
AHEAD: Final = 3
"""Pieces for each worker that are under way or done and not yet taken: so much memory at most."""
_LOOKS: Final = 0.05
"""Seconds between two looks at whether the work was cancelled."""


def processors() -> int:
    """How many workers are of use here."""
    if hasattr(os, "sched_getaffinity"):  # some of them may be kept from us
        return max(1, min(MOST, len(os.sched_getaffinity(0))))
    return max(1, min(MOST, os.cpu_count() or 1))


def spread(
    function: Callable[[A], R],
    arguments: Iterable[A],
    *,
    cancel: Event | None = None,
    workers: int | None = None,
    seconds: float = LONGEST,
    command: Sequence[str] | None = None,
) -> Generator[Future[R], None, None]:
    """What ``function`` makes of each argument, in their order: futures that are done.

    A piece that fails, takes longer than ``seconds`` or kills its worker has its exception in its
    future; the others are done all the same.  ``arguments`` are asked for in this thread, no
    sooner than there is room for them.  Once ``cancel`` is set nothing more comes.  The workers
    end with the iterator.
    """
    count = workers or processors()
    under_way: deque[Future[R]] = deque()
    pool = _Pool(count, seconds, command)
    try:
        for argument in arguments:
            under_way.append(pool.send(function, argument))
            while under_way and (under_way[0].done() or len(under_way) >= count * AHEAD):
                if not _ended(under_way[0], cancel):
                    return
                yield under_way.popleft()
        while under_way:
            if not _ended(under_way[0], cancel):
                return
            yield under_way.popleft()
    finally:
        pool.close()


def _ended(future: Future[R], cancel: Event | None) -> bool:
    """Wait for it; whether it is done before somebody cancelled."""
    while cancel is None or not cancel.is_set():
        try:
            future.exception(timeout=_LOOKS)
        except TimeoutError:
            continue
        return True
    return False


class _Pool:
    """Workers, and for each a thread that waits for it."""

    def __init__(self, count: int, seconds: float, command: Sequence[str] | None) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="workers")
        self._seconds, self._command = seconds, command
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._guard = Lock()
        self._workers: list[Worker] = []

    def send(self, function: Callable[[A], R], argument: A) -> Future[R]:
        return self._threads.submit(self._do, function, argument)

    def _do(self, function: Callable[[A], R], argument: A) -> R:
        worker = self._free()
        try:
            return worker.ask(function, argument, self._seconds)
        finally:
            self._idle.put(worker)

    def _free(self) -> Worker:
        with suppress(Empty):
            return self._idle.get_nowait()
        worker = Worker(self._command)
        with self._guard:
            self._workers.append(worker)
        return worker

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._guard:
            workers = tuple(self._workers)
        for worker in workers:
            worker.close()
        self._threads.shutdown()
