"""The parts of Qt's areas: its stubs do not know that those can be gone through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QRect
from PySide6.QtGui import QRegion

from core.sheet.grid import Grid
from ui.form.metrics import Edges


def rects(region: QRegion) -> Iterable[QRect]:
    """The rectangles of a region."""
    return cast("Iterable[QRect]", region)


def ranges(selection: QItemSelection) -> Iterable[QItemSelectionRange]:
    """The blocks of a selection."""
    return cast("Iterable[QItemSelectionRange]", selection)


def area_of(selection: QItemSelection, grid: Grid, edges: Edges) -> QRegion:
    """What is painted otherwise where places are selected: merged cells as wholes.

    A cell that reaches out of a block stands at its rim; within the rim each row is filled.
    """
    region = QRegion()
    for part in ranges(selection):
        if not part.isValid():
            continue
        rim = {
            grid.slots[row][column]
            for row in (part.top(), part.bottom())
            for column in range(part.left(), part.right() + 1)
        }
        for row in range(part.top(), part.bottom() + 1):
            ends = grid.slots[row][part.left()], grid.slots[row][part.right()]
            first, last = (edges.rect(grid.cells[number]) for number in ends)
            region += first.united(last)
        for number in rim:
            region += edges.rect(grid.cells[number])
    return region
