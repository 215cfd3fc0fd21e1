"""On every screen an office has, each dialog fits, shows its buttons and looks like the others."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QListWidget,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.model.edits import SetField
from core.model.evaluation import ROOT as NODE
from core.model.path import Path as Field
from tests.ui.dialog_look import assert_looks_like_the_others, lay_out, only_stops
from tests.ui.every_dialog import CHANGING, LOOKING, OPENERS
from tests.ui.every_state import STATES
from ui.archive.archive_table import PROJECT
from ui.dialog import FRAME, Dialog, room
from ui.fitted_columns import LEAST_WIDE
from ui.main_window import MainWindow
from ui.plain import PlainLabel

ROOT = Path(__file__).parents[2]
SCREENS = [(1366, 768), (1093, 614), (911, 512), (683, 384)]
"""1366 × 768 at 100, 125, 150 and 200 %."""

SLACK = 20
"""Pixels between two neighbours in the header."""

DIALOGS = {"QDialog", "QMessageBox", "QWizard", "QInputDialog", "QProgressDialog"}


def test_every_dialog_is_one_that_keeps_within_the_screen() -> None:
    found = []
    for path in ROOT.joinpath("ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and path.name != "dialog.py":
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                found += [f"{path.name}: {node.name}"] * bool(bases & DIALOGS)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found += [f"{path.name}:{node.lineno}"] * (node.func.id in DIALOGS)
    assert found == []


def unreachable(window: QWidget) -> list[str]:
    """The buttons of a window that nobody can press: cut off, and not by what scrolls."""
    found = []
    for button in window.findChildren(QAbstractButton):
        if not button.isVisibleTo(window) or (not button.text() and not button.toolTip()):
            continue
        if isinstance(button.parent(), QScrollBar) or scrolls(button, window):
            continue
        place = QRect(button.mapTo(window, QPoint()), button.size())
        shown = button.visibleRegion().boundingRect()
        if not window.rect().contains(place) or shown.size() != button.size():
            found.append(f"{button.text() or button.toolTip()} {place} {shown}")
    return found


def scrolling_sideways(window: QWidget) -> list[str]:
    """The lists of a window whose columns do not keep within its width.

    By their columns: the scroll bar learns of them at the next turn only.
    """
    lists = [one for one in window.findChildren(QTableView) if one.property("lines")]
    return [
        one.accessibleName()
        for one in lists
        if one.isVisibleTo(window) and one.horizontalHeader().length() > one.viewport().width()
    ]


def scrolls(button: QWidget, window: QWidget) -> bool:
    above = button.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


@pytest.mark.parametrize("screen", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", LOOKING)
def test_it_fits_and_looks_like_the_others(
    name: str,
    screen: tuple[int, int],
    shared_window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fits_and_looks_like_the_others(name, screen, shared_window, qtbot, monkeypatch)


@pytest.mark.parametrize("name", [*CHANGING, *STATES])
def test_it_fits_and_looks_so_after_what_it_changes(
    name: str, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for screen in sorted(SCREENS):  # what has once been large may stay so
        opened = fits_and_looks_like_the_others(name, screen, window, qtbot, monkeypatch)
        if opened is not window:
            opened.close()
            QApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def fits_and_looks_like_the_others(
    name: str,
    screen: tuple[int, int],
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> QWidget:
    width, height = screen
    free = QRect(0, FRAME, width, height - FRAME)
    monkeypatch.setattr("ui.dialog.room", lambda _: free)
    window.resize(free.size())
    QApplication.processEvents()  # the panes fold at the next turn
    opened = (OPENERS | STATES)[name](window)
    if opened is not window:
        qtbot.addWidget(opened)
    qtbot.waitUntil(opened.isVisible)
    window.document.updates.make_all()
    while window.jobs.running and not only_stops(opened):  # it may be filled at any turn
        window.jobs.wait()
        QApplication.processEvents()
    for _ in range(3):
        QApplication.processEvents()
    lay_out(opened)
    assert opened.width() <= free.width()
    assert opened.height() <= free.height()
    assert unreachable(opened) == [], screen
    assert scrolling_sideways(opened) == [], screen
    area = opened.findChild(QScrollArea, "scrolls")
    if isinstance(opened, Dialog) and area is not None and area.verticalScrollBar().maximum() > 0:
        assert opened.height() == free.height(), "it scrolls though there is room"
    if isinstance(opened, Dialog) and area is not None and area.horizontalScrollBar().maximum() > 0:
        assert opened.width() == free.width(), "it scrolls sideways though there is room"
    assert_looks_like_the_others(opened, whole=screen == SCREENS[0] or name == "empty_archive")
    return opened


@pytest.mark.parametrize("project", ["社保", "农村饮水安全巩固提升工程" * 3])
@pytest.mark.parametrize("state", ["草稿 · 第 1 版", "样例 · 更正 · 定稿 2021-001 · 指标已批复"])
def test_the_header_cuts_names_last_and_menus_never(
    state: str, project: str, window: MainWindow
) -> None:
    for field, text in (("project", project), ("unit", "上海市社会保险事业管理中心（本级）")):
        window.document.edit(SetField(Field(NODE, field), text))
    bar = window.top_bar
    for width in (*range(683, 1441, 47), 1920):
        window.resize(width, 600)
        QApplication.processEvents()
        bar._state = state, state
        bar._make_room()
        QApplication.processEvents()
        layout = bar.layout()
        assert layout is not None
        layout.activate()  # what a timer changed meanwhile is laid out at the next turn only
        assert bar.menu_bar.width() >= bar.menu_bar.sizeHint().width(), width
        names = [bar._project, bar._year, bar._unit]
        cut = [one for one in names if one.isVisible() and one.width() < one.sizeHint().width()]
        assert not cut or bar._chip.geometry().right() + SLACK >= bar.menu_bar.x(), width
        assert bar._project.width() >= bar._project.width_of(8), width
        assert {bar._project, bar._chip} <= {one for one in bar.children() if shows(one, bar)}


def test_the_header_leaves_out_the_version_before_the_way_to_the_archive(
    window: MainWindow,
) -> None:
    window.document.edit(SetField(Field(NODE, "project"), "社会保险服务费"))
    bar = window.top_bar
    bar._state = "更正 · 定稿 2021-002 · 第 2 版", "更正 · 定稿"
    home = bar._buttons[0]
    widths = range(1440, 683, -13)
    cut = []
    for width in widths:
        window.resize(width, 600)
        bar._make_room()
        if home.isHidden():
            break
        cut.append(bar._chip.text() == bar._state[1])
    assert any(cut), "the way to the archive went first"


def test_a_long_name_is_cut_before_the_way_to_the_archive_goes(window: MainWindow) -> None:
    """On 1366 × 768 at 125 %: who works with the mouse finds the button where it always is."""
    bar = window.top_bar
    window.resize(1093, 580)
    places = set()
    for project in ("社会保险服务费", "51000021R000000019951-工资性支出（299）", "安全工程" * 9):
        window.document.edit(SetField(Field(NODE, "project"), project))
        QApplication.processEvents()
        home = bar._buttons[0]
        assert home.isVisible(), project
        places.add(home.x())
        assert bar._project.width() >= bar._project.width_of(8)
    assert len(places) == 1


def test_the_state_is_told_in_fewer_words_before_a_word_is_cut(window: MainWindow) -> None:
    bar = window.top_bar
    states = "草稿 · 第 12 版 · 指标已批复", "草稿 · 指标已批复", "草稿 · 已批复", "草稿"
    told = set()
    for project in ("社会保险服务费", "农村饮水安全巩固提升工程" * 3):
        window.document.edit(SetField(Field(NODE, "project"), project))
        bar._state = states
        for width in range(683, 1441, 13):
            window.resize(width, 600)
            bar._make_room()
            told.add(bar._chip.text())
    assert told <= {*states}
    assert {*states[:3]} <= told


def shows(child: object, inside: QWidget) -> bool:
    return isinstance(child, QWidget) and inside.rect().contains(child.geometry())


def test_showing_the_outline_never_widens_the_window(window: MainWindow) -> None:
    window.resize(1093, 580)
    window.panes.open_left(shown=False)
    window.panes.open_right()
    window.panes.open_left()
    QApplication.processEvents()
    assert window.width() == 1093
    assert window.minimumSizeHint().width() <= 911


def test_on_a_narrow_screen_a_project_keeps_its_name(window: MainWindow) -> None:
    window.document.edit(SetField(Field(NODE, "project"), "农村饮水安全巩固提升工程" * 3))
    window.resize(911, 478)
    QApplication.processEvents()
    label = window.top_bar._project
    assert label.isVisible()
    assert label.width() >= label.fontMetrics().horizontalAdvance("字" * 8)


def test_projects_keep_a_least_width_in_tables(window: MainWindow, qtbot: QtBot) -> None:
    window.document.edit(SetField(Field(NODE, "project"), "农村饮水安全巩固提升工程" * 3))
    window.autosave.flush()
    window.resize(911, 478)
    window.commands["home"].trigger()
    qtbot.waitUntil(lambda: bool(window.home.model.entries))
    assert window.home.view.columnWidth(PROJECT) >= LEAST_WIDE
    window.resize(1366, 700)
    QApplication.processEvents()
    head = window.home.view.horizontalHeader()
    assert head.length() == window.home.view.viewport().width()


def test_a_dialog_opens_over_the_middle_of_its_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(700, 560)
    window.move(60, 40)
    dialog = OPENERS["new"](window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isVisible)
    middle, wanted = dialog.frameGeometry().center(), window.frameGeometry().center()
    free = room(window)
    pinned = dialog.y() <= free.top() or dialog.geometry().bottom() >= free.bottom()
    assert abs(middle.x() - wanted.x()) <= FRAME
    assert pinned or abs(middle.y() - wanted.y()) <= FRAME


def test_a_dialog_is_as_high_as_its_broken_lines_need(window: MainWindow, qtbot: QtBot) -> None:
    dialog = Dialog(window)
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    words = PlainLabel("打勾的按从上到下的顺序录入。" * 12)
    words.setWordWrap(True)
    table = QListWidget()
    table.setMinimumHeight(120)
    for widget in (words, table, QPushButton("确定")):
        layout.addWidget(widget)
    dialog.resize(360, 60)
    dialog.open()
    QApplication.processEvents()
    assert dialog.height() >= layout.totalMinimumHeightForWidth(dialog.width())
