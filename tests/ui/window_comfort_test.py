"""Small things that a new user stumbled over once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.beginning import new_form
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from ui.main_window import MainWindow


def test_ctrl_home_shows_the_upper_edge_of_the_paper(window: MainWindow) -> None:
    table = window.form.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert window.form.verticalScrollBar().value() > 0
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert window.form.verticalScrollBar().value() == 0


def test_a_name_closed_by_enter_is_not_committed_again(window: MainWindow) -> None:
    window.commands["rename"].trigger()  # on 项目名称: nothing in the outline, and no Qt warning
    window.go_to(Path(next(window.document.evaluation.indicators).id, "name"))
    window.commands["rename"].trigger()
    editor = window.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    window.commands["paper"].trigger()  # a Qt warning here would fail the test
    window.commands["group"].trigger()


def test_an_empty_form_is_not_called_faultless(window: MainWindow) -> None:
    assert window.score_bar.errors.property("tone") == "good"
    window.filing.start(new_form())
    assert window.score_bar.errors.property("tone") in {"calm", "error"}
    assert window.score_bar.warnings.property("tone") == "calm"


def test_what_was_said_goes_when_the_clerk_goes_on(window: MainWindow) -> None:
    window.notice.say("已删除一行")
    window.document.edit(SetField(Path(ROOT, "unit"), "别的单位"))
    assert window.notice.isHidden()
    window.notice.warn("没有保存成功")
    window.document.edit(SetField(Path(ROOT, "unit"), "又一个单位"))
    assert not window.notice.isHidden()


def test_the_zoom_is_kept_until_the_next_day(window: MainWindow) -> None:
    assert window.settings.zoom == 0
    window.commands["zoom_in"].trigger()
    shown = window.form.get_zoom()
    window.close()
    assert window.settings.zoom == shown
