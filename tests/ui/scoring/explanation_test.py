"""Why this score: how the target was read, and what the clerk corrects once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from core.model.edits import SetField
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path, find
from ui.document import Document
from ui.main_window import MainWindow
from ui.scoring.explanation import ExplanationPanel
from ui.scoring.reading_panel import FREE_TEXT, JOINED, UNKNOWN
from ui.theme import LIGHT


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> ExplanationPanel:
    panel = ExplanationPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(316, 500)
    panel.show()
    return panel


def row(document: Document, name: str = "培训出勤率") -> Indicator:
    return next(row for row in document.evaluation.indicators if row.name == name)


def words(panel: ExplanationPanel) -> str:
    return panel.reading.words.text().replace(JOINED, "")


def shown(panel: ExplanationPanel) -> str:
    labels = panel.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def direction(panel: ExplanationPanel, name: str) -> QPushButton:
    buttons = panel.reading.directions.buttons()
    found = next(button for button in buttons if button.text() == name)
    assert isinstance(found, QPushButton)
    return found


@pytest.mark.parametrize(
    ("target", "read", "confidence"),
    [
        (">90%", "&gt; 90%（正向）", "明确"),
        ("90次", "≥ 90次（正向）", "推定"),
        ("100%覆盖", "≥ 100%（正向）", "从句中取数"),
        ("<b>有效</b>", "定性", "明确"),
    ],
)
def test_the_reading_and_how_sure_it_is_are_shown(
    document: Document, panel: ExplanationPanel, target: str, read: str, confidence: str
) -> None:
    node = row(document).id
    document.edit(SetField(Path(node, "target"), target))
    panel.show_path(Path(node, "actual"))
    assert read in words(panel)
    assert confidence in words(panel)


def test_an_assumption_says_why_unless_the_formula_does(
    document: Document, panel: ExplanationPanel
) -> None:
    node = row(document).id
    document.edit(SetField(Path(node, "target"), "90次"))
    panel.show_path(Path(node, "actual"))
    why = "指标值没有符号"
    assert (why in words(panel)) is not (why in panel._formula.text())
    document.edit(SetField(Path(node, "actual"), ""))
    panel.catch_up()
    assert why in words(panel) + panel._formula.text()


def test_a_direction_is_corrected_in_one_named_step(
    document: Document, panel: ExplanationPanel
) -> None:
    node = row(document).id
    panel.show_path(Path(node, "actual"))
    assert not panel.reading._form.isVisible()
    QTest.mouseClick(panel.reading.more, Qt.MouseButton.LeftButton)
    assert panel.reading._form.isVisible()
    direction(panel, "反向").click()
    assert row(document).direction == "反向"
    assert document.undo_stack.undoText() == "修改方向"
    assert "≤ 90%（反向）" in words(panel)
    assert "填表人指定" in words(panel)
    assert direction(panel, "反向").isChecked()
    direction(panel, "按写法").click()
    assert row(document).direction == ""
    document.undo_stack.undo()
    panel.catch_up()
    assert direction(panel, "反向").isChecked()
    document.undo_stack.undo()
    panel.catch_up()
    assert direction(panel, "按写法").isChecked()
    assert not document.undo_stack.canUndo()


def test_a_direction_that_nobody_can_know_is_asked_for_and_answered_by_one_click(
    document: Document, panel: ExplanationPanel
) -> None:
    node = row(document).id
    for field, text in (("name", "用水定额占比"), ("target", "80%"), ("actual", "72%")):
        document.edit(SetField(Path(node, field), text))
    group = next(g for c, g, r in document.evaluation.rows if r.id == node)
    document.edit(SetField(Path(group.id, "name"), "质量指标"))
    panel.show_path(Path(node, "actual"))
    assert "方向未定" in words(panel)
    assert panel.reading.direction_buttons["反向"].isVisible()
    QTest.mouseClick(panel.reading.direction_buttons["反向"], Qt.MouseButton.LeftButton)
    found = find(document.evaluation, node)
    assert isinstance(found, Indicator)
    assert found.direction == "反向"
    assert "≤ 80%（反向）" in words(panel)
    assert not panel.reading.direction_buttons["反向"].isVisible()
    document.undo_stack.undo()
    panel.catch_up()
    assert panel.reading.direction_buttons["正向"].isVisible()


def test_a_method_is_chosen_or_typed_as_the_form_has_it(
    document: Document, panel: ExplanationPanel
) -> None:
    node = row(document).id
    panel.show_path(Path(node, "actual"))
    panel.reading.more.click()
    field = panel.reading.method
    assert field.currentText() == "按比例"
    assert [field.itemText(at) for at in range(field.count())][-1] == "不适用"
    field.setFocus()
    field.setEditText("每降5%扣1分")
    assert row(document).method == ""
    line = field.lineEdit()
    assert line is not None
    line.editingFinished.emit()
    assert row(document).method == "每降5%扣1分"
    assert document.undo_stack.undoText() == "修改计分方法"
    assert panel.reading._hint.text() == FREE_TEXT
    field.setEditText("看情况")
    panel.commit()
    assert panel.reading._hint.text() == UNKNOWN
    field.setCurrentIndex(0)
    field.activated.emit(0)
    assert row(document).method == ""
    for text in ("看情况", "每降5%扣1分", "按比例"):
        document.undo_stack.undo()
        panel.catch_up()
        assert field.currentText() == text


def test_a_row_that_does_not_apply_says_so(document: Document, panel: ExplanationPanel) -> None:
    node = row(document).id
    panel.show_path(Path(node, "actual"))
    panel.reading.more.click()
    panel.reading.method.setEditText("不适用")
    panel.commit()
    assert "不适用" in panel._formula.text()
    panel.reading.more.click()
    assert panel.reading.scored_by.isVisible()
    assert panel.reading.scored_by.text() == "不适用"


def test_only_figures_have_a_direction(document: Document, panel: ExplanationPanel) -> None:
    node = row(document).id
    document.edit(SetField(Path(node, "target"), "有效"))
    panel.show_path(Path(node, "actual"))
    panel.reading.more.click()
    assert not direction(panel, "正向").isVisible()
    document.edit(SetField(Path(node, "target"), "≥3次"))
    panel.catch_up()
    assert direction(panel, "正向").isVisible()
    panel.show_path(Path(ROOT, "project"))
    assert not panel.reading.isVisible()


def test_a_typed_method_stays_with_its_row(document: Document, panel: ExplanationPanel) -> None:
    rows = list(document.evaluation.indicators)
    panel.show_path(Path(rows[0].id, "actual"))
    panel.reading.more.click()
    panel.reading.method.setEditText("直接赋分")
    panel.show_path(Path(rows[1].id, "actual"))
    assert panel.reading.method.currentText() == "按比例"
    methods = [row.method for row in document.evaluation.indicators][:2]
    assert methods == ["直接赋分", ""]


def test_what_is_being_typed_is_not_written_over(
    document: Document, panel: ExplanationPanel
) -> None:
    node = row(document).id
    panel.show_path(Path(node, "actual"))
    panel.reading.more.click()
    panel.reading.method.setEditText("每降5%")
    document.edit(SetField(Path(row(document, "养老金发放人数").id, "actual"), "99%"))
    panel.catch_up()
    assert panel.reading.method.currentText() == "每降5%"


def test_corrections_are_saved_with_the_form(window: MainWindow) -> None:
    node = row(window.document).id
    window.form.go_to(Path(node, "actual"))
    window.explanation.reading.more.click()
    direction(window.explanation, "反向").click()
    window.explanation.reading.method.setEditText("直接赋分")
    window.commands["save"].trigger()
    number = window.open_form.id or 0
    stored = window.shelf.ask(lambda archive: archive.load(number))
    found = find(stored, node)
    assert isinstance(found, Indicator)
    assert (found.direction, found.method) == ("反向", "直接赋分")


def test_nothing_is_cut_off_in_the_narrowest_pane(
    document: Document, panel: ExplanationPanel, qtbot: QtBot
) -> None:
    panel.resize(256, 500)
    area = panel.findChild(QScrollArea)
    assert area is not None
    nodes = [*(row.id for row in document.evaluation.indicators)]
    nodes += [fund.id for fund in document.evaluation.funds]
    panel.reading.more.setChecked(True)
    for node in nodes:
        panel.show_path(Path(node, "score"))
        qtbot.waitUntil(lambda: panel._inner.width() <= area.viewport().width())


def test_what_is_not_filled_in_yet_is_not_left_to_judgement(
    document: Document, panel: ExplanationPanel
) -> None:
    def suggestion() -> str:
        return next(text.text() for name, text in panel._labels if name.text() == "建议分")

    judged = next(
        row for row in document.evaluation.indicators if row.score == "2" and "建立" in row.name
    )
    panel.show_path(Path(judged.id, "score"))
    assert suggestion() == "由填表人评定"
    document.edit(SetField(Path(judged.id, "target"), ""))
    panel.catch_up()
    assert suggestion() == "填齐后算出"
    assert "明确" not in words(panel)


def test_a_source_shows_what_is_its_own_and_no_sum_of_the_total(
    document: Document, panel: ExplanationPanel
) -> None:
    total, source = document.evaluation.funds[:2]
    panel.show_path(Path(total.id, "annual"))
    why = document.assessment.scorecard.execution.why
    assert why in shown(panel)
    panel.show_path(Path(source.id, "annual"))
    assert why not in shown(panel)
    assert f"执行率和得分按“{total.name}”那一行算" in shown(panel)
    assert "依据" not in shown(panel)


@pytest.mark.parametrize("width", range(60, 200, 4))
def test_how_sure_a_reading_is_stays_on_one_line(
    width: int, document: Document, panel: ExplanationPanel
) -> None:
    panel.show_path(Path(row(document).id, "actual"))
    page = QTextDocument()
    page.setDefaultFont(panel.reading.words.font())
    page.setHtml(panel.reading.words.text())
    page.setTextWidth(width)
    page.documentLayout().documentSize()
    block = page.begin()
    lines = [block.layout().lineAt(at) for at in range(block.layout().lineCount())]
    said = [block.text()[one.textStart() :][: one.textLength()] for one in lines]
    assert any("明确" in one.replace(JOINED, "") for one in said)
