"""The window as a whole: the main job on the sample, by hand."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from core.checks.problem import Severity
from core.model.edits import SetField
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path, find
from core.scoring.scorecard import RowScore
from ui.main_window import MainWindow

ATTENDANCE = "培训出勤率"


def row(window: MainWindow, name: str = ATTENDANCE) -> Indicator:
    return next(r for r in window.document.evaluation.indicators if r.name == name)


def scored(window: MainWindow, node: int) -> RowScore:
    return next(r for r in window.document.assessment.scorecard.rows if r.id == node)


def total(window: MainWindow) -> str:
    window.document.updates.make_all()
    return window.score_bar._total.text()


def test_a_missed_target_is_seen_at_once_and_undone(window: MainWindow) -> None:
    before = window.document.evaluation
    node = row(window).id
    assert total(window) == "96.7"
    problems = len(window.document.assessment.cards)
    form = window.form
    form.go_to(Path(node, "actual"), edit=True)
    editor = window.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "45%")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert row(window).actual == "45%"
    assert scored(window, node).suggested == Decimal(1)
    assert row(window).score == "2"
    assert total(window) == "96.7"
    assert len(window.document.assessment.cards) > problems
    assert window.problems.model.rowCount() == len(window.document.assessment.cards)
    form.go_to(Path(node, "score"))
    QTest.keyClick(form.table, Qt.Key.Key_Delete)
    assert scored(window, node).score == Decimal(1)
    assert total(window) == "95.7"
    window.commands["undo"].trigger()
    assert total(window) == "96.7"
    window.commands["undo"].trigger()
    assert window.document.evaluation == before
    assert len(window.document.assessment.cards) == problems


def test_paper_outline_problems_and_explanation_follow_each_other(window: MainWindow) -> None:
    rows = list(window.document.evaluation.indicators)
    window.form.go_to(Path(rows[9].id, "actual"))
    assert window.outline.selected() == (rows[9].id,)
    window.outline.view.setFocus()
    QTest.keyClick(window.outline.view, Qt.Key.Key_Down)
    assert window.form.current_path() == Path(rows[10].id, "actual")
    assert window.outline.view.hasFocus()
    QTest.keyClick(window.outline.view, Qt.Key.Key_Return)
    assert not window.outline.view.hasFocus()
    window.commands["next"].trigger()
    path = window.form.current_path()
    problem = next(p for p in window.document.assessment.cards if p.path == path)
    index = window.problems.view.currentIndex()
    assert window.problems.model.cards[index.row()] == problem
    node = find(window.document.evaluation, problem.path.node)
    assert isinstance(node, Indicator)
    shown = [value.text() for _, value in window.explanation._labels]
    assert shown[0] == node.target


def test_the_suggestion_is_taken_by_a_button(window: MainWindow) -> None:
    node = next(
        r.id for r in window.document.evaluation.indicators if r.score == "3" and r.deviation
    )
    window.form.go_to(Path(node, "actual"))
    assert window.explanation.adopt.isVisible()
    QTest.mouseClick(window.explanation.adopt, Qt.MouseButton.LeftButton)
    assert total(window) == "97.58"
    assert not window.explanation.adopt.isVisible()
    assert window.document.undo_stack.undoText() == "采用建议分"
    window.commands["undo"].trigger()
    assert total(window) == "96.7"
    assert window.explanation.adopt.isVisible()


def test_scores_follow_the_rule_on_demand(window: MainWindow) -> None:
    window.form.go_to(Path(ROOT, "project"))
    window.commands["autoscore"].trigger()
    assert total(window) == "96.7"
    assert sum(bool(r.score) for r in window.document.evaluation.indicators) == 3
    window.commands["undo"].trigger()
    assert all(r.score for r in window.document.evaluation.indicators)


def test_rows_come_go_and_move_by_commands(window: MainWindow) -> None:
    start = window.document.evaluation
    group = start.categories[0].groups[0]
    first = group.indicators[0].id
    window.form.go_to(Path(first, "actual"))
    window.commands["indicator"].trigger()
    added = window.document.evaluation.categories[0].groups[0].indicators[1]
    assert added.name == ""
    assert window.form.current_path() == Path(added.id, "name")
    window.commit()
    window.commands["down"].trigger()
    assert window.document.evaluation.categories[0].groups[0].indicators[2].id == added.id
    assert window.form.current_path() == Path(added.id, "name")
    window.commands["up"].trigger()
    window.commands["remove"].trigger()
    assert window.document.evaluation == start
    assert window.notice.isVisible()
    window.commands["group"].trigger()
    assert [g.name for g in window.document.evaluation.categories[0].groups][:2] == [
        "数量指标",
        "成本指标",
    ]
    window.commit()
    window.commands["category"].trigger()
    names = [category.name for category in window.document.evaluation.categories]
    assert names == ["产出指标", "成本指标", "效益指标", "满意度指标"]
    while window.document.undo_stack.canUndo():
        window.commands["undo"].trigger()
    assert window.document.evaluation == start


def test_a_group_is_deleted_whole_and_one_undo_brings_it_back(window: MainWindow) -> None:
    start = window.document.evaluation
    group = start.categories[0].groups[0]
    window.outline.select((group.id,))
    window.outline.view.setFocus()
    window.commands["remove"].trigger()
    assert find(window.document.evaluation, group.id) is None
    assert "数量指标" in window.notice.text()
    assert "8 项三级指标" in window.notice.text()
    QTest.mouseClick(window.notice._buttons[0], Qt.MouseButton.LeftButton)
    assert window.document.evaluation == start
    assert not window.notice.isVisible()


def test_counters_lead_to_what_they_count(window: MainWindow) -> None:
    window.document.edit(SetField(Path(ROOT, "unit"), ""))
    QTest.mouseClick(window.score_bar.pending, Qt.MouseButton.LeftButton)
    assert [card.path for card in window.problems.model.cards] == [Path(ROOT, "unit")]
    window.document.check()
    QTest.mouseClick(window.score_bar.errors, Qt.MouseButton.LeftButton)
    assert {p.severity for p in window.problems.model.cards} == {Severity.ERROR}
    assert window.form.current_path() == Path(ROOT, "unit")
    window.commit()
    QTest.mouseClick(window.score_bar.warnings, Qt.MouseButton.LeftButton)
    assert {p.severity for p in window.problems.model.cards} == {Severity.WARNING}


def test_panes_fold_and_come_back_when_asked_for(window: MainWindow) -> None:
    window.commands["left_dock"].trigger()
    window.commands["right_dock"].trigger()
    assert window.left.isHidden()
    assert window.right.isHidden()
    assert not window.settings.left_open
    window.commands["outline"].trigger()
    window.commands["problems"].trigger()
    assert not window.left.isHidden()
    assert not window.right.isHidden()


def test_closing_takes_over_what_is_being_typed(window: MainWindow) -> None:
    node, number = row(window).id, window.open_form.id
    window.form.go_to(Path(node, "deviation"), edit=True)
    editor = window.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "x")
    window.close()
    assert number is not None
    stored = window.shelf.ask(lambda archive: archive.load(number))
    assert next(r for r in stored.indicators if r.id == node).deviation == "x"


def test_undo_names_its_step(window: MainWindow) -> None:
    assert not window.commands["undo"].isEnabled()
    window.document.edit(SetField(Path(ROOT, "project"), "甲"))
    assert window.commands["undo"].text() == "撤销：修改项目名称"
    assert window.windowTitle() == "甲 - 自评通"
    window.commands["undo"].trigger()
    assert window.commands["undo"].text() == "撤销"
    assert window.commands["redo"].text() == "重做：修改项目名称"


def test_saving_is_told_of_after_what_was_typed_is_painted(window: MainWindow) -> None:
    def told() -> list[str]:
        return [label.text() for label in window.status.findChildren(QLabel)]

    before = told()
    window.document.edit(SetField(Path(ROOT, "project"), "甲"))
    assert told() == before
    window.document.updates.make_all()
    assert "正在保存…" in told()


def test_a_name_being_typed_in_the_outline_is_taken_over_first(window: MainWindow) -> None:
    group = window.document.evaluation.categories[0].groups[0]
    window.outline.rename(group.id)
    editor = window.outline.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "abc")
    window.commands["save"].trigger()
    assert window.document.evaluation.categories[0].groups[0].name == "abc"
    assert window.shelf.ask(lambda a: a.load(1)).categories[0].groups[0].name == "abc"


def test_delete_in_the_outline_takes_the_row_out(window: MainWindow) -> None:
    row = next(window.document.evaluation.indicators)
    window.outline.select((row.id,))
    window.outline.view.setFocus()
    QTest.keyClick(window.outline.view, Qt.Key.Key_Delete)
    assert find(window.document.evaluation, row.id) is None


def test_entering_a_level_leads_to_its_first_row(window: MainWindow) -> None:
    category = window.document.evaluation.categories[1]
    window.outline.entered.emit(category.id)
    first = next(category.indicators)
    assert window.form.current_path() == Path(first.id, "actual")


def test_no_grade_before_all_points_are_placed(window: MainWindow) -> None:
    grade = window.score_bar._grade
    assert grade.text() == "优"
    first = next(window.document.evaluation.indicators)
    window.document.edit(SetField(Path(first.id, "points"), "1"))
    window.document.updates.make_all()
    assert not grade.isVisible()
    assert window.score_bar._placed.property("odd") == "yes"
    window.document.undo_stack.undo()
    window.document.edit(SetField(Path(first.id, "score"), "？"))
    window.document.updates.make_all()
    assert grade.text() == "1 项待评分"
    assert grade.isVisible()


def test_the_end_of_a_search_gives_the_keys_to_the_paper_alone(window: MainWindow) -> None:
    """Not by way of what comes next in their line: the outline leads to what is chosen in it."""
    window.commands["find"].trigger()
    bar = window.form._search.bar
    bar.field.setText("培训出勤率")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    found = window.form.current_path()
    had: list[object] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(lambda _, now: had.append(now))
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert had == [window.form.table]
    assert window.form.current_path() == found
