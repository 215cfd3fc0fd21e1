"""A whole day of use in small, in the real program: from the first start to the last backup.

The program is started as ``main.py`` starts it; keys and dialogs do the rest.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

from core.archive.records import Stage
from core.model.path import Path as Field
from core.resources import resource
from tests.film import hands
from tests.film.hands import choose, offer, press, wait_until, write
from tests.offline.folders import CHOSEN, STICK
from ui import app
from ui.archive.reason_dialog import ReasonDialog
from ui.archive.scan_viewer import ScanViewer
from ui.autosave import State
from ui.console import without_noise
from ui.main_window import MainWindow
from ui.safety.restoring import RestoreDialog
from ui.shell.actions import keys_of

BLOCK = "\n".join(["=100%\t100%\t2"] * 6)
"""So many rows that a backup is made before they are pasted."""


class Day:
    def __init__(self, window: MainWindow, root: Path) -> None:
        self.window = window
        self.chosen, self.stick = root / CHOSEN, root / STICK

    def live(self) -> None:
        self.window.activateWindow()
        self.begin()
        self.type_and_paste()
        self.put_on_paper()
        self.make_safe()
        self.import_and_delete()
        self.sign_and_correct()
        self.restore()
        self.correct_cell(1)
        # The offscreen clipboard outlives Python, what Python put on it must not.
        QApplication.clipboard().clear()
        press(keys_of("quit"))

    def begin(self) -> None:
        """The first start: nothing is there, and an old form is read in."""
        wait_until(self.window.home.beginning.isVisible)
        choose(resource("samples", "社会保险服务费-2021.json"))
        press(keys_of("import"))
        wait_until(lambda: self.window.open_form.id == 1)
        self.settle()

    def type_and_paste(self) -> None:
        self.correct_cell(0)
        press("F8", "Esc", "Ctrl+Z")
        rows = list(self.window.document.evaluation.indicators)
        self.window.form.go_to(Field(rows[2].id, "target"))
        offer("", BLOCK)
        press("Ctrl+V")
        self.settle()
        press("Ctrl+Z")

    def put_on_paper(self) -> None:
        preview = self.window.preview
        press(keys_of("preview"))
        wait_until(lambda: preview.source.current and bool(preview.source.sizes))
        preview.close()
        self.window.activateWindow()
        self.write_to("export_pdf", self.chosen / "自评表.pdf")
        self.write_to("export_annex", self.chosen / "底稿.pdf")
        self.write_to("export_json", self.chosen / "表.json")

    def make_safe(self) -> None:
        press(keys_of("backup"))
        self.settle()
        choose(self.stick)
        self.window.safekeeping.choose_second_place()
        self.settle()
        self.write_to("handover", self.chosen / "交接包.zip")

    def import_and_delete(self) -> None:
        for number in (2, 3):
            choose(self.chosen / "表.json")
            press(keys_of("import"))
            wait_until(lambda: "已有" in asked())
            answer("仍然导入")
            wait_until(partial(self.is_open, number))
        for left in ([1, 2], [1]):
            press(keys_of("delete"))
            self.settle()
            wait_until(partial(self.lists, left))
            if left != [1]:
                self.window.filing.open(2)
                wait_until(lambda: self.window.open_form.id == 2)
        press("Return")
        wait_until(lambda: self.window.open_form.id == 1)

    def sign_and_correct(self) -> None:
        stage = self.stage
        press(keys_of("finalize"))
        press("Return")  # no name
        wait_until(lambda: "定稿" in asked())
        answer("定稿")
        wait_until(lambda: stage() == Stage.FINAL)
        self.write_to("export_pdf", self.chosen / "定稿.pdf")
        choose(self.chosen / "定稿.pdf")
        press(keys_of("scan"))
        wait_until(lambda: stage() == Stage.SIGNED)
        self.look_at_the_scan()
        press(keys_of("correct"))
        reason = QApplication.activeModalWidget()
        assert isinstance(reason, ReasonDialog)
        reason.reason.setPlainText("人数算错")
        reason.accept()
        wait_until(lambda: stage() == Stage.DRAFT)
        self.settle()

    def look_at_the_scan(self) -> None:
        press(keys_of("scans"))
        viewer = QApplication.activeModalWidget()
        assert isinstance(viewer, ScanViewer)
        wait_until(lambda: bool(viewer.source.sizes))
        press("Esc")
        wait_until(lambda: QApplication.activeModalWidget() is None)

    def restore(self) -> None:
        press(keys_of("restore"))
        dialog = self.window.findChild(RestoreDialog)
        assert isinstance(dialog, RestoreDialog)
        wait_until(dialog.go.isEnabled)
        dialog.go.click()
        wait_until(lambda: "从备份恢复" in asked())
        answer("恢复")
        wait_until(lambda: "已从备份恢复" in self.window.notice.text())
        self.settle()

    def correct_cell(self, row: int) -> None:
        rows = list(self.window.document.evaluation.indicators)
        self.window.form.go_to(Field(rows[row].id, "actual"))
        press("F2")
        write("，核对过")
        press("Return")
        self.settle()

    def write_to(self, command: str, target: Path) -> None:
        """A command that asks for a file to write, and writes it."""
        choose(target)
        press(keys_of(command))
        wait_until(target.exists)
        self.settle()

    def settle(self) -> None:
        """All that was begun is done, in the archive and in its backups."""
        window = self.window
        wait_until(
            lambda: (
                not (window.jobs.running or window.safekeeping._keeping.running)
                and window.autosave.state == State.SAVED
            )
        )

    def lists(self, numbers: list[int]) -> bool:
        """Whether 档案总览 shows exactly these forms."""
        return sorted(entry.id for entry in self.window.home.model.entries) == numbers

    def is_open(self, number: int) -> bool:
        return self.window.open_form.id == number

    def stage(self) -> Stage:
        return self.window.open_form.stage


def asked() -> str:
    """What the box asks that is open."""
    box = QApplication.activeModalWidget()
    return f"{box.windowTitle()} {box.text()}" if isinstance(box, QMessageBox) else ""


def answer(name: str) -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == name).click()


def spend(root: Path) -> int:
    """Start the program and live the day; its exit status."""
    hands.PATIENCE = 90  # whoever watches the day may slow it down
    shown: list[QUrl | str] = []

    def show(url: QUrl | str) -> bool:
        shown.append(url)
        return True

    # What the system's own programs do with a file is theirs: they are not started.
    setattr(QDesktopServices, "openUrl", show)  # noqa: B010  (it is a static method of C++)

    def begin() -> None:
        windows = QApplication.topLevelWidgets()
        window = next(one for one in windows if isinstance(one, MainWindow))
        _or_die(Day(window, root).live)

    with without_noise():
        app.make_application([])
        QTimer.singleShot(300, begin)
        status = app.run([])
    assert len(shown) == 3, shown
    return status


def _or_die(work: Callable[[], object]) -> None:
    """The program would tell of a mistake in a dialog and go on."""
    try:
        work()
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(3)
