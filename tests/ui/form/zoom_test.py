"""Zooming by keys: where the clerk works stays in sight."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.model.evaluation import Indicator
from core.model.path import Path, read
from ui.form.view import FormView


@pytest.mark.parametrize("field", ["name", "deviation"])
@pytest.mark.parametrize("at", [0, 30, -1])
def test_the_current_cell_stays_in_sight(
    form: FormView, rows: list[Indicator], field: str, at: int
) -> None:
    form.resize(800, 500)
    form.go_to(Path(rows[at].id, field))
    for zoom in (1.4, 2.0, 0.6, 1.0, 2.0):
        form.set_zoom(zoom)
        cell = form.table.visualRect(form.table.currentIndex())
        corner = form.table.viewport().mapTo(form.viewport(), cell.topLeft())
        seen = QRect(corner, cell.size()).intersected(form.viewport().rect())
        assert seen.height() > cell.height() // 2, zoom
        assert seen.width() > 0, zoom


def test_who_zooms_by_the_wheel_goes_on_typing(form: FormView, rows: list[Indicator]) -> None:
    """The next key would replace the cell, were it closed."""
    form.go_to(Path(rows[3].id, "actual"), edit=True)
    editor = form.table.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "1234")
    QTest.keyClick(editor, Qt.Key.Key_Left)
    for angle in (120, 120, -120):
        turn_with_control(form, angle)
    again = form.table.editor
    assert again is not None
    QTest.keyClicks(again, "5")
    form.commit_open_editor()
    assert read(form._document.evaluation, Path(rows[3].id, "actual")) == "12354"


def turn_with_control(form: FormView, angle: int) -> None:
    place = QPointF(form.viewport().rect().center())
    event = QWheelEvent(
        place,
        form.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(form.viewport(), event)
