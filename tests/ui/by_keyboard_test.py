"""What the mouse can do the keyboard can: menus, buttons of notices, the blue button of dialogs."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.every_dialog import OPENERS
from ui.dialog import Dialog, is_primary
from ui.main_window import MainWindow
from ui.shell.command import LETTERS

TABLE_FIRST = {"review"}
"""Where Enter is a key of the table in which one corrects, not the blue button's."""


CHANGED_HERE = {"finalize"}
"""Of a box the button that Enter presses does what it says."""

WINDOWS = {"main", "home", "empty_archive", "preview", "retype"}
"""No dialogs."""


@pytest.mark.parametrize("name", [name for name in OPENERS if name not in WINDOWS])
def test_the_blue_button_is_the_one_that_enter_presses(
    name: str, window_for: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    opened = OPENERS[name](window_for(name))
    qtbot.addWidget(opened)
    qtbot.waitUntil(opened.isVisible)
    buttons = [one for one in opened.findChildren(QPushButton) if one.isVisible()]
    pressed: list[str] = []
    for button in buttons:
        if not isinstance(opened, QMessageBox):
            button.clicked.disconnect()
        button.clicked.connect(lambda _=False, one=button: pressed.append(one.text()))
        button.setEnabled(True)
    blue = [one.text() for one in buttons if is_primary(one)]
    opened.setFocus()
    QTest.keyClick(opened, Qt.Key.Key_Return)
    if name in TABLE_FIRST:
        assert pressed == []
    else:
        assert pressed == (blue or [one.text() for one in buttons][: len(buttons) == 1])


@pytest.mark.parametrize("name", [name for name in OPENERS if name != "retype"])
def test_enter_presses_the_button_that_has_the_focus(
    name: str, window_for: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    """But in 录入条, which never takes the keys from the program that one types into."""
    opened = OPENERS[name](window_for(name))
    if isinstance(opened, QDialog):
        qtbot.addWidget(opened)
    with qtbot.waitActive(opened):
        opened.activateWindow()
    pressed: list[QPushButton] = []
    buttons = [one for one in opened.findChildren(QPushButton) if one.menu() is None]
    for button in buttons:
        button.pressed.connect(lambda one=button: pressed.append(one))
        button.pressed.connect(lambda one=button: one.blockSignals(True))
    for button in buttons:
        if button.isVisible() and button.isEnabled():
            button.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(button, Qt.Key.Key_Return)
            assert pressed == [button], button.text()
            pressed.clear()
    for button in buttons:
        button.blockSignals(False)
        button.pressed.disconnect()


def test_every_dialog_is_made_so(window: MainWindow) -> None:
    assert issubclass(type(OPENERS["restore"](window)), Dialog)


@pytest.mark.parametrize("letter", LETTERS.values())
def test_alt_and_a_letter_open_a_menu(window: MainWindow, qtbot: QtBot, letter: str) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keySequence(window, QKeySequence(f"Alt+{letter}"))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert f"&{letter}" in menu.title()
    menu.close()


def test_f10_opens_the_menus(window: MainWindow) -> None:
    window.commands["menus"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


@pytest.mark.parametrize("editing", [False, True])
@pytest.mark.parametrize("keys", ["Alt+I", "F10"])
def test_esc_in_a_menu_leads_back_to_where_the_keys_were(
    window: MainWindow, qtbot: QtBot, keys: str, editing: bool
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.form.setFocus()
    if editing:
        window.form.table.edit(window.form.table.currentIndex())
    cell = window.form.table.current_cell()
    QTest.keySequence(window, QKeySequence(keys))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    # A command, as F10 is, closes the cell's editor first.
    assert QApplication.focusWidget() is (window.form.table.editor or window.form.table)
    assert window.form.table.current_cell() is cell
    assert window.top_bar.menu_bar.activeAction() is None


def test_esc_in_a_menu_within_a_menu_closes_only_that(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.commands["menus"].trigger()
    outer = QApplication.activePopupWidget()
    assert isinstance(outer, QMenu)
    inner = next(action for action in outer.actions() if action.menu() is not None)
    outer.setActiveAction(inner)
    QTest.keyClick(outer, Qt.Key.Key_Right)
    within = QApplication.activePopupWidget()
    assert within is inner.menu()
    QTest.keyClick(within, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is outer
    outer.close()


def test_the_button_of_a_notice_is_pressed_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    done: list[str] = []
    window.form.setFocus()
    before = QApplication.focusWidget()
    window.notice.say("已删除一行", ("撤销", lambda: done.append("撤销")))
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        window.commands["notice"].trigger()
        button = QApplication.focusWidget()
        assert isinstance(button, QPushButton)
        QTest.keyClick(button, key)
        assert QApplication.focusWidget() is before
    assert done == ["撤销"]
    assert window.notice.isHidden()
