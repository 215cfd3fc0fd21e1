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
from tests.offline.watch import real, written

BUILD = Path(__file__).parents[1] / "build"
READING = {"open", "os.listdir", "os.scandir", "sqlite3.connect"}

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


def writable_places() -> list[Path]:
    """The folder for passing files, what is built in this checkout, and devices."""
    return [Path(tempfile.gettempdir()), BUILD, Path("/dev")]


class Fence:
    """Refuses, from ``begin`` on, what is not allowed, and keeps it until somebody asks.

    Refused is what would be written anywhere but in the ``writable`` places, and whatever is done
    in the ``closed`` ones. It sees what Python code asks for; what Qt does by itself follows the
    environment.
    """

    def __init__(self, writable: Sequence[Path], closed: Sequence[Path]) -> None:
        self._writable = [os.path.realpath(place) for place in writable]
        self.closed = [os.path.realpath(place) for place in closed]
        self._breaches: list[str] = []
        self._watching = False

    def begin(self) -> None:
        """A hook cannot be taken off again: there is one for each process."""
        self._watching = True
        sys.addaudithook(self._look)

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
            if not (compiled or _within(path, self._writable)) or _within(path, self.closed):
                yield path

    def _look(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._watching:
            for path in self.refused(event, arguments):
                breach = f"{event} {path}"
                self._breaches.append(breach)
                raise PermissionError(breach)


def _within(path: str, places: Sequence[str]) -> bool:
    return any(path == place or path.startswith(place + os.sep) for place in places)
