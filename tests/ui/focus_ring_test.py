"""Whoever works by keyboard sees which button has the keys: every kind of button, both chromes."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.theme_test import contrast
from ui.style_sheet import TEMPLATE
from ui.theme import Theme

LEAST = 3.0
"""WCAG 2.2, 2.4.13: between the same pixels with and without the keys."""
PIXELS = 20

KINDS = sorted(
    {
        (kind, name)
        for kind, name in re.findall(r"(QPushButton|QToolButton)#(\w+)", TEMPLATE.template)
    }
    | {("QPushButton", ""), ("QToolButton", ""), ("QPushButton", "counter")}
)
PLACES = ("", "statusBar", "notice:calm", "notice:error", "homeBeginning")


def changed(before: QImage, after: QImage) -> int:
    """How many pixels tell the one from the other at a glance."""
    return sum(
        contrast(before.pixelColor(x, y).name(), after.pixelColor(x, y).name()) >= LEAST
        for x in range(before.width())
        for y in range(before.height())
        if before.pixel(x, y) != after.pixel(x, y)
    )


def show_below_a_line(button: QWidget, host: QWidget, qtbot: QtBot) -> None:
    """Put a button below a line for typing, which has the keys."""
    other = QLineEdit()
    layout = QVBoxLayout(host)
    layout.addWidget(other)
    layout.addWidget(button)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    other.setFocus()


@pytest.mark.parametrize(
    ("kind", "name", "place"),
    [(*one, "") for one in KINDS] + [("QPushButton", "", place) for place in PLACES[1:]],
)
@pytest.mark.parametrize("checked", [False, True])
def test_a_button_with_the_keys_is_told_from_one_without(
    kind: str, name: str, place: str, checked: bool, theme: Theme, qtbot: QtBot
) -> None:
    del theme
    host = QWidget()
    host.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    host.setObjectName(place.partition(":")[0])
    host.setProperty("tone", place.partition(":")[2])
    button: QAbstractButton = QPushButton("按钮") if kind == "QPushButton" else QToolButton()
    button.setText("按钮")
    button.setObjectName(name)
    button.setCheckable(True)
    button.setChecked(checked)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if isinstance(button, QPushButton):
        button.setAutoDefault(False)
    show_below_a_line(button, host, qtbot)
    without = host.grab(button.geometry()).toImage()
    button.setFocus()
    assert button.hasFocus()
    assert changed(without, host.grab(button.geometry()).toImage()) >= PIXELS


@pytest.mark.parametrize("name", ["primary", "preview"])
def test_a_blue_button_keeps_its_colour_and_round_corners_with_the_keys(
    name: str, theme: Theme, qtbot: QtBot
) -> None:
    host, button = QWidget(), QPushButton("按钮")
    button.setObjectName(name)
    show_below_a_line(button, host, qtbot)
    size, without = button.sizeHint(), host.grab(button.geometry()).toImage()
    button.setFocus()
    ringed = host.grab(button.geometry()).toImage()
    assert button.sizeHint() == size
    right, bottom = ringed.width() - 1, ringed.height() - 1
    for x, y in ((0, 0), (right, 0), (0, bottom), (right, bottom)):
        assert contrast(ringed.pixelColor(x, y).name(), without.pixelColor(x, y).name()) < 1.3
    for x, y in ((right // 2, 0), (right // 2, bottom), (0, bottom // 2), (8, bottom // 2)):
        assert ringed.pixelColor(x, y).name() == without.pixelColor(x, y).name() == theme.accent
