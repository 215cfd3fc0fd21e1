"""The problems panel: always current, in form order, one step from the cell."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.checks.cards import Card
from core.checks.problem import Tone
from core.filling import arrangement
from core.filling.beginning import new_form
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path, read
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.years.carry_over import carry_over
from tests.examples import examples
from tests.strategies import evaluations
from tests.ui.document_test import an_edit
from ui.document import Change, Document
from ui.form.cell_marks import marks
from ui.main_window import MainWindow
from ui.problems.problem_list import GAP, ProblemDelegate
from ui.problems.problem_model import CARD, ProblemModel
from ui.problems.problem_panel import ProblemPanel
from ui.text_block import TextBlock
from ui.theme import LIGHT

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(evaluations(6), st.data())
def test_the_list_is_the_assessments_after_any_edit(
    application: QApplication, evaluation: Evaluation, data: st.DataObject
) -> None:
    del application
    document = Document(evaluation, profile_for(""))
    model = ProblemModel(document)
    tester = QAbstractItemModelTester(model, FATAL)
    tone = data.draw(st.sampled_from([None, *Tone]))
    model.show_only(tone)
    for _ in range(data.draw(st.integers(1, 6))):
        edit = an_edit(data, document)
        if edit is not None:
            document.edit(edit)
        model.catch_up()
        wanted = tuple(card for card in document.assessment.cards if tone in (None, card.tone))
        assert model.cards == wanted
        assert model.rowCount() == len(wanted)
    del tester


def test_cards_that_only_moved_stay_as_they_are(panel: ProblemPanel, document: Document) -> None:
    """A row that comes gives all rows below it other places; their cards look as they did."""
    model, told = panel.model, []
    assert model.rowCount() > 3
    for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved):
        signal.connect(lambda *at: told.append(at))
    first = next(document.evaluation.indicators)
    blocks = len(panel.view._cards._blocks)
    before = model.cards
    document.edit(arrangement.add_indicator(document.evaluation, first.id)[0])
    model.catch_up()
    gone = {card.path for card in before} ^ {card.path for card in model.cards}
    assert len(told) <= 2 * len(gone)
    assert len(panel.view._cards._blocks) <= blocks + len(gone)
    assert model.cards != before
    assert model.cards == document.assessment.cards


def test_a_card_is_measured_once(
    panel: ProblemPanel, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layout asks for the heights of all cards, and a key may lay the list out."""
    panel.view.doItemsLayout()
    measured: list[Card] = []
    laid_out = ProblemDelegate._laid_out

    def counting(self: ProblemDelegate, card: Card, *, whole: bool) -> tuple[TextBlock, ...]:
        measured.append(card)
        return laid_out(self, card, whole=whole)

    monkeypatch.setattr(ProblemDelegate, "_laid_out", counting)
    before = {id(card) for card in panel.model.cards}
    document.edit(SetField(Path(document.evaluation.funds[1].id, "annual"), "许多"))
    panel.model.catch_up()
    panel.view.doItemsLayout()
    new = [card for card in panel.model.cards if id(card) not in before]
    assert 0 < len(measured) <= len(new)


def test_steps_go_round_the_form_from_the_cursor(panel: ProblemPanel, document: Document) -> None:
    went: list[Path] = []
    panel.navigated.connect(lambda path, _: went.append(path))

    def arrive(path: Path) -> None:
        document.cursor = path
        panel.show_path(path)

    panel.navigated.connect(lambda path, _: arrive(path))
    problems = document.assessment.cards
    for _ in range(len(problems) + 1):
        panel.step(1)
    assert went == [problem.path for problem in (*problems, problems[0])]
    went.clear()
    document.cursor = Path(ROOT, "goal_actual")
    panel.step(-1)
    assert went == [problems[-1].path]


def test_what_is_to_be_filled_in_is_a_calm_line_until_a_check(
    panel: ProblemPanel, document: Document
) -> None:
    warnings = document.assessment.counts[1]
    document.load(carry_over(sample(), 2022), profile_for(""))
    rows = len(tuple(document.evaluation.indicators))
    assert document.assessment.counts[0] == 0
    assert panel._filters[Tone.ERROR].text() == "错误 0"
    assert panel._filters[Tone.PENDING].text() == f"待填 {rows}"
    panel.show_only(Tone.PENDING)
    heights = {panel.view.sizeHintForRow(row) for row in range(rows)}
    assert len(heights) == 1
    assert max(heights) < 2 * panel.view.fontMetrics().height()
    assert not any(mark.sign for mark in marks(document.evaluation, document.assessment).values())
    assert document.found.counts[0] == rows  # what the archive keeps does not depend on the calm
    panel.check()
    assert document.assessment.counts[0] == rows
    assert not panel._filters[Tone.PENDING].text().endswith(str(rows))
    assert warnings


def test_a_line_before_a_card_keeps_apart_from_it(panel: ProblemPanel, document: Document) -> None:
    row = next(row for row in document.evaluation.indicators if "建立长效" in row.name)
    document.edit(SetField(Path(row.id, "score"), ""))
    panel.model.catch_up()
    view = panel.view
    tones = [view.model().index(at, 0).data(CARD).tone for at in range(view.model().rowCount())]
    (line,) = (at for at, tone in enumerate(tones) if tone is Tone.PENDING)
    assert tones[line + 1] is not Tone.PENDING
    document.load(carry_over(sample(), 2022), profile_for(""))
    between_lines = view.sizeHintForRow(0)
    document.load(sample(), profile_for(""))
    document.edit(SetField(Path(row.id, "score"), ""))
    panel.model.catch_up()
    assert view.sizeHintForRow(line) == between_lines + GAP


def test_f8_asks_for_a_check(window: MainWindow) -> None:
    window.document.edit(SetField(Path(ROOT, "unit"), ""))
    assert window.document.assessment.counts[0] == 0
    window.commands["next"].trigger()
    assert window.document.assessment.counts[0] == 1
    window.document.edit(SetField(Path(ROOT, "unit"), "单位"))
    window.document.edit(SetField(Path(ROOT, "unit"), ""))
    assert window.document.assessment.counts[0] == 0
    window.commands["check"].trigger()
    assert window.document.assessment.counts[0] == 1
    assert window.notice.text().startswith("检查完毕：1 个错误（都是待填）")


@pytest.mark.parametrize("width", [238, 240, 256, 290, 330, 400])
def test_no_count_is_cut_off(qtbot: QtBot, width: int) -> None:
    document = Document(carry_over(sample(), 2022), profile_for(""))
    pane = QWidget()  # alone it would be wider than it is let
    qtbot.addWidget(pane)
    panel = ProblemPanel(document, LIGHT)
    panel.setParent(pane)
    panel.setGeometry(0, 0, width, 500)
    pane.show()
    panel.model.catch_up()
    QApplication.processEvents()
    assert document.assessment.pending > 9
    shown = [one for one in panel._filters.values() if not one.isHidden()]
    assert len(shown) == 4
    for one in shown:
        assert one.width() >= one.sizeHint().width()
        assert panel.rect().contains(one.geometry())


def test_what_is_typed_after_f8_takes_the_place_of_a_wrong_figure(window: MainWindow) -> None:
    fund = window.document.evaluation.funds[0]
    path = Path(fund.id, "annual")
    window.document.edit(SetField(path, "不是数字"))
    window.document.updates.make_all()
    window.problems.navigated.emit(path, True)
    editor = window.form.table.editor
    assert editor is not None
    QTest.keyClicks(editor, "5")
    assert read(window.document.evaluation, path) == "5"
    row = next(window.document.evaluation.indicators)
    window.go_to(Path(row.id, "deviation"), edit=True)
    editor = window.form.table.editor
    assert editor is not None
    QTest.keyClicks(editor, ".")
    assert read(window.document.evaluation, Path(row.id, "deviation")) == f"{row.deviation}."


def test_a_total_typed_before_its_parts_turns_nothing_red_until_the_block_is_left(
    document: Document,
) -> None:
    total = document.evaluation.funds[0]
    document.cursor = Path(total.id, "initial")
    for name in ("initial", "annual", "executed"):
        document.edit(SetField(Path(total.id, name), "999.00"))
    told = {one.path: one for one in document.assessment.problems if one.code == "funds-sum"}
    assert len(told) == 3
    assert all(one.pending for one in told.values())
    shown = marks(document.evaluation, document.assessment)
    assert not any(shown[path].sign for path in told if path in shown)
    calls: list[Change] = []
    document.problems_changed.connect(calls.append)
    document.cursor = Path(ROOT, "goal_actual")
    assert len(calls) == 1
    assert document.assessment.counts[0] == 1  # one card for the three columns
    document.cursor = Path(total.id, "initial")
    assert document.assessment.counts[0] == 1  # and it stays, back in the block
    document.undo_stack.undo()
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.assessment.counts[0] == 0


def test_an_empty_form_is_not_called_faultless(panel: ProblemPanel, document: Document) -> None:
    document.load(new_form(), profile_for(""))
    assert "没有发现问题" not in panel._calm.text()
    assert "没有发现问题" not in panel.found()


def test_a_click_and_enter_go_to_the_cell(panel: ProblemPanel, document: Document) -> None:
    went: list[Path] = []
    panel.navigated.connect(lambda path, _: went.append(path))
    problems = document.assessment.cards
    rect = panel.view.visualRect(panel.model.index(1))
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert went == [problems[1].path]
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert went[-1] == problems[2].path


def test_the_problem_of_the_cell_is_marked(panel: ProblemPanel, document: Document) -> None:
    problem = document.assessment.cards[2]
    panel.show_path(problem.path)
    assert panel.view.currentIndex().row() == 2
    panel.show_path(Path(problem.path.node, "target"))
    assert panel.view.currentIndex().row() == 2
    panel.show_path(Path(ROOT, "goal_actual"))
    assert not panel.view.currentIndex().isValid()


def test_tones_are_shown_apart(panel: ProblemPanel, document: Document) -> None:
    document.edit(SetField(Path(document.evaluation.funds[1].id, "annual"), "许多"))
    panel.show_only(Tone.ERROR)
    assert {card.tone for card in panel.model.cards} == {Tone.ERROR}
    assert panel._filters[Tone.ERROR].text() == "错误 1"
    assert panel._filters[Tone.WARNING].text() == "提醒 5"
    document.undo_stack.undo()
    panel.model.catch_up()
    assert panel.model.cards == ()
    assert panel._calm.isVisible()
    assert panel._calm.text() == "没有错误"
    panel.show_only(None)
    assert len(panel.model.cards) == 5


def test_the_place_in_the_list_is_kept_while_figures_change(
    panel: ProblemPanel, document: Document
) -> None:
    marked = document.assessment.cards[2]
    panel.show_path(marked.path)
    row = next(document.evaluation.indicators)
    document.edit(SetField(Path(row.id, "score"), "99"))
    panel.model.catch_up()
    index = panel.view.currentIndex()
    assert panel.model.cards[index.row()] == marked


def test_a_solved_problem_leaves_no_other_card_to_be_kept(
    panel: ProblemPanel, document: Document
) -> None:
    marked = next(p for p in document.assessment.cards if "overshoot" in p.codes)
    panel.show_path(marked.path)
    assert panel.view.currentIndex().isValid()
    document.edit(SetField(marked.path, "当年全员推广"))
    panel.model.catch_up()
    assert not panel.view.currentIndex().isValid()


def test_what_goes_wrong_where_somebody_types_comes_into_sight(
    window: MainWindow, qtbot: QtBot
) -> None:
    last = list(window.document.evaluation.indicators)[-1]
    window.form.go_to(Path(last.id, "score"))
    panel = window.problems
    panel.view.scrollToTop()
    QTest.keyClicks(window.form.table, "9")
    qtbot.waitUntil(lambda: panel.model.row_for(Path(last.id, "score")) is not None)
    row = panel.model.row_for(Path(last.id, "score"))
    assert row is not None
    index = panel.model.index(row)
    area = panel.view.viewport().rect()
    qtbot.waitUntil(lambda: area.intersects(panel.view.visualRect(index)))
    assert not panel.view.currentIndex().isValid()


def test_a_reason_is_never_typed_into_the_cell_that_a_warning_is_about(
    window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    document = window.document
    before = document.evaluation
    card = document.assessment.cards[0]
    assert card.tone is Tone.WARNING
    window.commands["next"].trigger()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "wording of the contract")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    kept = document.assessment.cards[0]
    assert (kept.codes, kept.kept) == (card.codes, "wording of the contract")
    texts = [(row.target, row.actual, row.deviation) for row in document.evaluation.indicators]
    assert texts == [(row.target, row.actual, row.deviation) for row in before.indicators]


def test_enter_in_the_list_asks_for_the_reason_and_esc_keeps_the_card_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    panel = window.problems
    window.commands["problems"].trigger()
    panel.view.setCurrentIndex(panel.model.index(1))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert window.form.table.editor is None
    assert panel.keep_line.text.hasFocus()
    QTest.keyClicks(panel.keep_line.text, "x")
    QTest.keyClick(panel.keep_line.text, Qt.Key.Key_Escape)
    assert panel.view.hasFocus()
    assert panel.view.currentIndex().row() == 1
    assert panel.keep_line.text.text() == ""


def test_esc_in_the_cell_brings_back_the_card_that_typing_had_solved(
    window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    panel = window.problems
    card = panel.model.cards[1]
    rect = panel.view.visualRect(panel.model.index(1))
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    editor = window.form.table.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "0.5")
    panel.model.catch_up()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    panel.model.catch_up()
    assert panel.view.currentIndex().data(CARD) == card


def test_one_press_mends_what_can_mean_only_one_thing(
    panel: ProblemPanel, document: Document
) -> None:
    document.edit(SetField(Path(ROOT, "year"), "2O21"))
    panel.first()
    assert panel.fix_line.isVisible()
    assert panel.fix_line.button.text() == "改为 2021"
    went: list[bool] = []
    panel.left.connect(lambda: went.append(True))
    panel.fix_line.button.click()
    assert document.evaluation.year == 2021
    assert went == [True]  # the keys are on the paper again
    panel.model.catch_up()
    assert not panel.fix_line.isVisible()
    document.undo_stack.undo()
    assert str(document.evaluation.year) == "2O21"


def test_a_closed_form_is_offered_no_mending(panel: ProblemPanel, document: Document) -> None:
    document.edit(SetField(Path(ROOT, "year"), "2O21"))
    document.close_to_edits("已定稿")
    panel.first()
    assert not panel.fix_line.isVisible()


def test_a_final_form_asks_for_no_reason(panel: ProblemPanel, document: Document) -> None:
    document.close_to_edits("已定稿")
    panel.first()
    assert not panel.keep_line.isVisible()


def test_a_line_that_is_cut_is_told_whole_by_its_tip(document: Document) -> None:
    document.load(new_form(), document.profile)
    first = next(iter(document.evaluation.indicators))
    document.edit(SetField(Path(first.id, "points"), "5"))
    model = ProblemModel(document)
    pending = [index for index, card in enumerate(model.cards) if card.tone is Tone.PENDING]
    assert pending
    for row in pending:
        told = model.data(model.index(row), Qt.ItemDataRole.ToolTipRole)
        assert model.cards[row].wanting in str(told)
