"""The way to the archive: who else is there, what is damaged, what is lost; never empty unasked."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.backups import FOLDER, back_up, backups_in
from core.archive.errors import ArchiveError
from core.archive.lock import locked
from core.archive.note import lay_note
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path as Field
from tests.archived_forms import put_own
from ui.app import make_window, open_last
from ui.safety.guard import Opened, open_archive
from ui.settings import Settings
from ui.shell.command import Needs
from ui.shell.command_table import COMMANDS

Answer = Callable[[str], list[str]]
GOLDEN = Path(__file__).parents[2] / "golden" / "archives"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with the sample and a backup of it."""
    path = tmp_path / "自评档案" / "自评档案.db"
    with Archive.create(path) as archive:
        put_own(archive)
        back_up(archive, [path.parent / FOLDER], "退出")
    return path


@pytest.fixture
def answer(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Press the button of this name in each box; what the boxes said is told."""
    del application

    def by(name: str) -> list[str]:
        said: list[str] = []

        def show(box: QMessageBox) -> None:
            said.append(f"{box.text()}\n{box.informativeText()}")
            wanted = [button for button in box.buttons() if button.text() == name]
            (wanted or box.buttons())[0].click()

        monkeypatch.setattr(QMessageBox, "exec", show)
        return said

    return by


@pytest.fixture
def opening(path: Path) -> Iterator[Callable[[], Opened | None]]:
    every: list[Opened] = []

    def open_it() -> Opened | None:
        opened = open_archive(path, [path.parent / FOLDER])
        if opened is not None:
            every.append(opened)
        return opened

    yield open_it
    for opened in every:
        opened.shelf.close()
        if opened.lock is not None:
            opened.lock.release()


def test_the_first_window_writes_and_leaves_a_note(
    opening: Callable[[], Opened | None], path: Path
) -> None:
    opened = opening()
    assert opened is not None
    assert opened.lock is not None
    assert opened.news == ""
    assert (path.parent / "说明.txt").exists()


def test_an_archive_of_an_older_program_is_upgraded_and_that_is_said(
    opening: Callable[[], Opened | None], path: Path
) -> None:
    shutil.copyfile(GOLDEN / "format-2008-lived.db", path)
    opened = opening()
    assert opened is not None
    (copy,) = path.parent.glob("*升级前*")
    assert "升级" in opened.news
    assert copy.name in opened.news


def test_the_second_window_reads_only(
    opening: Callable[[], Opened | None], path: Path, answer: Answer, qtbot: QtBot
) -> None:
    said = answer("只读打开")
    with locked(path):
        opened = opening()
        assert opened is not None
        assert "正在使用" in said[0]
        window = make_window(opened.shelf, Settings())
        qtbot.addWidget(window)
        open_last(window)
        assert window.windowTitle() == "社会保险服务费 - 自评通（只读）"
        assert window.status._saved.text() == "只读打开，不能修改"
        assert not window.document.edit(SetField(Field(ROOT, "unit"), "别的"))
        writing = [command.id for command in COMMANDS if command.needs & Needs.WRITING]
        assert writing
        assert not any(window.commands[name].isEnabled() for name in writing)
        with pytest.raises(ArchiveError, match="只读打开"):
            opened.shelf.ask(lambda archive: archive.remove(1))
        window.close()
    with Archive.open(path) as archive:
        assert archive.entry(1).trashed == ""


def test_where_nothing_can_be_written_the_archive_is_opened_to_be_read(
    opening: Callable[[], Opened | None], path: Path
) -> None:
    (path.parent / "自评档案.db.lock").unlink(missing_ok=True)
    (path.parent / "自评档案.db.lock").mkdir()  # what no lock can be written into, even by root
    opened = opening()
    assert opened is not None
    assert (opened.shelf.read_only, opened.lock) == (True, None)
    assert "不能写入（" in opened.news
    assert "只读打开" in opened.news
    assert opened.shelf.ask(lambda archive: archive.entry(1)).project == "社会保险服务费"


@pytest.mark.parametrize("damage", [b"", b"not a database" * 500])
def test_a_damaged_archive_comes_back_from_the_newest_backup(
    opening: Callable[[], Opened | None], path: Path, answer: Answer, damage: bytes
) -> None:
    path.write_bytes(damage)
    said = answer("恢复这份备份")
    opened = opening()
    assert opened is not None
    assert "1 份自评表" in said[0]
    assert "已恢复" in opened.news
    assert opened.shelf.ask(lambda archive: archive.entry(1)).project == "社会保险服务费"
    aside = next(path.parent.glob("*损坏_*.db"))
    assert aside.read_bytes() == damage


def test_leaving_a_damaged_archive_changes_nothing(
    opening: Callable[[], Opened | None], path: Path, answer: Answer
) -> None:
    path.write_bytes(b"")
    answer("退出")
    assert opening() is None
    assert path.read_bytes() == b""


def test_a_lost_archive_is_never_begun_anew_unasked(
    opening: Callable[[], Opened | None], path: Path, answer: Answer
) -> None:
    path.unlink()
    said = answer("退出")
    assert opening() is None
    assert "没有找到档案" in said[0]
    assert not path.exists()
    answer("恢复这份备份")
    opened = opening()
    assert opened is not None
    assert len(opened.shelf.ask(Archive.list)) == 1


@pytest.mark.parametrize("left", ["note", "second place"])
def test_one_that_left_only_a_trace_is_missed_too(
    path: Path, tmp_path: Path, answer: Answer, left: str
) -> None:
    stick = tmp_path / "U盘"
    (path.parent / FOLDER).rename(stick)
    path.unlink()
    if left == "note":
        lay_note(path.parent)
        shutil.rmtree(stick)
    said = answer("退出")
    assert open_archive(path, [path.parent / FOLDER, stick]) is None
    assert "没有找到档案" in said[0]
    assert ("1 份自评表" in said[0]) == (left == "second place")
    assert not path.exists()


def test_an_empty_archive_is_begun_where_the_clerk_asks_for_it(
    opening: Callable[[], Opened | None], path: Path, answer: Answer
) -> None:
    path.unlink()
    answer("另建空档案")
    opened = opening()
    assert opened is not None
    assert "原来的备份都还在" in opened.news
    assert opened.shelf.ask(Archive.list) == ()
    assert len(backups_in(path.parent / FOLDER)) == 1


def test_another_backup_can_be_chosen(
    opening: Callable[[], Opened | None],
    path: Path,
    answer: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backup = next((path.parent / FOLDER).glob("*.db"))
    stick = path.parent.parent / "U盘.db"
    backup.rename(stick)
    path.write_bytes(b"")
    said = answer("另选备份…")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(stick), ""))
    opened = opening()
    assert opened is not None
    assert "没有找到完好的备份" in said[0]
    assert "U盘.db" in opened.news


def test_a_newer_format_is_refused_in_words(
    opening: Callable[[], Opened | None], path: Path, answer: Answer
) -> None:
    with Archive.open(path) as archive:
        archive.database.execute("PRAGMA user_version = 9001")
    said = answer("知道了")
    assert opening() is None
    assert "请升级程序后再打开" in said[0]


def test_where_the_folder_cannot_be_used_another_is_chosen(
    opening: Callable[[], Opened | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del opening
    other = tmp_path / "另一个"
    other.mkdir()
    asked: list[str] = []

    def choose(box: QMessageBox) -> int:
        asked.append(box.text())
        box.buttons()[0].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", choose)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    opened = open_archive(tmp_path / ("长" * 90) / "自评档案.db", [])
    assert opened is not None
    assert opened.shelf.path == other / "自评档案.db"
    assert asked[0].startswith("不能使用数据文件夹")
    assert "文件名过长" in asked[0]
    opened.shelf.close()
    assert opened.lock is not None
    opened.lock.release()
