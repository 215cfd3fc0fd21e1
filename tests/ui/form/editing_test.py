"""Typing into the paper: live, one undo step a visit, no text jumps, nothing is written back."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QRect, Qt
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QTextLayout,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from core.model.edits import SetField
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path, read
from core.sheet.sheet import Cell
from ui.document import Document
from ui.form.editors import CellEditor
from ui.form.metrics import text_top
from ui.form.view import FormView

Key = Qt.Key
Modifier = Qt.KeyboardModifier


def the_editor(form: FormView) -> CellEditor:
    editor = form.table.editor
    assert editor is not None
    return editor


def is_open(form: FormView) -> bool:
    return form.table.editor is not None


def opened(form: FormView, path: Path) -> CellEditor:
    form.go_to(path, edit=True)
    editor = form.table.editor
    assert editor is not None
    return editor


def typed(editor: QWidget, text: str) -> None:
    for char in text:
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Modifier.NoModifier, char)
        QGuiApplication.sendEvent(editor, key)


def current(form: FormView) -> Cell:
    cell = form.table.current_cell()
    assert cell is not None
    return cell


def test_every_key_reaches_the_document_and_all_are_one_step(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "actual")
    form.go_to(path)
    seen = []
    for key in "45%":
        QTest.keyClicks(form.table.editor or form.table, key)
        seen.append(read(document.evaluation, path))
    assert seen == ["4", "45", "45%"]
    assert document.undo_stack.count() == 1
    assert form.model.grid.of_path(path).text == "45%"  # type: ignore[union-attr]
    QTest.keyClick(the_editor(form), Key.Key_Return)
    assert not is_open(form)
    assert form.current_path() == Path(rows[5].id, "actual")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert read(document.evaluation, path) == rows[4].actual


def test_two_visits_are_two_steps(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    for text in ("a", "b"):
        editor = opened(form, Path(rows[4].id, "actual"))
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Key.Key_Tab)
    assert document.undo_stack.count() == 2


def test_a_key_on_a_cell_replaces_its_text(form: FormView, rows: list[Indicator]) -> None:
    form.go_to(Path(rows[4].id, "deviation"))
    typed(form.table, "新")
    assert is_open(form)
    assert the_editor(form).text == "新"


def test_esc_gives_back_the_text_and_leaves_no_step(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    before = document.evaluation
    editor = opened(form, Path(rows[4].id, "score"))
    QTest.keyClick(editor, Key.Key_Backspace)
    QTest.keyClicks(editor, "1")
    assert document.evaluation.total_score == ""  # the printed total is not true any more
    QTest.keyClick(editor, Key.Key_Escape)
    assert not is_open(form)
    assert document.evaluation == before
    assert document.undo_stack.count() == 0
    assert not document.undo_stack.canRedo()
    assert form.current_path() == Path(rows[4].id, "score")


def test_esc_without_a_word_keeps_what_can_be_redone(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    document.edit(SetField(Path(rows[4].id, "actual"), "1"))
    document.undo_stack.undo()
    QTest.keyClick(opened(form, Path(rows[4].id, "actual")), Key.Key_Escape)
    assert document.undo_stack.canRedo()


def test_esc_gives_back_only_this_visit(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "actual")
    editor = opened(form, path)
    QTest.keyClicks(editor, "a")
    QTest.keyClick(editor, Key.Key_Tab)
    editor = opened(form, path)
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Key.Key_Escape)
    assert read(document.evaluation, path) == rows[4].actual + "a"
    assert document.undo_stack.count() == 1


def test_alt_enter_begins_a_line_and_the_row_grows_with_it(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "deviation")
    editor = opened(form, path)
    height = form.table.rect_of(current(form)).height()
    for _ in range(3):
        typed(editor, "原因")
        QTest.keyClick(editor, Key.Key_Return, Modifier.AltModifier)
    assert read(document.evaluation, path) == "原因\n" * 3
    assert form.table.rect_of(current(form)).height() > height + 30
    assert editor.geometry().height() == form.table.rect_of(current(form)).height() + 1
    assert form.table.rowHeight(current(form).row) == form.table.rect_of(current(form)).height()


def test_the_row_is_calm_while_a_figure_is_typed_and_then_asks_for_the_reason(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    document.edit(SetField(Path(rows[5].id, "score"), ""))
    editor = opened(form, Path(rows[5].id, "actual"))
    editor.selectAll()
    place, height = editor.geometry(), form.table.rowHeight(current(form).row)
    for key in "95%":
        QTest.keyClicks(editor, key)
        assert editor.geometry() == place
        assert form.table.rowHeight(current(form).row) == height
    row = current(form).row
    QTest.keyClick(editor, Key.Key_Return)
    assert form.table.rowHeight(row) > height


def test_tab_and_enter_lead_on_and_arrows_stay(form: FormView, rows: list[Indicator]) -> None:
    editor = opened(form, Path(rows[4].id, "target"))
    for key in (Key.Key_Left, Key.Key_Up, Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Home):
        QTest.keyClick(editor, key)
    assert form.table.editor is editor
    QTest.keyClick(editor, Key.Key_Tab)
    assert form.current_path() == Path(rows[4].id, "actual")
    editor = opened(form, Path(rows[4].id, "target"))
    QTest.keyClick(editor, Key.Key_Backtab)
    assert form.current_path() == Path(rows[4].id, "name")
    editor = opened(form, Path(rows[4].id, "target"))
    QTest.keyClick(editor, Key.Key_Return, Modifier.ShiftModifier)
    assert form.current_path() == Path(rows[3].id, "target")


def test_arrows_leave_a_cell_that_typing_opened(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    for key, row, field in (
        (Key.Key_Down, 5, "actual"),
        (Key.Key_Up, 3, "actual"),
        (Key.Key_Left, 4, "target"),
        (Key.Key_Right, 4, "points"),
    ):
        form.go_to(Path(rows[4].id, "actual"))
        QTest.keyClick(form.table, Key.Key_2)
        QTest.keyClick(the_editor(form), key)
        assert not is_open(form)
        assert form.current_path() == Path(rows[row].id, field)
        assert read(document.evaluation, Path(rows[4].id, "actual")) == "2"


def test_after_f2_arrows_move_within_the_cell(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "actual")
    form.go_to(path)
    QTest.keyClick(form.table, Key.Key_2)
    editor = the_editor(form)
    QTest.keyClick(editor, Key.Key_F2)
    QTest.keyClick(editor, Key.Key_Left)
    QTest.keyClick(editor, Key.Key_1)
    assert read(document.evaluation, path) == "12"
    QTest.keyClick(editor, Key.Key_F2)
    QTest.keyClick(editor, Key.Key_Down)
    assert not is_open(form)


def test_enter_goes_on_below_the_cell_where_tab_began(
    form: FormView, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[4].id, "target"))
    QTest.keyClick(form.table, Key.Key_9)
    QTest.keyClick(the_editor(form), Key.Key_Tab)
    QTest.keyClick(form.table, Key.Key_Tab)
    QTest.keyClick(form.table, Key.Key_8)
    QTest.keyClick(the_editor(form), Key.Key_Return)
    assert form.current_path() == Path(rows[5].id, "target")
    QTest.keyClick(form.table, Key.Key_Tab)
    QTest.keyClick(form.table, Key.Key_Right)
    QTest.keyClick(form.table, Key.Key_Return)
    assert form.current_path() == Path(rows[6].id, "points"), "an arrow forgets it"


def test_a_computed_score_opens_empty_and_follows_again_when_emptied(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "score")
    document.edit(SetField(path, ""))
    editor = opened(form, path)
    assert editor.text == ""
    QTest.keyClicks(editor, "1")
    QTest.keyClick(editor, Key.Key_Backspace)
    assert form.model.grid.of_path(path).derived  # type: ignore[union-attr]
    assert form.model.grid.of_path(path).text == "2"  # type: ignore[union-attr]


@pytest.mark.parametrize("zoom", [1.0, 0.84, 1.4])
def test_text_does_not_jump_when_the_editor_opens(
    form: FormView, rows: list[Indicator], zoom: float
) -> None:
    form.set_zoom(zoom)
    fields = [Path(ROOT, name) for name in ("title", "project", "goal_expected", "goal_actual")]
    fields += [
        Path(rows[at].id, name) for at in (0, 39, 43) for name in ("name", "target", "score")
    ]
    fields += [Path(form._document.evaluation.funds[1].id, name) for name in ("name", "annual")]
    fields += [Path(row.id, "deviation") for row in rows if row.deviation]
    for path in fields:
        form.go_to(path)
        cell = current(form)
        rect = form.table.rect_of(cell)
        setter = form.table.painter.typesetter
        kind = form.model.kind(cell)
        inset = setter.inset(cell, kind)
        text = setter.text(cell.text, rect.width() - inset, kind, cell.align)
        left = rect.left() + 1 + setter.pad(kind) + inset
        top = text_top(rect, cell, text.height, setter.zoom)
        painted = lines(text.layout, left, top)
        editor = opened(form, path)
        offset = editor.viewport().pos() + editor.pos()
        block = editor.document().firstBlock()
        gone = editor.horizontalScrollBar().value()
        assert lines(block.layout(), offset.x() - gone, offset.y()) == painted, path
        assert editor.geometry() == rect.adjusted(0, 0, 1, 1)
        form.commit_open_editor()


def lines(layout: QTextLayout, left: float, top: float) -> list[tuple[int, int, float, float]]:
    found = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        text = line.naturalTextRect()
        place = (round(text.x() + left, 1), round(line.y() + top, 1))
        found.append((line.textStart(), line.textLength(), *place))
    return found


def test_leaving_with_the_mouse_keeps_what_was_typed(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    editor = opened(form, Path(rows[4].id, "actual"))
    QTest.keyClicks(editor, "x")
    other = form.model.grid.of_path(Path(rows[6].id, "actual"))
    assert other is not None
    place = form.table.rect_of(other).center()
    QTest.mouseClick(form.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not is_open(form)
    assert form.current_path() == Path(rows[6].id, "actual")
    assert read(document.evaluation, Path(rows[4].id, "actual")) == rows[4].actual + "x"


@pytest.fixture
def window(qtbot: QtBot, form: FormView, document: Document) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(form)
    stack = document.undo_stack
    for keys, act in (("Ctrl+Z", stack.undo), ("Ctrl+Y", stack.redo)):
        action = QAction(keys, window)
        action.triggered.connect(act)
        action.setShortcut(QKeySequence(keys))
        window.addAction(action)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def test_control_z_in_an_open_cell_goes_by_words_then_by_visits(
    window: QMainWindow, form: FormView, document: Document, rows: list[Indicator]
) -> None:
    assert window.isVisible()
    path = Path(rows[4].id, "deviation")
    document.edit(SetField(Path(rows[3].id, "deviation"), "前一步"))
    typed(opened(form, path), "due to rain, late")
    for text in ("due to rain, ", "due to ", "due "):
        QTest.keyClick(the_editor(form), Key.Key_Z, Modifier.ControlModifier)
        assert the_editor(form).text == read(document.evaluation, path) == text
    QTest.keyClick(the_editor(form), Key.Key_Y, Modifier.ControlModifier)
    assert the_editor(form).text == read(document.evaluation, path) == "due to "
    typed(the_editor(form), "hail")
    QTest.keyClick(the_editor(form), Key.Key_Return)
    assert read(document.evaluation, path) == "due to hail"
    QTest.keyClick(form.table, Key.Key_Z, Modifier.ControlModifier)
    assert read(document.evaluation, path) == rows[4].deviation, "a visit is one step afterwards"
    QTest.keyClick(form.table, Key.Key_Y, Modifier.ControlModifier)
    assert read(document.evaluation, path) == "due to hail"
    editor = opened(form, path)
    QTest.keyClick(editor, Key.Key_Z, Modifier.ControlModifier)
    assert not is_open(form), "beyond what was typed in it, undo leaves the cell"
    assert read(document.evaluation, path) == rows[4].deviation


def test_what_can_be_redone_survives_a_visit_that_changes_nothing(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "actual")
    document.edit(SetField(path, "1"))
    document.undo_stack.undo()
    typed(opened(form, path), "x")
    QTest.keyClick(the_editor(form), Key.Key_Escape)
    assert document.undo_stack.canRedo()
    typed(opened(form, path), "x")
    QTest.keyClick(the_editor(form), Key.Key_Backspace)
    QTest.keyClick(the_editor(form), Key.Key_Return)
    assert document.undo_stack.canRedo()
    typed(opened(form, path), "x")
    QTest.keyClick(the_editor(form), Key.Key_Return)
    assert not document.undo_stack.canRedo()


def test_what_others_change_closes_the_editor_without_a_word(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "actual")
    opened(form, path)
    document.edit(SetField(path, "77%"), origin=document)
    assert not is_open(form)
    assert read(document.evaluation, path) == "77%"


def test_a_title_can_take_the_year_line_away_while_it_is_typed(
    form: FormView, document: Document
) -> None:
    editor = opened(form, Path(ROOT, "title"))
    count = form.model.rowCount()
    QTest.keyClick(editor, Key.Key_Home)
    typed(editor, "2021年度")
    assert form.model.rowCount() == count - 1
    assert form.table.editor is editor
    assert editor.isVisible()
    assert document.evaluation.title.startswith("2021年度财政")
    QTest.keyClick(editor, Key.Key_Escape)
    assert form.model.rowCount() == count


def test_another_window_in_front_does_not_close_the_editor(
    form: FormView, rows: list[Indicator]
) -> None:
    editor = opened(form, Path(rows[4].id, "actual"))
    left = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QGuiApplication.sendEvent(editor, left)
    assert form.table.editor is editor


def test_focus_that_goes_elsewhere_closes_it(
    qtbot: QtBot, form: FormView, document: Document, rows: list[Indicator]
) -> None:
    elsewhere = QLineEdit(form)
    qtbot.addWidget(elsewhere)
    elsewhere.show()
    QTest.keyClicks(opened(form, Path(rows[4].id, "actual")), "x")
    elsewhere.setFocus()
    assert not is_open(form)
    assert read(document.evaluation, Path(rows[4].id, "actual")) == rows[4].actual + "x"


def test_a_cell_copied_in_excel_is_pasted_without_its_line_feed(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    editor = opened(form, Path(rows[4].id, "deviation"))
    data = QMimeData()
    data.setText("2022年加强\r\n")
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(editor, Key.Key_V, Modifier.ControlModifier)
    assert read(document.evaluation, Path(rows[4].id, "deviation")) == "2022年加强"


def test_the_caret_of_a_long_cell_stays_in_sight(form: FormView) -> None:
    form.resize(860, 220)
    QApplication.processEvents()
    editor = opened(form, Path(ROOT, "goal_expected"))
    for key in (Key.Key_Home, Key.Key_End):
        QTest.keyClick(editor, key, Modifier.ControlModifier)
        caret: QRect = editor.caret()
        caret.moveTopLeft(form.table.viewport().mapTo(form.viewport(), caret.topLeft()))
        assert form.viewport().rect().contains(caret)


def test_zooming_closes_the_editor_and_keeps_its_text(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    QTest.keyClicks(opened(form, Path(rows[4].id, "actual")), "x")
    form.set_zoom(1.4)
    assert not is_open(form)
    assert read(document.evaluation, Path(rows[4].id, "actual")) == rows[4].actual + "x"
    editor = opened(form, Path(rows[4].id, "actual"))
    assert editor.font().pixelSize() == 18


def test_a_paragraph_that_esc_gave_up_can_be_had_back(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path, told = Path(rows[4].id, "deviation"), []
    form.message.connect(lambda _, button: told.append(button))
    before = read(document.evaluation, path)
    editor = opened(form, path)
    QTest.keyClicks(editor, "one two three four five")
    after = read(document.evaluation, path)
    QTest.keyClick(editor, Key.Key_Escape)
    assert read(document.evaluation, path) == before
    ((label, take_back),) = told
    take_back()
    assert (label, read(document.evaluation, path)) == ("取回", after)
