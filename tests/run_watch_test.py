"""A run ends whatever becomes of a process: with the name of the test that it was at."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
CONFTEST = "from tests.run_watch import pytest_configure\n"
DIES = "import os\n\ndef test_dies():\n    os._exit(3)\n"
HANGS = "import threading\n\ndef test_hangs():\n    threading.Event().wait()\n"
FINE = "def test_fine():\n    pass\n"


def run(folder: Path, *options: str, still: int = 10) -> subprocess.CompletedProcess[str]:
    """``still``: seconds; on a busy machine the start of the workers takes some."""
    environment = {**os.environ, "PYTHONPATH": str(HERE), "TESTS_STILL": str(still)}
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


def test_a_run_that_goes_on_is_left_alone(folder: Path) -> None:
    slow = "import time\n\nimport pytest\n\n@pytest.mark.parametrize('n', range(4))\n"
    slow += "def test_slow(n):\n    time.sleep(1.5)\n"
    (folder / "test_slow.py").write_text(slow, encoding="utf-8")
    assert run(folder, still=4).returncode == 0
