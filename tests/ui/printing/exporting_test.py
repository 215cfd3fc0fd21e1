"""Giving out: the annex, the form by its own rules, and many forms in one go."""

from collections.abc import Callable
from pathlib import Path as File
from threading import Event

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from core.issuing.options import Paper
from core.issuing.printing import Printout
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path
from ui.main_window import MainWindow
from ui.printing.exporting import Exporting


@pytest.fixture
def shown(window: MainWindow) -> list[File]:
    """What was opened with the system's own programs."""
    shown: list[File] = []
    window.exporting.show_file = shown.append
    return shown


@pytest.fixture
def three(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Three evaluations in the archive, two of them of the same name."""
    window.filing.add_sample()
    window.filing.start(Evaluation(project="城市道路养护", unit="市政", year=2024))
    window.commands["home"].trigger()
    qtbot.waitUntil(lambda: len(window.home.model.entries) == 3)
    return window


def test_the_annex_is_exported_and_opened(
    window: MainWindow,
    shown: list[File],
    tmp_path: File,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / File(given[2]).name), "")
    )
    window.commands["export_annex"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown[0].name.endswith("_2021_评分底稿_第1版.pdf")
    expected = window.exporting.printout(paper=Paper.ANNEX)
    assert expected is not None
    assert shown[0].read_bytes() == expected.pdf()
    assert expected.options.paper is Paper.ANNEX


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        ("export_xlsx", "_第1版.xlsx"),
        ("export_docx", "_第1版.docx"),
        ("export_report", "_自评报告_第1版.docx"),
    ],
)
def test_files_of_other_programs_are_written(
    window: MainWindow, tmp_path: File, qtbot: QtBot, command: str, ending: str
) -> None:
    def chosen(*given: str) -> tuple[str, str]:
        return str(tmp_path / File(given[2]).name), ""

    window.exporting.show_file = lambda _: True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getSaveFileName", chosen)
        window.commands[command].trigger()
        qtbot.waitUntil(lambda: "已导出到" in window.notice.text(), timeout=20_000)
    (file,) = tmp_path.glob(f"*_2021{ending}")
    assert file.read_bytes().startswith(b"PK")


def test_many_come_out_as_excel_files(three: MainWindow, tmp_path: File, qtbot: QtBot) -> None:
    three.exporting.look_and_write([1, 2, 3], tmp_path, Paper.EXCEL)
    qtbot.waitUntil(lambda: "已导出 3 份 Excel" in three.notice.text(), timeout=30_000)
    assert len(list(tmp_path.glob("*.xlsx"))) == 3


def test_a_form_is_given_out_by_the_rules_that_the_window_shows(window: MainWindow) -> None:
    window.document.edit(SetField(Path(ROOT, "profile"), "旧口径2016"))
    printout = window.exporting.printout()
    assert printout is not None
    assert printout.rules is window.document.profile


def test_several_are_selected_without_being_opened(three: MainWindow) -> None:
    view, model = three.home.view, three.home.model
    opened = three.open_form.id
    for row in (1, 2):
        place = view.visualRect(model.index(row, 1)).center()
        QTest.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            place,
        )
    assert len(view.selected()) == 3  # with the one that is open
    assert three.open_form.id == opened


def choose(window: MainWindow, rows: list[int]) -> None:
    view, model = window.home.view, window.home.model
    flags = QItemSelectionModel.SelectionFlag
    view.clearSelection()
    for row in rows:
        view.selectionModel().select(model.index(row, 0), flags.Select | flags.Rows)
    view.selectionModel().setCurrentIndex(model.index(rows[0], 0), flags.NoUpdate)


def ask_in_menu(window: MainWindow, start: str) -> None:
    from PySide6.QtGui import QContextMenuEvent

    place = window.home.rect().center()
    on_screen = window.home.mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, on_screen)
    window.home.contextMenuEvent(event)
    menu = window.home.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text().startswith(start)).trigger()
    menu.close()


def test_all_selected_come_out_into_a_folder(
    three: MainWindow,
    shown: list[File],
    tmp_path: File,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    choose(three, [0, 1, 2])
    ask_in_menu(three, "导出 3 份 PDF")
    qtbot.waitUntil(lambda: "已导出 3 份" in three.notice.text(), timeout=30_000)
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    assert three.exporting.progress is None
    assert shown == []
    three.notice.press()
    assert shown == [tmp_path]


def box_of(window: MainWindow, qtbot: QtBot) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=20_000)
    return window.findChildren(QMessageBox)[-1]


def press(box: QMessageBox, start: str) -> None:
    next(button for button in box.buttons() if button.text().startswith(start)).click()


@pytest.mark.parametrize(("choice", "files"), [("都留下", 4), ("覆盖", 3)])
def test_before_files_are_overwritten_the_clerk_is_asked(
    three: MainWindow, tmp_path: File, qtbot: QtBot, choice: str, files: int
) -> None:
    printout = three.exporting.printout(3)
    assert printout is not None
    old = tmp_path / printout.name
    old.write_bytes(b"old")
    three.exporting.look_and_write([1, 2, 3], tmp_path)
    box = box_of(three, qtbot)
    assert "已有 1 个同名文件" in box.text()
    assert [path.read_bytes() for path in tmp_path.glob("*.pdf")] == [b"old"]
    press(box, choice)
    qtbot.waitUntil(lambda: "已导出 3 份" in three.notice.text(), timeout=30_000)
    assert len(list(tmp_path.glob("*.pdf"))) == files
    assert (old.read_bytes() == b"old") == (choice == "都留下")


def test_a_final_form_without_a_paper_keeps_the_first_one_made(
    window: MainWindow, tmp_path: File, qtbot: QtBot, shown: list[File]
) -> None:
    number = window.open_form.id or 0
    window.shelf.ask(lambda archive: archive.finalize(number, errors=0))
    window.filing.start(Evaluation(project="另一份"))
    printout = window.exporting.printout(number)
    assert printout is not None
    assert printout.frozen_file is None
    window.exporting.write(tmp_path / "一.pdf", printout.pdf)
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    kept = window.shelf.ask(lambda archive: archive.paper(number, 1))
    assert kept == shown[0].read_bytes()
    again = window.exporting.printout(number)
    assert again is not None
    assert again.frozen_file == kept


def test_a_batch_is_stopped_between_two_files(
    three: MainWindow, tmp_path: File, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting, may_go_on = three.exporting, Event()
    make: Callable[[Printout], bytes] = Printout.pdf

    def wait_for_the_clerk(printout: Printout) -> bytes:
        may_go_on.wait(10)
        return make(printout)

    monkeypatch.setattr(Printout, "pdf", wait_for_the_clerk)
    exporting.write_many([1, 2, 3], tmp_path)
    assert exporting.progress is not None
    exporting.progress.dialog.reject()
    may_go_on.set()
    qtbot.waitUntil(lambda: "其余已停止" in three.notice.text(), timeout=30_000)
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_a_form_that_is_gone_is_told(window: MainWindow, tmp_path: File, qtbot: QtBot) -> None:
    exporting: Exporting = window.exporting
    exporting.write_many([77], tmp_path)
    qtbot.waitUntil(lambda: exporting.progress is None, timeout=10_000)
    assert window.notice.isVisible()
    assert list(tmp_path.glob("*.pdf")) == []
