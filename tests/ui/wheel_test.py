"""A turn of the wheel looks further on; it never chooses, whatever the pointer is over."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QTabBar, QWidget

from tests.ui.every_dialog import OPENERS
from ui.main_window import MainWindow

FIELDS = QComboBox | QAbstractSpinBox | QTabBar


def chosen(field: QWidget) -> object:
    match field:
        case QComboBox():
            return field.currentText()
        case QAbstractSpinBox():
            return field.text()
        case QTabBar():
            return field.currentIndex()
    return None


def turn(field: QWidget, angle: int) -> None:
    middle = QPointF(field.rect().center())
    event = QWheelEvent(
        middle,
        field.mapToGlobal(middle),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)


@pytest.mark.parametrize("name", OPENERS)
def test_the_wheel_chooses_nothing(name: str, window_for: Callable[[str], MainWindow]) -> None:
    opened = OPENERS[name](window_for(name))
    fields = [w for w in opened.findChildren(QWidget) if isinstance(w, FIELDS) and w.isEnabled()]
    before = [chosen(field) for field in fields]
    for angle in (-120, 120, 120):
        for field in fields:
            turn(field, angle)
        assert [chosen(field) for field in fields] == before
