"""导入 in the window: reviewed beside the source, corrected, sent where the clerk says."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path as File

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.exchange.many_files import RefusedFile
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from core.model.selfeval import dumps
from core.sample import sample
from tests.foreign.cases import GOLDEN
from ui.importing.destination import Destination
from ui.importing.form_list import NARROW, FormList
from ui.importing.merge_dialog import MergeDialog
from ui.importing.review_dialog import ReviewDialog
from ui.main_window import MainWindow
from ui.theme import Theme

LONG = 30_000
MANY = 500
SLOWEST = 2.0
"""Seconds without an answer to anybody, on a slow machine that does other things as well."""
PROJECT = Path(ROOT, "project")


def dialog_of(window: MainWindow, qtbot: QtBot) -> ReviewDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(ReviewDialog)), timeout=LONG)
    return window.findChildren(ReviewDialog)[-1]


def review(window: MainWindow, qtbot: QtBot, *names: str) -> ReviewDialog:
    window.features.importing.read([GOLDEN / name for name in names])
    return dialog_of(window, qtbot)


def send(dialog: ReviewDialog, way: Destination) -> None:
    dialog.destination.setCurrentIndex(dialog.destination.findData(way))
    dialog.go.click()
    for box in dialog.findChildren(QMessageBox):  # about doubts that nobody has looked at
        next(one for one in box.buttons() if one.text() == "仍然导入").click()


def merging_of(window: MainWindow, qtbot: QtBot) -> MergeDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(MergeDialog)), timeout=LONG)
    return window.findChildren(MergeDialog)[-1]


def said(window: MainWindow) -> str:
    return window.notice.text() if window.notice.isVisible() else ""


def count(window: MainWindow) -> int:
    return len(window.shelf.ask(Archive.list))


def test_workbooks_and_a_pdf_become_forms(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "B-100.xlsx", "C-200.xlsx", "F-500.xlsx", "A-3.word.pdf")
    taken = len(dialog.list.taken)
    assert taken == 5  # the PDF holds two
    send(dialog, Destination.NEW)
    qtbot.waitUntil(lambda: count(window) == 1 + taken, timeout=LONG)
    qtbot.waitUntil(lambda: f"已导入 {taken} 份" in said(window), timeout=LONG)
    qtbot.waitUntil(lambda: len(window.home.view.selected()) == taken, timeout=LONG)


def test_the_cell_of_the_current_text_is_marked(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "B-100.xlsx")
    panel, source = dialog.panel, dialog.source
    form = panel.model.form
    assert form is not None
    row = next(at for at, line in enumerate(form.lines) if line.name == "项目名称")
    panel.view.selectRow(row)
    (place,) = source.model._marked
    shown = source.model.index(*place).data(Qt.ItemDataRole.DisplayRole)
    assert form.text_of(row) in shown
    assert source.model.index(*place).data(Qt.ItemDataRole.BackgroundRole) is not None
    dialog.reject()
    assert count(window) == 1


def test_the_marked_cell_stays_in_sight_however_large_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = review(window, qtbot, "B-100.xlsx")
    source = dialog.source
    for size in ((700, 420), (1300, 760), (640, 400)):
        dialog.resize(*size)
        QApplication.processEvents()
        for row in (0, dialog.panel.model.rowCount() - 1):
            dialog.panel.view.selectRow(row)
            index = source.model.index(*min(source.model._marked))
            seen = source.table.visualRect(index).intersected(source.table.viewport().rect())
            assert not seen.isEmpty()
    dialog.reject()


def test_on_a_low_screen_the_lines_come_first(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "B-100.xlsx")
    panel = dialog.panel
    for size, least in (((683, 350), 2), ((911, 478), 6), ((1340, 734), 12)):
        dialog.resize(*size)
        QApplication.processEvents()
        seen = panel.view.viewport().rect()
        rows = range(panel.model.rowCount())
        whole = [
            row for row in rows if seen.contains(panel.view.visualRect(panel.model.index(row, 0)))
        ]
        assert len(whole) >= least, size
        assert panel.editor.height() >= 2 * panel.editor.fontMetrics().lineSpacing()
    dialog.reject()


def test_f8_goes_through_the_doubtful_ones(window: MainWindow, qtbot: QtBot) -> None:
    names = [path.name for path in sorted(GOLDEN.glob("*.pdf"))]
    window.features.importing.read([GOLDEN / name for name in names])
    dialog = dialog_of(window, qtbot)
    doubtful = next(form for form in dialog.list._forms if form.doubts > 1)
    dialog.list.selectRow(dialog.list._forms.index(doubtful))
    assert dialog.panel.model.form is doubtful
    assert doubtful.lines[0].doubt
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert dialog.panel.view.currentIndex().row() == 1
    assert doubtful.unseen == doubtful.doubts - 2
    assert doubtful.lines[1].doubt in dialog.panel.doubt.text()
    dialog.reject()


def test_what_is_corrected_goes_into_the_form(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "B-100.xlsx")
    form = dialog.panel.model.form
    assert form is not None
    row = next(at for at, line in enumerate(form.lines) if line.name == "项目名称")
    dialog.panel.view.selectRow(row)
    dialog.panel.editor.selectAll()
    QTest.keyClicks(dialog.panel.editor, "Corrected")
    for other in form.lines:  # looking at others changes none of them
        assert other.path is None or form.text_of(form.lines.index(other)) is not None
    send(dialog, Destination.NEW)
    qtbot.waitUntil(lambda: window.document.evaluation.project == "Corrected", timeout=LONG)


def test_approved_targets_are_locked_on_wish(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "B-100.xlsx")
    before = window.open_form.id
    dialog.approved.setChecked(True)
    send(dialog, Destination.NEW)
    qtbot.waitUntil(lambda: window.open_form.id != before, timeout=LONG)
    assert window.document.evaluation.targets_approved


def test_looking_at_every_line_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "D-302.docx")
    form = dialog.panel.model.form
    assert form is not None
    for row in range(len(form.lines)):
        dialog.panel.view.selectRow(row)
    assert form.form == form.draft.evaluation
    assert form.unseen == 0
    dialog.reject()


def test_blank_cells_of_the_open_form_are_filled_in_one_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = list(window.document.evaluation.indicators)[:2]
    for row in (first, second):
        window.document.edit(SetField(Path(row.id, "actual"), ""))
    window.document.edit(SetField(Path(second.id, "target"), "我改的"))
    before, steps = window.document.evaluation, window.document.undo_stack.count()
    dialog = review(window, qtbot, "sample.xlsx")
    send(dialog, Destination.OPEN)
    merging = merging_of(window, qtbot)
    merging.accept()
    after = list(window.document.evaluation.indicators)
    assert [row.actual for row in after[:2]] == [first.actual, second.actual]
    assert after[1].target == "我改的"
    assert window.document.undo_stack.count() == steps + 1
    assert "已填入" in said(window)
    window.document.undo_stack.undo()
    assert window.document.evaluation == before


def test_chosen_cells_may_change_what_stands_there(window: MainWindow, qtbot: QtBot) -> None:
    other = replace(sample(), unit="别的单位")
    window.features.importing.fill_in(other)
    merging = merging_of(window, qtbot)
    assert "实施单位不同" in merging.warning.text()
    assert not merging.chosen()
    assert not merging._go.isEnabled()
    merging.choose({0})
    assert "1 处会改掉" in merging.status.text()
    merging.accept()
    assert window.document.evaluation.unit == "别的单位"


def test_last_years_file_becomes_this_years_form(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "B-100.xlsx")
    (form,) = dialog.list.taken
    year = form.form.year
    assert isinstance(year, int)
    send(dialog, Destination.CARRY)
    qtbot.waitUntil(lambda: count(window) == 3, timeout=LONG)
    assert window.document.evaluation.year == year + 1
    assert window.document.last is not None
    assert window.document.last.evaluation == form.form


def test_it_can_be_last_year_of_the_open_form(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "B-100.xlsx")
    (form,) = dialog.list.taken
    year = next(at for at, line in enumerate(form.lines) if line.name == "年度")
    dialog.panel.view.selectRow(year)
    dialog.panel.editor.selectAll()
    QTest.keyClicks(dialog.panel.editor, "2020")
    send(dialog, Destination.LAST)
    qtbot.waitUntil(lambda: window.document.last is not None, timeout=LONG)
    assert window.open_form.id == 1
    last = window.document.last
    assert last is not None
    assert last.evaluation == form.form
    assert last.evaluation.year == 2020


def test_a_form_of_a_year_long_ago_is_questioned(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "B-100.xlsx")
    send(dialog, Destination.LAST)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=LONG)
    box = window.findChildren(QMessageBox)[-1]
    assert "2016 年度的，打开的表是 2021 年度的" in box.text()
    assert count(window) == 1
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: window.document.last is not None, timeout=LONG)


def test_a_double_is_told_compared_and_chosen(window: MainWindow, qtbot: QtBot) -> None:
    window.filing.show_sample()
    dialog = review(window, qtbot, "sample.xlsx", "B-100.xlsx")
    assert [one.double for one in dialog.list.taken] == [False]
    items = [item for row in range(2) if (item := dialog.list.item(row, 0)) is not None]
    told = [one.text() for row in range(2) if (one := dialog.list.item(row, 2)) is not None]
    there = next(at for at, text in enumerate(told) if "已有" in text)
    item = items[there]
    items[1 - there].setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.go.isEnabled()
    item.setCheckState(Qt.CheckState.Checked)
    assert "档案里已有" in dialog.status.text()
    send(dialog, Destination.THERE)
    qtbot.waitUntil(lambda: window.open_form.id == 1, timeout=LONG)
    assert count(window) == 2


def test_a_double_that_came_alone_is_taken_as_nothing_is_there_to_check(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.filing.show_sample()
    dialog = review(window, qtbot, "sample.xlsx")
    assert not dialog.list.isVisible()
    assert len(dialog.list.taken) == 1
    assert dialog.go.isEnabled()
    assert "档案里已有" in dialog.status.text()
    assert dialog.chosen_destination() is Destination.THERE
    dialog.reject()


def test_f8_goes_on_to_the_next_form_with_doubts(window: MainWindow, qtbot: QtBot) -> None:
    names = [path.name for path in sorted(GOLDEN.glob("*.pdf"))]
    dialog = review(window, qtbot, "A-0.xlsx", *names)
    assert dialog.focusWidget() is dialog.list
    forms = dialog.list._forms
    assert not forms[0].doubts
    assert dialog.panel.next.isEnabled()
    places = [(form, at) for form in forms for at, one in enumerate(form.lines) if one.doubt]
    for form, at in places:
        QTest.keyClick(dialog, Qt.Key.Key_F8)
        assert dialog.panel.model.form is form
        assert dialog.panel.view.currentIndex().row() == at
    assert not any(form.unseen for form in forms)
    places[0][0].double = True
    dialog.list.renew(places[0][0])
    wide = dialog.list.fontMetrics().horizontalAdvance
    told = [one.text() for row in range(len(forms)) if (one := dialog.list.item(row, 2))]
    assert "已有" in told
    assert max(map(wide, told)) <= NARROW
    dialog.reject()


def test_corrections_are_not_given_up_without_a_question(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "A-0.xlsx")
    dialog.panel.editor.setFocus()
    QTest.keyClicks(dialog.panel.editor, "7")
    dialog.reject()
    (box,) = dialog.findChildren(QMessageBox)
    assert "已改正 1 处" in box.text()
    assert dialog.isVisible()
    next(one for one in box.buttons() if one.text() == "不导入").click()
    assert not dialog.isVisible()
    assert count(window) == 1


def test_what_was_refused_is_listed_with_its_reason(
    window: MainWindow, qtbot: QtBot, tmp_path: File
) -> None:
    shutil.copy(GOLDEN / "B-100.xlsx", tmp_path / "1.xlsx")
    (tmp_path / "2坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    window.features.importing.read([tmp_path])
    dialog = dialog_of(window, qtbot)
    dialog.list.selectRow(1)
    assert "2坏.xlsx" in dialog.source.said.text()
    dialog.report.click()
    copied = QGuiApplication.clipboard().text()
    assert "没有读出" in copied
    assert "1.xlsx" in copied
    assert len(dialog.list.taken) == 1
    dialog.reject()


def test_files_are_dropped_on_the_window(window: MainWindow, qtbot: QtBot, tmp_path: File) -> None:
    path = tmp_path / "表.json"
    path.write_text(dumps(replace(sample(), project="丢进来的")), "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    for target in (window, window.outline.view.viewport()):
        actions = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton
        entered = QDragEnterEvent(QPointF(9, 9).toPoint(), *actions, Qt.KeyboardModifier(0))
        QApplication.sendEvent(target, entered)
        assert entered.isAccepted()
    dropped = QDropEvent(QPointF(9, 9), *actions, Qt.KeyboardModifier(0))
    QApplication.sendEvent(window, dropped)
    qtbot.waitUntil(lambda: window.document.evaluation.project == "丢进来的", timeout=LONG)


def test_a_page_shows_where_a_text_stands(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "C-203.word.pdf")
    pages = dialog.source.pages
    qtbot.waitUntil(lambda: bool(dialog.source.pages_source.sizes), timeout=LONG)
    form = dialog.panel.model.form
    assert form is not None
    row = max(at for at, line in enumerate(form.lines) if line.spots)
    dialog.panel.view.selectRow(row)
    page, area = pages._mark
    box = form.lines[row].spots[0].item.box
    assert box is not None
    assert page == box.page
    assert area.contains(QPointF((box.left + box.right) / 2, (box.top + box.bottom) / 2))
    dialog.reject()


def test_a_double_that_is_checked_goes_in_without_a_second_question(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = review(window, qtbot, "sample.xlsx")
    item = dialog.list.item(0, 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Checked)
    send(dialog, Destination.NEW)
    qtbot.waitUntil(lambda: count(window) == 2, timeout=LONG)


def test_hundreds_of_files_leave_the_window_alive(
    window: MainWindow, qtbot: QtBot, tmp_path: File
) -> None:
    for number in range(MANY):
        form = replace(sample(), project=f"项目{number}")
        (tmp_path / f"{number:03}.json").write_text(dumps(form), "utf-8")
    shutil.copy(GOLDEN / "B-100.xlsx", tmp_path / "999.xlsx")
    longest = [0.0]
    last = [time.monotonic()]

    def tick() -> None:
        now = time.monotonic()
        longest[0], last[0] = max(longest[0], now - last[0]), now

    beat = QTimer()
    beat.timeout.connect(tick)
    beat.start(0)
    window.features.importing.read([tmp_path])
    dialog = dialog_of(window, qtbot)
    assert len(dialog.list.taken) == MANY + 1
    send(dialog, Destination.NEW)
    qtbot.waitUntil(lambda: count(window) == MANY + 2, timeout=4 * LONG)
    beat.stop()
    assert longest[0] < SLOWEST


def test_a_long_reading_is_cancelled(
    window: MainWindow, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        shutil.copy(GOLDEN / "B-100.xlsx", tmp_path / f"{number}.xlsx")
    found: list[object] = []
    monkeypatch.setattr(window.features.importing, "_read", found.append)
    started: Callable[[], bool] = lambda: bool(window.jobs.running)  # noqa: E731
    window.features.importing.read([tmp_path])
    qtbot.waitUntil(started)
    from ui.printing.progress import Progress

    (progress,) = window.findChildren(Progress)
    qtbot.waitUntil(lambda: progress.bar.value() > 0, timeout=LONG)
    assert progress.bar.maximum() == 40
    progress.dialog.reject()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=LONG)
    assert not found


def test_doubts_that_nobody_has_seen_are_asked_about_once(window: MainWindow, qtbot: QtBot) -> None:
    dialog = review(window, qtbot, "A-3.word.pdf", "B-100.xlsx")
    doubtful = [form for form in dialog.list.taken if form.unseen]
    assert doubtful
    dialog.go.click()
    (box,) = dialog.findChildren(QMessageBox)
    assert f"还有 {sum(form.unseen for form in doubtful)} 处存疑没有看" in box.text()
    next(one for one in box.buttons() if one.text() == "去看第一处").click()
    assert dialog.isVisible()
    assert dialog.panel.model.form is doubtful[0]
    row = dialog.panel.view.currentIndex().row()
    assert doubtful[0].lines[row].doubt
    for form in doubtful:
        dialog.list.go_to(form)
        while form.unseen:
            dialog.panel.go_to_unseen()
    before = count(window)
    dialog.go.click()
    qtbot.waitUntil(lambda: count(window) > before)


@pytest.mark.parametrize("width", range(150, 320, 20))
def test_a_name_of_six_characters_stands_whole_beside_its_box(
    width: int, theme: Theme, qtbot: QtBot
) -> None:
    del theme  # it is put on
    listed = FormList((), [RefusedFile(File("甲.xlsx"), "")] * 2)
    qtbot.addWidget(listed)
    listed.resize(width, 200)
    listed.show()
    box_and_air = 50
    name = listed.fontMetrics().horizontalAdvance("饮水管网改造")
    assert listed.columnWidth(0) >= min(name + box_and_air, listed.viewport().width())
