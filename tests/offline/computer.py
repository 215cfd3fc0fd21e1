"""A computer in a folder, on which a day is lived: a home, a folder that the clerk chose, a stick.

Everything lies in it that may be written; the working folder and the folder for passing files do as
well, and nothing is to be found there afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from core.places import DATA_VARIABLE, cache_folder
from tests.offline.folders import CHOSEN, ELSEWHERE, HOME, PASSING, STICK

PROGRAM = Path(__file__).parents[2]
DATA = Path(HOME, "Documents", "自评档案")
CACHES = {"linux": Path(HOME, ".cache", "zipingtong"), "darwin": Path(HOME, "Library", "Caches")}


class Noted(NamedTuple):
    """What a watcher in the program noted, see ``watch``."""

    sealed: bool
    sockets: dict[str, int]
    programs: dict[str, int]
    written: dict[str, int]


class Computer:
    def __init__(self, root: Path) -> None:
        self.root = root
        for name in (HOME, CHOSEN, STICK, PASSING, ELSEWHERE):
            (root / name).mkdir()

    @property
    def elsewhere(self) -> Path:
        """Where the program is started."""
        return self.root / ELSEWHERE

    @property
    def allowed(self) -> list[Path]:
        """Data, backups (beside the data, and on the stick), cache, and what was chosen."""
        cache = CACHES.get(sys.platform, cache_folder())  # Windows has one for each user
        return [self.root / name for name in (DATA, cache, CHOSEN, STICK)]

    def live(self, *before: str) -> Noted:
        """Live a day here; ``before`` is a program that watches, with its arguments."""
        command = [*before, sys.executable, "-m", "tests.offline.start", str(self.root)]
        done = subprocess.run(
            [*command, *(() if before else ("sealed",))],
            cwd=self.elsewhere,
            env=self._surroundings(),
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{done.returncode}: {done.stderr[-3000:]}"
        return Noted(**json.loads(done.stdout.splitlines()[-1]))

    def _surroundings(self) -> dict[str, str]:
        """Nothing of the real computer's but where the libraries are."""
        taken = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
        home, passing = str(self.root / HOME), str(self.root / PASSING)
        data = {DATA_VARIABLE: str(self.root / DATA)} if os.name == "nt" else {}
        return {name: os.environ[name] for name in taken if name in os.environ} | {
            **data,
            **dict.fromkeys(("HOME", "USERPROFILE"), home),
            **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), passing),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(PROGRAM),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
        }


def tree(*folders: Path) -> dict[Path, tuple[int, int, int]]:
    """Every file and folder below these: its kind and rights, its size, when it was written."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            told = path.lstat()
            size = 0 if path.is_dir() else told.st_size
            found[path] = (told.st_mode, size, 0 if path.is_dir() else told.st_mtime_ns)
    return found


def outside(paths: Sequence[Path], folders: Sequence[Path]) -> list[Path]:
    """Those of the paths that neither lie in one of the folders nor lead to one."""
    return [
        path
        for path in paths
        if not any(path.is_relative_to(one) or one.is_relative_to(path) for one in folders)
    ]
