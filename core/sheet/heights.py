"""How high each row of a Sheet must be for the lines of text that stand in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.sheet.sheet import Cell, Sheet


class RowSize(Struct, frozen=True):
    """A row: how many ``lines`` of ``leading`` each it holds, and its ``height``.

    The height is that of the lines with the paper's padding above and below, or more.
    """

    lines: int
    leading: float
    height: float


class Metrics(Struct, frozen=True):
    """The measures of a sheet on one kind of paper that decide about rows and page ends.

    ``leadings`` and ``minima``: the distance of lines and the least height, row by row.
    A text higher than ``tear`` may be cut by a page end; whatever is lower stays whole.
    """

    leadings: Sequence[float]
    minima: Sequence[float]
    padding: float
    tear: float

    def text_height(self, lines: int, leading: float) -> float:
        """What a text of so many lines takes in a cell."""
        return lines * leading + 2 * self.padding

    def flows(self, lines: int, leading: float) -> bool:
        """Whether a text is so high that a page end may cut it."""
        return self.text_height(lines, leading) > self.tear


def row_sizes(sheet: Sheet, lines: Sequence[int], metrics: Metrics) -> list[RowSize]:
    """The size of each row, given the number of lines in each cell.

    First the cells of one row decide; then what a merged cell lacks is spread over its rows. A
    merged cell that flows finds at least as many lines in its rows as it has itself, so that
    none is lost when a page end cuts it.
    """
    rows = [1] * len(sheet.bands)
    merged: list[tuple[Cell, int]] = []
    for cell, count in zip(sheet.cells, lines, strict=True):
        if cell.rowspan == 1:
            rows[cell.row] = max(rows[cell.row], count)
        else:
            merged.append((cell, count))
    merged.sort(key=lambda pair: pair[0].rowspan)
    leadings = metrics.leadings
    for cell, count in merged:
        if metrics.flows(count, leadings[cell.row]):
            missing = count - sum(rows[cell.row : cell.row + cell.rowspan])
            for index in range(cell.rowspan if missing > 0 else 0):
                rows[cell.row + index] += math.ceil((missing - index) / cell.rowspan)
    heights = [
        max(minimum, metrics.text_height(count, leading))
        for minimum, count, leading in zip(metrics.minima, rows, leadings, strict=True)
    ]
    for cell, count in merged:
        covered = range(cell.row, cell.row + cell.rowspan)
        need = metrics.text_height(count, leadings[cell.row])
        lack = need - sum(heights[row] for row in covered)
        for row in covered if lack > 0 else ():
            heights[row] += lack / cell.rowspan
    heights = [math.ceil(height * _GRAINS) / _GRAINS for height in heights]
    return [RowSize(*size) for size in zip(rows, leadings, heights, strict=True)]


_GRAINS: Final = 2.0**26
"""To a point. Sums of such heights are exact, so that the rows of a page are as high wherever it
begins: what was found of pages holds while rows above them change.
"""
