"""Ctrl+F: every cell that holds the text, in paper order, from where the clerk stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from core.model.edits import SetField
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path
from ui.document import Document
from ui.form.find import matches
from ui.form.view import FormView

Key = Qt.Key


@pytest.fixture
def field(form: FormView) -> QLineEdit:
    QTest.keyClick(form.table, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert form._search.bar.isVisible()
    assert form._search.bar.field.hasFocus()
    return form._search.bar.field


def test_typing_leads_to_the_first_match_and_enter_onward(
    form: FormView, field: QLineEdit, rows: list[Indicator]
) -> None:
    field.setText("满意度")
    wanted = matches(form.model.grid, "满意度")
    assert len(wanted) > 5
    for cell in wanted:
        assert form.table.current_cell() is cell
        QTest.keyClick(field, Key.Key_Return)
    assert form.table.current_cell() is wanted[0], "round the form"
    QTest.keyClick(field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert form.table.current_cell() is wanted[-1]
    assert form._search.bar._count.text() == f"{len(wanted)}/{len(wanted)}"
    assert rows


def test_width_case_and_spaces_do_not_matter(form: FormView, rows: list[Indicator]) -> None:
    found = {cell.path for cell in matches(form.model.grid, " １０３４ 人")}
    assert found == {Path(rows[6].id, "actual")}
    assert matches(form.model.grid, "  ") == []


def test_nothing_found_is_said_and_moves_nothing(form: FormView, field: QLineEdit) -> None:
    field.setText("没有这样的字")
    assert form.current_path() == Path(ROOT, "project")
    assert form._search.bar._count.text() == "没有找到"


def test_esc_closes_and_gives_the_keys_back(form: FormView, field: QLineEdit) -> None:
    field.setText("出勤")
    assert form.table._lit
    QTest.keyClick(field, Key.Key_Escape)
    assert not form._search.bar.isVisible()
    assert not form.table._lit
    assert form.table.hasFocus()


def test_what_is_found_follows_what_is_typed(
    form: FormView, field: QLineEdit, document: Document, rows: list[Indicator]
) -> None:
    field.setText("加班")
    assert form._search.bar._count.text() == "没有找到"
    document.edit(SetField(Path(rows[4].id, "deviation"), "因加班"))
    assert form._search.bar._count.text() == "0/1"


def test_an_open_editor_is_finished_first(form: FormView, rows: list[Indicator]) -> None:
    form.go_to(Path(rows[4].id, "actual"), edit=True)
    form.open_find()
    assert form.table.editor is None
