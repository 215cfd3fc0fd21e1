"""核对档案: what is sound is said so; what is not leads to a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.backups import FOLDER
from ui.main_window import MainWindow
from ui.safety import checking
from ui.safety.restoring import RestoreDialog


def said(window: MainWindow) -> str:
    return window.notice.text() if window.notice.isVisible() else ""


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def spoil(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE versions SET content = content || ' '")
    raw.close()


def begin(window: MainWindow) -> None:
    window.features.checking.begin()


def test_a_sound_archive_is_said_to_be_sound(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["verify"].trigger()
    qtbot.waitUntil(lambda: "档案完好：1 份自评表、1 个版本逐一核对无误" in said(window))
    assert list((window.shelf.path.parent / FOLDER).iterdir()) == []


def test_what_is_wrong_is_told_and_leads_to_a_backup(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: "已备份并验证" in said(window))
    spoil(window.shelf.path)
    window.commands["verify"].trigger()
    qtbot.waitUntil(lambda: bool(boxes(window)))
    (box,) = boxes(window)
    assert box.informativeText() == "第 1 号自评表第 1 版的内容与校验码不符"
    next(button for button in box.buttons() if button.text() == "从备份恢复…").click()
    dialog = window.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    dialog.go.click()
    (box,) = boxes(window)
    next(button for button in box.buttons() if button.text() == "恢复").click()
    qtbot.waitUntil(lambda: "已从备份恢复" in said(window), timeout=20_000)
    assert window.shelf.ask(Archive.verify) == ()


@pytest.mark.parametrize("large", [True, False])
def test_what_opening_did_not_look_at_is_looked_at_at_the_start(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    path = window.shelf.path
    limit = 0 if large else path.stat().st_size
    window.safekeeping.rest()  # what is damaged cannot be backed up when the window closes
    monkeypatch.setattr(checking, "CHECKED_AT_OPENING", limit)
    window.safekeeping.rest()  # the backup at leaving would tell of the damage, too
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 5] = bytes(8192)
    path.write_bytes(content)
    begin(window)
    window.jobs.wait()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert bool(boxes(window)) == large
    for box in boxes(window):
        assert "档案已损坏" in box.informativeText()
        box.close()
