"""Offline is proved, not promised: a whole day of use in small opens no socket and writes nowhere
but where the clerk's data, backups, cache and chosen folders are."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline.computer import PROGRAM, Computer, outside, tree
from tests.offline.folders import CHOSEN, STICK

WATCHED = """
import json, os, pathlib, socket, subprocess, sys
from tests.offline.seal import seal
from tests.offline.watch import Watch
watch = Watch(sealed="sealed" in sys.argv and seal())
watch.begin()
print(watch.report(), flush=True)
{}
print(watch.report())
"""


@pytest.fixture(scope="module")
def program() -> list[Path]:
    return [PROGRAM / name for name in ("core", "ui", "resources")]


def test_a_day_of_use_stays_in_its_folders(tmp_path: Path, program: list[Path]) -> None:
    computer = Computer(tmp_path)
    before, untouched = tree(tmp_path), _without_bytecode(tree(*program))
    noted = computer.live()
    after = tree(tmp_path)
    changed = [path for path in before | after if before.get(path) != after.get(path)]
    assert outside(changed, computer.allowed) == []
    assert outside([Path(path) for path in noted.written], computer.allowed) == []
    assert (noted.sockets, noted.programs) == ({}, {})
    assert _without_bytecode(tree(*program)) == untouched
    # And it was a day of work: each of these folders got what belongs there.
    got = {path.name.split("_")[-1] for path in after if path.suffix in {".db", ".pdf", ".zip"}}
    whys = ("粘贴前", "手动", "删除前", "定稿前", "定稿后", "恢复前", "退出")
    backups = {f"{why}.db" for why in whys}
    assert backups | {"自评表.pdf", "底稿.pdf", "定稿.pdf", "交接包.zip"} <= got
    assert len(list((tmp_path / STICK).rglob("*.db"))) >= 4
    if os.name == "posix":  # Windows keeps a home from others by itself
        private = [path for path in after if outside([path], [tmp_path / CHOSEN])]
        assert [path for path in private if _open_to_others(path, tmp_path)] == []


def test_the_watcher_sees_what_it_must_see(tmp_path: Path) -> None:
    """Else the day before would prove nothing."""
    there = tmp_path / "甲"
    noted = _watched(
        "socket.socket().close(); os.system('true')",
        f"a = pathlib.Path({str(there)!r}); a.mkdir()",
        "(a / 'b').write_text(''); (a / 'b').rename(a / 'c')",
        f"import sqlite3; sqlite3.connect({(tmp_path / '乙.db').as_uri()!r}, uri=True).close()",
        "import shutil; shutil.rmtree(a)",
    )
    assert sum(noted["sockets"].values()) >= 1
    assert len(noted["programs"]) == 1
    wanted = {str(there), str(there / "b"), str(there / "c"), str(tmp_path / "乙.db")}
    assert wanted <= noted["written"].keys()


def test_the_system_kills_what_opens_a_socket() -> None:
    run = _run("socket.socketpair(); socket.socket()", "sealed")
    sealed = json.loads(run.stdout.splitlines()[0])["sealed"]
    if sealed:
        assert run.returncode == -signal.SIGSYS
    else:
        assert run.returncode == 0
    assert sealed or sys.platform != "linux"


def _open_to_others(path: Path, root: Path) -> bool:
    """Whether it is a file that another user of the computer could read."""
    way = [one for one in path.parents if one.is_relative_to(root) and one != root]
    passable = all(folder.stat().st_mode & 0o011 for folder in way)
    return path.is_file() and passable and bool(path.stat().st_mode & 0o044)


def _watched(*lines: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(_run("\n".join(lines)).stdout.splitlines()[-1])
    return found


def _run(lines: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WATCHED.format(lines), *arguments]
    return subprocess.run(command, cwd=PROGRAM, capture_output=True, check=False, text=True)


def _without_bytecode(found: dict[Path, tuple[int, int, int]]) -> dict[Path, tuple[int, int, int]]:
    return {path: told for path, told in found.items() if "__pycache__" not in path.parts}
