"""The program's side: starts the child, asks it, waits no longer than allowed, kills it."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, Self

from core.foreign import CHILD_COMMAND
from core.foreign.bounds import MOST_BYTES, check_file
from core.foreign.child import Item
from core.foreign.errors import CancelledError, ForeignFileError
from core.foreign.frames import FrameError, Message, read_frame, write_frame
from core.own_program import own_command
from core.quoting import shown
from core.system_errors import reason

DEBUG: Final = "ZIPINGTONG_DEBUG"
"""Set to 1, the child's tracebacks are printed."""

STARTS: Final = 20.0
PAUSE: Final = 10.0
"""Seconds that the child may be silent: for one page, or for a file that is read at once."""
WHOLE: Final = 120.0
"""Seconds for all pages of one file."""

_LOOKS: Final = 0.05
"""Seconds between two looks at whether the reading was cancelled."""
_LONGEST_SENTENCE: Final = 300
_NO_MEMORY: Final = MemoryError.__name__

_Arrival = tuple[Message, bytes] | None


def child_command() -> list[str]:
    """How this very program is started as a child."""
    return own_command(CHILD_COMMAND)


class ForeignFiles:
    """Foreign files, read one after the other in one child; for one thread at a time.

    Make one for each piece of work (an import of twenty files, a look at a scan) and close it.
    The child is started when it is needed first, and another one when it died of a file.
    """

    def __init__(
        self,
        pause: float = PAUSE,
        whole: float = WHOLE,
        command: Sequence[str] | None = None,
    ) -> None:
        """``command`` starts another child than this program's."""
        self._pause = pause
        self._whole = whole
        self._command = child_command() if command is None else command
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child; reading afterwards starts another."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    @property
    def peak(self) -> int:
        """The most bytes of memory that the present child has had; 0 where nobody counts them."""
        return 0 if self._child is None else self._child.peak

    def read(
        self,
        reader: str,
        path: Path,
        options: Mapping[str, Any] | None = None,
        *,
        cancel: threading.Event | None = None,
        most_bytes: int = MOST_BYTES,
    ) -> Generator[Item, None, None]:
        """The parts of the answer of a reader as they come. Raises ``ForeignFileError``.

        ``reader`` is a name in the child's table. What comes is checked to be JSON and bytes;
        whoever asks checks the rest.  ``cancel`` may be set in another thread.
        """
        check_file(path, most_bytes)
        ended = False
        try:
            child = self._ready(path)
            child.ask(
                {
                    "reader": reader,
                    "path": str(path),
                    "options": dict(options or {}),
                    "seconds": self._whole,
                    "bytes": most_bytes,
                }
            )
            until = time.monotonic() + self._whole
            while True:
                seconds = min(self._pause, until - time.monotonic())
                message, beside = child.answer(path, seconds, cancel)
                if "item" not in message:
                    break
                yield message["item"], beside
            # Without memory the child ends by itself, a little later.
            ended = message.get("failed") != _NO_MEMORY
            _raise_refusal(path, message)
        finally:
            if not ended:
                # Died, too slow, not wanted any more: what it would say next is of this file.
                self.close()

    def read_one(
        self,
        reader: str,
        path: Path,
        options: Mapping[str, Any] | None = None,
        *,
        cancel: threading.Event | None = None,
    ) -> Item:
        """The answer of a reader that gives one part. Raises ``ForeignFileError``."""
        parts = self.read(reader, path, options, cancel=cancel)
        only = next(parts, None)
        # Asked for to the end: an answer that is left half read costs the child.
        if only is None or next(parts, None) is not None:
            parts.close()
            message = f"无法读取{shown(path)}：文件已损坏"
            raise ForeignFileError(message)
        return only

    def _ready(self, path: Path) -> _Child:
        if self._child is not None and self._child.alive:
            return self._child
        self.close()
        try:
            self._child = child = _Child(self._command)
        except OSError as error:
            message = f"无法读取{shown(path)}：不能启动读取文件的程序（{reason(error)}）"
            raise ForeignFileError(message) from error
        try:
            child.answer(path, STARTS, None)
        except ForeignFileError as error:
            message = f"无法读取{shown(path)}：不能启动读取文件的程序，请重新打开自评通"
            raise ForeignFileError(message) from error
        return child


class _Child:
    """One child process and the thread that takes its answers."""

    def __init__(self, command: Sequence[str]) -> None:
        debug = os.environ.get(DEBUG) == "1"
        self._process = subprocess.Popen(  # noqa: S603  (this very program)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if debug else subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=True,
        )
        # One answer waits at most: a child that talks without end is stopped by its own pipe.
        self._arrived: queue.Queue[_Arrival] = queue.Queue(maxsize=1)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._take, name="foreign", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def peak(self) -> int:
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return 0
        found = re.search(r"VmHWM:\s*(\d+) kB", status)
        return int(found[1]) * 1024 if found else 0

    def ask(self, request: Message) -> None:
        with suppress(OSError):  # that it has died is seen by the answer that does not come
            write_frame(_pipe(self._process.stdin), request)

    def answer(
        self, path: Path, seconds: float, cancel: threading.Event | None
    ) -> tuple[Message, bytes]:
        until = time.monotonic() + seconds
        while True:
            if cancel is not None and cancel.is_set():
                message = f"已取消读取{shown(path)}"
                raise CancelledError(message)
            left = until - time.monotonic()
            if left <= 0:
                message = f"读取{shown(path)}用时过长，已停止：文件可能损坏或过于复杂，请换一份再试"
                raise ForeignFileError(message)
            try:
                arrival = self._arrived.get(timeout=left if cancel is None else min(left, _LOOKS))
            except queue.Empty:
                continue
            if arrival is None:
                message = f"无法读取{shown(path)}：文件已损坏，或者读取它需要的内存过多"
                raise ForeignFileError(message)
            return arrival

    def end(self) -> None:
        """Kill it and wait for its end; it has nothing to finish."""
        self._ended.set()
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        while self._thread.is_alive():
            with suppress(queue.Empty):
                self._arrived.get_nowait()
            self._thread.join(_LOOKS)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                _pipe(pipe).close()

    def _take(self) -> None:
        arrival: _Arrival = None
        while not self._ended.is_set():
            try:
                arrival = read_frame(_pipe(self._process.stdout))
            except (FrameError, OSError, ValueError, MemoryError):
                arrival = None
            self._arrived.put(arrival)
            if arrival is None:
                return


def _pipe(stream: IO[bytes] | None) -> Any:  # noqa: ANN401  (IO and BinaryIO are one here)
    assert stream is not None  # noqa: S101  (narrows the type: both are pipes)
    return stream


def _raise_refusal(path: Path, message: Message) -> None:
    """Say what the child said, as far as it is a sentence."""
    if message.get("end") is True:
        return
    said = message.get("refused")
    if not isinstance(said, str) or not said:
        if message.get("failed") == _NO_MEMORY:
            said = "读取它需要的内存过多"
        else:
            said = "文件已损坏，或者不是它的名字所说的那种文件"
    said = "".join(char if char.isprintable() else " " for char in said[:_LONGEST_SENTENCE])
    named = said if shown(path) in said else f"无法读取{shown(path)}：{said}"
    raise ForeignFileError(named)
