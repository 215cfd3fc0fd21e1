"""Files that are this program's alone: never reached through a link, a pipe or a second name.

A lock, a log or a note is written into whatever lies under its name.  Where somebody has put a link
there, or where a synchronised folder brought one, that would be another file of the clerk's.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_PRIVATE = 0o600
_NAMES = ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_BINARY")
_FLAGS = sum(getattr(os, name, 0) for name in _NAMES)
_TRIES = 3


def open_own(path: Path, flags: int, *, create: bool = True) -> int:
    """Open a file for this program alone, or create it exclusively; its descriptor.

    Raises ``OSError``: ``ELOOP`` where something else than a plain file of one name is there.
    """
    for _ in range(_TRIES):
        if path.is_symlink():  # not every system has O_NOFOLLOW
            break
        try:
            handle = os.open(path, flags | _FLAGS)
        except FileNotFoundError:
            if not create:
                raise
            try:
                return os.open(path, flags | _FLAGS | os.O_CREAT | os.O_EXCL, _PRIVATE)
            except FileExistsError:  # somebody was quicker: theirs is looked at
                continue
        found = os.fstat(handle)
        if stat.S_ISREG(found.st_mode) and found.st_nlink <= 1:
            return handle
        os.close(handle)
        break
    raise OSError(errno.ELOOP, "no plain file", str(path))
