"""The life of a form in the window: 定稿, taken back, signed, corrected; its versions."""

from __future__ import annotations

from pathlib import Path as File

import pypdfium2
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.lineage import lineage
from core.archive.records import Stage
from core.issuing.finalizing import paper_of
from core.model.edits import Move, Place, SetField
from core.model.evaluation import ROOT
from core.model.path import Path, read
from core.sample import sample
from tests.ui.boxes import box, press
from ui.archive.history import HistoryDialog
from ui.archive.reason_dialog import ReasonDialog
from ui.autosave import State
from ui.dialog import PRIMARY
from ui.main_window import MainWindow
from ui.offering import why_not

UNIT = Path(ROOT, "unit")


def said(window: MainWindow) -> str:
    return window.notice.text() if window.notice.isVisible() else ""


def stage(window: MainWindow) -> Stage:
    number = window.open_form.id or 0
    return window.shelf.ask(lambda archive: archive.entry(number)).stage


@pytest.fixture
def final(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.settings.person_asked = True
    window.commands["finalize"].trigger()
    press(window, "定稿")
    qtbot.waitUntil(lambda: window.open_form.stage == Stage.FINAL, timeout=20_000)
    return window


def test_a_final_form_is_numbered_and_takes_no_edits(final: MainWindow) -> None:
    assert "已定稿，编号 2021-001" in said(final)
    assert final.top_bar._chip.text() == "定稿 2021-001"
    assert "2021-001 是定稿编号" in final.top_bar._chip.toolTip()
    assert "第 1 版" in final.top_bar._chip.toolTip()
    assert not final.document.edit(SetField(UNIT, "别的单位"))
    assert "已定稿，不能修改" in said(final)
    assert final.document.evaluation == sample()
    for name in ("indicator", "adopt_all", "info", "remove"):
        assert not final.commands[name].isEnabled()
    hints = {key.text() for _, key, _ in final.status._keys if key.isVisible()}
    assert {"Tab", "F8", "F1"} <= hints
    assert final.commands.key_of("indicator") not in hints  # adds nothing to a final form
    model = final.form.model
    cells = [model.index(row, column) for row in range(4) for column in range(8)]
    assert not any(model.flags(index) & Qt.ItemFlag.ItemIsEditable for index in cells)


def test_keys_on_a_final_form_are_answered(final: MainWindow) -> None:
    final.notice.hide()
    final.form.go_to(UNIT)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_X):
        QTest.keyClick(final.form.table, key)
        assert "已定稿，不能修改" in said(final)
        final.notice.hide()
    assert final.document.evaluation == sample()


def test_with_errors_the_clerk_is_led_to_the_first(window: MainWindow) -> None:
    window.document.edit(SetField(UNIT, ""))
    window.commands["finalize"].trigger()
    assert "还有 1 个错误（都是待填），改好后才能定稿" in said(window)
    window.features.life.mend_requested.emit()
    assert window.document.cursor == UNIT
    assert stage(window) == Stage.DRAFT


def test_what_is_left_blank_is_said_before(window: MainWindow) -> None:
    window.settings.person_asked = True
    window.document.edit(SetField(Path(ROOT, "goal_actual"), ""))
    window.commands["finalize"].trigger()
    assert "年度总体目标的实际完成情况没有填。" in box(window).informativeText()
    press(window, "取消")
    assert stage(window) == Stage.DRAFT


def test_what_is_printed_of_a_final_form_is_the_kept_file(
    final: MainWindow, tmp_path: File, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept = final.shelf.ask(lambda archive: paper_of(archive, 1))
    printout = final.features.exporting.printout()
    assert printout is not None
    assert printout.pdf() == kept
    assert "定稿" in printout.name
    target = tmp_path / "x.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    final.features.exporting.show_file = lambda _: True
    final.commands["export_pdf"].trigger()
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == kept


def test_taken_back_it_is_a_draft_again_and_its_change_a_new_version(
    final: MainWindow, qtbot: QtBot
) -> None:
    final.commands["reopen"].trigger()
    assert (stage(final), final.document.closed) == (Stage.DRAFT, "")
    assert final.document.edit(SetField(UNIT, "别的单位"))
    qtbot.waitUntil(lambda: final.autosave.state == State.SAVED)
    assert final.open_form.version == 2
    history = final.shelf.ask(lambda archive: archive.history(1))
    assert [info.state for info in history] == ["final", "draft"]


def scan_of(window: MainWindow, folder: File, pages: int = 99) -> list[File]:
    data = window.shelf.ask(lambda archive: paper_of(archive, 1))
    with pypdfium2.PdfDocument(data) as document:
        paths = []
        for at in range(min(pages, len(document))):
            paths.append(folder / f"{at + 1}.png")
            document[at].render(scale=150 / 72).to_pil().save(paths[-1])
    return paths


def test_a_scan_that_fits_is_filed_at_once(
    final: MainWindow, tmp_path: File, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    chosen = [str(path) for path in scan_of(final, tmp_path)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    final.commands["scan"].trigger()
    qtbot.waitUntil(lambda: stage(final) == Stage.SIGNED, timeout=20_000)
    assert f"已登记签章扫描件 {len(chosen)} 页" in said(final)
    scans = final.shelf.ask(lambda archive: archive.scans(1))
    assert [scan.pages for scan in scans] == [1] * len(chosen)
    final.commands["reopen"].trigger()
    assert "已签章归档，不能撤回定稿" in said(final)
    assert "请用“更正”" in final.document.closed


def test_a_scan_that_lacks_a_page_is_asked_about(
    final: MainWindow, tmp_path: File, qtbot: QtBot
) -> None:
    final.features.life.look_at_scan(scan_of(final, tmp_path, pages=1))
    qtbot.waitUntil(lambda: any(b.isVisible() for b in final.findChildren(QMessageBox)))
    assert "缺第 2、3 页" in box(final).informativeText()
    press(final, "取消")
    assert stage(final) == Stage.FINAL
    final.features.life.look_at_scan([tmp_path / "没有.pdf"])
    qtbot.waitUntil(lambda: "无法读取" in said(final))


def explain(window: MainWindow, reason: str, command: str = "correct") -> None:
    """Ask for the command, and write the reason that it wants."""
    window.commands[command].trigger()
    dialog = window.findChildren(ReasonDialog)[-1]
    button = next(one for one in dialog.buttons.buttons() if one.objectName() == PRIMARY)
    dialog.reason.clear()
    assert why_not(button) == "先写明原因"
    dialog.reason.setPlainText(reason)
    button.click()


def test_the_reason_of_a_correction_can_be_written_again(final: MainWindow) -> None:
    explain(final, "人数算错")
    explain(final, "人数和金额算错")
    assert final.document.evaluation.correction_reason == "人数和金额算错"
    assert final.open_form.id == 2


def test_a_correction_without_a_reason_is_asked_for_it_before_its_freeze(
    final: MainWindow, qtbot: QtBot
) -> None:
    number = final.shelf.ask(lambda archive: archive.correct(1))  # as older programs began it
    final.filing.open(number)
    explain(final, "人数算错", "finalize")
    press(final, "定稿")
    qtbot.waitUntil(lambda: final.open_form.stage == Stage.FINAL, timeout=20_000)
    kept = final.shelf.ask(lambda archive: archive.load(number))
    assert kept.correction_reason == "人数算错"


def test_a_correction_is_a_new_draft_and_begun_only_once(final: MainWindow) -> None:
    explain(final, "人数算错")
    assert (final.open_form.id, stage(final)) == (2, Stage.DRAFT)
    assert final.top_bar._chip.text() == "更正 · 草稿 · 第 1 版"
    assert final.document.evaluation == replace(sample(), correction_reason="人数算错")
    printout = final.features.exporting.printout()
    assert printout is not None
    assert "更正定稿2021-001" in printout.name
    final.document.edit(SetField(UNIT, "别的单位"))
    final.commands["history"].trigger()
    dialog = final.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    model = dialog.versions.model()
    named = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert named == ["第 2 版", "第 1 版", "原件第 1 版"]
    assert dialog.message_label.text() == "第 1 版 → 第 2 版：改动 1 处"
    dialog.versions.selectRow(2)
    dialog.with_present.setChecked(True)
    assert dialog.message_label.text() == "原件第 1 版 → 现在：改动 2 处"
    dialog.reject()
    final.filing.open(1)
    final.commands["correct"].trigger()
    assert final.open_form.id == 2
    assert "接着改已有的更正" in said(final)
    final.filing.remove(2)
    assert "“社会保险服务费（更正）”" in said(final)  # not the final form of the same name


def test_versions_are_compared_and_taken_back_in_one_step(final: MainWindow) -> None:
    final.commands["reopen"].trigger()
    final.document.edit(SetField(UNIT, "别的单位"))
    final.commands["history"].trigger()
    dialog = final.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    assert dialog.message_label.text() == "第 1 版 → 第 2 版：改动 1 处"
    cells = [dialog.changes.model().index(0, column).data() for column in range(3)]
    assert cells == ["实施单位", "上海市社会保险事业管理中心", "别的单位"]
    dialog.versions.selectRow(1)
    assert "没有更早的" in dialog.message_label.text()
    dialog.with_present.setChecked(True)
    assert dialog.message_label.text() == "第 1 版 → 现在：改动 1 处"
    dialog.take.click()
    assert final.document.evaluation.unit == "上海市社会保险事业管理中心"
    final.document.undo_stack.undo()
    assert final.document.evaluation.unit == "别的单位"


def test_an_earlier_version_is_shown_as_it_was(final: MainWindow, qtbot: QtBot) -> None:
    kept = final.shelf.ask(lambda archive: paper_of(archive, 1))
    final.commands["reopen"].trigger()
    final.document.edit(SetField(UNIT, "别的单位"))
    final.autosave.flush()
    final.features.history.look(final.shelf.ask(lambda archive: lineage(archive, 1))[0])
    qtbot.addWidget(final.preview)
    qtbot.waitUntil(lambda: final.preview.source.data() == kept, timeout=20_000)
    final.document.edit(SetField(UNIT, "又一个单位"))
    assert final.preview._latest() is not None
    assert final.preview._latest().pdf() == kept  # type: ignore[union-attr]


def test_who_stands_in_a_row_stays_there_when_the_form_becomes_final(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.settings.person_asked = True
    rows = list(window.document.evaluation.indicators)
    # Rows that were moved in this session have other ids when they are read again.
    groups = [group for top in window.document.evaluation.categories for group in top.groups]
    group = max(groups, key=lambda one: len(one.indicators))
    first = group.indicators[0]
    window.document.edit(Move(frozenset({first.id}), Place(group.id, "indicators")))
    before = list(window.document.evaluation.indicators)
    window.go_to(Path(rows[30].id, "actual"))
    table, bar = window.form.table, window.form.verticalScrollBar()
    upmost = table.form.grid.near(Path(group.indicators[3].id, "actual"))
    assert upmost is not None
    bar.setValue(table.y() + table.rect_of(upmost).top())  # a row that will have another id
    place = bar.value()
    assert place > 0
    window.commands["finalize"].trigger()
    press(window, "定稿")
    qtbot.waitUntil(lambda: window.open_form.stage == Stage.FINAL, timeout=20_000)
    path = window.document.cursor
    assert path is not None
    assert (read(window.document.evaluation, path), path.field) == (rows[30].actual, "actual")
    after = list(window.document.evaluation.indicators)
    assert [row.id for row in after] != [row.id for row in before]
    assert after[before.index(rows[30])].id == path.node
    assert window.form.verticalScrollBar().value() == place
    window.features.life.reopen()
    assert window.document.cursor == path
    assert window.form.verticalScrollBar().value() == place


def test_who_types_in_a_final_form_is_led_to_where_it_takes_that(final: MainWindow) -> None:
    assert not final.document.edit(SetField(UNIT, "别的单位"))
    way = next(one for one in final.notice._buttons if one.text() == "撤回定稿")
    assert way.isVisibleTo(final.notice)
    way.click()
    assert final.open_form.stage is Stage.DRAFT
    assert final.document.edit(SetField(UNIT, "别的单位"))
