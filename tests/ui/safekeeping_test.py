"""Backups are made unasked, told in the status bar, and brought back after a look inside."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.backups import FOLDER, backups_in
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path as Field
from ui.backup_places import PlacesDialog
from ui.main_window import MainWindow
from ui.restoring import RestoreDialog

UNIT = Field(ROOT, "unit")


def reasons(folder: Path) -> list[str]:
    return [backup.reason for backup in backups_in(folder)]


def beside(window: MainWindow) -> Path:
    return window.shelf.path.parent / FOLDER


def said(window: MainWindow) -> str:
    return window.notice._text.text() if window.notice.isVisible() else ""


def test_leaving_backs_up_once_for_each_change(window: MainWindow) -> None:
    window.document.edit(SetField(UNIT, "别的单位"))
    window.close()
    assert reasons(beside(window)) == ["退出"]
    with Archive.open(backups_in(beside(window))[0].path, read_only=True) as backup:
        assert backup.load(1).unit == "别的单位"


def test_what_may_be_regretted_is_backed_up_before(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["delete"].trigger()
    qtbot.waitUntil(lambda: reasons(beside(window)) == ["删除"])
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


def test_the_status_bar_tells_how_the_backups_stand(window: MainWindow, qtbot: QtBot) -> None:
    label = window.status._kept
    qtbot.waitUntil(lambda: label.text() == "还没有备份")
    assert label.property("tone") == "warn"
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: "已备份 · 1 处" in label.text())
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
    dialog.more_asked.emit()
    place = stick / "自评通备份"
    qtbot.waitUntil(lambda: reasons(place) == ["手动"])
    qtbot.waitUntil(lambda: "2 处" in window.status._kept.text())
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 2)
    dialog.reject()
    for file in place.iterdir():
        file.unlink()
    place.rmdir()
    stick.rmdir()
    window.document.edit(SetField(UNIT, "别的单位"))
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: "备份没有全部完成" in said(window))
    assert len(reasons(beside(window))) == 2


def test_a_second_place_is_proposed_once_a_day_and_in_a_while(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.safekeeping.IN_A_WHILE", 0)
    window.document.edit(SetField(UNIT, "别的单位"))
    qtbot.waitUntil(lambda: "备份现在只在这台电脑上" in said(window))
    window.notice.hide()
    window.document.edit(SetField(UNIT, "又一个单位"))
    window.autosave.flush()
    qtbot.wait(50)
    assert said(window) == ""


def test_a_restore_looks_inside_first_and_keeps_what_was_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: bool(reasons(beside(window))))
    window.document.edit(SetField(UNIT, "别的单位"))
    window.autosave.flush()
    window.commands["sample"].trigger()
    assert window.autosave.id == 2
    window.filing.open(1)
    window.commands["restore"].trigger()
    dialog = window.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    assert "备份完好：1 份自评表" in dialog.said.text()
    model = dialog.entries.model()
    told = [model.index(row, 5).data() for row in range(model.rowCount())]
    assert told == ["备份里没有，恢复后不再有", "现在较新（第 2 版），恢复后退回"]
    dialog.go.click()
    qtbot.waitUntil(
        lambda: window.document.evaluation.unit == "上海市社会保险事业管理中心", timeout=20_000
    )
    assert [entry.id for entry in window.shelf.ask(Archive.list)] == [1]
    kept = next(window.shelf.path.parent.glob("*恢复前-*.db"))
    with Archive.open(kept, read_only=True) as before:
        assert before.load(1).unit == "别的单位"
    assert window.document.edit(SetField(UNIT, "接着改"))
    assert window.autosave.flush()


def test_a_file_that_is_no_backup_cannot_be_restored(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stranger = tmp_path / "别的.db"
    stranger.write_text("不是档案", encoding="utf-8")
    window.commands["restore"].trigger()
    dialog = window.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    assert "还没有备份" in dialog.said.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(stranger), ""))
    dialog._choose_file()
    qtbot.waitUntil(lambda: "不是自评档案" in dialog.said.text())
    assert not dialog.go.isEnabled()
