"""Where Enter begins a line, Ctrl+Enter accepts, and the dialog says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.archive.reason_dialog import ReasonDialog
from ui.dialog import is_primary


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[ReasonDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    asking = ReasonDialog("更正", "为什么更正？", "另起更正", parent)
    asking.update_buttons()
    asking.open()
    asking.reason.setFocus()
    yield asking
    parent.close()


def test_control_and_enter_accept_what_was_written(qtbot: QtBot, dialog: ReasonDialog) -> None:
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "nothing is written yet"
    dialog.reason.setPlainText("人数算错")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.reason.blockCount() == 2
    with qtbot.waitSignal(dialog.accepted):  # it goes away with that
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_keys_are_named_where_one_writes_and_at_the_button(dialog: ReasonDialog) -> None:
    button = next(one for one in dialog.findChildren(QPushButton) if is_primary(one))
    assert dialog.reason.placeholderText() == "Enter 换行，Ctrl+Enter 另起更正"
    dialog.reason.setPlainText("人数算错")
    assert button.toolTip() == "另起更正（Ctrl+Enter）"
