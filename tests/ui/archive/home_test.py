"""首页: all forms in one table, found, sorted, filtered and opened by keys."""

from __future__ import annotations

from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from core.archive import overview as overview_module
from core.archive.archive import Archive
from core.archive.overview import COLUMNS, Filter
from core.archive.records import Summary
from core.assessment import assess
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize
from ui.app import make_window
from ui.archive import archive_table
from ui.archive.carrying import CarryDialog
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.shelf import Shelf

RULES = profile_for("")


def put(archive: Archive, **changes: object) -> int:
    form = replace(sample(), **changes)
    return archive.add(form, summarize(form, assess(form, RULES)), rules=RULES.text)


@pytest.fixture
def home(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.shelf.ask(lambda archive: put(archive, project="城市道路养护", year=2022))
    window.shelf.ask(lambda archive: put(archive, project="农村公路", year=2020, unit="交通局"))
    window.commands["home"].trigger()
    qtbot.waitUntil(lambda: len(window.home.model.entries) == 3)
    return window


def test_short_states_leave_their_room_to_names(home: MainWindow) -> None:
    home.resize(1093, 580)
    QCoreApplication.processEvents()
    view = home.home.view
    wanted = view.sizeHintForColumn(archive_table.STATE)
    assert wanted <= view.columnWidth(archive_table.STATE) < wanted + 30
    view.setColumnWidth(archive_table.STATE, 150)  # as somebody drags it
    home.home.search.setText("农村")
    home.home.search.setText("")
    QCoreApplication.processEvents()
    assert view.columnWidth(archive_table.STATE) == 150


@pytest.mark.parametrize("width", [683, 710, 760, 911, 1093])
def test_in_a_narrow_window_names_come_before_units(
    width: int, window: MainWindow, qtbot: QtBot
) -> None:
    window.shelf.ask(lambda archive: put(archive, project="农村饮水安全巩固提升工程" * 3))
    window.resize(width, 400)
    window.commands["home"].trigger()
    view = window.home.view
    qtbot.waitUntil(lambda: len(window.home.model.entries) == 2)
    QCoreApplication.processEvents()
    least = (
        archive_table.NAMES_FIRST if width < archive_table.NARROW else archive_table.LEAST_PROJECT
    )
    assert view.columnWidth(archive_table.PROJECT) >= least
    assert view.horizontalHeader().length() <= view.viewport().width()


@pytest.mark.parametrize("newer", [5, 14, 20])
@pytest.mark.parametrize("height", [734, 478, 350])
def test_the_open_form_stands_in_sight_however_low_the_window_is(
    height: int, newer: int, window: MainWindow, qtbot: QtBot
) -> None:
    years = [*range(2030, 2030 + newer), *range(2010, 2016)]
    for year in years:
        window.shelf.ask(partial(put, year=year))
    window.resize(911, height)
    window.commands["home"].trigger()
    view = window.home.view
    qtbot.waitUntil(lambda: len(window.home.model.entries) == len(years) + 1)
    for lower in (0, 20, 40, 60):
        window.resize(911, height - lower)
        for _ in range(3):
            QCoreApplication.processEvents()
        assert window.home.model.entries[view.currentIndex().row()].id == window.open_form.id
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex())), lower


def test_a_notice_covers_no_part_of_the_current_line(home: MainWindow) -> None:
    home.resize(911, 478)
    QCoreApplication.processEvents()
    view = home.home.view
    for row in range(3):
        view.selectRow(row)
        home.notice.say("已导入 4 份自评表，都列在这里")
        line = view.current_line(home.area)
        assert line.width() == view.viewport().width()
        assert not home.notice.geometry().intersects(line)
    view.selectRow(0)
    home.home.listed.emit()
    assert not home.notice.geometry().intersects(view.current_line(home.area))


def test_a_line_is_chosen_whatever_key_is_held(home: MainWindow, qtbot: QtBot) -> None:
    """Ctrl of Ctrl+O is still down when the list comes."""
    QTest.keyPress(home, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):
        home.home.begin(home.open_form.id, "")
        home.home.refresh()
        assert [entry.id for entry in home.home.view.selected()] == [home.open_form.id]
        with qtbot.waitSignal(home.home.model.modelReset):
            pass
        assert [entry.id for entry in home.home.view.selected()] == [home.open_form.id]


def column(window: MainWindow, name: str) -> list[str]:
    model, at = window.home.model, COLUMNS.index(name)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_the_table_keeps_qt_rules_and_begins_with_the_newest_year(home: MainWindow) -> None:
    tester = QAbstractItemModelTester(
        home.home.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert column(home, "年度") == ["2022", "2021", "2020"]
    assert column(home, "总分") == ["96.7"] * 3
    assert column(home, "待处理") == ["5 提醒"] * 3
    home.home.model.sort(1)
    assert column(home, "项目名称") == sorted(column(home, "项目名称"))
    home.home.model.sort(-1)
    del tester


def test_the_name_of_the_sorted_column_is_seen_beside_its_arrow(home: MainWindow) -> None:
    home.resize(1093, 580)
    QCoreApplication.processEvents()
    view, head = home.home.view, home.home.view.horizontalHeader()
    for column in range(head.count()):
        if not view.isColumnHidden(column) and column != archive_table.PROJECT:
            head.setSortIndicator(column, Qt.SortOrder.DescendingOrder)
            assert view.columnWidth(column) >= head.sectionSizeHint(column)
    head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)


def test_what_is_only_to_be_filled_in_is_not_told_in_red(window: MainWindow) -> None:
    entry = window.shelf.ask(lambda archive: archive.list())[0]
    theme = window.home.model._theme
    for summary, colour in (
        (Summary(errors=55, unfilled=55), theme.ink_3),
        (Summary(errors=56, unfilled=55), theme.error),
        (Summary(errors=55, unfilled=55, warnings=1), theme.warn_ink),
    ):
        window.home.model.show((replace(entry, summary=summary),), Filter())
        index = window.home.model.index(0, COLUMNS.index("待处理"))
        assert index.data(Qt.ItemDataRole.ForegroundRole).name() == colour


def test_what_is_typed_is_found_and_enter_opens_it(home: MainWindow, qtbot: QtBot) -> None:
    home.home.search.setText("道路")
    qtbot.waitUntil(lambda: column(home, "项目名称") == ["城市道路养护"])
    QTest.keyClick(home.home.search, Qt.Key.Key_Return)
    assert home.document.evaluation.project == "城市道路养护"
    assert not home.area.at_home


def test_enter_opens_what_stands_first_whatever_was_chosen(home: MainWindow, qtbot: QtBot) -> None:
    home.home.view.selectRow(2)
    home.home.search.setText("培训出勤率")
    QTest.keyClick(home.home.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: home.on_paper)
    assert home.document.evaluation.year == 2022
    home.commands["home"].trigger()
    qtbot.waitUntil(lambda: not home.home._arriving)
    assert home.home.search.selectedText() == "培训出勤率"
    assert home.home.view.current().year == 2022  # type: ignore[union-attr]


def test_filters_let_through_what_was_chosen(home: MainWindow, qtbot: QtBot) -> None:
    unit = home.home.unit
    unit.setCurrentIndex(unit.findData("交通局"))
    unit.activated.emit(unit.currentIndex())
    assert column(home, "项目名称") == ["农村公路"]
    assert home.home.message_label.text().startswith("共 1 份，其中草稿 1 份")
    unit.setCurrentIndex(0)
    unit.activated.emit(0)
    stage = home.home.stage
    stage.setCurrentIndex(stage.findData("signed"))
    stage.activated.emit(stage.currentIndex())
    assert home.home.nothing.message_label.text() == "档案里没有找到这样的自评表"
    home.home.nothing.clear.click()
    qtbot.waitUntil(lambda: column(home, "年度") == ["2022", "2021", "2020"])


def test_the_key_leads_there_and_back(home: MainWindow) -> None:
    assert home.area.at_home
    assert home.focusWidget() is home.home.search
    assert home.home.view.current().id == home.open_form.id  # type: ignore[union-attr]
    assert not home.commands["remove"].isEnabled()
    assert home.left.isHidden()
    QTest.keyClick(home.home.search, Qt.Key.Key_Escape)
    assert home.left.isVisible()
    home.commands["open"].trigger()
    home.commands["paper"].trigger()
    assert home.on_paper


def test_an_arrow_in_the_search_is_a_step_in_the_list(home: MainWindow) -> None:
    before = home.home.view.currentIndex().row()
    key, after = (Qt.Key.Key_Up, before - 1) if before else (Qt.Key.Key_Down, before + 1)
    QTest.keyClick(home.home.search, key)
    assert home.focusWidget() is home.home.view
    assert home.home.view.currentIndex().row() == after


def test_what_is_typed_on_the_table_is_searched_for(home: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(home.home.search, Qt.Key.Key_Down)
    assert home.focusWidget() is home.home.view
    QTest.keyClicks(home.home.view, "x")
    assert home.home.search.text() == "x"
    assert home.focusWidget() is home.home.search
    qtbot.waitUntil(lambda: not home.home.model.entries)
    QTest.keyClick(home.home.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(home.home.model.entries) == 3)


def test_what_is_done_elsewhere_shows_at_once(home: MainWindow, qtbot: QtBot) -> None:
    home.filing.remove(3)
    qtbot.waitUntil(lambda: column(home, "年度") == ["2022", "2021"])


def test_lines_are_put_away_by_a_key_and_brought_back_by_enter(
    home: MainWindow, qtbot: QtBot
) -> None:
    view = home.home.view
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert home.open_form.id is None
    assert home.notice.text() == "已把 3 份自评表移到回收站"
    qtbot.waitUntil(lambda: home.home._places.currentWidget() is home.home.beginning)
    home.home.bin.click()
    qtbot.waitUntil(lambda: len(home.home.model.entries) == 3)
    assert home.home.title.text() == "回收站"
    view.setFocus()
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: column(home, "年度") == ["2021", "2020"])
    assert home.area.at_home
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert len(home.home.model.entries) == 2  # nothing is lost for ever
    home.home.bin.click()
    qtbot.waitUntil(lambda: column(home, "年度") == ["2022"])


def test_all_that_was_put_away_comes_back_in_one_step(home: MainWindow, qtbot: QtBot) -> None:
    home.filing.remove_all((1, 2))
    assert not home.score_bar.isVisible()
    home.notice._pressed(0)
    assert home.open_form.id == 1
    assert home.score_bar.isVisible()
    home.commands["home"].trigger()
    qtbot.waitUntil(lambda: len(home.home.model.entries) == 3)


def test_an_empty_archive_shows_the_ways_in(shelf: Shelf, qtbot: QtBot) -> None:
    window = make_window(shelf, Settings())
    qtbot.addWidget(window)
    window.show()
    assert window.area.at_home
    qtbot.waitUntil(window.home.beginning.isVisible)
    ways = [button.text() for button in window.home.beginning.buttons]
    assert ways == ["看样表", "新建自评表", "导入旧表"]
    hidden = [window.score_bar, window.home.search, window.left]
    assert not any(widget.isVisible() for widget in hidden)
    window.home.beginning.buttons[0].click()
    qtbot.waitUntil(window.score_bar.isVisible)
    assert window.focusWidget() is window.form.table
    window.jobs.wait()


def test_a_line_is_carried_over_copied_and_opened_from_its_menu(home: MainWindow) -> None:
    doings = {doing.text(): doing for doing in home.home._doings if doing.isVisible()}
    home.home.view.selectRow(2)
    doings["结转到下一年…"].trigger()
    dialog = home.findChild(CarryDialog)
    assert dialog is not None
    assert dialog.year.value() == 2021
    dialog.reject()
    doings["打开"].trigger()
    assert home.document.evaluation.project == "农村公路"
    assert "恢复" not in doings


def test_a_form_that_becomes_a_second_one_is_told_so(home: MainWindow, qtbot: QtBot) -> None:
    home.commands["paper"].trigger()
    for field, text in (("project", "农村公路"), ("unit", "交通局"), ("year", "2020")):
        home.document.edit(SetField(Path(ROOT, field), text))
    qtbot.waitUntil(lambda: "档案里已有“农村公路”2020 年度" in home.notice.text())
    home.notice._pressed(0)
    assert home.open_form.id == 3


def test_a_first_page_stands_there_until_the_whole_is_found(
    home: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview_module, "PAGE", 2)
    shown: list[list[str]] = []
    added: list[tuple[int, ...]] = []
    panel = home.home
    panel.model.modelReset.connect(lambda: shown.append(column(home, "年度")))
    panel.model.rowsInserted.connect(lambda _, *rows: added.append(rows))
    panel.model.rowsInserted.connect(lambda: shown.append(column(home, "年度")))
    panel.refresh()
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown == [["2022", "2021"], ["2022", "2021", "2020"]]
    assert added == [(2, 2)]  # and the others are not drawn again
    assert panel.message_label.text().startswith("共 3 份，其中草稿 3 份")
    assert panel.year.count() == 4


@pytest.mark.parametrize("by", ["column", "year"])
def test_no_first_page_comes_where_it_would_not_stand_first(
    home: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    monkeypatch.setattr(overview_module, "PAGE", 2)
    panel = home.home
    if by == "column":
        panel.model.sort(COLUMNS.index("项目名称"))
    else:
        panel.year.setCurrentIndex(1)
    wholes: list[bool] = []
    panel.model.modelReset.connect(lambda: wholes.append(panel._found.whole))
    panel.refresh()
    qtbot.waitUntil(lambda: bool(wholes))
    assert wholes == [True]


def test_enter_opens_what_stands_first_on_a_first_page(
    home: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview_module, "PAGE", 2)
    home.home.search.setText("养老")  # it stands in all of them
    QTest.keyClick(home.home.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not home.area.at_home)
    assert home.document.evaluation.project == "城市道路养护"


def test_thousands_are_sorted_and_filtered_beside_the_window(
    home: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_table, "MANY", 1)
    panel = home.home
    panel.model.sort(COLUMNS.index("项目名称"))
    assert panel.model.entries == panel._found.entries  # as they stood, until it is done
    qtbot.waitUntil(lambda: panel.model.entries != panel._found.entries)
    assert column(home, "项目名称") == sorted(column(home, "项目名称"))
    panel.year.setCurrentIndex(panel.year.findData("2020"))
    panel.year.activated.emit(panel.year.currentIndex())
    qtbot.waitUntil(lambda: column(home, "年度") == ["2020"])
    assert panel.message_label.text().startswith("共 1 份，其中草稿 1 份")


def test_only_the_last_order_that_was_wanted_is_shown(
    home: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_table, "MANY", 1)
    model, resets = home.home.model, list[object]()
    model.modelReset.connect(lambda: resets.append(model.entries))
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(COLUMNS.index("年度"), order)
    qtbot.waitUntil(lambda: bool(resets))
    home.shelf.ask(lambda _: None)
    QCoreApplication.processEvents()
    assert column(home, "年度") == ["2022", "2021", "2020"]
    assert len(resets) == 1
