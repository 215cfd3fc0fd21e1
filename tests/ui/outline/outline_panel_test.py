"""The outline keeps step with the form: rows come, go and move one by one, nothing is lost."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.filling import arrangement
from core.filling.beginning import new_form
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path, find
from core.scoring.profile_file import profile_for
from core.years.carry_over import carry_over
from tests.examples import examples
from tests.strategies import evaluations
from tests.ui.document_test import an_edit
from ui.document import Document
from ui.outline.outline_model import OutlineModel
from ui.outline.outline_panel import OutlinePanel
from ui.theme import LIGHT

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> OutlinePanel:
    panel = OutlinePanel(document, LIGHT, [])
    qtbot.addWidget(panel)
    panel.resize(236, 600)
    panel.show()
    return panel


def tree(model: OutlineModel, parent: QModelIndex | None = None) -> Iterator[tuple[int, int]]:
    """Each node with its parent, as the model tells it."""
    above = QModelIndex() if parent is None else parent
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        assert model.parent(index) == above
        assert model.index_of(model.node_id(index)) == index
        yield model.node_id(index), model.node_id(above)
        yield from tree(model, index)


def expected(evaluation: Evaluation) -> list[tuple[int, int]]:
    pairs = []
    for category in evaluation.categories:
        pairs.append((category.id, ROOT))
        for group in category.groups:
            pairs.append((group.id, category.id))
            pairs += [(row.id, group.id) for row in group.indicators]
    return pairs


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(evaluations(6), st.data())
def test_the_tree_is_the_forms_after_any_edit(
    application: QApplication, evaluation: Evaluation, data: st.DataObject
) -> None:
    del application
    document = Document(evaluation, profile_for(""))
    model = OutlineModel(document)
    tester = QAbstractItemModelTester(model, FATAL)
    stack = document.undo_stack
    for _ in range(data.draw(st.integers(1, 6))):
        edit = an_edit(data, document)
        if edit is not None:
            document.edit(edit)
        if data.draw(st.booleans()):
            stack.undo()
        assert list(tree(model)) == expected(document.evaluation)
        for node, _ in expected(document.evaluation):
            index = model.index_of(node)
            found = find(document.evaluation, node)
            assert found is not None
            assert model.data(index, Qt.ItemDataRole.EditRole) == found.name
    del tester


def test_points_and_scores_are_rolled_up(document: Document) -> None:
    model = OutlineModel(document)
    output, effect = (category.id for category in document.evaluation.categories[:2])

    def shown(node: int) -> tuple[object, ...]:
        row = model.row(model.index_of(node))
        return row.figures, row.short, row.below

    assert shown(output) == ("50/50", False, 40)
    assert shown(effect) == ("27/30", True, 8)
    short = next(row for row in document.evaluation.indicators if row.score == "3")
    row = find(document.evaluation, short.id)
    assert row is not None
    assert shown(row.id)[0] in {"3/3", "3/4"}


def test_a_score_above_its_points_is_over_and_so_is_what_it_is_summed_up_in(
    document: Document,
) -> None:
    model = OutlineModel(document)
    row = next(document.evaluation.indicators)
    document.edit(SetField(Path(row.id, "score"), "999"))
    document.updates.make_all()
    over = {model.row(model.index_of(one)).title for one in model.ids() if shown_over(model, one)}
    assert over == {row.name, "数量指标", "产出指标"}
    assert "超过分值" in model.index_of(row.id).data(Qt.ItemDataRole.ToolTipRole)


def shown_over(model: OutlineModel, node: int) -> bool:
    """Whether its figures stand red."""
    return model.row(model.index_of(node)).over


def test_what_is_still_to_be_scored_lost_no_points(document: Document) -> None:
    model = OutlineModel(document)
    document.load(carry_over(document.evaluation, 2022), profile_for(""))

    def shown(node: int) -> tuple[object, ...]:
        row = model.row(model.index_of(node))
        return row.figures, row.short

    output = document.evaluation.categories[0]
    first, second = output.groups[0].indicators[:2]
    assert shown(output.id) == ("0/50", False)
    document.edit(SetField(Path(first.id, "score"), "2"))
    assert shown(output.id) == ("2/50", False)
    document.edit(SetField(Path(second.id, "score"), "1"))
    assert shown(output.id) == ("3/50", True)


def test_without_any_points_there_are_no_figures(document: Document) -> None:
    model = OutlineModel(document)
    document.load(new_form("上海"), profile_for(""))
    assert {model.row(model.index_of(node)).figures for node in model.ids()} == {""}


def test_only_rows_that_differ_are_told(document: Document) -> None:
    model = OutlineModel(document)
    told: list[int] = []
    model.dataChanged.connect(lambda index, _: told.append(model.node_id(index)))
    row = next(document.evaluation.indicators)
    category = document.evaluation.categories[0]
    document.edit(SetField(Path(row.id, "score"), "1"))
    assert sorted(told) == sorted([row.id, category.groups[0].id, category.id])
    told.clear()
    document.edit(SetField(Path(row.id, "deviation"), "原因"))
    assert told == []


def test_selection_and_expansion_live_through_moves(
    panel: OutlinePanel, document: Document
) -> None:
    model, view = panel.model, panel.view
    first, second = document.evaluation.categories[0].groups[:2]
    view.expand(model.index_of(first.id))
    moving = first.indicators[-1].id
    panel.select((moving,))
    kept = QPersistentModelIndex(model.index_of(moving))
    edit = arrangement.shift(document.evaluation, [moving], 1)
    assert edit is not None
    document.edit(edit)
    assert kept.isValid()
    assert model.node_id(kept.parent()) == second.id
    assert panel.selected() == (moving,)
    assert view.isExpanded(model.index_of(first.id))
    document.edit(SetField(Path(moving, "name"), "改名"))
    assert panel.selected() == (moving,)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert model.node_id(kept.parent()) == first.id


def test_names_are_changed_in_place(panel: OutlinePanel, document: Document) -> None:
    group = document.evaluation.categories[0].groups[0]
    index = panel.model.index_of(group.id)
    assert panel.model.setData(index, "数量")
    assert document.evaluation.categories[0].groups[0].name == "数量"
    assert document.undo_stack.undoText() == "修改二级指标名称"


def test_rows_are_dropped_into_other_groups(panel: OutlinePanel, document: Document) -> None:
    first, second = document.evaluation.categories[0].groups[:2]
    ids = [row.id for row in first.indicators[:2]]
    model = panel.model
    mime = model.mimeData([model.index_of(node) for node in ids])
    move = Qt.DropAction.MoveAction
    assert model.canDropMimeData(mime, move, 0, 0, model.index_of(second.id))
    assert model.dropMimeData(mime, move, 0, 0, model.index_of(second.id))
    rows = document.evaluation.categories[0].groups[1].indicators
    assert [row.id for row in rows[:2]] == ids
    assert list(tree(model)) == expected(document.evaluation)
    document.undo_stack.undo()
    assert list(tree(model)) == expected(document.evaluation)


def test_the_clerk_going_somewhere_is_told_following_is_not(
    panel: OutlinePanel, document: Document
) -> None:
    went: list[int] = []
    panel.navigated.connect(went.append)
    rows = list(document.evaluation.indicators)
    panel.show_node(rows[3].id)
    assert panel.selected() == (rows[3].id,)
    assert went == []
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert went == [rows[4].id]
    panel.show_node(document.evaluation.funds[0].id)
    assert panel.selected() == ()


def test_rows_are_chosen_one_by_one_with_the_mouse(panel: OutlinePanel, document: Document) -> None:
    rows = [row.id for row in document.evaluation.indicators]
    panel.navigated.connect(panel.show_node)
    panel.resize(240, 700)
    view = panel.view
    view.expand(panel.model.index_of(document.evaluation.categories[0].groups[0].id))

    def click(node: int, modifier: Qt.KeyboardModifier) -> None:
        place = view.visualRect(panel.model.index_of(node)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    click(rows[0], Qt.KeyboardModifier.NoModifier)
    click(rows[2], control)
    click(rows[5], control)
    assert panel.selected() == (rows[0], rows[2], rows[5])
    click(rows[2], control)
    assert panel.selected() == (rows[0], rows[5])
    click(rows[4], Qt.KeyboardModifier.NoModifier)
    click(rows[7], shift)
    assert panel.selected() == tuple(rows[4:8])


def test_several_chosen_rows_stay_chosen_while_the_paper_follows(
    panel: OutlinePanel, document: Document
) -> None:
    rows = [row.id for row in document.evaluation.indicators][:3]
    panel.navigated.connect(panel.show_node)
    panel.select((rows[0],))
    panel.view.setFocus()
    for _ in range(2):
        QTest.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert panel.selected() == tuple(rows)
