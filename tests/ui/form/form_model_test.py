"""The model shows what the Sheet says, tells what changed and nothing else, and stays in step."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.model.edits import Remove, SetField, Together
from core.model.evaluation import (
    ROOT,
    Evaluation,
    Indicator,
)
from core.model.path import Path
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.layout import layout_names
from core.sheet.sheet import Role
from tests.examples import examples
from tests.strategies import evaluations
from tests.ui.form.edit_strategies import edits
from ui.document import Document
from ui.form.cell_marks import REASON_WANTED, Wash
from ui.form.form_model import CellRole, FormModel, FormUpdate

Watch = Callable[[FormModel], QAbstractItemModelTester]
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(document: Document) -> FormModel:
    return FormModel(document)


def shown(model: FormModel) -> list[tuple[int, int, str]]:
    """What the table shows, cell by cell, without a look at the Sheet."""
    return [
        (row, column, text)
        for row, column in itertools.product(range(model.rowCount()), range(model.columnCount()))
        if (text := model.index(row, column).data()) is not None
    ]


def expected(document: Document) -> list[tuple[int, int, str]]:
    sheet = lay_out(document.evaluation, document.assessment)
    return sorted((cell.row, cell.column, cell.text) for cell in sheet.cells)


def test_it_is_a_sound_model(model: FormModel, document: Document, rows: list[Indicator]) -> None:
    tester = QAbstractItemModelTester(model, FATAL)
    document.edit(SetField(Path(rows[4].id, "actual"), "45%"))
    document.edit(Remove(frozenset({rows[0].id, rows[7].id})))
    document.undo_stack.undo()
    document.load(Evaluation(), load_profile())
    assert tester.model() is model


def test_every_cell_shows_what_the_sheet_says(model: FormModel, document: Document) -> None:
    assert shown(model) == expected(document)


@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), start=evaluations(max_rows=8))
def test_it_keeps_in_step_with_any_edits(
    qapp: object, data: st.DataObject, start: Evaluation
) -> None:
    del qapp
    document = Document(start, load_profile())
    model = FormModel(document)
    tester = QAbstractItemModelTester(model, FATAL)
    told: set[tuple[int, int]] = set()
    model.dataChanged.connect(lambda first, _: told.add((first.row(), first.column())))
    for _ in range(3):
        before = {(row, column): text for row, column, text in shown(model)}
        updates: list[FormUpdate] = []
        told.clear()
        model.updated.connect(updates.append)
        document.edit(data.draw(edits(document.evaluation)))
        model.updated.disconnect(updates.append)
        assert shown(model) == expected(document)
        if updates and not updates[0].reshaped:
            after = {(row, column): text for row, column, text in shown(model)}
            assert told >= {place for place in after if after[place] != before[place]}
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
        assert shown(model) == expected(document)
    assert document.evaluation == start
    assert tester.model() is model


def test_it_tells_exactly_the_cells_that_differ(
    model: FormModel, document: Document, rows: list[Indicator]
) -> None:
    told: list[Path | None] = []
    model.dataChanged.connect(lambda index, _: told.append(index.data(CellRole.PATH)))
    document.edit(SetField(Path(rows[4].id, "actual"), "45%"))
    row = {Path(rows[4].id, name) for name in ("name", "target", "actual", "points", "score")}
    assert set(told) == row | {Path(rows[4].id, "deviation")}
    assert len(told) == len(set(told))
    told.clear()
    document.edit(SetField(Path(rows[4].id, "score"), ""))
    totals = {Path(ROOT, "total_score")}
    assert set(told) == {Path(rows[4].id, "score"), *totals}


def test_rows_that_stay_keep_their_index(
    model: FormModel, document: Document, rows: list[Indicator]
) -> None:
    stays = QPersistentModelIndex(index_of(model, Path(rows[9].id, "actual")))
    document.edit(Remove(frozenset({rows[2].id, rows[3].id})))
    assert stays.data(CellRole.PATH) == Path(rows[9].id, "actual")
    document.undo_stack.undo()
    assert stays.data(CellRole.PATH) == Path(rows[9].id, "actual")


@pytest.mark.parametrize("layout", layout_names())
def test_computed_cells_are_found_in_every_layout(document: Document, layout: str) -> None:
    document.load(replace(document.evaluation, template=layout), document.profile)
    model = FormModel(document)
    total = document.assessment.scorecard.execution.fund
    assert total is not None
    for path in (Path(ROOT, "total_score"), Path(total, "rate")):
        assert index_of(model, path).data(CellRole.CELL).role is Role.COMPUTED
    assert index_of(model, Path(ROOT, "total_score")).data() == "96.7"


def test_a_title_that_names_the_year_takes_the_year_line_away(
    model: FormModel, document: Document
) -> None:
    count = model.rowCount()
    title = QPersistentModelIndex(model.index(0, 0))
    document.edit(SetField(Path(ROOT, "title"), "2021年度自评表"))
    assert model.rowCount() == count - 1
    assert title.row() == 0
    assert title.data() == "2021年度自评表"


def test_a_year_that_cannot_be_read_is_typed_over_and_one_that_can_stays(
    model: FormModel, document: Document
) -> None:
    def stays(field: str) -> bool:
        cell = model.grid.of_path(Path(ROOT, field))
        assert cell is not None
        return model.is_filled_head(model.index_of(cell))

    assert stays("year")
    document.edit(SetField(Path(ROOT, "year"), "2O21"))
    assert not stays("year")
    assert stays("title")


def test_labels_cannot_be_edited_and_the_clerks_cells_can(model: FormModel) -> None:
    for cell in model.grid.cells:
        editable = bool(model.flags(model.index_of(cell)) & Qt.ItemFlag.ItemIsEditable)
        assert editable == (cell.role in {Role.INPUT, Role.HEADING, Role.TITLE})
        assert editable == (cell.path is not None)
        if not editable:
            assert not model.setData(model.index_of(cell), "x")


def test_a_blank_score_is_edited_as_blank_and_shown_as_computed(
    model: FormModel, document: Document, rows: list[Indicator]
) -> None:
    path = Path(rows[4].id, "score")
    document.edit(SetField(path, ""))
    index = index_of(model, path)
    assert index.data() == "2"
    assert index.data(CellRole.CELL).derived
    assert index.data(Qt.ItemDataRole.EditRole) == ""


def test_a_shortfall_without_a_reason_asks_for_one(
    model: FormModel, document: Document, rows: list[Indicator]
) -> None:
    edits = [SetField(Path(rows[4].id, "actual"), "45%"), SetField(Path(rows[4].id, "score"), "1")]
    document.edit(Together(tuple(edits), "x"))
    reason = index_of(model, Path(rows[4].id, "deviation")).data(CellRole.MARK)
    assert reason.prompt == REASON_WANTED
    assert reason.wash is Wash.ERROR
    name = index_of(model, Path(rows[4].id, "name")).data(CellRole.MARK)
    assert name.bar
    assert name.wash is Wash.WARN


def test_a_score_that_differs_is_marked_and_says_why(
    model: FormModel, rows: list[Indicator]
) -> None:
    index = index_of(model, Path(rows[44].id, "score"))
    assert index.data(CellRole.MARK).corner
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "3.88" in tip
    assert "填写 3" in tip


def test_what_is_set_is_cleaned_of_characters_no_file_can_hold(
    model: FormModel, document: Document
) -> None:
    index = index_of(model, Path(ROOT, "project"))
    model.setData(index, "甲\x00乙\ud800丙\r\n丁")
    assert document.evaluation.project == "甲乙\N{REPLACEMENT CHARACTER}丙\n丁"


def index_of(model: FormModel, path: Path) -> QModelIndex:
    cell = model.grid.of_path(path)
    assert cell is not None
    return model.index_of(cell)
