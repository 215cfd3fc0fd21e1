"""空表清单: add, rename, remove; what a blank has no place for."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.core.exchange.into.hand_drawn import HEADS, workbook
from ui.exporting.blank_dialog import BlankDialog
from ui.exporting.export_dialog import ExportDialog
from ui.main_window import MainWindow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "市局空表.xlsx"
    path.write_bytes(workbook([["项目名称", ""], HEADS, [""] * 8, ["总分"]]))
    return path


@pytest.fixture
def dialog(window: MainWindow) -> BlankDialog:
    window.commands["blanks"].trigger()
    found = window.features.batch.blanks.dialog
    assert found is not None
    return found


def box_of(dialog: BlankDialog, qtbot: QtBot) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=20_000)
    return dialog.findChildren(QMessageBox)[-1]


def test_a_blank_is_added_tried_renamed_and_removed(
    window: MainWindow, dialog: BlankDialog, file: Path, qtbot: QtBot
) -> None:
    assert not dialog.remove.isEnabled()
    window.features.batch.blanks.add(file, dialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=20_000)
    qtbot.waitUntil(lambda: "年度资金总额" in dialog.found.toPlainText(), timeout=20_000)
    assert dialog.found.toPlainText().startswith("以“社会保险服务费”试填")
    item = dialog.list.item(0)
    item.setText("2025 年")
    assert [one.name for one in window.features.batch.blanks.all()] == ["2025 年"]
    dialog.list.item(0).setText(" ")
    assert "不能为空" in box_of(dialog, qtbot).text()
    assert dialog.list.item(0).text() == "2025 年"
    dialog.remove.click()
    box = dialog.findChildren(QMessageBox)[-1]
    next(one for one in box.buttons() if one.text() == "删除").click()
    assert window.features.batch.blanks.all() == ()
    assert dialog.list.count() == 0
    assert file.exists()


def test_what_is_no_blank_is_refused_in_words(
    window: MainWindow, dialog: BlankDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "别的.xlsx"
    other.write_bytes(workbook([["别的表"], ["甲"]]))
    window.features.batch.blanks.add(other, dialog)
    assert "没有找到自评表" in box_of(dialog, qtbot).text()
    assert window.features.batch.blanks.all() == ()


def test_the_first_blank_is_chosen_without_an_empty_list(
    window: MainWindow, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    window.commands["export"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ExportDialog)))
    (dialog,) = window.findChildren(ExportDialog)
    dialog.more.click()
    qtbot.waitUntil(lambda: dialog.blank.currentText() == "市局空表", timeout=20_000)
    assert not window.findChildren(BlankDialog)
    dialog.more.click()  # now there is a list
    assert window.features.batch.blanks.dialog is not None
