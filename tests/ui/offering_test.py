"""What cannot be used says why, in every dialog and on every command, whatever is open."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.issuing.finalizing import finalize
from tests.ui.every_dialog import OPENERS
from ui.main_window import MainWindow
from ui.offering import Control, offer, offer_as, set_tip, why_not

CLOSED = "这份自评表已定稿，不能修改；要修改请先撤回定稿"


def silent(window: QWidget) -> list[str]:
    """The controls in sight that are grey without a reason in their tips."""
    return [
        f"{type(one).__name__} {one.accessibleName() or one.toolTip()}"
        for one in window.findChildren(QWidget)
        if one.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and one.isVisible()
        and not one.isEnabled()
        and not one.toolTip().strip()
    ]


@pytest.mark.parametrize("name", OPENERS)
def test_nothing_in_a_dialog_is_grey_without_a_reason(
    name: str, window_for: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    window = window_for(name)
    opened = OPENERS[name](window)
    if opened is not window:
        qtbot.addWidget(opened)
    qtbot.waitUntil(opened.isVisible)
    QApplication.processEvents()
    assert not silent(opened)
    window.document.close_to_edits(CLOSED)
    QApplication.processEvents()
    try:
        assert not silent(opened)
    finally:
        window.document.close_to_edits("")


def test_the_preview_of_a_final_form_says_why_its_pages_do_not_change(
    window: MainWindow, qtbot: QtBot
) -> None:
    number = window.open_form.id or 0
    window.shelf.ask(lambda archive: finalize(archive, number))
    window.filing.reload()
    window.commands["preview"].trigger()
    qtbot.addWidget(window.preview)
    qtbot.waitUntil(window.preview.isVisible)
    assert not silent(window.preview)
    choices = window.preview.choices
    assert not choices.landscape.isEnabled()
    assert "定稿时留存的 PDF" in choices.landscape.toolTip()
    assert "定稿时留存的 PDF" in choices.reason.text()
    assert choices.reason.isVisible()
    choices.public.click()
    assert not choices.reason.isVisible()  # another paper, which is made anew


@pytest.mark.parametrize("closed", ["", CLOSED])
@pytest.mark.parametrize("home", [False, True])
def test_every_command_that_is_not_offered_says_why(
    window: MainWindow, closed: str, home: bool
) -> None:
    window.document.close_to_edits(closed)
    if home:
        window.commands["home"].trigger()
    for action in window.commands.all():
        assert action.isEnabled() or why_not(action)
        assert action.isEnabled() or action.toolTip() == why_not(action)


@pytest.mark.parametrize("closed", ["", CLOSED])
def test_rows_are_added_by_no_menu_and_no_button_where_their_command_is_not_offered(
    window: MainWindow, closed: str
) -> None:
    window.document.close_to_edits(closed)
    assert window.commands["indicator"].isEnabled() == (not closed)
    menus = window.row_menus.add
    buttons = [one for one in window.findChildren(QToolButton) if one.menu() is menus]
    assert len(buttons) == 1
    offered: list[Control] = [*menus.actions(), *buttons]
    for one in offered:
        assert one.isEnabled() == (not closed)
        assert bool(why_not(one)) == bool(closed)


def test_the_reason_goes_when_it_can_be_used_again(application: QApplication) -> None:
    del application
    button, action = QPushButton("甲"), QAction("乙")
    set_tip(button, "做甲")
    offer(button, "先做乙")
    assert (button.isEnabled(), button.toolTip(), why_not(button)) == (False, "先做乙", "先做乙")
    offer(button, "再等等")
    set_tip(button, "做甲（Ctrl+A）")
    assert button.toolTip() == "再等等"
    offer(button)
    assert (button.isEnabled(), button.toolTip(), why_not(button)) == (True, "做甲（Ctrl+A）", "")
    offer(action, "没有")
    offer_as(button, action)
    assert (button.isEnabled(), button.toolTip()) == (False, "没有")
