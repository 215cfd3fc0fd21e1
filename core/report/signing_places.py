"""Where the places to sign stand on paper: all of one length, whatever the table's columns are.

They stand outside the table, so its lines do not bind them: each row is cut into slots of the same
width, and in each slot the place ends at the right edge, its label just before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.report import page_style
from core.sheet.sheet import Band, Role

if TYPE_CHECKING:
    from core.sheet.sheet import Sheet

Place = tuple[float, float]
"""Left edge and width, in points."""


def signing_places(sheet: Sheet, total: float) -> dict[int, Place]:
    """The place of each signature's cell and of its label, by the index of the cell."""
    pairs = []
    labels: dict[tuple[int, int], int] = {}
    for index, cell in enumerate(sheet.cells):
        if sheet.bands[cell.row] is not Band.SIGNATURE or cell.framed:
            continue
        if cell.role is Role.LABEL:
            labels[cell.row, cell.column + cell.colspan] = index
        elif cell.sign is not None and (cell.row, cell.column) in labels:
            pairs.append((labels[cell.row, cell.column], index))
    slots = sorted({sheet.cells[label].column for label, _ in pairs})
    width = total / max(2, len(slots))
    length = min(page_style.SIGNING_WIDTH, width * 2 / 3)
    places = {}
    for label, place in pairs:
        right = (slots.index(sheet.cells[label].column) + 1) * width
        places[label] = (right - width, width - length)
        places[place] = (right - length, length)
    return places
