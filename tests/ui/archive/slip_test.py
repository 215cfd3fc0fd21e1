"""修改单 from the window: the two versions that are compared, as a page to file."""

from pathlib import Path as File

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from ui.archive.history import HistoryDialog
from ui.main_window import MainWindow


def test_the_changes_between_two_versions_become_a_page(
    window: MainWindow, tmp_path: File, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(*given: str) -> tuple[str, str]:
        offered.append(File(given[2]).name)
        return str(tmp_path / "修改单"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.commands["version"].trigger()
    window.document.edit(SetField(Path(ROOT, "unit"), "另一单位"))
    window.commands["history"].trigger()
    dialog = window.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    dialog.versions.selectRow(1)
    assert not dialog.slip.isEnabled()
    dialog.versions.selectRow(0)
    dialog.slip.click()
    target = tmp_path / "修改单.pdf"
    qtbot.waitUntil(lambda: window.settings.folder == str(tmp_path) and target.exists())
    assert offered == ["另一单位_社会保险服务费_2021_修改单_第2版草稿.pdf"]
    qtbot.waitUntil(lambda: "已导出到“修改单.pdf”" in window.notice.text(), timeout=20_000)
    with pypdfium2.PdfDocument(target) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert "实施单位" in text
    assert "另一单位" in text
    assert "修改单 第 1 号 第 2 版 草稿" in text
    info = window.shelf.ask(lambda archive: archive.history(1))[-1]
    assert (info.number, bool(info.issued)) == (2, True)
    dialog.reject()
