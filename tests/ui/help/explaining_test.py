"""帮助 › 手册 opens at the task at hand; 诊断 is a page to be copied."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.help.diagnosis_dialog import DiagnosisDialog
from ui.help.manual_window import ManualWindow
from ui.main_window import MainWindow


def opened(window: MainWindow, kind: type[QWidget], command: str) -> QWidget:
    window.commands[command].trigger()
    (found,) = (one for one in QApplication.topLevelWidgets() if type(one) is kind)
    return found


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
