"""Our own mistakes: said in a dialog, written down, never on the console, never the end."""

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.crash import LOG, CrashDialog, CrashGuard


def mistake() -> None:
    raise KeyError("nothing here")


def caught(guard: CrashGuard) -> None:
    try:
        mistake()
    except KeyError as error:
        guard.report(type(error), error, error.__traceback__)


def test_a_mistake_is_shown_and_written_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    guard = CrashGuard(tmp_path, shown.append)
    caught(guard)
    caught(guard)
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
        caught(guard)

    guard = CrashGuard(tmp_path, show)
    caught(guard)
    assert len(shown) == 1
    assert (tmp_path / LOG).read_text(encoding="utf-8").count("KeyError") == 2


def test_where_no_log_can_be_written_the_dialog_still_comes(tmp_path: Path) -> None:
    shown: list[str] = []
    caught(CrashGuard(tmp_path / "没有", shown.append))
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
