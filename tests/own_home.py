"""The tests' own home: they neither see the user's folders nor write beside their own.

A process has one for all its tests, so that what the program keeps in its cache is made once. The
programs that tests start inherit it with the environment.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from core.places import DATA_VARIABLE, cache_folder, default_folder
from tests.offline.watch import CHANGING, real, written

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
READING = {"open", "os.listdir", "os.scandir", "sqlite3.connect"}
LOOKED_AT = CHANGING | READING
"""Of thousands of events in a test a few: what Qt asks of our methods makes most of them."""

HOMES = ("HOME", "USERPROFILE")
WINDOWS_FOLDERS = {
    "LOCALAPPDATA": "Local",
    "APPDATA": "Roaming",
    # What platformdirs asks before it asks Windows.
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "Local",
    "WIN_PD_OVERRIDE_PERSONAL": "Documents",
}
ELSEWHERE = (
    *("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"),
    *("XDG_DOCUMENTS_DIR", DATA_VARIABLE),
)
"""Variables that would lead out of the home again."""


def move_home(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Let this process and those it starts find all folders of the user below ``home``."""
    for name in HOMES:
        patch.setenv(name, str(home))
    for name, folder in WINDOWS_FOLDERS.items():
        patch.setenv(name, str(home / folder))
    for name in ELSEWHERE:
        patch.delenv(name, raising=False)


def own_places() -> list[Path]:
    """Where the program keeps the clerk's things, in the home of now."""
    return [cache_folder(), default_folder()]


def fence_of_tests() -> Fence:
    """Open to writing are the folder for passing files, what is built here, and devices.

    A checkout may lie in the folder for passing files itself.
    """
    writable = [Path(tempfile.gettempdir()), BUILD, Path("/dev")]
    return Fence(writable, unchanged=[ROOT], closed=own_places())


class Fence:
    """Refuses, from ``begin`` on, what is not allowed, and keeps it until somebody asks.

    Refused is what would be written anywhere but in the ``writable`` places, and whatever is done
    in the ``closed`` ones. A place may lie in another that is ``unchanged``, or that in it: the
    innermost decides. It sees what Python code asks for; what Qt does by itself follows the
    environment.
    """

    def __init__(
        self, writable: Sequence[Path], *, unchanged: Sequence[Path], closed: Sequence[Path]
    ) -> None:
        self._writable = [os.path.realpath(place) for place in writable]
        self._unchanged = [os.path.realpath(place) for place in unchanged]
        self.closed = [os.path.realpath(place) for place in closed]
        self._breaches: list[str] = []
        self._watching = False

    def begin(self) -> None:
        """A hook cannot be taken off again: there is one for each process."""
        self._watching = True

        def look(event: str, arguments: tuple[object, ...]) -> None:
            if event in LOOKED_AT:
                self._look(event, arguments)

        sys.addaudithook(look)  # a function: a method as a hook takes four times as long

    def end(self) -> None:
        self._watching = False

    def breaches(self) -> list[str]:
        """What was refused since this was asked last."""
        found, self._breaches = self._breaches, []
        return found

    def refused(self, event: str, arguments: tuple[object, ...]) -> Iterator[str]:
        if event in READING:
            yield from (path for path in real(arguments[0]) if _within(path, self.closed))
        for path in written(event, arguments):
            compiled = "__pycache__" in path
            if not (compiled or self._may_write(path)) or _within(path, self.closed):
                yield path

    def _may_write(self, path: str) -> bool:
        places = [*self._writable, *self._unchanged]
        innermost = max((one for one in places if _within(path, [one])), key=len, default="")
        return innermost in self._writable

    def _look(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._watching:
            for path in self.refused(event, arguments):
                breach = f"{event} {path}"
                self._breaches.append(breach)
                raise PermissionError(breach)


def _within(path: str, places: Sequence[str]) -> bool:
    return any(path == place or path.startswith(place + os.sep) for place in places)
