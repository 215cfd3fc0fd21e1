"""佐证材料 in the window: filed, shown by a child, saved elsewhere, dropped on a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.evidence_files import folder_of
from core.archive.records import Stage
from core.issuing.form_pdf import pdf
from core.model.path import Path as Field
from core.sample import sample
from ui.archive.evidence_dialog import KEPT, EvidenceDialog
from ui.archive.naming import NameDialog
from ui.form.row_drops import RowDrops
from ui.main_window import MainWindow
from ui.offering import why_not

ROW = next(iter(sample().indicators))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "验收单.pdf"
    path.write_bytes(pdf(sample()))
    return path


@pytest.fixture
def dialog(window: MainWindow) -> EvidenceDialog:
    window.settings.person_asked = True
    window.go_to(Field(ROW.id, "actual"))
    window.commands["evidence"].trigger()
    found = window.features.evidence.dialog
    assert found is not None
    return found


def rows(dialog: EvidenceDialog) -> list[tuple[str, ...]]:
    table = dialog.files
    return [
        tuple(
            item.text() if (item := table.item(row, column)) else ""
            for column in range(table.columnCount())
        )
        for row in range(table.rowCount())
    ]


def file(window: MainWindow, qtbot: QtBot, dialog: EvidenceDialog, path: Path) -> None:
    before = len(rows(dialog))
    dialog.dropped.emit([path], dialog.node)
    qtbot.waitUntil(lambda: len(rows(dialog)) > before)
    window.autosave.flush()


def test_a_file_is_filed_with_the_row_in_hand_and_undone(
    window: MainWindow, qtbot: QtBot, dialog: EvidenceDialog, scan: Path
) -> None:
    assert dialog.node == ROW.id
    before = rows(dialog)
    file(window, qtbot, dialog, scan)
    (new,) = [line for line in rows(dialog) if line not in before]
    assert new[1] == "验收单.pdf"
    assert "养老金发放人数" in new[0]
    assert next(window.document.evaluation.indicators).evidence[0].name == "验收单.pdf"
    assert len(list(folder_of(window.shelf.path).iterdir())) == 1
    dialog.files.selectRow(rows(dialog).index(new))
    dialog.remove.click()
    assert rows(dialog) == before
    window.document.undo_stack.undo()
    assert new in rows(dialog)


def test_a_dialog_that_is_closed_follows_no_more(
    window: MainWindow, qtbot: QtBot, dialog: EvidenceDialog, scan: Path
) -> None:
    file(window, qtbot, dialog, scan)
    dialog.reject()
    qtbot.waitUntil(lambda: window.features.evidence.dialog is None)
    window.document.undo_stack.undo()
    window.document.undo_stack.redo()
    cell = window.form.model.grid.of_path(Field(ROW.id, "name"))
    assert cell is not None
    tip = window.form.model.data(window.form.model.index_of(cell), Qt.ItemDataRole.ToolTipRole)
    assert "佐证材料 1 件" in str(tip)


def test_a_pdf_is_shown_inside_and_another_kind_is_not_opened(
    window: MainWindow, qtbot: QtBot, dialog: EvidenceDialog, scan: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    program = tmp_path / "账.pdf"  # the ending lies
    program.write_bytes(b"MZ\x90 a program")
    file(window, qtbot, dialog, scan)
    file(window, qtbot, dialog, program)
    names = [line[1] for line in rows(dialog)]
    dialog.files.selectRow(names.index("验收单.pdf"))
    dialog.look.click()
    viewer = window.features.evidence.viewer
    assert viewer is not None
    qtbot.waitUntil(lambda: len(viewer.source.sizes) == 3, timeout=20_000)
    viewer.reject()
    qtbot.waitUntil(lambda: not viewer.source.jobs.running)
    dialog.files.selectRow(names.index("账.pdf"))
    dialog.look.click()
    assert "不是 PDF 或图片" in dialog.status.text()
    target = tmp_path / "另存.bin"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save.click()
    assert target.read_bytes() == b"MZ\x90 a program"


def test_what_cannot_be_filed_is_said(
    window: MainWindow, qtbot: QtBot, dialog: EvidenceDialog, tmp_path: Path
) -> None:
    del window
    huge = tmp_path / "大.pdf"
    with huge.open("wb") as stream:
        stream.truncate(51 * 1024 * 1024)
    dialog.dropped.emit([huge], dialog.node)
    qtbot.waitUntil(lambda: "超过 50 MB" in dialog.status.text())


def drop(window: MainWindow, path: Path, place: QPointF) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    viewport = window.form.table.viewport()
    action = Qt.DropAction.CopyAction
    for event in (
        QDragEnterEvent(place.toPoint(), action, data, button, keys),
        QDropEvent(place, action, data, button, keys),
    ):
        QApplication.sendEvent(viewport, event)
        assert event.isAccepted()


def test_the_row_that_files_are_dragged_over_is_marked(window: MainWindow, scan: Path) -> None:
    table, data = window.form.table, QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drops = table.findChild(RowDrops)  # Qt passes on no drag that it did not begin
    assert drops is not None
    for row in list(window.document.evaluation.indicators)[:3]:
        window.go_to(Field(row.id, "actual"))
        place = table.visualRect(table.currentIndex()).center()
        event = QDragMoveEvent(place, action, data, button, Qt.KeyboardModifier.NoModifier)
        assert drops.eventFilter(table.viewport(), event)
        assert {table.form.grid.cells[number].node for number in table._lit} == {row.id}
    drops.eventFilter(table.viewport(), QDragLeaveEvent())
    assert not table._lit


def test_a_file_dropped_on_a_row_is_offered_as_its_evidence(
    window: MainWindow, qtbot: QtBot, scan: Path
) -> None:
    window.settings.person_asked = True
    window.go_to(Field(ROW.id, "actual"))
    table = window.form.table
    drop(window, scan, QPointF(table.visualRect(table.currentIndex()).center()))
    box = next(one for one in window.findChildren(QMessageBox) if one.isVisible())
    assert "养老金发放人数" in box.text()
    next(one for one in box.buttons() if one.text() == "登记为佐证材料").click()
    qtbot.waitUntil(lambda: bool(next(window.document.evaluation.indicators).evidence))
    assert window.notice.isVisible()


def test_a_file_dropped_beside_the_rows_is_read_in(
    window: MainWindow, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[list[Path]] = []
    monkeypatch.setattr(window.features.importing, "read", read.append)
    drop(window, scan, QPointF(5, 5))
    assert read == [[scan]]
    assert not window.findChildren(QMessageBox)


def test_the_name_is_asked_for_once_and_stands_in_the_status_bar(
    window: MainWindow, qtbot: QtBot, scan: Path
) -> None:
    window.commands["evidence"].trigger()
    dialog = window.features.evidence.dialog
    assert dialog is not None
    dialog.dropped.emit([scan], dialog.node)
    (asked,) = dialog.findChildren(NameDialog)
    asked.reject()  # who cancels wants nothing to be done at all
    assert not window.jobs.running
    dialog.dropped.emit([scan], dialog.node)
    (asked,) = (one for one in dialog.findChildren(NameDialog) if one.isVisible())
    asked.name.setText(" 张三\t")
    asked.accept()
    qtbot.waitUntil(lambda: any(line[1] == "验收单.pdf" for line in rows(dialog)))
    assert window.status._who.text() == "张三"
    assert window.settings.person == "张三"
    window.autosave.flush()
    history = window.shelf.ask(lambda archive: archive.history(window.open_form.id or 0))
    assert history[-1].author == "张三"


def test_on_a_final_form_the_dialog_says_why_nothing_can_be_filed(window: MainWindow) -> None:
    why = "这份自评表已定稿，不能修改；要修改请先撤回定稿"
    window.document.close_to_edits(why)
    window.commands["evidence"].trigger()
    dialog = window.features.evidence.dialog
    assert dialog is not None
    assert dialog.status.text() == why
    assert (dialog.add.isEnabled(), dialog.add.toolTip()) == (False, why)


def test_evidence_is_added_to_a_final_form_with_day_and_name(
    window: MainWindow, qtbot: QtBot, scan: Path
) -> None:
    number = window.open_form.id or 0
    window.settings.person, window.settings.person_asked = "王五", True
    window.shelf.say_who("王五")
    window.shelf.ask(lambda archive: archive.finalize(number, errors=0))
    window.features.filing.reload()
    window.go_to(Field(ROW.id, "actual"))
    cell = window.form.table.currentIndex()
    place = cell.row(), cell.column(), window.form.verticalScrollBar().value()
    window.commands["evidence"].trigger()
    dialog = window.features.evidence.dialog
    assert dialog is not None
    assert "还可以添加" in dialog.status.text()
    dialog.dropped.emit([scan], dialog.node)
    (box,) = dialog.findChildren(QMessageBox)
    assert "不能替换或移去" in box.informativeText()
    next(button for button in box.buttons() if button.text() == "添加").click()
    qtbot.waitUntil(lambda: any(line[1] == "验收单.pdf" for line in rows(dialog)))
    (line,) = [line for line in rows(dialog) if line[1] == "验收单.pdf"]
    assert line[3].startswith("定稿后 ")
    assert line[3].endswith("王五登记")
    cell = window.form.table.currentIndex()
    assert (cell.row(), cell.column(), window.form.verticalScrollBar().value()) == place
    assert window.open_form.stage is Stage.FINAL
    assert (window.open_form.version, window.open_form.final_number) == (2, "2021-001")
    dialog.files.selectRow(rows(dialog).index(line))
    assert why_not(dialog.remove) == KEPT


def test_what_is_dropped_on_a_row_of_a_final_form_is_not_offered_to_be_undone(
    window: MainWindow, qtbot: QtBot, scan: Path
) -> None:
    """An addition to a final form stays; several files are named by the first ones and counted."""
    others = [scan.with_name(f"{at}.pdf") for at in range(3)]
    for other in others:
        other.write_bytes(f"材料 {other.name}".encode())
    number = window.open_form.id or 0
    window.settings.person_asked = True
    window.shelf.ask(lambda archive: archive.finalize(number, errors=0))
    window.features.filing.reload()
    said: list[tuple[str, object]] = []
    window.features.message.connect(lambda text, button: said.append((text, button)))
    window.features.evidence.file([scan, *others], ROW.id)
    box = next(one for one in window.findChildren(QMessageBox) if one.isVisible())
    next(button for button in box.buttons() if button.text() == "添加").click()
    qtbot.waitUntil(lambda: bool(said))
    (told,) = said
    assert told[0].endswith("：“验收单.pdf”、“0.pdf”、“1.pdf”等 4 个文件")
    assert told[1] is None
