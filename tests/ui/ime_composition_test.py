"""Input methods in the lines of text beside the paper: outline, 说明, method, header, find."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from core.model.evaluation import Indicator
from core.model.path import Path
from ui import ime_composition
from ui.archive.new_form import HeaderDialog
from ui.ime_composition import Composition
from ui.main_window import MainWindow

Key = Qt.Key


class InputMethod:
    """Stands for the platform's: asked to commit, it sends what is being composed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        self.text = text
        self.calls: list[tuple[QWidget | None, str]] = []
        monkeypatch.setattr(ime_composition, "commit_composition", self.commit)

    def commit(self) -> None:
        widget = focus()
        self.calls.append((widget, line_of(widget).text()))
        send(widget, "", self.text)


@pytest.fixture
def method(monkeypatch: pytest.MonkeyPatch) -> InputMethod:
    return InputMethod(monkeypatch, "完成")


def send(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QGuiApplication.sendEvent(widget, event)


def line_of(field: QWidget) -> QLineEdit:
    """The line that holds the text: of an editable box it is not the one that has the focus."""
    line = field.lineEdit() if isinstance(field, QComboBox) else field
    assert isinstance(line, QLineEdit)
    return line


def composing(field: QWidget) -> bool:
    composition = field.findChild(Composition)
    assert isinstance(composition, Composition)
    return composition.under_way


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def first_row(window: MainWindow) -> Indicator:
    return next(window.document.evaluation.indicators)


def outline(window: MainWindow) -> QWidget:
    window.outline.rename(first_row(window).id)
    return focus()


def method_of_row(window: MainWindow) -> QWidget:
    window.go_to(Path(first_row(window).id, "target"))
    window.explanation.reading.more.setChecked(True)
    window.explanation.reading.method.setFocus()
    return focus()


def reason(window: MainWindow) -> QWidget:
    window.commands["next"].trigger()
    window.commit()
    window.problems.keep_line.text.setFocus()
    return focus()


def header(window: MainWindow) -> QWidget:
    window.commands["info"].trigger()
    dialog = window.findChild(HeaderDialog)
    assert isinstance(dialog, HeaderDialog)
    dialog.activateWindow()
    QApplication.processEvents()
    dialog.unit.setFocus()
    return focus()


def find(window: MainWindow) -> QWidget:
    window.commands["find"].trigger()
    return focus()


LINES = [outline, method_of_row, reason, header, find]


@pytest.mark.parametrize("line", LINES)
def test_a_composition_is_put_in_or_dropped_whole(
    window: MainWindow, line: Callable[[MainWindow], QWidget]
) -> None:
    field = line(window)
    line_of(field).clear()
    for preedit in ("w", "wa", "wan"):
        send(field, preedit)
        assert composing(field)
        assert line_of(field).text() == ""
    send(field, "", "完")
    assert not composing(field)
    assert line_of(field).text() == "完"
    send(field, "ch")
    send(field, "")
    assert not composing(field)
    assert line_of(field).text() == "完"


@pytest.mark.parametrize("line", LINES)
def test_it_is_asked_for_while_the_field_still_has_the_focus(
    window: MainWindow, line: Callable[[MainWindow], QWidget], method: InputMethod
) -> None:
    field = line(window)
    line_of(field).clear()
    send(field, "wancheng")
    window.form.setFocus()
    field.clearFocus()
    assert method.calls == [(field, "")]
    if line is not outline:  # that editor is gone with the focus, and its text is the name
        assert line_of(field).text() == "完成"
    else:
        assert first_row(window).name == "完成"


@pytest.mark.parametrize("line", [find, header])
def test_an_input_method_that_does_not_answer_leaves_no_key_dead(
    window: MainWindow, line: Callable[[MainWindow], QWidget]
) -> None:
    field = line(window)
    line_of(field).clear()
    send(field, "wan")
    window.setFocus()
    field.clearFocus()
    field.setFocus()
    QTest.keyClicks(field, "x")
    assert line_of(field).text() == "x"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab, Key.Key_Escape])
def test_a_key_that_chooses_a_candidate_closes_no_name(window: MainWindow, key: Key) -> None:
    field = outline(window)
    line_of(field).clear()
    send(field, "wan")
    QTest.keyClick(field, key)
    assert window.outline.view.isPersistentEditorOpen(window.outline.view.currentIndex())
    send(field, "", "完")
    QTest.keyClick(field, Key.Key_Return)
    QApplication.processEvents()
    assert first_row(window).name == "完"


def test_a_name_being_composed_is_put_in_before_whatever_else_is_done(
    window: MainWindow, method: InputMethod
) -> None:
    field = outline(window)
    line_of(field).clear()
    send(field, "wan")
    window.commands["save"].trigger()
    assert [text for _, text in method.calls] == [""]
    assert first_row(window).name == "完成"
