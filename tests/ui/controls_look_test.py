"""Fields, choices and marks look alike in every dialog, and what is chosen is seen to be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.style_sheet import apply_theme
from ui.theme import DARK, LIGHT, Theme


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def theme(request: pytest.FixtureRequest, application: QApplication) -> Iterator[Theme]:
    del application
    apply_theme(request.param)
    yield request.param
    apply_theme(LIGHT)


def test_the_list_of_a_choice_marks_what_is_chosen_and_has_one_frame(
    theme: Theme, qtbot: QtBot
) -> None:
    choice = QComboBox()
    qtbot.addWidget(choice)
    choice.addItems(["上海", "湖北", "衔接资金"])
    choice.setCurrentIndex(1)
    choice.resize(200, choice.sizeHint().height())
    choice.show()
    choice.showPopup()
    view = choice.view()
    qtbot.waitUntil(view.isVisible)
    QApplication.processEvents()
    picture = view.window().grab().toImage()

    def ground(row: int) -> QColor:
        place = view.visualRect(view.model().index(row, 0))
        at = view.viewport().mapTo(view.window(), QPoint(place.right() - 4, place.center().y()))
        return picture.pixelColor(at)

    assert ground(0) == ground(2) == QColor(theme.surface)
    assert ground(1) == QColor(theme.accent_wash)
    middle = picture.height() // 2
    from_left = [picture.pixelColor(x, middle).name() for x in range(8)]
    assert from_left == [theme.line_strong, *[theme.accent_wash] * 7]
    choice.hidePopup()


def test_a_chosen_mark_is_as_round_as_one_that_is_not(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.setObjectName("body")
    layout = QVBoxLayout(host)
    marks = [QRadioButton() for _ in range(2)]
    for mark in marks:
        layout.addWidget(mark)
    marks[0].setChecked(True)
    host.setFocus()
    host.show()
    chosen, other = (mark.grab().toImage() for mark in marks)
    assert _covered(chosen, theme) == _covered(other, theme)


def _covered(picture: QImage, theme: Theme) -> set[tuple[int, int]]:
    """The pixels that a mark has taken from what it lies on."""
    ground = QColor(theme.chrome)
    rows, columns = range(picture.height()), range(picture.width())
    return {(x, y) for y in rows for x in columns if picture.pixelColor(x, y) != ground}
