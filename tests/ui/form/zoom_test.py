"""Zooming by keys: where the clerk works stays in sight."""

import pytest
from PySide6.QtCore import QRect

from core.model.evaluation import Indicator
from core.model.path import Path
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
