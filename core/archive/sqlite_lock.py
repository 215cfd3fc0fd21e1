"""SQLite's own lock on a database file, taken without SQLite, which would play a journal first.

SQLite locks three ranges of bytes behind everything that it reads and writes: PENDING, RESERVED
and SHARED, next to each other from 1 GB on (sqlite.org/fileformat2.html, "The Lock-Byte Page").
Whoever has all of them has the file for himself; while anybody reads or writes they are not to be
had.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from core.archive.raw_reading import raw

_FIRST, _COUNT = 0x40000000, 512


@contextmanager
def exclusive(path: Path) -> Iterator[BinaryIO | None]:
    """The file for reading, with nobody else at it for the block; ``None`` where somebody is.

    On Windows nobody else can read the locked bytes, so the file is read through this stream only.
    Where a lock cannot be had (a file that nobody may write, a share without locks) the stream
    comes without one.  Raises ``OSError``.
    """
    with ExitStack() as opened:
        try:
            stream = opened.enter_context(raw(path, "r+b"))
        except PermissionError:
            stream = opened.enter_context(raw(path))
        if not stream.writable():
            yield stream
        elif _lock(stream.fileno()):
            opened.callback(_unlock, stream.fileno())
            yield stream
        else:
            yield None


if sys.platform == "win32":
    import msvcrt
    import os

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FIRST, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, _COUNT)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FIRST, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, _COUNT)

elif sys.platform == "linux":
    import fcntl
    import os
    import struct

    def _lock(handle: int) -> bool:
        # Of the open file and not of the process: it also meets this program's own connections,
        # and stays when another stream on the same file is closed.
        try:
            fcntl.fcntl(handle, fcntl.F_OFD_SETLK, _wish(fcntl.F_WRLCK))
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True  # no locks here: what SQLite itself does then is not known either
        return True

    def _unlock(handle: int) -> None:
        with suppress(OSError):  # no locks here
            fcntl.fcntl(handle, fcntl.F_OFD_SETLK, _wish(fcntl.F_UNLCK))

    def _wish(kind: int) -> bytes:
        return struct.pack("hhqqi4x", kind, os.SEEK_SET, _FIRST, _COUNT, 0)

else:

    def _lock(handle: int) -> bool:
        # A lock of the process would be given up by the next stream that is closed on the file.
        del handle
        return True

    def _unlock(handle: int) -> None:
        del handle
