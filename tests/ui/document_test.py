"""The undo laws: any edits, then all undone is the start, all redone is the end."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from core.filling import arrangement, autoscore
from core.model.edits import Edit, SetField
from core.model.evaluation import ROOT, Evaluation, Indicator, nodes
from core.model.path import Path
from core.scoring.profile_file import profile_for
from tests.examples import examples
from tests.strategies import FIGURES, TARGETS, evaluations
from ui.document import Change, Document


def an_edit(data: st.DataObject, document: Document) -> Edit | None:
    """One act of the clerk, as panels and paper make them."""
    form = document.evaluation
    ids = [node.id for node in nodes(form)]
    chosen = data.draw(st.lists(st.sampled_from(ids), max_size=3)) if ids else []
    near = chosen[0] if chosen else None
    step = data.draw(st.sampled_from([-1, 1]))
    copy = arrangement.duplicate(form, chosen)
    rows = [row.id for row in form.indicators]
    field = data.draw(st.sampled_from(["target", "actual", "points", "score", "deviation"]))
    path = Path(data.draw(st.sampled_from(rows)), field) if rows else Path(ROOT, "unit")
    return data.draw(
        st.sampled_from(
            [
                arrangement.add_indicator(form, near)[0],
                arrangement.add_group(form, near, "质量指标")[0],
                arrangement.add_category(form, near, "效益指标", "")[0],
                arrangement.remove(form, chosen),
                arrangement.shift(form, chosen, step),
                copy and copy[0],
                autoscore.chosen(form, document.assessment, chosen),
                SetField(Path(ROOT, "project"), data.draw(st.sampled_from(["甲", "乙", ""]))),
                SetField(path, data.draw(st.sampled_from([*FIGURES, *TARGETS]))),
            ]
        )
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(evaluations(6), st.data())
def test_undo_leads_back_and_redo_forth(
    application: QApplication, evaluation: Evaluation, data: st.DataObject
) -> None:
    del application
    document = Document(evaluation, profile_for(""))
    seen: list[Change] = []
    document.changed.connect(seen.append)
    states = [evaluation]
    for _ in range(data.draw(st.integers(1, 8))):
        edit = an_edit(data, document)
        if edit is not None and document.edit(edit):
            states.append(document.evaluation)
    assert len(seen) == len(states) - 1
    for state in reversed(states[:-1]):
        document.undo_stack.undo()
        assert document.evaluation == state
    for state in states[1:]:
        document.undo_stack.redo()
        assert document.evaluation == state
    assert not document.undo_stack.canRedo()
    assert all(a.after is b.before for a, b in pairwise(seen))


def test_keys_of_one_visit_are_one_step(document: Document) -> None:
    row = next(document.evaluation.indicators)
    path, me = Path(row.id, "actual"), object()
    for text in ("9", "95", "95%"):
        document.edit(SetField(path, text), origin=me)
    document.end_visit()
    document.edit(SetField(path, "96%"), origin=me)
    document.end_visit()
    stack = document.undo_stack
    assert stack.count() == 2
    assert stack.undoText() == "修改实际完成值"
    stack.undo()
    assert row_of(document, row.id).actual == "95%"
    stack.undo()
    assert row_of(document, row.id) == row


def test_typing_back_to_the_start_leaves_no_step(document: Document) -> None:
    row = next(document.evaluation.indicators)
    path, me = Path(row.id, "actual"), object()
    document.edit(SetField(path, row.actual + "9"), origin=me)
    document.edit(SetField(path, row.actual), origin=me)
    document.end_visit()
    assert not document.undo_stack.canUndo()


def test_undo_says_where_the_clerk_stood(document: Document) -> None:
    changes: list[Change] = []
    document.changed.connect(changes.append)
    rows = [row.id for row in document.evaluation.indicators]
    document.cursor = Path(rows[0], "actual")
    document.edit(SetField(Path(rows[0], "actual"), "1"))
    document.edit(arrangement.add_indicator(document.evaluation, rows[4])[0])
    document.undo_stack.undo()
    document.undo_stack.undo()
    document.undo_stack.redo()
    cursors = [change.cursor for change in changes]
    assert cursors == [None, None, *[Path(rows[0], "actual")] * 3]
    assert [change.origin for change in changes] == [None] * 5


def test_loading_begins_a_new_history(document: Document) -> None:
    document.edit(SetField(Path(ROOT, "project"), "甲"))
    seen: list[Change] = []
    document.changed.connect(seen.append)
    document.load(Evaluation(project="乙"), profile_for(""))
    assert not document.undo_stack.canUndo()
    assert [change.loaded for change in seen] == [True]


def test_nothing_changes_where_nothing_is_changed(document: Document) -> None:
    row = next(document.evaluation.indicators)
    assert not document.edit(SetField(Path(row.id, "actual"), row.actual))
    assert document.undo_stack.count() == 0


@pytest.mark.parametrize("steps", [2_100])
def test_five_hundred_steps_and_more_can_be_undone(document: Document, steps: int) -> None:
    for step in range(steps):
        document.edit(SetField(Path(ROOT, "project"), str(step)))
    assert document.undo_stack.count() >= 500


def row_of(document: Document, node: int) -> Indicator:
    return next(row for row in document.evaluation.indicators if row.id == node)


def test_a_closed_document_refuses_edits_in_words_and_keeps_every_word(document: Document) -> None:
    before, said = document.evaluation, list[str]()
    document.refused.connect(said.append)
    document.close_to_edits("已定稿")
    assert not document.edit(SetField(Path(ROOT, "project"), "别的项目"))
    assert (document.evaluation, said) == (before, ["已定稿"])
    document.close_to_edits("")
    assert document.edit(SetField(Path(ROOT, "project"), "别的项目"))
