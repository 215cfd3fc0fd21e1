"""Blank rows of the template: asked of once before paper is made, taken out with one click."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.archive.records import Stage
from core.model.edits import Insert, Place
from core.model.evaluation import ROOT, Category, Group, Indicator, fresh_id
from tests.ui.boxes import box, boxes, press
from ui.archive.naming import NameDialog
from ui.main_window import MainWindow
from ui.settings import Settings, load_settings, store_settings


def with_blank_rows(window: MainWindow) -> int:
    """The sample with a category of the template that nobody wrote in; how many rows it has."""
    first = fresh_id(window.document.evaluation)
    rows = (Indicator(id=first + 2), Indicator(id=first + 3))
    groups = (Group(id=first + 1, name="生态效益指标", indicators=rows),)
    node = Category(id=first, name="其他指标", groups=groups)
    assert window.document.edit(Insert(Place(ROOT, "categories"), node))
    return len(list(window.document.evaluation.indicators))


def rows(window: MainWindow) -> int:
    return len(list(window.document.evaluation.indicators))


def finalize(window: MainWindow) -> None:
    window.settings.person_asked = True
    window.commands["finalize"].trigger()


def test_before_it_is_final_they_are_taken_out_with_one_click_or_stay(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = with_blank_rows(window)
    finalize(window)
    assert "有 2 行指标没有填写（生态效益指标）" in box(window).text()
    press(window, "去掉空行")
    assert rows(window) == before - 2
    qtbot.waitUntil(lambda: box(window).windowTitle() == "定稿")
    press(window, "取消")
    window.commands["undo"].trigger()
    assert rows(window) == before
    finalize(window)
    press(window, "留着")
    qtbot.waitUntil(lambda: box(window).windowTitle() == "定稿")
    press(window, "定稿")
    qtbot.waitUntil(lambda: window.open_form.stage == Stage.FINAL, timeout=20_000)
    assert rows(window) == before


def test_what_may_stay_is_asked_once(window: MainWindow, qtbot: QtBot) -> None:
    with_blank_rows(window)
    for again in (False, True):
        finalize(window)
        if not again:
            press(window, "留着")
        qtbot.waitUntil(lambda: box(window).windowTitle() == "定稿")
        press(window, "取消")
        qtbot.waitUntil(lambda: not boxes(window))


def test_the_preview_says_it_over_the_pages(window: MainWindow, qtbot: QtBot) -> None:
    before = with_blank_rows(window)
    window.commands["preview"].trigger()
    assert "有 2 行指标没有填写" in window.preview_notice.text()
    qtbot.waitUntil(window.preview.isActiveWindow)
    for key, left in ((Qt.Key.Key_Escape, before), (Qt.Key.Key_Return, before - 2)):
        QTest.keyClick(window.preview.pages, Qt.Key.Key_F12)
        button = QApplication.focusWidget()
        assert button is not None
        QTest.keyClick(button, key)
        assert rows(window) == left
        assert window.preview.isVisible()
    window.preview.close()
    window.commands["preview"].trigger()
    assert "没有填写" not in window.preview_notice.text()
    window.preview.close()


def test_the_command_says_where_there_is_nothing_to_take_out(window: MainWindow) -> None:
    window.commands["unused"].trigger()
    assert "没有空行" in window.notice.text()


def test_who_makes_it_final_is_asked_for_a_name_once(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["finalize"].trigger()
    (asked,) = (one for one in window.findChildren(NameDialog) if one.isVisible())
    asked.name.setText("张三")
    asked.accept()
    qtbot.waitUntil(lambda: bool(boxes(window)))
    press(window, "定稿")
    qtbot.waitUntil(lambda: window.open_form.stage == Stage.FINAL, timeout=20_000)
    number = window.open_form.id or 0
    (version,) = window.shelf.ask(lambda archive: archive.history(number))
    assert "张三" in version.author


def test_the_answer_is_known_the_next_day_until_more_rows_are_blank(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with_blank_rows(window)
    finalize(window)
    press(window, "留着")
    qtbot.waitUntil(lambda: box(window).windowTitle() == "定稿")
    press(window, "取消")
    store_settings(tmp_path, window.settings)
    kept = load_settings(tmp_path).settings.blank_rows
    assert kept == {str(window.open_form.id): 2}
    window.settings.blank_rows = kept
    finalize(window)
    qtbot.waitUntil(lambda: box(window).windowTitle() == "定稿")
    press(window, "取消")
    with_blank_rows(window)
    finalize(window)
    assert "有 4 行指标没有填写" in box(window).text()
    press(window, "取消")


def test_what_was_only_said_over_the_pages_is_still_asked(window: MainWindow) -> None:
    with_blank_rows(window)
    window.commands["preview"].trigger()
    assert "有 2 行指标没有填写" in window.preview_notice.text()
    window.preview.close()
    finalize(window)
    assert box(window).windowTitle() == "去掉空行"
    press(window, "取消")


def test_only_so_many_forms_are_remembered() -> None:
    settings = Settings()
    for form in range(500):
        settings.let_blank_rows_stay(form, 3)
    settings.let_blank_rows_stay(None, 3)
    assert len(settings.blank_rows) == 200
    assert list(settings.blank_rows)[-1] == "499"
