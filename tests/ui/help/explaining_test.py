"""帮助 › 手册 opens at the task at hand; 诊断 is a page to be copied."""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import ui
from core.manual import chapters, places
from tests.ui.every_dialog import OPENERS
from ui.dialog import Dialog
from ui.help.diagnosis_dialog import DiagnosisDialog
from ui.help.manual_window import ManualWindow
from ui.help_keys import MANUAL
from ui.main_window import MainWindow

UI = Path(ui.__file__).parent


def opened(window: MainWindow, kind: type[QWidget], command: str) -> QWidget:
    before = set(shown(kind))
    window.commands[command].trigger()
    (found,) = set(shown(kind)) - before
    return found


def shown(kind: type[QWidget]) -> list[QWidget]:
    """Also what a window of another test has left."""
    return [one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()]


def manual(window: MainWindow) -> ManualWindow:
    found = opened(window, ManualWindow, "manual")
    assert isinstance(found, ManualWindow)
    return found


def test_the_manual_opens_at_the_chapter_of_the_panel_at_hand(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    chapters = {
        "paper": "填表",
        "outline": "填表",
        "problems": "问题",
        "home": "档案",
    }
    for command, chapter in chapters.items():
        window.commands[command].trigger()
        shown = manual(window)
        assert shown.list.currentItem().text() == chapter, command
        assert chapter in shown.page.toPlainText()[:20]
        shown.close()
        window.activateWindow()
        qtbot.waitActive(window)


def test_a_word_is_found_through_all_chapters_and_round_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    del qtbot
    shown = manual(window)
    shown.list.setCurrentRow(0)
    shown.search.setText("交接包")
    seen = []
    for _ in range(60):
        shown.find_next()
        assert shown.page.textCursor().selectedText() == "交接包"
        seen.append((shown.list.currentRow(), shown.page.textCursor().position()))
    assert len(set(seen)) < len(seen)  # round again
    assert len({row for row, _ in seen}) > 1
    shown.search.setText("没有这个词的")
    shown.find_next()
    assert not shown.page.textCursor().hasSelection()


def test_pictures_are_never_wider_than_the_page(window: MainWindow, qtbot: QtBot) -> None:
    del qtbot
    shown = manual(window)
    for width in (600, 1000):
        shown.resize(width, 600)
        QApplication.processEvents()
        assert shown.page.horizontalScrollBar().maximum() == 0


def test_the_diagnosis_is_read_and_copied(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, DiagnosisDialog, "diagnosis")
    assert isinstance(dialog, DiagnosisDialog)
    qtbot.waitUntil(lambda: "【输入法】" in dialog.page.toPlainText())
    dialog.copy()
    assert QApplication.clipboard().text() == dialog.page.toPlainText()
    dialog.close()


def test_a_diagnosis_that_is_closed_at_once_is_shown_to_nobody(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(window, DiagnosisDialog, "diagnosis")
    dialog.close()
    qtbot.waitUntil(lambda: not window.jobs.running)
    QApplication.processEvents()


def test_every_dialog_names_the_chapter_that_explains_it() -> None:
    for folder in ("ui", *(f"ui/{path.name}" for path in UI.iterdir() if path.is_dir())):
        for path in (UI.parent / folder).glob("*.py"):
            import_module(".".join((*folder.split("/"), path.stem)))
    known = {title for title, at in places(chapters()).items() if at}
    dialogs = list(below(Dialog))
    assert len(dialogs) > 25
    assert not {kind.__name__ for kind in dialogs if kind.chapter not in known}


def test_every_box_names_the_chapter_that_explains_it() -> None:
    """That it names one at all is seen to by the types: no box is made without."""
    known = {title for title, at in places(chapters()).items() if at}
    named = dict[str, str]()
    for path in UI.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            for given in call.keywords if isinstance(call, ast.Call) else ():
                if given.arg == "chapter" and isinstance(given.value, ast.Constant):
                    named[f"{path.name}:{given.value.lineno}"] = str(given.value.value)
    assert len(named) > 20
    assert not {place: title for place, title in named.items() if title not in known}


def test_f1_over_a_question_opens_where_it_is_explained(window: MainWindow, qtbot: QtBot) -> None:
    window.features.life._confirm_final()
    box = next(one for one in window.findChildren(QMessageBox) if one.isVisible())
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    QTest.keyClick(box, Qt.Key.Key_F1)
    (shown,) = manuals()
    assert shown.list.currentItem().text() == "档案"
    top = shown.page.cursorForPosition(QPoint(60, 40)).block()
    assert top.text() == "一份表的一生"
    box.reject()
    window.hide()


def below(kind: type[Dialog]) -> Iterator[type[Dialog]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def manuals() -> list[ManualWindow]:
    """Those in sight."""
    windows = QApplication.topLevelWidgets()
    return [one for one in windows if isinstance(one, ManualWindow) and one.isVisible()]


@pytest.mark.parametrize("name", [one for one in OPENERS if one not in {"main", "retype"}])
def test_f1_opens_the_manual_over_whatever_is_open(
    name: str, window_for: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    window = window_for(name)
    opened = OPENERS[name](window)
    qtbot.waitUntil(opened.isVisible)
    if opened is window:
        return
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    QTest.keyClick(opened, Qt.Key.Key_F1)
    (shown,) = manuals()
    title = shown.list.currentItem().text()
    named = str(opened.property(MANUAL) or title)
    assert title == chapters()[places(chapters())[named]].title
    assert shown.list.currentRow() > 0
    assert shown.parentWidget() is None  # a dialog would shut off a child of its own parent
    assert opened.isVisible()
    opened.close()
    QApplication.sendEvent(window, QHideEvent())  # it stays for the next dialog
    assert not manuals()


def test_the_manual_over_a_dialog_goes_with_the_window(window: MainWindow, qtbot: QtBot) -> None:
    opened = OPENERS["about"](window)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    QTest.keyClick(opened, Qt.Key.Key_F1)
    assert len(manuals()) == 1
    window.hide()
    assert not manuals()
    opened.close()


@pytest.mark.parametrize("right", [False, True])
def test_the_manual_stands_beside_a_dialog_where_there_is_room(
    right: bool, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = Dialog(window)
    dialog.resize(200, 300)
    dialog.open()
    left = window.screen().availableGeometry().right() - 200 if right else 0
    dialog.move(left, 60)
    qtbot.waitUntil(lambda: dialog.x() == left)
    window.commands["manual"].trigger()
    (shown,) = manuals()
    assert shown.width() >= 480
    assert not shown.geometry().intersects(dialog.geometry())
    shown.close()
    dialog.close()
