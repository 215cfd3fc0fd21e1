"""历年一览: the same picture as on paper, the figures beside it, and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.sheet.picture import Picture, Words
from core.years import projects
from core.years.project import Project
from core.years.project_reading import ProjectTexts, read_projects
from core.years.trend import HEAD, Trend, YearFigures
from core.years.trend_picture import HEIGHT, WIDTH
from tests.ui.pixels import colours
from ui.archive.picture_view import PictureView
from ui.archive.trend_dialog import TrendDialog
from ui.main_window import MainWindow
from ui.theme import LIGHT

RATE, NOTE = HEAD.index("执行率"), HEAD.index("说明")


def test_picture_figures_and_page(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.commands["trend"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(TrendDialog)))
    (dialog,) = window.findChildren(TrendDialog)
    qtbot.waitUntil(dialog.page.isEnabled, timeout=20_000)
    assert dialog.figures.rowCount() == 1
    item = dialog.figures.item(0, 1)
    assert item is not None
    assert item.text() == "96.7"
    assert "96.7" in dialog.picture.accessibleName()
    assert len(colours(dialog.picture.grab().toImage())) > 3
    dialog.choice.setCurrentIndex(dialog.choice.findData(""))
    dialog.begin()
    qtbot.waitUntil(dialog.page.isEnabled, timeout=20_000)
    assert dialog.subject.text() == "全部单位"
    target = tmp_path / "一览"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.page.click()
    qtbot.waitUntil(target.with_name("一览.pdf").exists, timeout=20_000)


def test_the_archive_does_other_work_while_the_years_are_read(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads the forms is held up here: the archive answers, and who closes has it ended."""
    read, begun, may_go_on = read_projects, Event(), Event()

    def held(texts: Iterable[ProjectTexts]) -> list[Project]:
        begun.set()
        may_go_on.wait(20)
        return read(texts)

    monkeypatch.setattr(projects, "read_projects", held)
    window.commands["trend"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(TrendDialog)))
    (dialog,) = window.findChildren(TrendDialog)
    dialog.choice.setCurrentIndex(dialog.choice.findData(""))
    dialog.begin()
    qtbot.waitUntil(begun.is_set)
    assert window.shelf.ask(lambda archive: archive.entry(1)).id == 1
    with qtbot.assertNotEmitted(window.features.trends.trend_ready):
        dialog.reject()
        may_go_on.set()
        qtbot.waitUntil(lambda: not window.jobs.running)


@pytest.fixture
def empty(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrendDialog]:
    """The dialog on a screen of 1366×768, before anything is found."""
    monkeypatch.setattr("ui.dialog.room", lambda _: QRect(0, 0, 1366, 768))
    window = QWidget()
    qtbot.addWidget(window)
    dialog = TrendDialog([], LIGHT, window, with_project=True)
    dialog.resize(1093, 560)
    dialog.show()
    yield dialog
    window.close()


def test_before_the_answer_the_heads_keep_within_the_list(empty: TrendDialog) -> None:
    figures = empty.figures
    assert figures.rowCount() == 0
    assert figures.horizontalHeader().length() <= figures.viewport().width()


def test_notes_have_a_column_only_where_a_year_has_one(empty: TrendDialog) -> None:
    year = YearFigures(2021, Decimal("96.7"), Decimal("0.97"), (("效益", Decimal(3)),), 2)
    for note in ("", "不含草稿", ""):
        empty.show_trend(Trend("", "", (replace(year, note=note),)), "project")
        assert empty.figures.isColumnHidden(NOTE) == (not note)
    assert not empty.figures.isColumnHidden(RATE)  # there is room for it


@pytest.mark.parametrize("width", [500, 600, 800, 1400])
def test_words_and_head_of_the_picture_stand_where_they_are_read(width: int, qtbot: QtBot) -> None:
    """Words are never smaller than ten pixels; its head begins at the top of a high place."""
    view = PictureView(LIGHT)
    qtbot.addWidget(view)
    words = Words(100, 8.5, "预算执行", 8.5)
    view.show_picture(Picture(WIDTH, HEIGHT, (words,)), "预算执行")
    view.resize(max(width, view.minimumSizeHint().width()), 1200)
    seen = view.grab().toImage()
    ground = seen.pixel(0, 0)
    rows = [y for y in range(60) if any(seen.pixel(x, y) != ground for x in range(seen.width()))]
    assert rows
    assert len(rows) >= 9  # of a character of ten pixels
