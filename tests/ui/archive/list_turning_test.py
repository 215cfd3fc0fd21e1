"""The line that something is done with is the line that is shown, however late a list comes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.assessment import assess
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize
from ui.archive import archive_table
from ui.main_window import MainWindow

RULES = profile_for("")


def put(archive: Archive, project: str, year: int) -> int:
    form = replace(sample(), project=project, year=year)
    return archive.add(form, summarize(form, assess(form, RULES)), rules=RULES.text)


@pytest.fixture
def home(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.shelf.ask(lambda archive: put(archive, "城市道路养护", 2022))
    window.shelf.ask(lambda archive: put(archive, "农村公路", 2020))
    window.commands["home"].trigger()
    qtbot.waitUntil(lambda: len(window.home.model.entries) == 3)
    qtbot.waitUntil(lambda: not window.home._arriving)
    return window


def listed(window: MainWindow) -> list[str]:
    return [entry.project for entry in window.home.model.entries]


def doing(window: MainWindow, text: str) -> None:
    next(one for one in window.home._doings if one.text().startswith(text)).trigger()


@pytest.mark.parametrize("many", [3_000, 0])
def test_sorting_leaves_the_same_forms_chosen(
    home: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    view = home.home.view
    view.selectRow(0)
    view.selectionModel().select(
        home.home.model.index(2, 0),
        view.selectionModel().SelectionFlag.Select | view.selectionModel().SelectionFlag.Rows,
    )
    chosen = {entry.id for entry in view.selected()}
    assert len(chosen) == 2
    signals: list[object] = []
    view.selectionModel().selectionChanged.connect(lambda *_: signals.append(None))
    monkeypatch.setattr(archive_table, "MANY", many)
    with qtbot.waitSignal(home.home.model.modelReset):
        home.home.model.sort(1)
    assert {entry.id for entry in view.selected()} == chosen
    signals.clear()
    view.choose(tuple(chosen), None)
    assert len(signals) <= 2  # a signal a line would be a second for thousands
    assert "2 份" in home.home._doings[3].text()


def test_what_is_chosen_while_a_list_is_sorted_stays_chosen(
    home: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.home.model.sort(1)
    home.home.view.selectRow(0)
    monkeypatch.setattr(archive_table, "MANY", 0)
    with qtbot.waitSignal(home.home.model.modelReset):
        home.home._show()
        home.home.view.selectRow(2)
        chosen = home.home.view.selected()
    assert home.home.view.selected() == chosen


def test_no_line_of_the_archive_stands_under_the_title_of_the_bin(
    home: MainWindow, qtbot: QtBot
) -> None:
    home.home.view.selectRow(2)
    home.home._remove()
    qtbot.waitUntil(lambda: len(listed(home)) == 2)
    restored: list[object] = []
    opened: list[object] = []
    removed: list[object] = []
    home.home.restored.connect(restored.append)
    home.home.opened.connect(opened.append)
    home.home.removed.connect(removed.append)
    home.home.view.selectRow(0)
    home.home.bin.setChecked(True)
    QTest.keyClick(home.home.view, Qt.Key.Key_Return)
    doing(home, "恢复")
    assert restored == []
    qtbot.waitUntil(lambda: listed(home) == ["农村公路"])
    home.home.view.selectRow(0)
    home.home.bin.setChecked(False)
    QTest.keyClick(home.home.view, Qt.Key.Key_Return)
    QTest.keyClick(home.home.view, Qt.Key.Key_Delete)
    assert home.home.chosen() == ()
    assert (opened, removed) == ([], [])
    qtbot.waitUntil(lambda: len(listed(home)) == 2)


def test_enter_waits_for_the_search_that_is_on_its_way(home: MainWindow, qtbot: QtBot) -> None:
    home.home.search.setText("农村公路")
    home.home.refresh()  # the pause is over, the answer not yet there
    QTest.keyClick(home.home.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: home.on_paper)
    assert home.document.evaluation.project == "农村公路"


def test_who_types_on_opens_nothing_by_an_earlier_enter(home: MainWindow, qtbot: QtBot) -> None:
    home.home.search.setText("农村")
    QTest.keyClick(home.home.search, Qt.Key.Key_Return)
    home.home.search.insert("公")
    qtbot.waitUntil(lambda: listed(home) == ["农村公路"])
    assert not home.on_paper


def test_a_form_that_was_just_put_away_is_not_opened(home: MainWindow) -> None:
    home.home.view.selectRow(2)
    home.home._remove()
    QTest.keyClick(home.home.view, Qt.Key.Key_Return)  # its line is still there
    assert home.document.evaluation.project != "农村公路"
    assert "回收站里，请先恢复" in home.notice.text()


def test_who_goes_on_to_a_line_stays_there_when_the_list_comes(
    home: MainWindow, qtbot: QtBot
) -> None:
    home.home.begin(home.open_form.id, "")
    home.home.refresh()
    home.home.view.selectRow(2)
    with qtbot.waitSignal(home.home.model.modelReset):
        pass
    qtbot.waitUntil(lambda: not home.home._arriving)
    assert [entry.project for entry in home.home.view.selected()] == ["农村公路"]


def test_who_has_left_the_list_is_not_led_away_by_an_earlier_enter(
    home: MainWindow, qtbot: QtBot
) -> None:
    before = home.open_form.id
    home.home.search.setText("农村公路")
    QTest.keyClick(home.home.search, Qt.Key.Key_Return)
    home.commands["paper"].trigger()
    qtbot.waitUntil(lambda: listed(home) == ["农村公路"])
    assert home.open_form.id == before
