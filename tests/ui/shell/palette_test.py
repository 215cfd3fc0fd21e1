"""命令面板: any command by a few letters, run by Enter, and back to where the keys were."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.shell.palette import ROW, found


def names(window: MainWindow) -> list[str]:
    shown = window.command_lists.palette.list
    items = (shown.topLevelItem(row) for row in range(shown.topLevelItemCount()))
    return [item.text(0) for item in items if item is not None]


def test_every_command_is_offered_and_letters_narrow_them(window: MainWindow) -> None:
    window.commands["palette"].trigger()
    assert window.command_lists.palette.isVisible()
    assert len(names(window)) == len(window.commands.all())
    QTest.keyClicks(window.command_lists.palette.field, "djfcg")
    assert names(window) == []
    window.command_lists.palette.field.setText("cyjyf")
    assert names(window) == ["采用建议分", "全部采用建议分"]


def test_enter_runs_the_marked_one_and_the_keys_go_back(window: MainWindow) -> None:
    window.form.setFocus()
    before = window.form.get_zoom()
    window.commands["palette"].trigger()
    QTest.keyClicks(window.command_lists.palette.field, "fd")
    assert names(window)[0] == "放大"
    QTest.keyClick(window.command_lists.palette.field, Qt.Key.Key_Return)
    assert not window.command_lists.palette.isVisible()
    assert window.form.get_zoom() > before
    assert window.focusWidget() is window.form.table


def test_arrows_choose_and_escape_leaves_all_as_it_was(window: MainWindow) -> None:
    window.form.setFocus()
    window.commands["palette"].trigger()
    field, shown = window.command_lists.palette.field, window.command_lists.palette.list
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert shown.currentIndex().row() == 0
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert shown.currentIndex().row() == 10
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not window.command_lists.palette.isVisible()
    assert window.focusWidget() is window.form.table


def test_what_cannot_be_done_now_is_shown_and_does_nothing(window: MainWindow) -> None:
    assert not window.commands["redo"].isEnabled()
    window.commands["palette"].trigger()
    field = window.command_lists.palette.field
    field.setText("重做")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.command_lists.palette.isVisible()
    assert "没有可以重做的修改" in window.command_lists.palette.hint.text()
    field.setText("放大")
    assert window.command_lists.palette.hint.text() == window.commands["zoom_in"].statusTip()


def test_keys_pass_over_what_cannot_be_done(window: MainWindow) -> None:
    window.commands["home"].trigger()
    window.commands["palette"].trigger()
    field, shown = window.command_lists.palette.field, window.command_lists.palette.list
    for row in range(1, shown.topLevelItemCount()):
        QTest.keyClick(field, Qt.Key.Key_Down)
        assert shown.currentIndex().row() == row
        assert window.command_lists.palette.hint.text()


def test_of_equals_what_can_be_done_comes_first_and_names_before_tips(
    application: QApplication,
) -> None:
    del application  # it must be there
    off, on, told = QAction("存档"), QAction("存盘"), QAction("备份")
    off.setEnabled(False)
    told.setStatusTip("存到别处")
    assert found("存", [told, off, on]) == [on, off, told]


def test_it_never_reaches_below_the_window(window: MainWindow) -> None:
    for height in (350, 480, 900):
        window.resize(700, height)
        window.commands["palette"].trigger()
        palette = window.command_lists.palette
        assert palette.geometry().bottom() <= window.height()
        assert palette.list.height() >= 3 * ROW
        palette.hide()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        *(("套表", "选格式导出"), ("excel", "选格式导出")),
        *(("自评报告", "选格式导出"), ("上级空表", "选格式导出")),
        *(
            ("照抄", "网上录入条"),
            ("wslrt", "网上录入条"),
            ("空表", "空表清单"),
            ("kbqd", "空表清单"),
        ),
    ],
)
def test_giving_out_is_found_by_what_it_is_called(
    window: MainWindow, query: str, name: str
) -> None:
    window.commands["palette"].trigger()
    window.command_lists.palette.field.setText(query)
    assert name in names(window)
