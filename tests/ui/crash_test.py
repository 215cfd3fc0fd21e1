"""Our own mistakes: said in a dialog, written down, never on the console, never the end."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.crash import LOG, CrashGuard
from ui.crash_dialog import CrashDialog


def mistake(what: str) -> None:
    raise KeyError(what)


def at_once(act: Callable[[], None]) -> None:
    act()


def caught(guard: CrashGuard, what: str = "nothing here") -> None:
    try:
        mistake(what)
    except KeyError as error:
        guard.report(type(error), error, error.__traceback__)


def test_a_mistake_is_shown_and_written_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    guard = CrashGuard(tmp_path, shown.append, at_once)
    caught(guard)
    caught(guard)  # the very same, as at each repaint
    caught(guard, "another")
    assert len(shown) == 2
    assert "KeyError" in shown[0]
    assert "mistake" in shown[0]
    assert str(tmp_path) not in shown[0]
    assert (tmp_path / LOG).read_text(encoding="utf-8").count("KeyError") == 2
    assert capsys.readouterr() == ("", "")


def test_one_dialog_at_a_time(tmp_path: Path) -> None:
    shown: list[str] = []

    def show(report: str) -> None:
        shown.append(report)
        caught(guard, "another")

    guard = CrashGuard(tmp_path, show, at_once)
    caught(guard)
    assert len(shown) == 1
    assert (tmp_path / LOG).read_text(encoding="utf-8").count("KeyError") == 2


def test_where_no_log_can_be_written_the_dialog_still_comes(tmp_path: Path) -> None:
    shown: list[str] = []
    caught(CrashGuard(tmp_path / "没有", shown.append, at_once))
    assert len(shown) == 1


def test_the_guard_takes_the_place_of_the_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    guard = CrashGuard(tmp_path, lambda _: None)
    guard.install()
    assert sys.excepthook == guard.report


def test_the_text_can_be_copied(application: QApplication, qtbot: QtBot) -> None:
    del application
    dialog = CrashDialog("报告")
    qtbot.addWidget(dialog)
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "复制文字")
    copy.click()
    assert QGuiApplication.clipboard().text() == "报告"
    assert dialog.text.isReadOnly()


OVERRIDES = """
import sys
from pathlib import Path
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QTimer
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QTableView, QWidget
from ui.crash import CrashGuard
from ui.crash_dialog import CrashDialog
from ui.console import without_noise

class Model(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()): return 3
    def columnCount(self, parent=QModelIndex()): return 3
    def data(self, index, role=0): raise ValueError("data")
    def flags(self, index): raise ValueError("flags")
    def headerData(self, *_): raise ValueError("head")

class Delegate(QStyledItemDelegate):
    def paint(self, *_): raise ValueError("paint")
    def sizeHint(self, *_): raise ValueError("size")

class Widget(QWidget):
    def paintEvent(self, _): raise ValueError("event")
    def sizeHint(self): raise ValueError("hint")

dialogs = []
def show(report):
    dialog = CrashDialog(report, QApplication.activeWindow())
    dialogs.append(report)
    QTimer.singleShot(0, dialog.accept)
    dialog.exec()

def start():
    table.setModel(Model(table))
    table.setItemDelegate(Delegate(table))
    for shown in (table, other):
        QTimer.singleShot(0, shown.show)
    again()

def again():
    table.viewport().update()
    other.update()
    global left
    left -= 1
    QTimer.singleShot(0, again if left else application.quit)

left = 200
application = QApplication([])
CrashGuard(Path(sys.argv[1]), show).install()
table, other = QTableView(), Widget()
QTimer.singleShot(0, start)
with without_noise():
    application.exec()
print("alive", len(dialogs))
"""


def test_no_override_that_raises_ends_the_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OVERRIDES, str(tmp_path)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    word, count = done.stdout.split()[-2:]
    assert (done.returncode, word) == (0, "alive")
    assert 1 <= int(count) <= 20
