"""Which indicators stand where on the paper: under the mouse, under the selection."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from core.model.evaluation import Evaluation
from ui.form.paper_painting import PaperTable


def selected_rows(table: PaperTable, form: Evaluation) -> tuple[int, ...]:
    """The indicators whose rows the selection touches, in paper order."""
    rows = {row.id for row in form.indicators}
    nodes = (cell.node for cell in table.selected_cells())
    return tuple(dict.fromkeys(node for node in nodes if node in rows))


def row_at(table: PaperTable, form: Evaluation, place: QPoint) -> int | None:
    """The indicator whose row is at this place of the table; ``None`` beside the rows."""
    row, grid = table.rowAt(place.y()), table.form.grid
    nodes = [] if row < 0 else [grid.at(row, at).node for at in range(len(grid.sheet.widths))]
    rows = {one.id for one in form.indicators}
    return next((node for node in nodes if node in rows), None)
