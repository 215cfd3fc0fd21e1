"""指标已批复 in the window: locked cells say why and lead to 年中调整; the head shows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.filling.approval import is_locked
from core.model.edits import Remove, SetField
from core.model.path import Path
from core.sample import sample
from tests.ui.boxes import press
from ui.archive.approval_dialogs import AdjustDialog, ApproveDialog, ExplainDialog, RevokeDialog
from ui.archive.naming import NameDialog
from ui.main_window import MainWindow
from ui.shell.notice import CLOSE

ROW = next(iter(sample().indicators))
TARGET = Path(ROW.id, "target")


def said(window: MainWindow) -> str:
    return window.notice.text() if window.notice.isVisible() else ""


@pytest.fixture
def approved(window: MainWindow) -> MainWindow:
    window.settings.person_asked = True
    window.commands["approve"].trigger()
    (dialog,) = window.findChildren(ApproveDialog)
    dialog.day.setText("2021-03-15")
    dialog.accept()
    window.autosave.flush()
    return window


def test_the_head_shows_it_and_a_locked_cell_says_why(approved: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "指标已批复" in approved.top_bar._chip.text())
    model, grid = approved.form.model, approved.form.model.grid
    cell = grid.of_path(TARGET)
    assert cell is not None
    index = model.index_of(cell)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert "年中调整" in str(model.data(index, Qt.ItemDataRole.ToolTipRole))
    assert model.refuses(index)
    assert "指标已批复（2021-03-15）" in said(approved)
    other = grid.of_path(Path(ROW.id, "actual"))
    assert other is not None
    assert model.flags(model.index_of(other)) & Qt.ItemFlag.ItemIsEditable
    assert not approved.document.edit(SetField(TARGET, "9"))
    assert approved.document.evaluation.targets_approved == "2021-03-15"


def test_an_adjustment_wants_a_change_and_a_reason(approved: MainWindow) -> None:
    approved.go_to(TARGET)
    approved.document.cursor = TARGET
    approved.commands["adjust"].trigger()
    (dialog,) = approved.findChildren(AdjustDialog)
    button = next(one for one in dialog.buttons.buttons() if one.objectName() == "primary")
    assert not button.isEnabled()
    dialog._fields[1][2].setText(">=8万人")
    assert not button.isEnabled()
    dialog.reason.setPlainText("年中压减任务")
    assert button.isEnabled()
    button.click()
    row = next(approved.document.evaluation.indicators)
    assert (row.target, row.adjustment) == (">=8万人", "年中压减任务")
    approved.document.undo_stack.undo()
    assert next(approved.document.evaluation.indicators).target == ROW.target


def test_an_unapproved_form_needs_no_adjustment(window: MainWindow) -> None:
    window.commands["adjust"].trigger()
    assert "还没有批复" in said(window)


def test_nothing_is_left_where_the_question_for_a_name_is_cancelled(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands["approve"].trigger()
    (asked,) = window.findChildren(NameDialog)
    assert window.findChildren(ApproveDialog)
    asked.reject()
    qtbot.waitUntil(lambda: not window.findChildren(ApproveDialog))


def test_the_lock_is_taken_away_with_a_reason(approved: MainWindow, qtbot: QtBot) -> None:
    approved.commands["approve"].trigger()
    (dialog,) = approved.findChildren(RevokeDialog)
    dialog.reason.setPlainText("锁早了")
    dialog.accept()
    assert approved.document.evaluation.targets_approved == ""
    assert approved.document.edit(SetField(TARGET, "9"))
    approved.autosave.flush()
    qtbot.waitUntil(lambda: "批复" not in approved.top_bar._chip.text())


def test_a_row_that_goes_is_explained_with_one_click(approved: MainWindow) -> None:
    assert not approved.document.edit(Remove(frozenset({ROW.id})))
    assert approved.notice.isVisible()
    approved.notice._buttons[0].click()
    (dialog,) = approved.findChildren(ExplainDialog)
    dialog.reason.setPlainText("任务取消")
    dialog.accept()
    assert ROW.id not in {row.id for row in approved.document.evaluation.indicators}
    assert approved.document.evaluation.adjustment == "任务取消"
    assert approved.document.evaluation.targets_approved == "2021-03-15"


def test_the_model_locks_what_the_core_locks(approved: MainWindow) -> None:
    model, form = approved.form.model, approved.document.evaluation
    for cell in model.grid.sheet.cells:
        assert model.locked(cell) == is_locked(form, cell.path), cell


ACTS = ("remove", "share", "duplicate", "indicator", "group", "category", "up", "down")
BLOCKS = ("paste", "cut", "empty", "fill_down")


@pytest.mark.parametrize("act", [*ACTS, *BLOCKS])
def test_what_was_refused_is_not_told_as_done(approved: MainWindow, act: str) -> None:
    """And there is nothing to take back: 撤销 would undo what was done before."""
    rows = list(approved.document.evaluation.indicators)[50:53]  # of other targets and points
    approved.go_to(Path(rows[0].id, "target"))
    table, model = approved.form.table, approved.form.model
    first, last = (model.grid.of_path(Path(row.id, "target")) for row in rows[::2])
    assert first is not None
    assert last is not None
    corners = QItemSelection(model.index_of(first), model.index_of(last))
    table.selectionModel().select(corners, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    QGuiApplication.clipboard().setText("1\n2\n3")
    before = approved.document.evaluation
    if act in ACTS:
        approved.commands[act].trigger()
    else:
        getattr(table.blocks, act)()
    assert approved.document.evaluation is before
    assert "指标已批复（2021-03-15）" in said(approved)
    assert [button.text() for button in approved.notice._buttons if button.isVisible()] == [
        "年中调整…",
        CLOSE,
    ]


def test_a_copy_of_an_approved_form_is_a_draft_that_takes_edits(
    approved: MainWindow, qtbot: QtBot
) -> None:
    approved.commands["copy"].trigger()
    press(approved, "复制")
    qtbot.waitUntil(lambda: approved.open_form.id == 2)
    assert approved.document.edit(SetField(TARGET, "9"))
