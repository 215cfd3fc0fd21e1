"""输入法测试: what is told to somebody who types 测试."""

import pytest
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.help.input_test import InputTest
from ui.input_method import FCITX4, FCITX5, PORTAL, Choice, Way, advice
from ui.main_window import MainWindow


def opened(window: MainWindow, qtbot: QtBot, choice: Choice) -> InputTest:
    dialog = InputTest(window, choice)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def compose(dialog: InputTest, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QGuiApplication.sendEvent(dialog.field, event)


def test_what_an_input_method_puts_in_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot, Choice(Way.PORTAL, frozenset({PORTAL})))
    assert "还没有打字" in dialog.said.text()
    compose(dialog, "ce'shi")
    assert "正在组字" in dialog.said.text()
    compose(dialog, "", "测试")
    assert dialog.field.text() == "测试"
    assert "工作正常" in dialog.said.text()


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Way.NONE),
        Choice(Way.NONE, frozenset({FCITX5})),
        Choice(Way.NONE, frozenset({FCITX4})),
        Choice(Way.PORTAL, frozenset({PORTAL})),
        Choice(Way.SYSTEM),
    ],
)
def test_letters_that_come_bare_are_answered_with_the_line_that_mends_it(
    window: MainWindow, qtbot: QtBot, choice: Choice
) -> None:
    dialog = opened(window, qtbot, choice)
    QTest.keyClicks(dialog.field, "ceshi")
    assert dialog.said.text() == advice(choice)


def test_pasted_words_and_english_prove_nothing(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot, Choice(Way.NONE))
    dialog.field.setText("测试")
    assert "不是输入法打进来的" in dialog.said.text()
    dialog.field.clear()
    compose(dialog, "", "ceshi")
    assert "请切换到中文" in dialog.said.text()


def test_it_stands_in_the_help_menu(window: MainWindow) -> None:
    window.commands["input_test"].trigger()
    (dialog,) = window.findChildren(InputTest)
    assert dialog.isVisible()
    dialog.close()
