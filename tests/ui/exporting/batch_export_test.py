"""导出…: kinds by their pictures, forms by their source, nothing written over unasked."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from core.issuing import batch
from core.issuing.blanks import Blank
from core.issuing.options import Paper
from core.model.evaluation import Evaluation
from core.output import write_whole
from tests.core.exchange.into.hand_drawn import HEADS, workbook
from ui.dialog import Dialog
from ui.exporting.export_dialog import CHOSEN, OPEN, YEAR, ExportDialog, Wish
from ui.exporting.kind_cards import KINDS
from ui.exporting.text_dialog import AheadDialog, ReportDialog
from ui.main_window import MainWindow

D = TypeVar("D", bound=Dialog)
NUMBERS = ((1, "一"), (2, "二"), (3, "三"))

pytestmark = pytest.mark.usefixtures("one_worker")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "出"
    folder.mkdir()
    return folder


@pytest.fixture
def three(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Three evaluations in the archive, two of them of the same name."""
    window.filing.show_sample()
    window.filing.start(Evaluation(project="城市道路养护", unit="市政", year=2024))
    window.commands["home"].trigger()
    qtbot.waitUntil(lambda: len(window.home.model.entries) == 3)
    return window


def awaited(window: QWidget, kind: type[D], qtbot: QtBot) -> D:
    qtbot.waitUntil(
        lambda: any(one.isVisible() for one in window.findChildren(kind)), timeout=20_000
    )
    return next(one for one in window.findChildren(kind) if one.isVisible())


def press(dialog: QWidget, start: str) -> None:
    found = (one for one in dialog.findChildren(QAbstractButton) if one.isVisible())
    next(one for one in found if one.text().startswith(start)).click()


def written(window: MainWindow, qtbot: QtBot, count: int) -> None:
    qtbot.waitUntil(lambda: f"已导出 {count} 份" in window.notice.text(), timeout=30_000)


def choose(window: MainWindow, rows: list[int]) -> None:
    view, model = window.home.view, window.home.model
    flags = QItemSelectionModel.SelectionFlag
    view.clearSelection()
    for row in rows:
        view.selectionModel().select(model.index(row, 0), flags.Select | flags.Rows)
    view.selectionModel().setCurrentIndex(model.index(rows[0], 0), flags.NoUpdate)


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


def test_the_open_form_goes_out_by_keyboard_alone(
    window: MainWindow, out: Path, qtbot: QtBot
) -> None:
    window.commands["export"].trigger()
    dialog = awaited(window, ExportDialog, qtbot)
    assert dialog.sources.checkedId() == OPEN
    dialog.folder.setText(str(out))
    card = dialog.focusWidget()
    assert isinstance(card, QAbstractButton)
    assert card.text() == "PDF"
    qtbot.waitUntil(card.hasFocus)
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert dialog.cards.kind.paper is Paper.EXCEL
    QTest.keyClick(dialog.folder, Qt.Key.Key_Return)
    written(window, qtbot, 1)
    (file,) = out.iterdir()
    assert file.name.endswith("_2021_第1版.xlsx")
    assert (window.settings.exported, window.settings.folder) == ("excel", str(out))
    window.commands["export"].trigger()
    again = awaited(window, ExportDialog, qtbot)
    assert again.cards.kind.paper is Paper.EXCEL
    assert again.folder.text() == str(out)


@pytest.mark.parametrize(
    ("paper", "ending", "start"),
    [
        (Paper.EXCEL, "_2021_第1版.xlsx", b"PK"),
        (Paper.WORD, "_2021_第1版.docx", b"PK"),
        (Paper.REPORT, "_2021_自评报告_第1版.docx", b"PK"),
        (Paper.ANNEX, "_2021_评分底稿_第1版.pdf", b"%PDF"),
    ],
)
def test_each_kind_comes_out(
    window: MainWindow, out: Path, qtbot: QtBot, paper: Paper, ending: str, start: bytes
) -> None:
    window.features.batch.look_and_write(Wish(paper, NUMBERS[:1], out, None))
    written(window, qtbot, 1)
    (file,) = out.iterdir()
    assert file.name.endswith(ending)
    assert file.read_bytes().startswith(start)


def test_the_chosen_ones_of_the_archive_go_out_from_their_menu(
    three: MainWindow, out: Path, qtbot: QtBot
) -> None:
    shown: list[Path] = []
    three.features.batch.show_file = shown.append
    choose(three, [0, 1, 2])
    place = three.home.rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, place, three.home.mapToGlobal(place)
    )
    three.home.contextMenuEvent(event)
    menu = three.home.findChildren(QMenu)[-1]
    next(one for one in menu.actions() if one.text() == "导出 3 份…").trigger()
    menu.close()
    dialog = awaited(three, ExportDialog, qtbot)
    assert dialog.sources.checkedId() == CHOSEN
    dialog.cards.choose(Paper.DATA)
    dialog.folder.setText(str(out))
    press(dialog, "导出")
    written(three, qtbot, 3)
    assert len(list(out.glob("*.json"))) == 3
    assert three.features.batch.progress is None
    assert shown == []
    three.notice.press()
    assert shown == [out]


def test_a_whole_year_goes_without_the_sample(three: MainWindow, out: Path, qtbot: QtBot) -> None:
    three.home.view.clearSelection()
    three.commands["export"].trigger()
    dialog = awaited(three, ExportDialog, qtbot)
    radios = dialog.findChildren(QRadioButton)
    assert [radio.isEnabled() for radio in radios] == [True, False, True]
    assert dialog.sources.checkedId() == OPEN
    dialog.year.setCurrentIndex(dialog.year.findData("2021"))
    dialog.year.activated.emit(dialog.year.currentIndex())
    assert dialog.sources.checkedId() == YEAR
    assert dialog.year.currentText() == "2021（1 份）"
    assert dialog.wish is not None
    assert (dialog.wish.year, dialog.wish.forms) == ("2021", ())
    dialog.cards.choose(Paper.DATA)
    dialog.folder.setText(str(out))
    press(dialog, "导出")
    written(three, qtbot, 1)
    (data,) = out.glob("*.json")
    assert "社会保险" in data.name


def test_an_empty_archive_has_nothing_to_export(window: MainWindow, qtbot: QtBot) -> None:
    window.filing.remove(1)
    window.commands["export"].trigger()
    qtbot.waitUntil(lambda: "没有可以导出的" in window.notice.text())


@pytest.mark.parametrize(
    ("choice", "files", "left"), [("改名", 4, True), ("跳过", 3, True), ("替换", 3, False)]
)
def test_before_files_are_replaced_the_clerk_is_asked_once(
    three: MainWindow, out: Path, qtbot: QtBot, choice: str, files: int, left: bool
) -> None:
    printout = three.features.exporting.printout(3)
    assert printout is not None
    old = out / printout.name.replace(".pdf", ".json")
    old.write_bytes(b"old")
    three.features.batch.look_and_write(Wish(Paper.DATA, NUMBERS, out, None))
    dialog = awaited(three, AheadDialog, qtbot)
    assert [path.read_bytes() for path in out.iterdir()] == [b"old"]
    press(dialog, choice)
    press(dialog, "导出")
    if choice == "跳过":
        report = awaited(three, ReportDialog, qtbot)
        assert "1 份已有同名文件，没有动" in report.summary.text()
    else:
        written(three, qtbot, 3)
    assert len(list(out.iterdir())) == files
    assert (old.read_bytes() == b"old") == left


def test_a_batch_is_stopped_between_two_files(
    three: MainWindow, out: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, may_go_on = Event(), Event()

    def wait_for_the_clerk(target: Path, data: bytes, *, inputs: Sequence[Path]) -> None:
        began.set()
        may_go_on.wait(10)
        write_whole(target, data, inputs=inputs)

    monkeypatch.setattr(batch, "write_whole", wait_for_the_clerk)
    three.features.batch.write(Wish(Paper.DATA, NUMBERS, out, None))
    assert three.features.batch.progress is not None
    assert not three.features.batch.progress.dialog.isModal()
    assert began.wait(30)
    three.features.batch.progress.dialog.reject()
    may_go_on.set()
    report = awaited(three, ReportDialog, qtbot)
    assert report.summary.text().startswith("交换数据：已导出 1 份；其余 2 份已停止")
    assert len(list(out.iterdir())) == 1


def test_a_form_or_a_folder_that_is_gone_is_told(
    window: MainWindow, out: Path, qtbot: QtBot
) -> None:
    window.features.batch.look_and_write(Wish(Paper.DATA, ((77, "没有的"),), out, None))
    dialog = awaited(window, AheadDialog, qtbot)
    assert "没有的\n    不能导出" in dialog.text.toPlainText()
    dialog.reject()
    window.features.batch.look_and_write(Wish(Paper.DATA, NUMBERS[:1], out / "U盘", None))
    qtbot.waitUntil(lambda: "请先建立" in window.notice.text(), timeout=10_000)
    assert window.settings.folder == str(out)  # the one that there was before
    assert list(out.glob("*.json")) == []


def test_a_blank_is_chosen_once_and_tells_what_it_has_no_place_for(
    window: MainWindow, tmp_path: Path, out: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "市局空表.xlsx"
    file.write_bytes(workbook([["项目名称", ""], HEADS, [""] * 8, ["总分"]]))
    window.commands["export"].trigger()
    dialog = awaited(window, ExportDialog, qtbot)
    dialog.cards.choose(Paper.BLANK)
    dialog.folder.setText(str(out))
    assert not dialog.go.isEnabled()
    window.features.batch.blanks.add(file)
    qtbot.waitUntil(lambda: dialog.blank.count() == 1, timeout=20_000)
    assert dialog.wish is not None
    assert isinstance(dialog.wish.blank, Blank)
    press(dialog, "导出")
    ahead = awaited(window, AheadDialog, qtbot)
    assert "空表里没有位置" in ahead.text.toPlainText()
    press(ahead, "仍然导出")
    report = awaited(window, ReportDialog, qtbot)
    assert "没有写入的内容" in report.text.toPlainText()
    assert [path.name.endswith("_市局空表_第1版.xlsx") for path in out.iterdir()] == [True]
    assert window.settings.blank == "市局空表"


def test_each_kind_has_a_picture_and_words() -> None:
    assert {kind.paper for kind in KINDS} == set(Paper)
    assert len({kind.icon for kind in KINDS}) == len(KINDS)


def test_a_whole_year_begins_with_that_of_the_open_form(three: MainWindow, qtbot: QtBot) -> None:
    years = []
    for entry in three.home.model.entries:
        three.filing.open(entry.id)
        three.commands["export"].trigger()
        dialog = awaited(three, ExportDialog, qtbot)
        years.append((dialog.year.currentData(), str(three.document.evaluation.year)))
        dialog.reject()
        qtbot.waitUntil(
            lambda: not any(one.isVisible() for one in three.findChildren(ExportDialog))
        )
    assert len({year for _, year in years}) == 2
    assert all(offered == year for offered, year in years)
