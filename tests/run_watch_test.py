"""A run ends whatever becomes of a process: with the name of the test that it was at."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run_watch import TO_BEGIN, RunWatch

HERE = Path(__file__).parents[1]
CONFTEST = "from tests.run_watch import pytest_configure\n"
DIES = "import os\n\ndef test_dies():\n    os._exit(3)\n"
HANGS = "import threading\n\ndef test_hangs():\n    threading.Event().wait()\n"
FINE = "def test_fine():\n    pass\n"


STILL = 3
"""Seconds; also on a busy machine the short tests beside the one that hangs take none."""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(HERE), "TESTS_STILL": str(STILL)}
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for number in range(3):
        (tmp_path / f"test_fine{number}.py").write_text(FINE, encoding="utf-8")
    return tmp_path


def test_a_process_that_dies_ends_the_run_with_its_test(folder: Path) -> None:
    (folder / "test_bad.py").write_text(DIES, encoding="utf-8")
    ended = run(folder, "--numprocesses=2", "--dist=loadfile", "--max-worker-restart=0")
    assert ended.returncode != 0
    assert "test_dies" in ended.stdout
    assert ended.stdout.count("crashed while running") <= 2


@pytest.mark.parametrize("processes", ["0", "2"])
def test_a_test_that_hangs_ends_the_run_with_its_name(folder: Path, processes: str) -> None:
    (folder / "test_bad.py").write_text(HANGS, encoding="utf-8")
    ended = run(folder, f"--numprocesses={processes}", "--dist=loadfile")
    assert ended.returncode == 1
    assert "test_hangs" in ended.stderr


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


def test_a_run_that_goes_on_is_left_alone() -> None:
    clock = Clock()
    watch = RunWatch(4, clock)
    for number in range(20):
        watch.pytest_runtest_logstart(f"{number}")
        clock.time += 3
        assert watch.found() == ""
        watch.pytest_runtest_logfinish(f"{number}")
        clock.time += 3
        assert watch.found() == ""


def test_of_two_processes_the_one_that_hangs_is_named() -> None:
    clock = Clock()
    watch = RunWatch(4, clock)
    for name in ("hangs", "fine"):
        watch.pytest_runtest_logstart(name)
    clock.time += 3
    watch.pytest_runtest_logfinish("fine")
    clock.time += 3
    assert watch.found() == ""  # that was a word
    clock.time += 3
    assert "hangs (9 s)" in watch.found()
    assert "fine" not in watch.found()


def test_loading_and_collecting_may_take_longer() -> None:
    clock = Clock()
    watch = RunWatch(4, clock)
    clock.time += TO_BEGIN
    assert watch.found() == ""
    clock.time += 1
    assert "no test is under way" in watch.found()
