"""Whoever comes to a list by keyboard sees on which of its rows the keys are."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.every_dialog import LOOKING, OPENERS
from ui.dialog import Dialog
from ui.main_window import MainWindow
from ui.tables import fill, listing


def lists(window: QWidget) -> list[QTableView]:
    """What has rows to choose from and takes the keys."""
    return [
        one
        for one in window.findChildren(QTableView)
        if one.isVisible()
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.property("lines") is not None
        and one.model().rowCount()
        and one.selectionMode() is not QAbstractItemView.SelectionMode.NoSelection
    ]


@pytest.mark.parametrize("name", LOOKING)
def test_a_list_that_gets_the_keys_shows_where_they_are(
    name: str, shared_window: MainWindow, qtbot: QtBot
) -> None:
    opened = OPENERS[name](shared_window)
    if opened is not shared_window:
        qtbot.addWidget(opened)
    shared_window.jobs.wait()
    QApplication.processEvents()
    for one in lists(opened):
        QApplication.sendEvent(one, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
        assert one.selectionModel().hasSelection(), one.accessibleName()


def test_the_outline_marks_the_row_that_its_key_leads_to(window: MainWindow) -> None:
    window.resize(1366, 734)
    window.commands["outline"].trigger()
    view = window.outline.view
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusIn))
    assert view.currentIndex().isValid()
    assert view.selectionModel().isSelected(view.currentIndex())


@pytest.mark.parametrize(
    ("reason", "marked"),
    [(Qt.FocusReason.TabFocusReason, [0]), (Qt.FocusReason.MouseFocusReason, list[int]())],
)
def test_what_the_mouse_presses_is_marked_by_that_alone(
    reason: Qt.FocusReason, marked: list[int], window: MainWindow, qtbot: QtBot
) -> None:
    dialog, table = Dialog(window), listing("备份", ("位置",))
    qtbot.addWidget(dialog)
    fill(table, [("桌面",), ("移动盘",)])
    QVBoxLayout(dialog).addWidget(table)
    dialog.show()
    table.clearSelection()
    QApplication.sendEvent(table, QFocusEvent(QEvent.Type.FocusIn, reason))
    assert [index.row() for index in table.selectedIndexes()] == marked
