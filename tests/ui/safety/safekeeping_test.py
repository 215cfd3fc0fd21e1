"""Backups are made unasked, told in the status bar, and brought back after a look inside."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.backup import write_backup
from core.archive.backups import FOLDER, backups_in
from core.archive.records import Stage
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path as Field
from core.model.selfeval import dumps
from core.sample import sample
from tests.ui.boxes import box, boxes, press
from ui.form.blocks import MANY
from ui.main_window import MainWindow
from ui.safety.backup_places import PlacesDialog
from ui.safety.restoring import RestoreDialog
from ui.settings import FileUse

UNIT = Field(ROOT, "unit")


def reasons(folder: Path) -> list[str]:
    return [backup.reason for backup in backups_in(folder)]


def beside(window: MainWindow) -> Path:
    return window.shelf.path.parent / FOLDER


def said(window: MainWindow) -> str:
    return window.notice.text() if window.notice.isVisible() else ""


def test_leaving_backs_up_once_for_each_change(window: MainWindow) -> None:
    window.document.edit(SetField(UNIT, "别的单位"))
    window.close()
    assert reasons(beside(window)) == ["退出"]
    with Archive.open(backups_in(beside(window))[0].path, read_only=True) as backup:
        assert backup.load(1).unit == "别的单位"


def test_what_may_be_regretted_is_backed_up_before(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["delete"].trigger()
    qtbot.waitUntil(lambda: reasons(beside(window)) == ["删除前"])
    with Archive.open(backups_in(beside(window))[0].path, read_only=True) as backup:
        assert backup.entry(1).trashed == ""


def test_half_an_hour_of_work_is_backed_up_and_idleness_is_not(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.safekeeping._timer.timeout.emit()
    window.document.edit(SetField(UNIT, "别的单位"))
    window.autosave.flush()
    assert reasons(beside(window)) == []
    window.safekeeping._timer.timeout.emit()
    qtbot.waitUntil(lambda: reasons(beside(window)) == ["定时"])


def test_a_start_without_a_backup_or_with_a_late_one_makes_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.safekeeping.begin()
    qtbot.waitUntil(lambda: reasons(beside(window)) == ["启动"])
    qtbot.waitUntil(lambda: window.status._kept.property("tone") == "calm")
    (backup,) = backups_in(beside(window))
    backup.path.rename(backup.path.with_name("自评档案_20200101_120000_退出.db"))
    window.safekeeping.show_status()
    qtbot.waitUntil(lambda: "该备份了" in window.status._kept.text())
    window.safekeeping.begin()
    qtbot.waitUntil(lambda: reasons(beside(window)) == ["启动", "退出"])
    qtbot.waitUntil(lambda: window.status._kept.property("tone") == "calm")
    window.safekeeping.begin()
    window.jobs.wait()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert reasons(beside(window)) == ["启动", "退出"]


@pytest.mark.parametrize("command", ["restore", "finalize", "import", "paste"])
def test_each_risky_step_is_backed_up_before(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, command: str
) -> None:
    """Deleting has a test of its own above, migrating one in the archive."""
    match command:
        case "paste":
            first = next(window.document.evaluation.indicators)
            window.form.go_to(Field(first.id, "target"))
            QApplication.clipboard().setText("\n".join(["=100%\t100%\t1"] * MANY))
            window.form.table.blocks.paste()
            QApplication.clipboard().clear()
            assert next(window.document.evaluation.indicators).points == "1"
        case "import":
            file = tmp_path / "表.json"
            file.write_text(dumps(replace(sample(), project="别的项目")), encoding="utf-8")
            window.features.importing.read([file])
            qtbot.waitUntil(lambda: window.open_form.id == 2)
        case "finalize":
            window.features.life.finalize()
            qtbot.waitUntil(lambda: window.open_form.stage == Stage.FINAL, timeout=20_000)
        case _:
            whole = tmp_path / "自评档案_20200101_120000_退出.db"
            window.shelf.ask(lambda archive: write_backup(archive, whole))
            window.document.edit(SetField(UNIT, "别的单位"))
            window.features.restoring.bring_back(whole)
            qtbot.waitUntil(lambda: "已从备份恢复" in said(window), timeout=20_000)
    names = {"paste": "粘贴前", "import": "导入前", "finalize": "定稿前", "restore": "恢复前"}
    after = ["定稿后"] if command == "finalize" else []
    qtbot.waitUntil(lambda: reasons(beside(window)) == [*after, names[command]])
    for made in backups_in(beside(window))[: len(after)]:
        with Archive.open(made.path, read_only=True) as backup:
            assert backup.entry(1).stage is Stage.FINAL
            assert backup.paper(1, 1)
    with Archive.open(backups_in(beside(window))[-1].path, read_only=True) as backup:
        entries = backup.list()
        form = backup.load(1)
    assert [entry.stage for entry in entries] == [Stage.DRAFT]
    wanted = "别的单位" if command == "restore" else sample().unit
    assert (form.unit, form.categories) == (wanted, sample().categories)


def test_a_damaged_archive_bars_no_way_to_its_backup(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: bool(reasons(beside(window))))
    backup = backups_in(beside(window))[0].path
    window.shelf.path.write_bytes(b"SQLite format 3\0" + bytes(9000))
    window.document.edit(SetField(UNIT, "存不进去的"))
    window.features.restoring.bring_back(backup)
    assert "最后的修改没有保存成功" in box(window).text()
    press(window, "仍然恢复")
    qtbot.waitUntil(lambda: window.shelf.path.stat().st_size > 9016, timeout=20_000)
    qtbot.waitUntil(lambda: window.document.evaluation == sample(), timeout=20_000)
    assert window.document.edit(SetField(UNIT, "又能存了"))
    assert window.autosave.flush()
    kept = next(window.shelf.path.parent.glob("*恢复前-*.db"))
    assert kept.stat().st_size == 9016


def test_the_status_bar_tells_how_the_backups_stand(window: MainWindow, qtbot: QtBot) -> None:
    label = window.status._kept
    qtbot.waitUntil(lambda: label.text() == "还没有备份")
    assert label.property("tone") == "warn"
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: "已备份并验证 · 1 处" in label.text())
    assert label.property("tone") == "calm"
    assert "已备份并验证" in said(window)


def test_a_second_place_gets_every_backup_and_a_missing_one_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    window.commands["places"].trigger()
    dialog = window.findChild(PlacesDialog)
    assert isinstance(dialog, PlacesDialog)
    dialog.more_requested.emit()
    place = stick / "自评通备份"
    qtbot.waitUntil(lambda: reasons(place) == ["手动"])
    qtbot.waitUntil(lambda: "2 处" in window.status._kept.text())
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 2)
    dialog.reject()
    for file in place.iterdir():
        file.unlink()
    place.rmdir()
    stick.rmdir()
    window.notice.hide()
    window.document.edit(SetField(UNIT, "别的单位"))
    window.safekeeping.keep("删除前")
    qtbot.waitUntil(lambda: reasons(beside(window)) == ["删除前", "手动"])
    qtbot.waitUntil(lambda: not window.safekeeping._keeping.running)
    assert said(window) == ""  # nobody asked
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: "可能没有插上" in said(window))
    assert len(reasons(beside(window))) == 2
    # It was here a moment ago: the status bar is patient for a week.
    qtbot.waitUntil(lambda: "1 处" in window.status._kept.text())
    assert window.status._kept.property("tone") == "calm"


def test_a_place_is_given_up_without_losing_what_lies_there(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    opened: list[Path] = []
    window.features.places.show_file = opened.append
    window.commands["places"].trigger()
    dialog = window.findChild(PlacesDialog)
    assert isinstance(dialog, PlacesDialog)
    qtbot.waitUntil(lambda: "再添加 U 盘" in dialog.words.text())
    window.safekeeping.add_place(tmp_path)
    place = tmp_path / "自评通备份"
    qtbot.waitUntil(lambda: reasons(place) == ["手动"])
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    qtbot.waitUntil(lambda: "再添加" not in dialog.words.text())  # it has a backup now
    assert not dialog.fewer.isEnabled()  # the first place is the program's own
    dialog.table.selectRow(1)
    dialog.look.click()
    assert opened == [place]
    dialog.fewer.click()
    assert window.settings.second_places == []
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert reasons(place) == ["手动"]


def test_a_second_place_is_proposed_once_a_day_and_in_a_while(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.safety.safekeeping.IN_A_WHILE", 0)
    window.document.edit(SetField(UNIT, "别的单位"))
    qtbot.waitUntil(lambda: "备份现在只在这台电脑上" in said(window))
    window.notice.hide()
    window.document.edit(SetField(UNIT, "又一个单位"))
    window.autosave.flush()
    window.shelf.ask(lambda archive: archive.list())  # what follows a save is on its way
    QApplication.processEvents()
    assert said(window) == ""


def test_a_restore_looks_inside_first_and_keeps_what_was_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: bool(reasons(beside(window))))
    window.document.edit(SetField(UNIT, "别的单位"))
    window.autosave.flush()
    window.commands["sample"].trigger()
    assert window.open_form.id == 2
    window.filing.open(1)
    window.commands["restore"].trigger()
    dialog = window.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    assert "备份完好：1 份自评表" in dialog.message_label.text()
    model = dialog.entries.model()
    told = [model.index(row, 5).data() for row in range(model.rowCount())]
    assert told == ["备份里没有，恢复后不再有", "现在较新（第 2 版），恢复后退回"]
    dialog.go.click()
    question = box(window)
    assert question.text() == "将失去 1 份，1 份退回以前的内容。"
    assert question.defaultButton().text() == "取消"
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert not boxes(window)
    assert dialog.go.isEnabled()
    dialog.go.click()
    press(window, "恢复")
    qtbot.waitUntil(
        lambda: window.document.evaluation.unit == "上海市社会保险事业管理中心", timeout=20_000
    )
    assert [entry.id for entry in window.shelf.ask(Archive.list)] == [1]
    kept = next(window.shelf.path.parent.glob("*恢复前-*.db"))
    with Archive.open(kept, read_only=True) as before:
        assert before.load(1).unit == "别的单位"
    assert window.document.edit(SetField(UNIT, "接着改"))
    assert window.autosave.flush()


def test_a_handed_over_archive_is_looked_into_and_brought_back(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    packed = tmp_path / "交接包.zip"
    handing = window.features.handing_over
    handing.make(packed)
    qtbot.waitUntil(lambda: "试恢复核对无误" in said(window), timeout=20_000)
    window.document.edit(SetField(UNIT, "别的单位"))
    window.commands["restore"].trigger()
    dialog = window.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(packed), ""))
    dialog.other.click()
    assert window.settings.start_of(FileUse.BACKUP) == str(tmp_path)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    assert dialog.message_label.text().startswith("“交接包.zip”完好：1 份自评表")
    dialog.go.click()
    press(window, "恢复")
    qtbot.waitUntil(lambda: window.document.evaluation == sample(), timeout=20_000)
    qtbot.waitUntil(lambda: "已从备份恢复" in said(window))
    left = {path.suffix for path in window.shelf.path.parent.iterdir() if path.is_file()}
    assert left <= {".db", ".lock", ".txt", ".json"}


def test_a_file_that_is_no_backup_cannot_be_restored(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stranger = tmp_path / "别的.db"
    stranger.write_text("不是档案", encoding="utf-8")
    window.commands["restore"].trigger()
    dialog = window.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    assert (dialog.backups.rowCount(), dialog.backups.nothing) == (0, "还没有备份")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(stranger), ""))
    dialog._choose_file()
    qtbot.waitUntil(lambda: "不是自评档案" in dialog.message_label.text())
    assert not dialog.go.isEnabled()


def test_leaving_waits_for_what_was_begun(window: MainWindow, tmp_path: Path) -> None:
    target = tmp_path / "交接包.zip"
    window.document.edit(SetField(UNIT, "别的单位"))
    window.autosave.flush()
    handing = window.features.handing_over
    handing.make(target)
    window.close()
    assert target.exists()
    assert not window.jobs.running
    assert reasons(beside(window)) == ["退出"]
