"""Cards under the mouse: the one that is pressed is the one that is gone to."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def low(window: MainWindow) -> MainWindow:
    """On a low screen the current card is whole, the others are short."""
    window.resize(1093, 560)
    window.show()
    QApplication.processEvents()
    return window


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_click_leads_to_the_card_that_was_pressed(share: float, low: MainWindow) -> None:
    """Also where the cards move under the pointer, as the one before it becomes short again."""
    view, cards = low.problems.view, low.document.assessment.cards
    for before in range(len(cards)):
        for at, card in enumerate(cards):
            low.problems._go(view.model().index(before, 0))
            QApplication.processEvents()
            view.scrollTo(view.model().index(at, 0))
            place = view.visualRect(view.model().index(at, 0))
            point = QPoint(place.center().x(), place.top() + int(place.height() * share))
            if view.viewport().rect().contains(point) and view.indexAt(point).row() == at:
                QTest.mouseClick(view.viewport(), LEFT, pos=point)
                assert low.form.current_path() == card.path, (before, at)
                assert view.currentIndex().row() == at


def test_a_drag_over_the_cards_chooses_none(low: MainWindow) -> None:
    view = low.problems.view
    low.problems.first()
    path = low.form.current_path()
    there = view.visualRect(view.model().index(0, 0)).center()
    below = view.visualRect(view.model().index(1, 0)).center()
    QTest.mousePress(view.viewport(), LEFT, pos=there)
    QTest.mouseMove(view.viewport(), below)
    QTest.mouseRelease(view.viewport(), LEFT, pos=below)
    assert view.currentIndex().row() == 0
    assert low.form.current_path() == path
