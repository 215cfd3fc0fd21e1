"""The bytes of an archive, read beside SQLite without giving up what SQLite has locked.

On POSIX systems a process that closes any stream on a file gives up every lock that it has on that
file, SQLite's too (sqlite.org/howtocorrupt.html, 2.2). Another program then takes the journal of
our transaction for one that a crash has left, and plays it back under it.  So while this process
has a connection to a file, a stream on it is kept for the next reader instead of being closed, as
SQLite does with its own.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Literal

_File = tuple[int, int]
"""Which file it is, by whatever name: disk and number."""

_Mode = Literal["rb", "r+b"]

# Of the process, because the system's rule is of the process.
_changing = Lock()
_connections: Counter[_File] = Counter()
_kept: defaultdict[_File, list[tuple[_Mode, BinaryIO]]] = defaultdict(list)


class Connection(sqlite3.Connection):
    """A connection that is known here until it is closed."""

    _file: _File | None = None

    def know(self, path: Path) -> None:
        """Tell which file it is connected to, before its first statement."""
        with _changing:
            self._file = _file_of(path.stat())
            _connections[self._file] += 1

    def close(self) -> None:
        """Close it, and with a file's last connection what is kept of the file."""
        super().close()
        with _changing:
            file, self._file = self._file, None
            if file is None:
                return
            _connections[file] -= 1
            if not _connections[file]:
                del _connections[file]
                for _, stream in _kept.pop(file, ()):
                    stream.close()


@contextmanager
def raw(path: Path, mode: _Mode = "rb") -> Iterator[BinaryIO]:
    """The file past SQLite, unbuffered; not to be closed in the block. Raises ``OSError``."""
    stream = _kept_stream(path, mode) or _opened(path, mode)
    try:
        yield stream
    finally:
        _put_back(stream, mode)


def _opened(path: Path, mode: _Mode) -> BinaryIO:
    return path.open("rb", buffering=0) if mode == "rb" else path.open("r+b", buffering=0)


def _kept_stream(path: Path, mode: _Mode) -> BinaryIO | None:
    with _changing:
        kept = _kept.get(_file_of(path.stat()), [])
        for at, (of_mode, stream) in enumerate(kept):
            if of_mode == mode:
                del kept[at]
                stream.seek(0)
                return stream
    return None


def _put_back(stream: BinaryIO, mode: _Mode) -> None:
    with _changing:
        file = _file_of(os.fstat(stream.fileno()))
        if sys.platform != "win32" and file in _connections:
            _kept[file].append((mode, stream))
        else:
            stream.close()


def _file_of(found: os.stat_result) -> _File:
    return found.st_dev, found.st_ino
