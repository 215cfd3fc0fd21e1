"""One window per archive: a lock that dies with its process, and says who holds it.

The lock itself is the operating system's, on a small file beside the archive; what is written in
that file is only there to be read.  So a crash leaves a note but never a lock.

A share that has no locks gets one by exclusive creation: of two that create a file only one can.
After a crash such a file stays; on the same computer it is seen that its process is gone, elsewhere
the clerk is told which file to delete.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from msgspec import Struct
from msgspec.structs import asdict

from core.archive.errors import ArchiveError, in_words
from core.beijing import local_time, moment_in_words
from core.leftovers import is_alive, part_name
from core.output import LOCK_ENDING, PRIVATE
from core.own_files import open_own
from core.quoting import shown

HELD_ENDING = ".held"
"""Of the file that is the lock where the system has none: who made it, has the archive."""
_NO_LOCKS = frozenset(
    getattr(errno, name, 0) for name in ("ENOLCK", "EOPNOTSUPP", "ENOTSUP", "ENOSYS", "EINVAL")
)
"""What a share without locks answers."""
_LONGEST_NOTE = 4096
_FAR = 2**30
"""The locked byte on Windows, where a locked one cannot be read: far behind the note."""


class Holder(Struct, frozen=True):
    """Who has an archive open: user, computer, process, and since when."""

    who: str = ""
    host: str = ""
    process: int = 0
    since: str = ""

    @property
    def sentence(self) -> str:
        """``张三 在电脑 PC-01 上，2021-12-31 16:05 起``."""
        who = self.who or "另一个用户"
        host = f" 在电脑 {self.host} 上" if self.host else ""
        since = f"，{self.since} 起" if self.since else ""
        return who + host + since


class LockedError(ArchiveError):
    """Another window has the archive open; ``holder`` tells which."""

    def __init__(self, path: Path, holder: Holder, remedy: str = "") -> None:
        super().__init__(f"{shown(path)}已经打开（{holder.sentence}），可以只读打开{remedy}")
        self.holder = holder


class Lock:
    """The right to write an archive, held until ``release`` or the end of the process."""

    def __init__(self, handle: int, path: Path) -> None:
        """Use ``take``."""
        self.path = path
        self._handle: int | None = handle

    @classmethod
    def take(cls, archive: Path) -> Self:
        """Take the lock, without waiting. Raises ``LockedError`` and ``ArchiveError``."""
        path = lock_file(archive)
        with in_words(path):
            handle = _open_locked(path, archive)
            if handle is None:
                path = _held_file(archive)
                handle = _create_held(path, archive)
        with suppress(OSError):  # a full disk takes the note, not the lock
            os.ftruncate(handle, 0)
            os.write(handle, json.dumps(asdict(_this_program()), ensure_ascii=False).encode())
        return cls(handle, path)

    def release(self) -> None:
        """Give the lock up; calling it twice does no harm."""
        if self._handle is None:
            return
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
        if os.name == "posix":  # while it is locked, or another's would be taken away
            with suppress(OSError):
                self.path.unlink()
        os.close(self._handle)
        self._handle = None
        if os.name != "posix" and self.path.name.endswith(HELD_ENDING):
            with suppress(OSError):
                self.path.unlink()


def _open_locked(path: Path, archive: Path) -> int | None:
    """The locked file; ``None`` where the system has no locks. Raises ``LockedError``."""
    while True:
        handle = open_own(path, os.O_RDWR)
        try:
            taken = _lock(handle)
            # Who gave it up took its file away: then a lock on that one keeps nobody out.
            same = taken and path.exists() and os.path.samestat(os.fstat(handle), path.stat())
        except OSError as error:
            os.close(handle)
            if error.errno in _NO_LOCKS:
                return None
            raise
        if same:
            return handle
        os.close(handle)
        if not taken:
            raise LockedError(archive, read_holder(archive))


def _create_held(path: Path, archive: Path) -> int:
    for _ in range(2):
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE)
        except FileExistsError:
            holder = _read(path)
            if holder.host != _this_program().host or is_alive(holder.process):
                break
            path.unlink()
    raise LockedError(archive, holder, f"；确认没有人在用时，可以删除{shown(path)}再打开")


@contextmanager
def locked(archive: Path) -> Iterator[Lock]:
    """Hold the lock for the block."""
    lock = Lock.take(archive)
    try:
        yield lock
    finally:
        lock.release()


def is_held(archive: Path) -> bool:
    """Whether some window or command has the archive open for writing at this moment."""
    try:
        handle = os.open(lock_file(archive), os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return False  # nobody ever had it, or nobody may from here
    try:
        return not _lock(handle)
    finally:
        os.close(handle)


def is_used_elsewhere(archive: Path) -> bool:
    """Whether another process has the archive, as far as the lock tells."""
    us, holder = _this_program(), read_holder(archive)
    if (holder.host, holder.process) == (us.host, us.process):
        return False
    held = _read(_held_file(archive))
    if held.process and (held.host != us.host or is_alive(held.process)):
        return held.process != us.process
    with suppress(OSError):
        handle = open_own(lock_file(archive), os.O_RDWR, create=False)
        try:
            return not _lock(handle)
        finally:
            os.close(handle)
    return False


def has_locks(folder: Path) -> bool:
    """Whether files in a folder can be locked as SQLite locks them; tried on a file of its own."""
    if sys.platform == "win32":
        return True
    path = folder / part_name()
    try:
        handle = open_own(path, os.O_RDWR)
    except OSError:
        return True  # nothing can be written there: something else is wrong
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _NO_LOCKS
    finally:
        os.close(handle)
        with suppress(OSError):
            path.unlink()
    return True


def lock_file(archive: Path) -> Path:
    """The file beside an archive on which the lock is; the same for every spelling of its path."""
    place = Path(os.path.realpath(archive))
    return place.with_name(place.name + LOCK_ENDING)


def _held_file(archive: Path) -> Path:
    place = Path(os.path.realpath(archive))
    return place.with_name(place.name + HELD_ENDING)


def read_holder(archive: Path) -> Holder:
    """Who holds or last held the lock, as far as it is written; it does not tell that one does."""
    return _read(lock_file(archive))


def _read(path: Path) -> Holder:
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
        handle = open_own(path, os.O_RDONLY, create=False)
        try:
            data = json.loads(os.read(handle, _LONGEST_NOTE).decode("utf-8"))
        finally:
            os.close(handle)
        words = [_line(data.get(key)) for key in ("who", "host", "since")]
        return Holder(words[0], words[1], int(data.get("process", 0)), words[2])
    return Holder()


def _line(text: object) -> str:
    return "".join(c for c in str(text or "") if c.isprintable())[:60]


def _this_program() -> Holder:
    # Not by getpass, which asks the system's list of users, and that is a service with a socket.
    names = ("LOGNAME", "USER", "USERNAME")
    home = Path(os.environ.get("HOME", "")).name
    who = next((os.environ[name] for name in names if os.environ.get(name)), home)
    since = moment_in_words(local_time())
    return Holder(_line(who), _line(platform.node()), os.getpid(), since)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
