"""历年一览: the same picture as on paper, the figures beside it, and the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.archive.trend_dialog import TrendDialog
from ui.main_window import MainWindow


def test_picture_figures_and_page(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.commands["trend"].trigger()
    (dialog,) = window.findChildren(TrendDialog)
    qtbot.waitUntil(dialog.page.isEnabled, timeout=20_000)
    assert dialog.figures.rowCount() == 1
    item = dialog.figures.item(0, 1)
    assert item is not None
    assert item.text() == "96.7"
    assert "96.7" in dialog.picture.accessibleName()
    image = dialog.picture.grab().toImage()
    assert (
        len(
            {
                image.pixel(x, y)
                for x in range(0, image.width(), 3)
                for y in range(0, image.height(), 3)
            }
        )
        > 3
    )
    dialog.choice.setCurrentIndex(dialog.choice.findData(""))
    dialog.begin()
    qtbot.waitUntil(dialog.page.isEnabled, timeout=20_000)
    assert dialog.subject.text() == "全部单位"
    target = tmp_path / "一览"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.page.click()
    qtbot.waitUntil(target.with_name("一览.pdf").exists, timeout=20_000)
