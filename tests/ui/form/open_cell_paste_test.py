"""A table that is pasted into a cell that is open but empty, as it is after 加一行."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from core.model.edits import SetField
from core.model.evaluation import Indicator
from core.model.path import Path, read
from ui.document import Document
from ui.form.paste_preview import PastePreview
from ui.form.view import FormView

CONTROL = Qt.KeyboardModifier.ControlModifier
COLUMN = "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"


def paste(form: FormView, html: str, text: str) -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    assert form.table.editor is not None
    QTest.keyClick(form.table.editor, Qt.Key.Key_V, CONTROL)


def open_empty(form: FormView, document: Document, path: Path) -> None:
    document.edit(SetField(path, ""))
    form.go_to(path, edit=True)


@pytest.mark.parametrize(
    ("html", "text", "wanted"),
    [
        ("", "=1\t1\n=2\t2\n", [("=1", "1"), ("=2", "2")]),
        (COLUMN, "甲\n乙\n", [("甲", None), ("乙", None)]),
    ],
)
def test_it_goes_where_it_would_in_a_closed_cell(
    form: FormView,
    document: Document,
    rows: list[Indicator],
    html: str,
    text: str,
    wanted: list[tuple[str, str | None]],
) -> None:
    open_empty(form, document, Path(rows[4].id, "target"))
    steps = document.undo_stack.count()
    paste(form, html, text)
    assert form.table.editor is None
    after = list(document.evaluation.indicators)[4:6]
    for row, old, (target, actual) in zip(after, rows[4:6], wanted, strict=True):
        assert (row.target, row.actual) == (target, old.actual if actual is None else actual)
    assert document.undo_stack.count() == steps + 1


def test_what_adds_rows_is_shown_first(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    open_empty(form, document, Path(rows[39].id, "name"))
    before = document.evaluation
    paste(form, "", "a\t=1\nb\t=2\nc\t=3\n")
    assert document.evaluation is before
    box = form.window().findChild(PastePreview)
    assert isinstance(box, PastePreview)
    box.accept()
    assert [row.name for row in document.evaluation.indicators][40:43] == ["a", "b", "c"]


def test_in_a_cell_that_the_clerk_has_just_emptied_it_stays(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "target")
    form.go_to(path, edit=True)
    assert form.table.editor is not None
    form.table.editor.selectAll()
    QTest.keyClick(form.table.editor, Qt.Key.Key_Delete)
    paste(form, "", "1\t2\n3\t4\n")
    assert read(document.evaluation, path) == "1 2\n3 4"
    assert list(document.evaluation.indicators)[5:] == rows[5:]


@pytest.mark.parametrize(
    ("typed", "html", "text", "wanted"),
    [
        ("x", "", "1\t2\n3\t4\n", "x1 2\n3 4"),
        ("", "<p>甲</p><p>乙</p>", "甲\n乙\n", "甲\n乙"),
        ("", "", "甲\n乙\n", "甲\n乙"),
        ("", "<table><tr><td>甲<br>乙</td></tr></table>", "甲\n", "甲\n乙"),
    ],
)
def test_after_typing_and_as_lines_of_a_text_it_stays_in_the_cell(
    form: FormView, document: Document, typed: str, html: str, text: str, wanted: str
) -> None:
    row, *rows = list(document.evaluation.indicators)[4:]
    path = Path(row.id, "deviation")
    open_empty(form, document, path)
    assert form.table.editor is not None
    QTest.keyClicks(form.table.editor, typed)
    paste(form, html, text)
    assert read(document.evaluation, path) == wanted
    assert list(document.evaluation.indicators)[5:] == rows
