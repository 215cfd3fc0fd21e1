"""Tests keep away from what the user of the machine has, and so do the programs they start."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from core.places import cache_folder, default_folder
from tests.own_home import BUILD, ROOT, Fence

ASKED = "from core.places import *; print(cache_folder(), default_folder(), sep='\\n')"


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp() / "home0"


def test_all_folders_of_the_user_are_the_tests_own(home: Path) -> None:
    assert Path.home() == home
    assert cache_folder().is_relative_to(home)
    assert default_folder().is_relative_to(home)
    kinds = ("CacheLocation", "ConfigLocation", "DocumentsLocation", "GenericDataLocation")
    for kind in kinds:
        location = getattr(QStandardPaths.StandardLocation, kind)
        assert Path(QStandardPaths.writableLocation(location)).is_relative_to(home), kind


def test_a_started_program_has_the_same_ones() -> None:
    told = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    assert told.stdout.splitlines() == [str(cache_folder()), str(default_folder())]


@pytest.mark.parametrize(
    "act",
    [
        lambda path: path.write_text(""),
        lambda path: path.open("a").close(),
        lambda path: path.mkdir(),
        (ROOT / "nothing").rename,
        lambda path: path.symlink_to(ROOT),
        lambda path: sqlite3.connect(path).close(),
        lambda path: os.open(path, os.O_CREAT | os.O_WRONLY),
    ],
)
def test_nothing_is_written_into_the_checkout(act: Callable[[Path], object], fence: Fence) -> None:
    path = ROOT / "tests" / "written"
    with pytest.raises(PermissionError):
        act(path)
    assert any(str(path) in breach or "nothing" in breach for breach in fence.breaches())
    assert not path.exists()


def test_a_breach_that_the_program_passes_over_is_kept(fence: Fence) -> None:
    with suppress(OSError):
        (ROOT / "written").write_text("")
    assert len(fence.breaches()) == 1
    assert fence.breaches() == []


def test_what_the_user_has_is_not_even_read(home: Path, fence: Fence, tmp_path: Path) -> None:
    assert fence.closed
    assert not any(Path(place).is_relative_to(home) for place in fence.closed)
    other = Fence([tmp_path], unchanged=[], closed=[tmp_path / "缓存"])
    for event, path in {"open": "缓存/columns.json", "os.listdir": "缓存"}.items():
        assert list(other.refused(event, (str(tmp_path / path), "r", os.O_RDONLY)))
    assert not list(other.refused("open", (str(tmp_path / "缓存.json"), "r", os.O_RDONLY)))


def test_what_is_allowed_passes(tmp_path: Path, fence: Fence) -> None:
    (tmp_path / "甲").write_text("")
    BUILD.mkdir(exist_ok=True)
    (ROOT / "main.py").read_text(encoding="utf-8")
    assert fence.breaches() == []


@pytest.mark.parametrize("checkout", ["", "tmp/检出", "检出", "检出/build/tmp/检出"])
def test_a_checkout_is_kept_wherever_it_lies(checkout: str, tmp_path: Path) -> None:
    root = tmp_path / checkout
    other = Fence([tmp_path / "tmp", root / "build"], unchanged=[root], closed=[])

    def refused(path: Path) -> bool:
        return bool(list(other.refused("os.remove", (str(path), -1))))

    assert refused(root / "main.py")
    assert not refused(root / "build" / "run")
    assert refused(tmp_path / "elsewhere")
    assert not refused(tmp_path / "tmp" / "甲")
