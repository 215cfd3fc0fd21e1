"""A backup or a 交接包 that is given to 导入: what it is for is one click away."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.backup import write_backup
from core.archive.backups import snapshot
from core.archive.handover import hand_over
from ui.main_window import MainWindow
from ui.safety.restoring import RestoreDialog

LONG = 30_000


def made(kind: str, window: MainWindow, folder: Path) -> Path:
    if kind == "handover":
        taken = window.shelf.ask(lambda archive: snapshot(archive, [folder]))
        hand_over(taken, folder / "交接.zip")
        return folder / "交接.zip"
    window.shelf.ask(lambda archive: write_backup(archive, folder / "备份.db"))
    return folder / "备份.db"


@pytest.mark.parametrize("kind", ["handover", "backup"])
def test_it_is_looked_into_instead(
    kind: str, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.autosave.flush()
    path = made(kind, window, tmp_path)
    window.features.read_in([path])
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=LONG)
    box = window.findChildren(QMessageBox)[-1]
    assert path.name in box.text()
    next(one for one in box.buttons() if one.text() == "看里面有什么…").click()
    qtbot.waitUntil(lambda: bool(window.findChildren(RestoreDialog)), timeout=LONG)
    dialog = window.findChildren(RestoreDialog)[-1]
    qtbot.waitUntil(lambda: dialog.entries.rowCount() == 1, timeout=LONG)
    assert dialog.go.isEnabled()
    dialog.reject()
    assert len(window.shelf.ask(Archive.list)) == 1
