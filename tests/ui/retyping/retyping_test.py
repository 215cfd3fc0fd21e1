"""录入条: a click copies the next value, and the place is remembered."""

from pathlib import Path as File

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from core.retyping.lane import Lane
from core.retyping.memory import load_memory
from core.retyping.order import COLUMNS, PRESETS
from core.retyping.values import Item
from ui.archive.new_form import HeaderDialog
from ui.main_window import MainWindow
from ui.retyping.order_dialog import OrderDialog
from ui.retyping.strip import WIDTH, Strip


@pytest.fixture
def strip(window: MainWindow, qtbot: QtBot) -> Strip:
    window.commands["retype"].trigger()
    found = window.features.retyping.strip
    assert found is not None
    qtbot.addWidget(found)
    qtbot.waitUntil(found.isVisible)
    return found


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def menu_of(strip: Strip) -> dict[str, QAction]:
    menu = strip.order.menu()
    menu.popup(QPoint(0, 0))
    menu.hide()
    return {action.text(): action for action in menu.actions()}


def click(strip: Strip) -> None:
    QTest.mouseClick(strip.value, Qt.MouseButton.LeftButton)


def test_it_stands_above_all_and_takes_no_keys(strip: Strip) -> None:
    flags = strip.windowFlags()
    for flag in (
        Qt.WindowType.WindowStaysOnTopHint,
        Qt.WindowType.WindowDoesNotAcceptFocus,
        Qt.WindowType.Tool,
    ):
        assert flags & flag
    assert strip.parentWidget() is None  # else it would go when the window is made small
    assert not strip.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_a_click_copies_the_next_and_ticks_it_off(window: MainWindow, strip: Strip) -> None:
    assert strip.where.text().startswith("第 1 / ")
    assert strip.where.text().endswith(" 项 · 项目名称")
    assert strip.value.text() == "社会保险服务费"
    assert strip.upcoming[0].text().startswith("下一项：主管部门")
    assert strip.upcoming[1].text().startswith("再下一项：实施单位")
    click(strip)
    assert clipboard() == "社会保险服务费"
    assert strip.where.text().startswith("第 2 / ")
    assert strip.status.text().startswith("已复制第 1 项 项目名称")
    strip.skip.click()
    click(strip)
    assert clipboard() == "上海市社会保险事业管理中心"
    strip.back.click()
    assert "（已录入过）" in strip.where.text()
    assert strip.value.text() == clipboard()
    del window


def test_what_another_program_keeps_from_the_clipboard_is_not_ticked_off(
    window: MainWindow, strip: Strip, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(QClipboard, "setText", lambda *_: None)
        patch.setattr(QClipboard, "ownsClipboard", lambda _: False)
        patch.setattr(QClipboard, "text", lambda _: "别的程序的")
        click(strip)
    assert strip.where.text().startswith("第 1 / ")
    assert strip.status.text().startswith("没有复制成功")
    click(strip)
    assert clipboard() == "社会保险服务费"
    assert strip.status.text().startswith("已复制第 1 项")
    del window


def test_a_long_place_shows_its_field_and_the_value(strip: Strip) -> None:
    name = "农村" * 60
    lane = Lane(tuple(Item(f"数量指标/{name}/年度指标值", text, text) for text in "甲乙"))
    strip.show_lane(lane, "")
    assert strip.upcoming[0].text().endswith("年度指标值　乙")
    assert strip.width() == WIDTH
    assert name in strip.where.toolTip()


def test_dragging_moves_it_and_copies_nothing(window: MainWindow, strip: Strip) -> None:
    QGuiApplication.clipboard().setText("别的")
    strip.place_at(QPoint(40, 60))
    press = strip.value.rect().center()
    QTest.mousePress(strip.value, Qt.MouseButton.LeftButton, pos=press)
    QTest.mouseMove(strip.value, press + QPoint(60, 40))
    QTest.mouseRelease(strip.value, Qt.MouseButton.LeftButton, pos=press)
    assert clipboard() == "别的"
    assert window.settings.strip == [strip.x(), strip.y()]
    assert strip.pos() != QPoint(40, 60)


def test_with_the_keyboard_it_goes_by_ctrl_enter(strip: Strip, qtbot: QtBot) -> None:
    strip.keyboard.click()
    assert not strip.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert strip.isVisible()
    qtbot.waitUntil(strip.isActiveWindow)
    for expected in ("社会保险服务费", "上海市人力资源和社会保障局"):
        QTest.keyClick(strip, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert clipboard() == expected
    strip.keyboard.click()
    assert strip.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert strip.isVisible()


def test_it_is_left_and_taken_up_again_tomorrow(
    window: MainWindow, strip: Strip, qtbot: QtBot
) -> None:
    for _ in range(5):
        click(strip)
    where = strip.where.text()
    window.commands["retype"].trigger()
    assert not strip.isVisible()
    folder = window.shelf.path.parent
    qtbot.waitUntil(lambda: bool(load_memory(folder).places), timeout=10_000)
    window.features.retyping._memory = None  # as after a start of the program
    window.commands["retype"].trigger()
    assert strip.where.text() == where
    entries = menu_of(strip)
    assert "撤回“从头再来”" not in entries
    entries["从头再来"].trigger()
    assert strip.where.text().startswith("第 1 / ")
    menu_of(strip)["撤回“从头再来”"].trigger()
    assert strip.where.text() == where


def test_what_is_changed_meanwhile_is_offered_again(
    window: MainWindow, strip: Strip, qtbot: QtBot
) -> None:
    for _ in range(3):
        click(strip)
    window.document.edit(SetField(Path(ROOT, "unit"), "改名的中心"))
    assert strip.where.text().startswith("第 4 / ")
    left = strip.status.text()
    strip.back.click()
    qtbot.waitUntil(lambda: strip.value.text() == "改名的中心")
    assert "（已录入过）" not in strip.where.text()
    assert left.endswith("项没有录入")


def test_the_strip_goes_with_the_window_but_not_when_that_is_made_small(
    window: MainWindow, strip: Strip
) -> None:
    window.showMinimized()
    QApplication.processEvents()
    assert strip.isVisible()
    window.showNormal()
    window.hide()
    assert not strip.isVisible()


def test_without_a_form_it_says_so(window: MainWindow, strip: Strip) -> None:
    window.filing.remove_all((window.open_form.id or 0,))
    QApplication.processEvents()
    assert "没有打开的表" in strip.where.text()
    assert not strip.copy.isEnabled()
    before = clipboard()
    click(strip)
    assert clipboard() == before


def test_orders_are_arranged_and_kept_by_name(
    window: MainWindow, strip: Strip, qtbot: QtBot
) -> None:
    click(strip)
    window.commands["retype_order"].trigger()
    dialog = window.findChildren(OrderDialog)[-1]
    assert dialog.list.count() == len(COLUMNS)
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.name.setText("省平台")
    dialog.new.click()
    dialog.name.setText("市平台")
    for row in range(1, dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    memory = window.features.retyping._remembered()
    assert [one.name for one in memory.orders] == ["省平台", "完成情况", "指标分三栏", "市平台"]
    assert memory.orders[0].columns[:2] == ("head.department", "head.project")
    assert len(memory.orders[0].columns) == len(PRESETS[0].columns)
    assert strip.order.text() == "顺序：市平台"
    assert strip.where.text() == "第 1 / 1 项 · 主管部门"
    menu_of(strip)["省平台"].trigger()
    assert strip.where.text().endswith("· 主管部门")  # the project's name was copied before
    folder: File = window.shelf.path.parent
    qtbot.waitUntil(lambda: load_memory(folder).chosen == "省平台", timeout=10_000)


def test_the_last_order_stays(window: MainWindow) -> None:
    dialog = OrderDialog(PRESETS[:2], "完成情况", window)
    dialog.remove.click()
    assert (dialog.chosen, len(dialog.orders)) == ("全表", 1)
    assert not dialog.remove.isEnabled()
    dialog.name.setText("  ")
    dialog.accept()
    assert dialog.orders[0].name == "全表"


def test_it_makes_way_for_a_dialog_of_this_program(
    window: MainWindow, strip: Strip, qtbot: QtBot
) -> None:
    click(strip)
    where = strip.where.text()
    window.commands["info"].trigger()
    dialog = window.findChildren(HeaderDialog)[-1]
    qtbot.waitUntil(lambda: not strip.isVisible())
    dialog.reject()
    qtbot.waitUntil(strip.isVisible)
    assert strip.where.text() == where
