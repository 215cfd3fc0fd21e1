"""What offers something to do stays until it is used, closed or outdated, and is found again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path
from core.scoring.profile_file import load_profile
from tests.ui.every_dialog import OPENERS
from ui.document import Document
from ui.feature import Button, Lasting
from ui.main_window import MainWindow
from ui.plain import PlainLabel
from ui.shell.notice import CLOSE, GAP, Toast
from ui.shell.notices import Notices

UNIT = Path(ROOT, "unit")


@pytest.fixture
def document() -> Document:
    return Document(Evaluation(), load_profile())


@pytest.fixture
def toast(qtbot: QtBot) -> Toast:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    return Toast(host)


@pytest.fixture
def notices(document: Document, toast: Toast) -> Notices:
    return Notices(document, toast)


def nothing() -> None:
    pass


def test_no_clock_takes_away_what_offers_something(notices: Notices, toast: Toast) -> None:
    notices.say("已删除一行", ("撤销", nothing))
    assert not toast._timer.isActive()
    notices.say("已保存")
    assert toast._timer.isActive()
    notices.say("已导出", Lasting("打开文件夹", nothing))
    assert not toast._timer.isActive()


def test_a_long_sentence_stays_as_long_as_it_takes_to_read(notices: Notices, toast: Toast) -> None:
    notices.say("已保存")
    short = toast._timer.interval()
    notices.say("已保存" * 40)
    assert toast._timer.interval() > short


def test_it_can_be_closed(notices: Notices, toast: Toast) -> None:
    notices.say("已删除一行", ("撤销", nothing))
    close = [one for one in toast._buttons if one.text() == CLOSE]
    assert len(close) == 1
    close[0].click()
    assert toast.isHidden()


@pytest.mark.parametrize(
    ("button", "stays"),
    [(None, False), (("撤销", nothing), False), (Lasting("打开文件夹", nothing), True)],
)
def test_an_edit_outdates_what_is_about_the_form(
    notices: Notices, toast: Toast, document: Document, button: Button | None, stays: bool
) -> None:
    notices.say("做了一件事", button)
    document.edit(SetField(UNIT, "某单位"))
    assert toast.isHidden() is not stays
    document.load(Evaluation(), load_profile())
    assert toast.isHidden()


def test_what_was_said_is_said_again_and_then_what_was_said_before(
    notices: Notices, toast: Toast, document: Document
) -> None:
    done: list[str] = []
    notices.say("已导出", Lasting("打开文件夹", lambda: done.append("打开")))
    notices.say("已删除一行", ("撤销", lambda: done.append("撤销")))
    document.edit(SetField(UNIT, "某单位"))
    assert toast.isHidden()
    assert notices.take_keys()
    assert toast.text() == "已删除一行"
    assert notices.take_keys()
    assert toast.text() == "已导出"
    toast.press()
    assert done == ["打开"]


def test_the_way_back_leads_back_only_from_the_step_just_made(document: Document) -> None:
    document.edit(SetField(UNIT, "甲"))
    _, undo = document.way_back()
    document.edit(SetField(UNIT, "乙"))
    undo()
    assert document.evaluation.unit == "乙"
    document.undo_stack.undo()
    undo()
    assert document.evaluation.unit == ""
    undo()
    assert document.evaluation.unit == ""


@given(
    parts=st.lists(
        st.builds(QRect, st.just(0), st.integers(0, 600), st.just(800), st.integers(1, 200)),
        max_size=3,
    ),
    lines=st.integers(1, 6),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_notice_covers_nothing_in_use_while_there_is_room_elsewhere(
    parts: list[QRect], lines: int, toast: Toast
) -> None:
    toast._in_use = lambda: parts
    toast.warn("\n".join(["没有读进来：文件.xlsx 不是可以导入的文件"] * lines))
    place, host = toast.geometry(), toast.parentWidget()
    assert host is not None
    assert host.rect().contains(place)
    free = [
        top
        for top in range(GAP, 600 - place.height() - GAP + 1)
        if not any(QRect(0, top, 800, place.height()).intersects(part) for part in parts)
    ]
    assert not free or not any(place.intersects(part) for part in parts)


@pytest.mark.parametrize("name", ["home", "empty_archive"])
@pytest.mark.parametrize("size", [(1366, 734), (1093, 580), (911, 478), (683, 350)])
def test_over_the_archive_a_notice_covers_no_button(
    size: tuple[int, int], name: str, window: MainWindow
) -> None:
    window.resize(*size)
    OPENERS[name](window)
    QApplication.processEvents()
    window.notice.say("已导入 4 份自评表，都列在这里", ("恢复", nothing))
    place = QRect(window.notice.mapTo(window, QPoint()), window.notice.size())
    for button in window.home.findChildren(QPushButton):
        if button.isVisible() and not button.visibleRegion().isEmpty():
            own = QRect(button.mapTo(window, QPoint()), button.size())
            assert not place.intersects(own), button.text()


@pytest.mark.parametrize("size", [(1366, 734), (1093, 580), (911, 478)])
def test_a_notice_leaves_the_question_of_the_first_day_in_sight(
    size: tuple[int, int], window: MainWindow
) -> None:
    window.resize(*size)
    OPENERS["empty_archive"](window)
    QApplication.processEvents()
    window.notice.say("已把“社会保险服务费”（2021 年度）移到回收站", ("恢复", nothing))
    assert len(window.home.headings()) == 2
    assert not any(window.notice.geometry().intersects(one) for one in window.area.headings())


def test_a_sentence_too_long_for_a_small_window_stands_in_the_tip(toast: Toast) -> None:
    sentence = "没有读进来：" + "很长的文件夹名称/" * 40 + "自评表.xlsx 已经损坏"
    toast.warn(sentence)
    label = toast.findChild(PlainLabel)
    assert isinstance(label, PlainLabel)
    assert toast.text() == label.toolTip() == sentence
    assert label.text().startswith("没有读进来：")
    assert label.text().endswith("自评表.xlsx 已经损坏")
    assert len(label.text()) < 170
    toast.warn("短")
    assert (toast.text(), label.toolTip()) == ("短", "")


def test_lines_of_a_notice_are_kept_as_far_as_there_is_room(toast: Toast) -> None:
    label = toast.findChild(PlainLabel)
    assert isinstance(label, PlainLabel)
    four = "\n".join(["没有读进来：很长的文件夹/文件.xlsx 不是可以导入的文件，可能已经损坏"] * 4)
    toast.warn(four)
    assert label.text() == four
    toast.warn(f"{four}\n{four}")
    assert label.text() == f"{four}\n……"


def test_esc_on_the_paper_puts_away_what_was_said_and_no_error(window: MainWindow) -> None:
    notice = window.notice
    for say, stays in ((notice.say, False), (notice.warn, True)):
        say("已删除一行", ("撤销", lambda: None))
        QTest.keyClick(window.form.table, Qt.Key.Key_Escape)
        assert notice.isVisible() is stays


def test_what_a_dialog_is_told_is_said_in_it(window: MainWindow, qtbot: QtBot) -> None:
    """Over the window it would lie beneath the dialog, which keeps the keys from it."""
    dialog = OPENERS["history"](window)
    qtbot.addWidget(dialog)
    window.notices.say("已导出到“修改单.pdf”", Lasting("打开文件夹", nothing))
    (said,) = dialog.findChildren(Toast)
    assert said.isVisible()
    assert "修改单" in said.text()
    place = said.geometry()
    for button in dialog.findChildren(QPushButton):
        if button.isVisible() and button.parent() is not said:
            assert not place.intersects(QRect(button.mapTo(dialog, QPoint()), button.size()))
    window.notices.refuse("磁盘是只读的")
    assert dialog.findChildren(Toast) == [said]
    assert "只读" in said.text()


def test_it_lies_not_over_the_heads_of_the_columns(window: MainWindow) -> None:
    last = list(window.document.evaluation.indicators)[-3]
    window.form.go_to(Path(last.id, "actual"))
    window.notices.say("已导出到“自评表.pdf”", Lasting("打开文件夹", nothing))
    heads = window.form._head
    assert heads.isVisible()
    place = QRect(window.notice.mapToGlobal(QPoint()), window.notice.size())
    assert not place.intersects(QRect(heads.mapToGlobal(QPoint()), heads.size()))
