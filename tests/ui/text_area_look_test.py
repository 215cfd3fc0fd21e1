"""Fields of several lines: where their bar stands, and what is named whole beside them."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.reading.review import LEFT_OVER
from tests.ui.every_dialog import OPENERS
from ui.importing.review_dialog import ReviewDialog
from ui.importing.review_model import NAME
from ui.main_window import MainWindow
from ui.style_sheet import apply_theme
from ui.theme import DARK, LIGHT, Theme

FRAME = 2
"""Pixels of a frame, rounded ends included."""
AROUND = 14
"""What stands to both sides of a text in a line."""


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("read_only", [True, False])
def test_the_bar_stands_at_the_frame(theme: Theme, read_only: bool, qtbot: QtBot) -> None:
    field = QPlainTextEdit("一行\n" * 99)
    field.setReadOnly(read_only)
    apply_theme(theme)
    qtbot.addWidget(field)
    field.resize(300, 120)
    field.show()
    bar = field.verticalScrollBar()
    assert bar.isVisible()
    right = bar.mapTo(field, bar.rect().topRight()).x()
    assert field.width() - 1 - right <= FRAME
    apply_theme(LIGHT)


@pytest.mark.parametrize("width", [683, 911, 1093])
def test_what_found_no_place_is_named_whole(width: int, window: MainWindow) -> None:
    dialog = OPENERS["review"](window)
    assert isinstance(dialog, ReviewDialog)
    dialog.resize(width, 345)
    view = dialog.panel.view
    wanted = view.fontMetrics().horizontalAdvance(f"{LEFT_OVER} 18")
    assert wanted + AROUND <= view.columnWidth(NAME)
