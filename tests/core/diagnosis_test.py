"""The page for whoever is called to help: what it tells, and what it must not."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.archive.opening import open_or_create
from core.archive.records import Summary
from core.diagnosis import diagnosis
from core.places import ARCHIVE_NAME, DATA_VARIABLE
from core.sample import sample
from core.version import VERSION

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Somebody's home, with an archive in it."""
    folder = tmp_path / "张三丰"
    data = folder / "文档" / "自评档案"
    data.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: folder)
    monkeypatch.setenv(DATA_VARIABLE, str(data))
    with open_or_create(data / ARCHIVE_NAME) as archive:
        archive.add(sample(), Summary())
    return folder


def test_it_tells_versions_folders_and_the_archive(home: Path) -> None:
    page = diagnosis(None, [("窗口", ("缺少的系统库：没有",))])
    assert page.startswith(f"自评通 {VERSION} 诊断\n")
    assert f"数据（另外指定的）：{Path('~', '文档', '自评档案')}，" in page
    assert "自评表：1 份\n文件结构：完好" in page
    assert "备份：0 份" in page
    assert page.endswith("【窗口】\n缺少的系统库：没有\n")
    assert home.name not in page


def test_nothing_of_a_form_is_in_it(home: Path) -> None:
    page = diagnosis(next(home.rglob(ARCHIVE_NAME)))
    form = sample()
    for text in (form.project, form.unit, form.department, "养老金"):
        assert text not in page


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\xff" * 5000, b"no archive"])
def test_a_damaged_archive_is_told_without_its_words(home: Path, content: bytes) -> None:
    archive = next(home.rglob(ARCHIVE_NAME))
    archive.write_bytes(content)
    page = diagnosis(archive)
    assert "打不开：" in page
    assert "从备份恢复" in page


def test_an_archive_of_a_newer_program_is_not_called_damaged(home: Path) -> None:
    """Whoever brings a backup back over it loses what the newer one wrote."""
    archive = next(home.rglob(ARCHIVE_NAME))
    with closing(sqlite3.connect(archive)) as raw:
        raw.execute("PRAGMA user_version = 9001")
    page = diagnosis(archive)
    assert "请升级" in page
    assert "损坏" not in page


def test_what_is_no_file_is_told_too(home: Path) -> None:
    archive = next(home.rglob(ARCHIVE_NAME))
    archive.unlink()
    archive.mkdir()
    assert "打不开：" in diagnosis(archive)


def test_a_home_of_nobody_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "~没有这个人/数据")
    assert "没有这个人" in diagnosis(None)


def test_the_command_line_prints_it_without_qt(home: Path) -> None:
    program = (
        "import sys; sys.modules['PySide6.QtCore'] = None; sys.argv[1:] = ['--diagnose'];"
        "import main; sys.exit(main.main())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False,
        env={"HOME": str(home), DATA_VARIABLE: str(home), "PATH": ""},
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, b"")
    page = run.stdout.decode()
    for heading in ("程序", "文件夹", "档案", "字体", "窗口", "输入法"):
        assert f"【{heading}】" in page
