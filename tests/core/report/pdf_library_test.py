"""What lies on a computer neither joins the program that prints nor changes a page."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FORM = ROOT / "tests" / "golden" / "forms" / "53-invented-garden-2020.json"


def printed(target: Path, *, cwd: Path, more: Mapping[str, str] | None = None) -> bytes:
    command = [sys.executable, str(ROOT / "main.py"), "print", str(FORM), "-o", str(target)]
    environment = {name: value for name, value in os.environ.items() if name[:3] != "RL_"}
    done = subprocess.run(
        command, cwd=cwd, env={**environment, **(more or {})}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return target.read_bytes()


@pytest.fixture
def usual(tmp_path: Path) -> bytes:
    return printed(tmp_path / "usual.pdf", cwd=tmp_path)


def test_no_python_of_the_home_or_the_path_is_run(tmp_path: Path, usual: bytes) -> None:
    home, run = tmp_path / "home", tmp_path / "run"
    home.mkdir()
    for name in (".reportlab_mods", ".reportlab_settings", "reportlab_mods.py"):
        (home / name).write_text(f"open({str(run)!r}, 'w')\ninvariant = 0\npageCompression = 0\n")
    theirs = {"HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": str(home)}
    assert printed(tmp_path / "form.pdf", cwd=home, more=theirs) == usual
    assert not run.exists()


@pytest.mark.parametrize("setting", ["RL_pageCompression=0", "RL_invariant=x", "RL_verbose=maybe"])
def test_settings_for_another_program_change_no_page(
    setting: str, tmp_path: Path, usual: bytes
) -> None:
    name, _, value = setting.partition("=")
    assert printed(tmp_path / "form.pdf", cwd=tmp_path, more={name: value}) == usual


@pytest.mark.skipif(os.name != "posix", reason="Windows takes no folder away that is stood in")
def test_it_prints_where_the_current_folder_is_gone(tmp_path: Path, usual: bytes) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'cd "$0" && rmdir "$0" && exec "$@"'
    target = tmp_path / "form.pdf"
    program = [sys.executable, str(ROOT / "main.py"), "print", str(FORM), "-o", str(target)]
    done = subprocess.run(
        ["sh", "-c", script, str(gone), *program], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert target.read_bytes() == usual


@pytest.mark.skipif(os.name != "posix", reason="a home that is no folder")
def test_it_prints_where_the_home_is_no_folder(tmp_path: Path, usual: bytes) -> None:
    assert printed(tmp_path / "form.pdf", cwd=tmp_path, more={"HOME": os.devnull}) == usual
