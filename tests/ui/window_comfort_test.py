"""Small things that a new user stumbled over once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.assessment import assess
from core.checks.problem import Tone
from core.filling.beginning import new_form
from core.model.edits import Keep, SetField, apply
from core.model.evaluation import ROOT, Group
from core.model.path import Path, find
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize
from core.years.carry_over import carry_over
from ui.app import make_window, open_last
from ui.archive.new_form import Header
from ui.form.paste_preview import PastePreview
from ui.form.view import FormView
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.shelf import Shelf


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


def test_points_still_being_shared_out_are_not_called_wrong(window: MainWindow) -> None:
    window.filing.start(new_form())
    row = next(window.document.evaluation.indicators)
    window.go_to(Path(row.id, "points"))
    window.document.edit(SetField(Path(row.id, "points"), "2"))
    window.document.updates.make_all()
    assert window.score_bar._placed.property("odd") == "no"
    window.go_to(Path(ROOT, "goal_actual"))
    window.document.updates.make_all()
    assert window.score_bar._placed.property("odd") == "yes"


def test_f8_says_when_nothing_is_left(window: MainWindow) -> None:
    for problem in window.document.assessment.problems:
        window.document.edit(Keep(problem.path.node, problem.code, "已核对"))
    window.commands["next"].trigger()
    assert "没有未处理的问题" in window.notice.text()


def test_a_form_that_is_begun_waits_where_the_clerk_goes_on(window: MainWindow) -> None:
    window.features.beginning.put(
        Header(project="某项目", unit="某单位", department="某部门", year="2021")
    )
    first = window.document.evaluation.funds[0]
    assert window.form.current_path() == Path(first.id, "initial")


def test_counts_of_problems_are_whole_in_a_narrow_pane(window: MainWindow) -> None:
    window.filing.start(carry_over(sample(), 2022))
    for width in (1600, 1093, 911):
        window.resize(width, 600)
        window.panes.open_right()
        QApplication.processEvents()
        assert window.problems._filters[Tone.PENDING].isVisible()
        for one in window.problems._filters.values():
            assert one.width() >= one.sizeHint().width()


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


def test_a_word_without_a_button_goes_when_the_cursor_moves_on(window: MainWindow) -> None:
    rows = list(window.document.evaluation.indicators)
    window.form.go_to(Path(rows[0].id, "name"))
    window.notice.say("已粘贴 3 行")
    window.form.go_to(Path(rows[1].id, "name"))
    assert window.notice.isHidden()
    window.notice.say("已删除一行", ("撤销", lambda: None))
    window.form.go_to(Path(rows[2].id, "name"))
    assert not window.notice.isHidden()


def test_a_first_level_that_comes_new_shows_what_it_holds(window: MainWindow) -> None:
    view, model = window.outline.view, window.outline.model
    view.collapseAll()
    window.commands["category"].trigger()
    window.commit()
    new = window.document.evaluation.categories[-1].id
    assert view.isExpanded(model.index_of(new))
    window.commands["undo"].trigger()
    window.commands["redo"].trigger()
    assert view.isExpanded(model.index_of(new))


def test_the_zoom_is_kept_until_the_next_day(window: MainWindow) -> None:
    assert window.settings.zoom == 0
    window.commands["zoom_in"].trigger()
    shown = window.form.get_zoom()
    window.close()
    assert window.settings.zoom == shown


def test_the_form_that_was_open_last_is_seen_where_work_goes_on(shelf: Shelf, qtbot: QtBot) -> None:
    form = sample()
    row = list(form.indicators)[40]
    form = apply(form, SetField(Path(row.id, "actual"), ""))
    shelf.ask(lambda archive: archive.add(form, summarize(form, assess(form, profile_for("")))))
    window = make_window(shelf, Settings())
    qtbot.addWidget(window)
    open_last(window)
    window.resize(1093, 614)
    window.show()
    QApplication.processEvents()
    assert window.form.current_path() == Path(row.id, "actual")
    assert sees_current(window.form)
    window.form.go_to(Path(form.funds[0].id, "annual"))
    for height in (900, 500, 420):  # as a window does that is made as large as the screen
        window.resize(1093, height)
        QApplication.processEvents()
        assert sees_current(window.form)


def sees_current(form: FormView) -> bool:
    table, seen = form.table, form.viewport().rect()
    here = table.visualRect(table.currentIndex())
    return seen.contains(table.viewport().mapTo(form.viewport(), here.center()))


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_past_the_last_row_of_a_group_the_next_row_is_added_to_it(
    window: MainWindow, key: Qt.Key
) -> None:
    window.features.filing.start(new_form())
    groups = [one for category in window.document.evaluation.categories for one in category.groups]
    first, second = groups[:2]
    field = "points" if key == Qt.Key.Key_Tab else "name"
    window.document.edit(SetField(Path(first.indicators[-1].id, "name"), "发放人数"))
    window.form.go_to(Path(first.indicators[-1].id, field))
    QTest.keyClick(window.form.table, key)
    assert window.document.cursor == Path(second.indicators[0].id, "name")
    assert f"在“{first.name}”加一行" in hint(window)
    window.commands["indicator"].trigger()
    assert len(group_of(window, first.id).indicators) == len(first.indicators) + 1
    assert len(group_of(window, second.id).indicators) == len(second.indicators)


def test_who_writes_in_the_next_group_adds_rows_there(window: MainWindow) -> None:
    window.features.filing.start(new_form())
    groups = [one for category in window.document.evaluation.categories for one in category.groups]
    first, second = groups[:2]
    window.form.go_to(Path(first.indicators[-1].id, "name"))
    QTest.keyClick(window.form.table, Qt.Key.Key_Return)
    QTest.keyClicks(window.form.table, "5")
    assert f"在“{second.name}”加一行" in hint(window)
    window.commands["indicator"].trigger()
    assert len(group_of(window, second.id).indicators) == len(second.indicators) + 1


def test_a_click_into_the_next_group_makes_that_the_group_at_hand(window: MainWindow) -> None:
    window.features.filing.start(new_form())
    groups = [one for category in window.document.evaluation.categories for one in category.groups]
    window.form.go_to(Path(groups[0].indicators[-1].id, "name"))
    QTest.keyClick(window.form.table, Qt.Key.Key_Return)
    window.form.go_to(Path(groups[1].indicators[0].id, "target"))
    assert f"在“{groups[1].name}”加一行" in hint(window)


def test_a_group_that_gets_another_name_is_named_so(window: MainWindow) -> None:
    window.features.filing.start(new_form())
    group = next(iter(window.document.evaluation.categories)).groups[0]
    window.form.go_to(Path(group.indicators[0].id, "name"))
    assert f"在“{group.name}”加一行" in hint(window)
    window.document.edit(SetField(Path(group.id, "name"), "受益人数"))
    assert "在“受益人数”加一行" in hint(window)
    window.document.undo_stack.undo()
    assert f"在“{group.name}”加一行" in hint(window)


def hint(window: MainWindow) -> str:
    """What the status bar says of Ctrl+Enter."""
    window.document.updates.make_all()
    return next(said.text() for name, _, said in window.status._keys if name == "indicator")


def group_of(window: MainWindow, node: int) -> Group:
    found = find(window.document.evaluation, node)
    assert isinstance(found, Group)
    return found


def test_rows_pasted_into_the_next_group_make_that_the_group_at_hand(window: MainWindow) -> None:
    window.features.filing.start(new_form())
    groups = [one for category in window.document.evaluation.categories for one in category.groups]
    window.form.go_to(Path(groups[0].indicators[-1].id, "name"))
    QTest.keyClick(window.form.table, Qt.Key.Key_Return)
    assert f"在“{groups[0].name}”加一行" in hint(window)
    QGuiApplication.clipboard().setText("甲\t1\n乙\t2\n丙\t3")
    window.form.table.blocks.paste()
    preview = window.findChild(PastePreview)
    assert isinstance(preview, PastePreview)
    preview.accept()
    assert len(group_of(window, groups[1].id).indicators) == 3
    assert f"在“{groups[1].name}”加一行" in hint(window)
    QGuiApplication.clipboard().clear()


def test_esc_on_the_paper_puts_away_what_was_said(window: MainWindow) -> None:
    row = next(iter(window.document.evaluation.indicators))
    window.form.go_to(Path(row.id, "name"))
    window.notices.say("已删除一行", ("撤销", lambda: None))
    QTest.keyClick(window.form.table, Qt.Key.Key_Escape)
    assert window.notice.isHidden()
    window.notices.refuse("已定稿，不能修改")
    assert window.notice.isVisible()
    QTest.keyClick(window.form.table, Qt.Key.Key_Escape)
    assert window.notice.isHidden()
    window.notice.warn("不能保存")
    QTest.keyClick(window.form.table, Qt.Key.Key_Escape)
    assert window.notice.isVisible()
