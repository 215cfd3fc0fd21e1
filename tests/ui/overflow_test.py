"""Buttons and the text beside them share a row; a button's menu is told by a mark beside its name.

A text is cut only where the buttons need the room.
"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.ui.pixels import colours
from ui.main_window import MainWindow
from ui.overflow import READABLE, OverflowRow, ShortenedButton

GAP = 8
NAMES = ("新建自评表", "从上年结转", "导入")


def row_beside_a_text(window: MainWindow) -> tuple[OverflowRow, ShortenedButton]:
    """Three buttons and the text beside them, shown in the window."""
    text = ShortenedButton("返回")
    row = OverflowRow([QAction(one, window) for one in NAMES], GAP, beside=text)
    row.setParent(window)  # a window of its own would keep to what its buttons need
    row.show()
    return row, text


@pytest.mark.parametrize("name", ["", "社会保险服务费", "农村饮水安全巩固提升工程" * 3])
def test_a_text_is_cut_only_where_the_buttons_need_the_room(window: MainWindow, name: str) -> None:
    row, text = row_beside_a_text(window)
    whole = f"返回“{name}”"
    text.say(whole)
    for width in range(row.minimumSizeHint().width(), 900, 13):
        row.resize(width, 30)
        QApplication.processEvents()
        buttons = [one for one in row.findChildren(QPushButton) if one.isVisible()]
        used = sum(one.width() for one in buttons) + GAP * (len(buttons) - 1)
        if text.text() != whole:
            assert used == width, "the room beside a text that is cut is blank"
        if text.width() < min(text.sizeHint().width(), READABLE):
            assert len(buttons) == 3, "a button took the room of a text: the first and 更多 suffice"
    assert text.text() == whole
    assert len(buttons) == 1 + len(NAMES)


def test_what_is_said_beside_buttons_moves_them_at_once(window: MainWindow) -> None:
    row, text = row_beside_a_text(window)
    row.resize(360, 30)
    QApplication.processEvents()
    before = sum(one.isVisible() for one in row.findChildren(QPushButton))
    text.say("返回“社会保险服务费”")
    QApplication.processEvents()
    assert text.text() == "返回“社会保险服务费”"
    assert sum(one.isVisible() for one in row.findChildren(QPushButton)) < before


def test_without_its_buttons_the_text_keeps_its_place(window: MainWindow) -> None:
    row, text = row_beside_a_text(window)
    row.resize(800, 30)
    text.say("返回“社会保险服务费”")
    QApplication.processEvents()
    place = text.geometry()
    row.offer_buttons(on=False)
    QApplication.processEvents()
    assert [one for one in row.findChildren(QPushButton) if one.isVisible()] == [text]
    assert text.geometry() == place


def test_the_buttons_above_the_archive_are_as_wide_as_their_words(window: MainWindow) -> None:
    window.resize(1500, 700)
    window.commands["home"].trigger()
    for bin_shown in (False, True):
        window.home.bin.setChecked(bin_shown)
        QApplication.processEvents()
        for one in window.home.findChildren(QPushButton):
            if one.isVisible() and one.y() < window.home.search.y():
                assert one.width() == one.sizeHint().width(), one.text()


def test_a_name_and_the_mark_of_its_menu_stand_in_the_middle(
    window: MainWindow,
) -> None:
    row = OverflowRow([QAction(one, window) for one in NAMES], GAP)
    row.setParent(window)
    row.resize(row.minimumSizeHint())
    row.show()
    QApplication.processEvents()
    button = next(one for one in row.findChildren(QPushButton) if one.menu() is not None)
    left, right = blank_sides(button)
    assert abs(left - right) <= 4


def blank_sides(button: QWidget) -> tuple[int, int]:
    """How many columns of pixels are of one colour between the frame and what is drawn in it."""
    picture = button.grab().toImage()
    inside = picture.copy(4, 4, picture.width() - 8, picture.height() - 8)
    drawn = [at for at in range(inside.width()) if has_ink(inside, at)]
    return drawn[0], inside.width() - 1 - drawn[-1]


def has_ink(picture: QImage, column: int) -> bool:
    """Whether more than one colour stands in this column of pixels."""
    return len(colours(picture.copy(column, 0, 1, picture.height()))) > 1
