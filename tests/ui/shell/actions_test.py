"""The table of commands: each one has its words, its key, its drawing, and does something."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollBar

from core.model.edits import SetField
from core.model.path import Path
from core.resources import resource
from ui.autosave import State
from ui.main_window import MainWindow
from ui.offering import why_not
from ui.shell import actions
from ui.shell.actions import LOOKS
from ui.shell.command import NOTHING, Command, Needs
from ui.shell.command_table import COMMANDS, MENUS
from ui.shell.shortcuts import SIZE, ShortcutPage
from ui.shell.top_bar import TopBar

CHINESE = re.compile(r"[\u4e00-\u9fff]")


ALIKE = ({"open", "home"}, {"copy", "duplicate"}, {"delete", "remove"})
"""Commands that do the same, each to something else."""


def test_a_drawing_stands_for_one_thing() -> None:
    bearers = dict[str, set[str]]()
    for command in COMMANDS:
        bearers.setdefault(command.icon, set()).add(command.id)
    assert [them for them in bearers.values() if len(them) > 1 and them not in ALIKE] == []


def test_all_that_can_be_done_with_a_row_has_a_drawing(window: MainWindow) -> None:
    assert not [one.text() for one in window.row_menus.context if one and one.icon().isNull()]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_each_command_has_words_keys_and_a_drawing(command: Command) -> None:
    assert CHINESE.search(command.text)
    assert CHINESE.search(command.tip)
    assert command.tip != command.text
    assert command.menu in MENUS
    assert resource("icons", f"{command.icon}.svg").is_file()
    for keys in command.keys:
        assert QKeySequence(keys).toString() not in {"", "Ctrl+", "Alt+"}


def test_no_key_and_no_name_is_given_twice() -> None:
    keys = [QKeySequence(key).toString() for command in COMMANDS for key in command.keys]
    assert len(set(keys)) == len(keys)
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_a_command_that_would_do_nothing_lets_no_window_start(window: MainWindow) -> None:
    handlers = {command.id: window.close for command in COMMANDS[1:]}
    with pytest.raises(LookupError, match=COMMANDS[0].id):
        window.commands.connect_all(handlers, first=window.commit)


@pytest.mark.parametrize("missing", list(Needs))
def test_a_command_is_offered_where_all_that_it_needs_is_there(
    window: MainWindow, missing: Needs
) -> None:
    window.commands.allow({missing: "不行"})
    for command in COMMANDS:
        if command.needs:
            offered = window.commands[command.id].isEnabled()
            assert offered == (not command.needs & missing)
            assert why_not(window.commands[command.id]) == ("" if offered else "不行")
    assert any(command.needs is NOTHING for command in COMMANDS)


def test_every_command_can_be_reached_and_does_something(window: MainWindow) -> None:
    listed = [action for menu in menus(window) for action in menu.actions()]
    for command in COMMANDS:
        action = window.commands[command.id]
        assert action in listed
        assert action in window.actions()
        assert action.receivers("2triggered(bool)") > 0
        assert action.text().startswith(command.text)


def test_the_shortcut_page_names_every_command(window: MainWindow) -> None:
    page = ShortcutPage(window.commands, window)
    texts = {label.text() for label in page.findChildren(type(window.status._saved))}
    for command in COMMANDS:
        assert command.text.removesuffix("…") in texts


def test_the_shortcut_page_is_seen_at_one_look(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.dialog.room", lambda _: QRect(0, 0, 1440, 900))
    page = ShortcutPage(window.commands, window)
    assert page.size() == SIZE
    page.show()
    bars = page.findChildren(QScrollBar)
    assert bars
    assert all(bar.maximum() == 0 for bar in bars)
    page.close()


@pytest.fixture
def pressed(window: MainWindow) -> list[str]:
    """The commands that are triggered, instead of what they do."""
    names: list[str] = []
    for command in COMMANDS:
        action = window.commands[command.id]
        action.setEnabled(True)
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, name=command.id: names.append(name))
    return names


def on_paper(window: MainWindow) -> None:
    window.form.setFocus()


def in_an_open_cell(window: MainWindow) -> None:
    row = next(window.document.evaluation.indicators)
    window.form.go_to(Path(row.id, "actual"), edit=True)


def in_the_outline(window: MainWindow) -> None:
    window.outline.setFocus()


def in_the_problems(window: MainWindow) -> None:
    window.problems.setFocus()


@pytest.mark.parametrize("place", [on_paper, in_an_open_cell, in_the_outline, in_the_problems])
def test_every_key_of_the_map_reaches_its_command_wherever_the_clerk_is(
    window: MainWindow, pressed: list[str], place: Callable[[MainWindow], None]
) -> None:
    place(window)
    for command in COMMANDS:
        for keys in command.keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keySequence(focus, QKeySequence(keys))
            assert pressed == [command.id], keys
            pressed.clear()


def test_the_key_of_a_command_that_cannot_be_used_says_why(window: MainWindow) -> None:
    window.document.close_to_edits("这份自评表已定稿")
    QTest.keyClick(window.form.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.notice.text() == "这份自评表已定稿"
    assert window.commands["category"].toolTip() == "这份自评表已定稿"
    before = window.form.current_path()
    window.notice.hide()
    QTest.keyClick(window.form.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.notice.isVisible()
    assert window.form.current_path() == before
    window.document.close_to_edits("")
    assert window.commands["category"].toolTip().startswith("添加下一个常用的一级指标")
    window.commands["home"].trigger()
    QTest.keyClick(window.home, Qt.Key.Key_F5)
    assert window.notice.text() == "先打开一份自评表"


SMALL = 614 - 40
"""Of 768 pixels at 125 %, without the title of the window."""


def menus(window: MainWindow) -> list[QMenu]:
    """All menus of the bar, and those within them."""
    return window.top_bar.menu_bar.findChildren(QMenu)


def test_every_menu_is_whole_on_a_small_screen(window: MainWindow) -> None:
    assert len(menus(window)) > len(MENUS)
    for menu in menus(window):
        assert menu.sizeHint().height() <= SMALL, menu.title()


def test_no_menu_has_two_columns_however_long_it_is(window: MainWindow) -> None:
    long = QMenu(window)
    for number in range(300):
        long.addAction(f"命令的名称 {number}")
    for menu in (*menus(window), long):
        menu.popup(QPoint(0, 0))
        assert len({menu.actionGeometry(one).left() for one in menu.actions()}) == 1
        assert menu.height() <= menu.screen().geometry().height()
        menu.close()


def test_every_command_stands_in_its_menu_once(window: MainWindow) -> None:
    named = [one.objectName() for menu in menus(window) for one in menu.actions()]
    assert sorted(filter(None, named)) == sorted(command.id for command in COMMANDS)


def test_a_save_that_is_told_offers_no_command_anew_and_lays_out_no_bar(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(next(window.document.evaluation.indicators).id, "actual")
    window.document.edit(SetField(path, "1"))
    assert window.autosave.flush()  # the version that begins is told in the bar
    calls: list[str] = []
    monkeypatch.setattr(actions, "offer", lambda *_: calls.append("offer"))
    monkeypatch.setattr(TopBar, "_make_room", lambda *_: calls.append("make room"))
    window.document.edit(SetField(path, "2"))
    assert window.autosave.state is State.PENDING
    assert window.autosave.flush()
    assert not calls
    window.document.close_to_edits("已定稿")
    assert len(calls) > 10


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_what_changes_only_the_look_leaves_the_cell_open(name: str, window: MainWindow) -> None:
    row = next(iter(window.document.evaluation.indicators))
    window.form.go_to(Path(row.id, "actual"), edit=True)
    before = window.form.table.editor
    assert before is not None
    before.selectAll()
    window.commands[name].trigger()
    editor = window.form.table.editor
    assert editor is not None
    assert editor.path == Path(row.id, "actual")
    assert editor.textCursor().selectedText() == row.actual
    window.form.table.drop_editor()
    if name == "chrome":
        window.commands[name].trigger()


def test_a_double_click_on_the_way_to_the_archive_opens_no_menu(window: MainWindow) -> None:
    """The menus move to where that button stood."""
    window.show()
    bar = window.top_bar.menu_bar
    for action in bar.actions():
        place = bar.actionGeometry(action).center()
        event = QMouseEvent(
            QEvent.Type.MouseButtonDblClick,
            QPointF(place),
            bar.mapToGlobal(QPointF(place)),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(bar, event)
        assert QApplication.activePopupWidget() is None
