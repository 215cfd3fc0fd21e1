"""The line for the reason: what is typed there is neither lost nor kept by mistake."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.checks.problem import Tone
from core.filling.waiving import keeping_card
from core.model.edits import SetField
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from ui.document import Document
from ui.main_window import MainWindow
from ui.problems.keep_line import KeepLine
from ui.problems.problem_model import CARD
from ui.problems.problem_panel import ProblemPanel
from ui.theme import LIGHT


def focused(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()


def test_what_was_typed_comes_back_with_its_card_and_is_not_kept(
    window: MainWindow, qtbot: QtBot
) -> None:
    focused(window, qtbot)
    line = window.problems.keep_line
    window.commands["next"].trigger()
    QTest.keyClicks(line.text, "wording of the contract")
    window.commands["next"].trigger()
    assert line.text.text() == ""
    assert not any(card.kept for card in window.document.assessment.cards)
    window.commands["previous"].trigger()
    assert line.text.text() == "wording of the contract"
    QTest.keyClick(line.text, Qt.Key.Key_Return)
    window.problems.model.catch_up()
    assert window.document.assessment.cards[0].kept == "wording of the contract"
    assert line.text.cursorPosition() == 0  # it is read from its beginning


def test_what_was_typed_is_gone_after_esc_and_for_another_form(
    window: MainWindow, qtbot: QtBot
) -> None:
    focused(window, qtbot)
    line = window.problems.keep_line
    window.commands["next"].trigger()
    QTest.keyClicks(line.text, "dropped")
    QTest.keyClick(line.text, Qt.Key.Key_Escape)
    window.commands["next"].trigger()
    QTest.keyClicks(line.text, "of this form only")
    window.commands["previous"].trigger()
    assert line.text.text() == ""
    window.document.load(sample(), profile_for(""))
    window.commands["next"].trigger()
    window.commands["next"].trigger()
    assert line.text.text() == ""


def test_a_second_esc_leads_to_the_cell(window: MainWindow, qtbot: QtBot) -> None:
    focused(window, qtbot)
    panel = window.problems
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(1))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    QTest.keyClick(panel.keep_line.text, Qt.Key.Key_Escape)
    assert panel.view.hasFocus()
    panel.view.setCurrentIndex(panel.model.index(2))
    card = panel.view.currentIndex().data(CARD)
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.form.isAncestorOf(focus)
    assert window.form.current_path() == card.path


def test_the_line_names_the_key_of_the_paper(window: MainWindow) -> None:
    line = window.problems.keep_line
    assert line.text.placeholderText() == "理由不印在表上；Ctrl+3 改这一格"
    window.settings.keys["paper"] = "F11"
    window.commands.follow_keys()
    assert line.text.placeholderText() == "理由不印在表上；F11 改这一格"


def test_a_figure_is_asked_again(window: MainWindow, qtbot: QtBot) -> None:
    focused(window, qtbot)
    line = window.problems.keep_line
    window.commands["next"].trigger()
    QTest.keyClicks(line.text, "0.95")
    QTest.keyClick(line.text, Qt.Key.Key_Return)
    assert not any(card.kept for card in window.document.assessment.cards)
    assert "只是一个数" in line.asked.text()
    assert line.asked.isVisible()
    assert line.text.text() == "0.95"
    QTest.keyClicks(line.text, " by contract")
    assert not line.asked.isVisible()
    QTest.keyClick(line.text, Qt.Key.Key_Return)
    assert window.document.assessment.cards[0].kept == "0.95 by contract"


def test_another_form_is_shown_whole(window: MainWindow) -> None:
    panel = window.problems
    panel.show_only(Tone.ERROR)
    window.document.load(sample(), profile_for(""))
    panel.model.catch_up()
    assert panel.model.tone is None
    assert panel.model.cards == window.document.assessment.cards


def test_a_check_tells_how_many_warnings_are_kept(window: MainWindow) -> None:
    """Nothing is left to do; that is not the same as nothing found."""
    document, panel = window.document, window.problems
    count = len(document.assessment.cards)
    for card in document.assessment.cards:
        assert "已保留" not in panel.found()
        edit = keeping_card(document.evaluation, card, "按合同约定执行", document.assess)
        assert edit is not None
        document.edit(edit)
    assert panel.found() == f"检查完毕：没有未处理的问题，{count} 条提醒已保留"


def test_an_error_that_an_edit_makes_is_seen_among_kept_warnings(
    document: Document, qtbot: QtBot
) -> None:
    for card in document.assessment.cards:
        edit = keeping_card(document.evaluation, card, "按合同约定执行", document.assess)
        assert edit is not None
        document.edit(edit)
    panel = ProblemPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(316, 300)
    panel.show()
    panel.show_path(panel.model.cards[0].path)
    assert panel.view.currentIndex().row() == 0
    row = list(document.evaluation.indicators)[-1]
    document.cursor = Path(row.id, "score")
    document.edit(SetField(Path(row.id, "score"), "98%"), origin=panel)
    panel.model.catch_up()
    (error,) = (at for at, card in enumerate(panel.model.cards) if card.tone is Tone.ERROR)
    assert (
        panel.view.viewport()
        .rect()
        .contains(panel.view.visualRect(panel.model.index(error)).topLeft())
    )


def test_the_first_tab_leads_from_the_reason_to_the_cell_that_is_printed(
    window: MainWindow, qtbot: QtBot
) -> None:
    focused(window, qtbot)
    window.resize(1500, 1000)
    QApplication.processEvents()
    panel, line = window.problems, window.problems.keep_line
    cards = panel.model.cards
    assert any(card.reason_path for card in cards)
    for row, card in enumerate(cards):
        panel._go(panel.model.index(row))
        assert line.cell.isVisible() == (card.reason_path is not None)
        if card.reason_path is None:
            continue
        QTest.keyClick(line.text, Qt.Key.Key_Tab)
        assert line.cell.hasFocus()
        QTest.keyClick(line.cell, Qt.Key.Key_Space)
        assert window.form.current_path() == card.reason_path


@pytest.mark.parametrize("width", range(180, 360, 12))
def test_the_hint_in_the_empty_field_is_never_cut(
    width: int, window: MainWindow, qtbot: QtBot
) -> None:
    line = KeepLine(window.document, LIGHT)
    qtbot.addWidget(line)
    line.show_key("Ctrl+3")
    line.show()
    line.resize(width, line.sizeHint().height())
    QApplication.sendPostedEvents()
    hint = line.text.placeholderText()
    assert line.text.fontMetrics().horizontalAdvance(hint) <= line.text.width() - 16
    assert ("Ctrl+3" in hint) == (width > 270)
