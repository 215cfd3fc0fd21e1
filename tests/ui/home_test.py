"""首页: all forms in one table, found, sorted, filtered and opened by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.overview import COLUMNS
from core.assessment import assess
from core.sample import sample
from core.scoring.profile import profile_for
from core.summary import summarize
from ui.main_window import MainWindow

RULES = profile_for("")


def put(archive: Archive, **changes: object) -> int:
    form = replace(sample(), **changes)  # type: ignore[arg-type]
    return archive.add(form, summarize(assess(form, RULES)), rules=RULES.text)


@pytest.fixture
def home(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.shelf.ask(lambda archive: put(archive, project="城市道路养护", year=2022))
    window.shelf.ask(lambda archive: put(archive, project="农村公路", year=2020, unit="交通局"))
    window.commands["home"].trigger()
    qtbot.waitUntil(lambda: len(window.home.model.entries) == 3)
    return window


def column(window: MainWindow, name: str) -> list[str]:
    model, at = window.home.model, COLUMNS.index(name)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_the_table_keeps_qt_rules_and_begins_with_the_newest_year(home: MainWindow) -> None:
    tester = QAbstractItemModelTester(
        home.home.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert column(home, "年度") == ["2022", "2021", "2020"]
    assert column(home, "得分") == ["96.7"] * 3
    assert column(home, "待处理") == ["5 提醒"] * 3
    home.home.model.sort(1)
    assert column(home, "项目名称") == sorted(column(home, "项目名称"))
    home.home.model.sort(-1)
    del tester


def test_what_is_typed_is_found_and_enter_opens_it(home: MainWindow, qtbot: QtBot) -> None:
    home.home.search.setText("道路")
    qtbot.waitUntil(lambda: column(home, "项目名称") == ["城市道路养护"])
    QTest.keyClick(home.home.search, Qt.Key.Key_Return)
    assert home.document.evaluation.project == "城市道路养护"
    assert not home.desk.at_home


def test_filters_let_through_what_was_chosen(home: MainWindow) -> None:
    unit = home.home.unit
    unit.setCurrentIndex(unit.findData("交通局"))
    unit.activated.emit(unit.currentIndex())
    assert column(home, "项目名称") == ["农村公路"]
    assert home.home.said.text() == "共 1 份，其中草稿 1 份"
    unit.setCurrentIndex(0)
    unit.activated.emit(0)
    stage = home.home.stage
    stage.setCurrentIndex(stage.findData("已签章"))
    stage.activated.emit(stage.currentIndex())
    assert home.home.said.text() == "没有找到"


def test_the_key_leads_there_and_back(home: MainWindow) -> None:
    assert home.desk.at_home
    assert home.focusWidget() is home.home.view
    QTest.keyClick(home.home.view, Qt.Key.Key_Down)
    home.commands["home"].trigger()
    assert not home.desk.at_home


def test_what_is_done_elsewhere_shows_at_once(home: MainWindow, qtbot: QtBot) -> None:
    home.filing.remove(3)
    qtbot.waitUntil(lambda: column(home, "年度") == ["2022", "2021"])
