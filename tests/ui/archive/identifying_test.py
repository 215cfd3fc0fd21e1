"""核对纸质表: what a code and scanned pages are, told and opened without blocking the window."""

from pathlib import Path as File

import pytest
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.issuing.printing import archived
from core.issuing.stamping import content_code
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path
from ui.archive.identifying import IdentifyDialog
from ui.main_window import MainWindow

PROJECT = Path(ROOT, "project")


@pytest.fixture
def dialog(window: MainWindow) -> IdentifyDialog:
    window.commands["identify"].trigger()
    assert window.features.identifying.dialog is not None
    return window.features.identifying.dialog


def said(dialog: IdentifyDialog) -> str:
    found = [box for box in dialog.findChildren(QFrame) if box.objectName() == "paragraph"]
    labels = [label for box in found for label in box.findChildren(QLabel)]
    return "\n".join(label.text() for label in (dialog.message_label, *labels))


def press(dialog: IdentifyDialog, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text().startswith(text)).click()


def look_up(dialog: IdentifyDialog, code: str, qtbot: QtBot) -> str:
    dialog.code.setText(code)
    dialog.start.click()
    qtbot.waitUntil(lambda: "正在核对" not in said(dialog), timeout=20_000)
    return said(dialog)


def test_a_code_leads_to_its_form(window: MainWindow, qtbot: QtBot) -> None:
    code = content_code(window.document.evaluation)
    number = window.open_form.id
    window.filing.start(Evaluation(project="另一份"))
    window.commands["identify"].trigger()
    dialog = window.features.identifying.dialog
    assert dialog is not None
    assert not dialog.start.isEnabled()
    told = look_up(dialog, f" {code[:4].lower()} {code[4:]}", qtbot)
    assert f"第 {number} 号 社会保险服务费（2021 年度）第 1 版，草稿" in told
    assert "内容与档案一致，是最新一版" in told
    press(dialog, f"打开第 {number} 号")
    assert window.open_form.id == number
    qtbot.waitUntil(lambda: window.features.identifying.dialog is None)


def test_the_empty_place_says_what_it_is_for_until_something_stands_there(
    dialog: IdentifyDialog, qtbot: QtBot
) -> None:
    def calm() -> list[str]:
        labels = dialog.findChildren(QLabel, "calm")
        return [label.text() for label in labels if label.isVisible()]

    assert "拖到这里" in "".join(calm())
    look_up(dialog, "12", qtbot)
    assert calm() == []


def test_what_is_no_code_is_said(dialog: IdentifyDialog, qtbot: QtBot) -> None:
    assert "八位核对码（可能读错了字符）" in look_up(dialog, "PGPU RCXX", qtbot)
    assert dialog.start.isEnabled()
    assert "没有一版是这个核对码" in look_up(dialog, content_code(Evaluation()), qtbot)


def test_pages_of_an_earlier_version_are_shown_as_they_were(
    window: MainWindow, tmp_path: File, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "纸.pdf"
    path.write_bytes(window.shelf.ask(lambda archive: archived(archive, 1)).pdf())
    window.commands["version"].trigger()
    window.document.edit(SetField(PROJECT, "改名后的项目"))
    window.commands["identify"].trigger()
    dialog = window.features.identifying.dialog
    assert dialog is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    dialog.files.click()
    assert not dialog.files.isEnabled()
    qtbot.waitUntil(dialog.files.isEnabled, timeout=30_000)
    told = said(dialog)
    assert "第 1 版，草稿" in told
    assert "不是最新一版：最新是第 2 版" in told
    assert "共 3 页，页页齐全" in told
    press(dialog, "看第 1 号第 1 版的纸面")
    qtbot.waitUntil(window.preview.isVisible)
    assert "社会保险服务费" in window.preview.windowTitle()
    window.preview.close()
    window.preview.source.jobs.wait()


def test_a_dialog_that_is_closed_meanwhile_wants_no_answer(
    window: MainWindow, dialog: IdentifyDialog, qtbot: QtBot
) -> None:
    dialog.code.setText(content_code(window.document.evaluation))
    dialog.start.click()
    dialog.reject()
    window.jobs.wait()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert window.features.identifying.dialog is None
