"""The folders with a Debian in them: one that was broken off is never taken for a whole one."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"

DEBOOTSTRAP = """#!/bin/sh
for folder; do :; done
/bin/mkdir "$folder/etc"
echo 11 > "$folder/etc/debian_version"
echo "made $folder"
test -z "$BREAK"
"""
UNSHARE = """#!/bin/sh
shift
exec "$@"
"""


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """The module, where stand-ins of what only root may do are found first."""
    monkeypatch.syspath_prepend(PACKAGING / "linux")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, script in (("debootstrap", DEBOOTSTRAP), ("unshare", UNSHARE)):
        (tools / name).write_text(script)
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    import root

    yield root
    sys.modules.pop("root")


def test_what_was_broken_off_is_made_anew(
    root: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = root.Root(tmp_path / "build" / "root")
    monkeypatch.setenv("BREAK", "1")
    for _ in range(2):
        with pytest.raises(root.RootError, match=r"root\.log"):
            made.make("bullseye")
        assert not made.folder.exists()
    monkeypatch.delenv("BREAK")
    made.make("bullseye")
    assert (made.folder / "etc" / "debian_version").exists()
    (made.folder / "own").touch()
    made.make("bullseye")
    assert (made.folder / "own").exists()


def test_without_the_right_or_the_tool_one_sentence_says_so(
    root: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = root.Root(tmp_path / "root")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(root.RootError, match="root 权限和 debootstrap"):
        made.make("bullseye")
    assert not made.folder.exists()


def test_what_installing_says_goes_into_the_log(
    root: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = root.Root(tmp_path / "root")
    made.folder.mkdir()  # and nothing in it that could be run
    with pytest.raises(root.RootError, match=r"apt-get update.*root\.log"):
        made.install("xvfb")
    assert capfd.readouterr() == ("", "")
    assert (tmp_path / "root.log").read_text()
