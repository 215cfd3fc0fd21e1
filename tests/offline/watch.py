"""What a Python program does to the world, noted by an audit hook: sockets, programs, files.

A hook sees every socket, started program and file that Python code asks for, whichever library
asks; it cannot be taken off again, so it belongs into a process of its own.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from core.foreign import CHILD_COMMAND
from core.own_program import own_command
from core.workers import WORKER_COMMAND

OWN = (own_command(CHILD_COMMAND), own_command(WORKER_COMMAND))
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FILES = {
    # Event: its arguments that are paths, each with the one that is the folder it starts from.
    "os.mkdir": ((0, 2),),
    "os.rename": ((0, 2), (1, 3)),
    "os.remove": ((0, 1),),
    "os.rmdir": ((0, 1),),
    "os.link": ((0, 2), (1, 3)),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, None),),
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
    "sqlite3.connect": ((0, None),),
}
CHANGING = frozenset({"open", *FILES})
"""Events by which something may be written."""
PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile")


class Watch:
    """Notes from ``begin`` on until the process ends."""

    def __init__(self, *, sealed: bool) -> None:
        self.sealed = sealed
        self.sockets: Counter[str] = Counter()
        self.programs: Counter[str] = Counter()
        self.written: Counter[str] = Counter()

    def begin(self) -> None:
        sys.addaudithook(self._note)

    def report(self) -> str:
        """JSON: how often each socket was asked for, program started, file written or moved."""
        return json.dumps(
            {
                "sealed": self.sealed,
                "sockets": self.sockets,
                "programs": self.programs,
                "written": self.written,
            },
            ensure_ascii=False,
        )

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket."):
            self.sockets[event] += 1
        elif event == "subprocess.Popen" and arguments[1] in OWN:
            return  # this very program, reading a foreign file or at work: it is sealed as we are
        elif event.startswith(PROGRAMS):
            self.programs[f"{event} {arguments[:1]}"] += 1
        else:
            self.written.update(written(event, arguments))


def written(event: str, arguments: tuple[object, ...]) -> Iterator[str]:
    """The real paths of what is made, changed or taken away by this; nothing for other events."""
    if event == "open":
        path, _, flags = arguments
        if isinstance(flags, int) and flags & WRITING:
            yield from real(path)
    elif not _only_read(event, arguments):
        for at, start in FILES.get(event, ()):
            yield from real(arguments[at], -1 if start is None else arguments[start])


def _only_read(event: str, arguments: tuple[object, ...]) -> bool:
    return event == "sqlite3.connect" and "mode=ro" in urlsplit(str(arguments[0])).query


def real(path: object, start: object = -1) -> Iterator[str]:
    """The real path of what was asked for, seen from the open folder ``start``, if it has one."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return  # a number: a file that is open already
    name = os.fsdecode(path)
    if name.startswith("file:///"):  # SQLite takes an address too
        name = url2pathname(urlsplit(name).path)
    if isinstance(start, int) and start >= 0:
        folder = Path(f"/proc/self/fd/{start}")
        if not folder.is_symlink():
            return  # only Linux tells; the comparison of files sees what is left
        name = str(folder.readlink() / name)
    if name not in {":memory:", os.devnull}:
        yield os.path.realpath(name)
