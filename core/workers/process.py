"""The program's side of one worker: starts it, asks it, waits no longer than allowed, ends it."""

from __future__ import annotations

import subprocess
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final, Self, TypeVar

from core.own_program import own_command
from core.system_errors import reason
from core.workers import WORKER_COMMAND
from core.workers.errors import WorkError
from core.workers.messages import packed, receive, send, unpacked

A = TypeVar("A")
R = TypeVar("R")

LONGEST: Final = 300.0
"""Seconds for one piece of work: the longest form takes ten."""


class Worker:
    """One worker process, started when it is asked first, and again when it has died.

    ``ask`` is for one thread at a time; ``end`` may come from any.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """``command`` starts another program than this one."""
        self._command = own_command(WORKER_COMMAND) if command is None else command
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._closed = False
        self._end: Callable[[], object] = _nothing

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def number(self) -> int | None:
        """The number of the process, ``None`` where there is none now."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    def ask(self, function: Callable[[A], R], argument: A, seconds: float = LONGEST) -> R:
        """What ``function`` (one of a module of ours) makes of ``argument``, in the worker.

        Raises what it raises, and ``WorkError`` where the worker died, took too long, was ended.
        """
        request = packed((function, argument))
        process = self._ready()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.end()

        patience = threading.Timer(seconds, give_up)
        patience.daemon = True
        patience.start()
        try:
            with suppress(OSError):  # that it has died is seen by the answer that does not come
                send(_pipe(process.stdin), request)
            answer = _received(process)
        finally:
            patience.cancel()
        if answer is None:
            self.end()
            raise WorkError("用时过长，已停止" if late.is_set() else "没有做成：内存可能不够")
        done, result = unpacked(answer)
        if done:
            return result  # type: ignore[no-any-return]
        raise result

    def end(self) -> None:
        """End the process, whatever it does; asked again, another one is started."""
        with self._guard:
            end, self._end = self._end, _nothing
            self._process = None
        end()

    def close(self) -> None:
        """End the process for good: whoever asks then gets a ``WorkError``."""
        self._closed = True
        self.end()

    def _ready(self) -> subprocess.Popen[bytes]:
        with self._guard:
            if self._closed:
                raise WorkError("已经停止")
            if self._process is not None and self._process.poll() is None:
                return self._process
            self._end()
            try:
                process = subprocess.Popen(  # noqa: S603  (this very program)
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=_QUIETLY,
                    start_new_session=True,
                )
            except OSError as error:
                self._end, self._process = _nothing, None
                raise WorkError(f"不能启动工作进程：{reason(error)}") from error
            self._process = process
            # Also where nobody ends it: when this is forgotten, and when the program ends.
            self._end = weakref.finalize(self, _end, process)
            return process


_QUIETLY: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
"""On Windows: no black window, and less urgent than the window of ours."""


def _nothing() -> None:
    """There is no process to end."""


def _received(process: subprocess.Popen[bytes]) -> bytes | None:
    try:
        return receive(_pipe(process.stdout))
    except (OSError, ValueError, MemoryError):  # closed while it was read from
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError, ValueError):
            _pipe(pipe).close()


def _pipe(stream: Any) -> Any:  # noqa: ANN401  (IO and BinaryIO are one here)
    assert stream is not None  # noqa: S101  (narrows the type: both are pipes)
    return stream
