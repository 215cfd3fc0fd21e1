"""What the child takes away from itself before it reads anything.

Memory, processor time and the right to write files, by the system's own limits; to start
programs, to open connections and to write files, by Python's audit events. POSIX has resource
limits; Windows has job objects.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of address space. The largest page that is read takes half of it."""
_OPEN_FILES: Final = 64

_FORBIDDEN: Final = frozenset(
    {
        *("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile"),
        *("os.startfile/2", "os.system", "pty.spawn", "subprocess.Popen", "webbrowser.open"),
        *("socket.__new__", "socket.bind", "socket.connect", "socket.getaddrinfo"),
        *("os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"),
        *("os.chmod", "os.chown", "os.truncate", "shutil.rmtree"),
    }
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def contain() -> None:
    """Give up what reading a file does not need; cannot be taken back."""
    sys.dont_write_bytecode = True
    if sys.platform == "win32":
        from core.foreign.windows_job import limit_memory

        limit_memory(MEMORY)
    else:
        _limit_resources()
    sys.addaudithook(_refuse)


def allow_seconds(seconds: float) -> None:
    """Let the child use so much more processor time: it ends even when its parent is gone."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime + seconds) + 1
        with suppress(ValueError, OSError):
            hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
            resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _refuse(event: str, arguments: Sequence[Any]) -> None:
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if writes or event in _FORBIDDEN:
        raise PermissionError(event)


def _limit_resources() -> None:
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        # A system that has a lower one already, or that knows none, is left as it is.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
