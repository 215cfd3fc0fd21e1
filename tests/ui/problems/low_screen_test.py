"""The problems on a small screen: as many as there is room for, the current one whole."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from core.model.evaluation import Evaluation
from core.scoring.profile_file import profile_for
from tests.examples import examples
from tests.strategies import evaluations
from tests.ui.document_test import an_edit
from ui.document import Document
from ui.main_window import MainWindow
from ui.problems.problem_list import ProblemList
from ui.problems.problem_panel import ProblemPanel
from ui.text_block import TextBlock
from ui.theme import LIGHT, interface_font


def whole_cards(view: ProblemList) -> int:
    """How many cards are seen from edge to edge."""
    seen = view.viewport().rect()
    rows = range(view.model().rowCount())
    return sum(seen.contains(view.visualRect(view.model().index(row, 0))) for row in rows)


def test_on_a_small_screen_at_least_two_problems_are_seen(window: MainWindow) -> None:
    window.resize(1093, 574)
    QApplication.processEvents()
    assert whole_cards(window.problems.view) >= 2
    window.commands["next"].trigger()
    QApplication.processEvents()
    assert whole_cards(window.problems.view) >= 2


@pytest.mark.parametrize("size", [(1366, 734), (1093, 580), (911, 478)])
def test_the_current_card_is_seen_whole(size: tuple[int, int], window: MainWindow) -> None:
    window.resize(*size)
    QApplication.processEvents()
    view, shown = window.problems.view, set()
    for _ in range(len(window.problems.model.cards)):
        window.commands["next"].trigger()
        window.document.updates.make_all()
        for _ in range(3):
            QApplication.processEvents()
        current = view.currentIndex()
        assert view.viewport().rect().contains(view.visualRect(current)), current.row()
        shown.add(current.row())
    assert len(shown) >= 5


def test_the_lower_panel_has_its_height_again_after_a_long_card(window: MainWindow) -> None:
    window.resize(911, 478)
    window.commands["next"].trigger()
    QApplication.processEvents()
    before = window.right.splitter.sizes()
    window.right.keep_upper(window.right.height())
    assert window.right.splitter.sizes()[1] < before[1]
    window.right.keep_upper(0)
    window.problems._offer_to_keep()
    assert window.right.splitter.sizes() == before


def test_on_a_low_screen_only_the_current_card_tells_all(panel: ProblemPanel) -> None:
    model, view = panel.model, panel.view
    high = [view.visualRect(model.index(row)).height() for row in range(3)]
    panel.resize(316, 260)
    view.executeDelayedItemsLayout()
    assert all(view.visualRect(model.index(row)).height() < high[row] for row in range(3))
    for row in range(3):
        view.setCurrentIndex(model.index(row))
        heights = [view.visualRect(model.index(other)).height() for other in range(3)]
        assert heights[row] == high[row]
        assert all(heights[other] < high[other] for other in range(3) if other != row)
    panel.resize(316, 500)
    view.executeDelayedItemsLayout()
    assert [view.visualRect(model.index(row)).height() for row in range(3)] == high


def test_a_block_of_few_lines_says_that_it_goes_on(application: QApplication) -> None:
    del application
    font = interface_font(LIGHT, LIGHT.size_hint)
    long = "执行数都约小一万倍，像是一边按元、一边按万元填写" * 4
    whole, short = TextBlock(long, font, 200), TextBlock(long, font, 200, 2)
    assert short.height * 2 < whole.height
    assert short._layout.text().endswith("…")
    assert long.startswith(short._layout.text()[:-1])
    assert TextBlock("短", font, 200, 2)._layout.text() == "短"
    assert TextBlock("", font, 200, 2).height == TextBlock("", font, 200).height


def test_where_the_panel_is_folded_the_problem_is_said(window: MainWindow) -> None:
    window.panes.open_right(shown=False)
    window.commands["next"].trigger()
    card = window.problems._current
    assert card is not None
    assert window.form.current_path() == card.path
    assert card.title in window.notice.text()
    assert card.remedy in window.notice.text()
    assert window.notice.isVisible()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(30))
@given(evaluations(6), st.data())
def test_a_low_list_stays_whole_through_any_edits(
    application: QApplication, evaluation: Evaluation, data: st.DataObject
) -> None:
    document = Document(evaluation, profile_for(""))
    panel = ProblemPanel(document, LIGHT)
    panel.resize(316, 260)
    panel.show()
    for _ in range(data.draw(st.integers(1, 6))):
        panel.model.catch_up()
        if panel.model.cards:
            row = data.draw(st.integers(0, len(panel.model.cards) - 1))
            panel.view.setCurrentIndex(panel.model.index(row))
        edit = an_edit(data, document)
        if edit is not None:
            document.edit(edit)
            panel.model.catch_up()
        application.processEvents()
        tall = [
            panel.view.visualRect(panel.model.index(at)) for at in range(panel.model.rowCount())
        ]
        tops = [rect.top() for rect in tall]
        assert tops == sorted(tops)
        assert all(rect.height() > 0 for rect in tall)
    panel.close()
    panel.deleteLater()
