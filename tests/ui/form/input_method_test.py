"""Chinese comes through input methods: no composition is broken, no letter of it is lost."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.model.edits import SetField
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path, read
from ui.document import Document
from ui.form import editors, paper_table
from ui.form.editors import CellEditor
from ui.form.view import FormView

Key = Qt.Key


def the_editor(form: FormView) -> CellEditor:
    editor = form.table.editor
    assert editor is not None
    return editor


def is_open(form: FormView) -> bool:
    return form.table.editor is not None


def send(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends; it goes to whatever has the focus."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QGuiApplication.sendEvent(widget, event)


def compose(*steps: str, commit: str = "") -> None:
    for step in steps:
        send(focus(), step)
    send(focus(), "", commit)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def path(form: FormView, rows: list[Indicator]) -> Path:
    path = Path(rows[4].id, "actual")
    form.go_to(path)
    return path


def opened(form: FormView, path: Path) -> CellEditor:
    form.go_to(path, edit=True)
    editor = form.table.editor
    assert editor is not None
    return editor


def text_of(document: Document, path: Path) -> str:
    return read(document.evaluation, path)


def test_composing_in_an_open_editor(form: FormView, document: Document, path: Path) -> None:
    before = text_of(document, path)
    editor = opened(form, path)
    for preedit in ("w", "wa", "wan", "wanc", "wancheng"):
        send(focus(), preedit)
        assert text_of(document, path) == before, "what is composed is not in the document yet"
        assert editor.composing
    send(focus(), "", "完成")
    assert not editor.composing
    assert text_of(document, path) == before + "完成"
    compose("z", "zhun", commit="准")
    assert text_of(document, path) == before + "完成准"
    assert document.undo_stack.count() == 1


def test_a_cancelled_composition_changes_nothing(
    form: FormView, document: Document, path: Path
) -> None:
    before = text_of(document, path)
    opened(form, path)
    compose("q", "qu")
    assert text_of(document, path) == before
    assert document.undo_stack.count() == 0


def test_a_composition_on_a_selected_cell_opens_it_and_loses_no_letter(
    form: FormView, document: Document, path: Path
) -> None:
    assert not is_open(form)
    before = text_of(document, path)
    send(focus(), "j")
    editor = form.table.editor
    assert editor is not None
    assert editor.textCursor().block().layout().preeditAreaText() == "j"
    assert text_of(document, path) == before, "the old text goes when the new one is there"
    send(focus(), "ji")
    send(focus(), "jishi")
    assert editor.textCursor().block().layout().preeditAreaText() == "jishi"
    send(focus(), "", "及时")
    assert editor.text == "及时"
    assert text_of(document, path) == "及时"
    compose("w", "wan", commit="完")
    assert text_of(document, path) == "及时完"
    assert document.undo_stack.count() == 1
    QTest.keyClick(focus(), Key.Key_Return)
    assert not is_open(form)
    document.undo_stack.undo()
    assert text_of(document, path) == before


def test_a_committed_text_without_a_composition_opens_too(
    form: FormView, document: Document, path: Path
) -> None:
    send(focus(), "", "９５％")
    assert text_of(document, path) == "９５％"
    assert is_open(form)


def test_a_composition_that_opened_the_cell_and_was_dropped_keeps_the_text(
    form: FormView, document: Document, path: Path
) -> None:
    before = text_of(document, path)
    compose("j", "ji")
    assert text_of(document, path) == before
    assert is_open(form)
    assert the_editor(form).text == before
    compose("s", commit="是")
    assert text_of(document, path) == "是"
    QTest.keyClick(focus(), Key.Key_Escape)
    assert text_of(document, path) == before
    assert document.undo_stack.count() == 0


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab, Key.Key_Escape])
def test_a_key_that_chooses_a_candidate_does_not_close_the_editor(
    form: FormView, document: Document, path: Path, key: Key
) -> None:
    editor = opened(form, path)
    send(editor, "wan")
    QTest.keyClick(editor, key)
    assert form.table.editor is editor
    send(editor, "", "完")
    assert text_of(document, path).endswith("完")
    QTest.keyClick(editor, Key.Key_Return)
    assert not is_open(form)


def test_a_key_during_the_composition_that_opened_the_cell(
    form: FormView, document: Document, path: Path
) -> None:
    send(focus(), "j")
    QTest.keyClick(form.table, Key.Key_Return)
    assert form.current_path() == path
    assert is_open(form)
    send(focus(), "", "及")
    assert text_of(document, path) == "及"


def test_nothing_is_written_into_the_editor_while_it_is_open(
    form: FormView, document: Document, path: Path
) -> None:
    editor = opened(form, path)
    send(editor, "wan")
    index = form.table.currentIndex()
    form.table.dataChanged(index, index)
    form.table.cell_delegate.setEditorData(editor, index)
    assert editor.textCursor().block().layout().preeditAreaText() == "wan"
    send(editor, "", "完")
    assert text_of(document, path).endswith("完")


def test_each_kind_of_cell_takes_a_composition(form: FormView, document: Document) -> None:
    for field in ("title", "project", "goal_expected"):
        opened(form, Path(0, field))
        compose("c", "ce", commit="测")
        assert text_of(document, Path(0, field)).endswith("测")
        form.commit_open_editor()
    group = document.evaluation.categories[0].groups[0]
    opened(form, Path(group.id, "name"))
    compose("c", commit="测")
    assert document.evaluation.categories[0].groups[0].name == group.name + "测"


def test_the_cell_grows_with_what_is_composed(form: FormView, path: Path) -> None:
    editor = opened(form, path)
    height = editor.height()
    send(editor, "zhongxinchengquyigebanxiaoshinei")
    assert editor.height() > height
    send(editor, "")
    assert editor.height() == height


class InputMethod:
    """Stands for the platform's: asked to commit, it sends what is being composed."""

    def __init__(self, form: FormView, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        self.form = form
        self.text = text
        self.calls: list[bool] = []
        for module in (editors, paper_table):
            monkeypatch.setattr(module, "commit_composition", self.commit)

    def commit(self) -> None:
        editor = self.form.table.editor
        composing = editor is not None and editor.composing
        self.calls.append(composing)
        if composing:
            send(focus(), "", self.text)


def test_saving_or_switching_commits_the_composition_first(
    form: FormView, document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = InputMethod(form, monkeypatch, "完")
    before = text_of(document, path)
    send(opened(form, path), "wan")
    form.commit_open_editor()
    assert method.calls[0]
    assert text_of(document, path) == before + "完"
    assert not is_open(form)


def test_focus_that_leaves_during_a_composition_commits_it(
    qtbot: QtBot,
    form: FormView,
    document: Document,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    method = InputMethod(form, monkeypatch, "完")
    before = text_of(document, path)
    elsewhere = QLineEdit(form)
    qtbot.addWidget(elsewhere)
    elsewhere.show()
    send(opened(form, path), "wan")
    elsewhere.setFocus()
    assert method.calls[0], "asked while the editor still has the focus"
    assert text_of(document, path) == before + "完"
    assert not is_open(form)
    assert document.undo_stack.count() == 1


def test_a_click_on_another_cell_during_a_composition_commits_it(
    form: FormView,
    document: Document,
    path: Path,
    rows: list[Indicator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    InputMethod(form, monkeypatch, "完")
    before = text_of(document, path)
    send(opened(form, path), "wan")
    other = form.model.grid.of_path(Path(rows[6].id, "actual"))
    assert other is not None
    place = form.table.rect_of(other).center()
    QTest.mouseClick(form.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert text_of(document, path) == before + "完"
    assert form.current_path() == Path(rows[6].id, "actual")


def test_a_composition_that_opened_the_cell_is_committed_too(
    form: FormView, document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = InputMethod(form, monkeypatch, "及时")
    send(focus(), "jishi")
    form.commit_open_editor()
    assert method.calls[0]
    assert text_of(document, path) == "及时"
    assert not is_open(form)


@pytest.mark.parametrize("opening", [True, False])
def test_a_click_elsewhere_while_a_composition_opens_the_cell(
    form: FormView,
    document: Document,
    path: Path,
    rows: list[Indicator],
    monkeypatch: pytest.MonkeyPatch,
    opening: bool,
) -> None:
    InputMethod(form, monkeypatch, "及时")
    if not opening:
        opened(form, path).selectAll()
    send(focus(), "jishi")
    other = form.model.grid.of_path(Path(rows[6].id, "actual"))
    assert other is not None
    place = form.table.rect_of(other).center()
    QTest.mouseClick(form.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert text_of(document, path) == "及时"
    assert not is_open(form)
    assert form.current_path() == Path(rows[6].id, "actual")


def test_an_input_method_that_does_not_answer_leaves_no_key_dead(
    form: FormView, document: Document, path: Path
) -> None:
    before = text_of(document, path)
    editor = opened(form, path)
    send(editor, "wan")
    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):  # another window and back
        QApplication.sendEvent(editor, QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
    assert not editor.composing
    assert form.table.editor is editor
    QTest.keyClick(editor, Key.Key_X)
    QTest.keyClick(editor, Key.Key_Return)
    assert not is_open(form)
    assert text_of(document, path) == before + "x"


def test_undo_during_a_composition_wins(
    form: FormView, document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = InputMethod(form, monkeypatch, "完")
    before = text_of(document, path)
    document.edit(SetField(path, "旧"))
    send(opened(form, path), "wan")
    document.undo_stack.undo()
    assert not is_open(form)
    assert text_of(document, path) == before
    assert True not in method.calls


def test_a_composition_over_a_name_of_the_form_replaces_nothing(
    form: FormView, document: Document
) -> None:
    form.go_to(Path(ROOT, "title"))
    before, said = document.evaluation, list[str]()
    form.message.connect(lambda text, _: said.append(text))
    send(form.table, "biao")
    send(form.table, "", "表")
    assert not is_open(form)
    assert document.evaluation is before
    assert said
