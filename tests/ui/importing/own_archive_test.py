"""A backup or a 交接包 that is given to 导入: what it is for is one click away."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.backup import write_backup
from core.archive.backups import backups_in, snapshot
from core.archive.handover import hand_over
from core.sample import sample
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


def backed_up(window: MainWindow, qtbot: QtBot) -> None:
    before = len(backups_in(*window.safekeeping.folders()))
    window.commands["backup"].trigger()
    qtbot.waitUntil(lambda: len(backups_in(*window.safekeeping.folders())) > before, timeout=LONG)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=LONG)


@pytest.mark.parametrize("kind", ["handover", "backup"])
def test_it_is_looked_into_instead(
    kind: str, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.autosave.flush()
    path = made(kind, window, tmp_path)
    window.filing.start(sample())
    backed_up(window, qtbot)  # there is a newer one in the list
    window.features.read_in([path])
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=LONG)
    box = window.findChildren(QMessageBox)[-1]
    assert path.name in box.text()
    next(one for one in box.buttons() if one.text() == "看里面有什么…").click()
    qtbot.waitUntil(lambda: bool(window.findChildren(RestoreDialog)), timeout=LONG)
    dialog = window.findChildren(RestoreDialog)[-1]
    qtbot.waitUntil(dialog.go.isEnabled, timeout=LONG)
    assert "：1 份自评表" in dialog.message_label.text()
    dialog.reject()
    assert len(window.shelf.ask(Archive.list)) == 2


def test_one_of_the_list_is_chosen_in_it(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(2):
        window.filing.start(sample())
        backed_up(window, qtbot)
    found = backups_in(*window.safekeeping.folders())
    window.features.restoring.show(found[1].path)
    dialog = window.findChildren(RestoreDialog)[-1]
    assert dialog.backups.currentRow() == 1
    qtbot.waitUntil(dialog.go.isEnabled, timeout=LONG)
    assert "：2 份自评表" in dialog.message_label.text()
    dialog.reject()
