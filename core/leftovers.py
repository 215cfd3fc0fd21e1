"""Files for passing use: named so that the next start can tell which ones nobody uses any more."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from core.regex import regex

PART = ".part"
UNPACKED = ".交接包-"
"""How the name of a folder begins into which a 交接包 is unpacked."""

_NAME = regex(r"\.([0-9a-f]{6})-([0-9a-f]+)-[0-9a-f]{16}\.part(?:-journal|-wal|-shm)?")
_FOLDER = regex(re.escape(UNPACKED) + r"([0-9a-f]{6})-([0-9a-f]+)-[0-9a-f]{16}")
_FOREIGN = regex(r"\.[0-9a-f]{16}\.part|" + re.escape(UNPACKED) + r"[\w]{6,10}")
"""Names of earlier versions, which do not tell whose they are."""
_STALE = 86_400
"""Seconds after which even a file of an unknown process is nobody's."""


def part_name() -> str:
    """A name for a file that is not ready yet."""
    return f".{_signature()}{PART}"


def unpacked_name() -> str:
    """A name for a folder into which a 交接包 is unpacked."""
    return UNPACKED + _signature()


def sweep(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Take away what killed programs left half made in these folders; what is in use stays."""
    gone = []
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            for path in list(folder.iterdir()):
                with suppress(OSError):
                    if _is_left(path):
                        _remove(path)
                        gone.append(path)
    return tuple(gone)


def is_alive(process: int) -> bool:
    """Whether a process of this number runs on this computer."""
    if not 0 < process < 2**31:
        return False
    if sys.platform == "win32":
        import ctypes

        synchronize, timed_out = 0x00100000, 0x102
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(synchronize, 0, process)
        if not handle:
            return False
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) == timed_out)
        finally:
            kernel.CloseHandle(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # another user's
    return True


def _signature() -> str:
    return f"{_computer()}-{os.getpid():x}-{os.urandom(8).hex()}"


def _computer() -> str:
    return sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:6]


def _is_left(path: Path) -> bool:
    name = path.name
    known = _NAME.fullmatch(name) or _FOLDER.fullmatch(name)
    if known is None and not _FOREIGN.fullmatch(name):
        return False
    if known is not None and known[1] == _computer():
        process = int(known[2], 16)
        return process != os.getpid() and not is_alive(process)
    return time.time() - path.lstat().st_mtime > _STALE


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
