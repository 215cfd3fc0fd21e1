"""A Sheet composed on paper: widths, lines, heights and pages, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.report import style
from core.report.columns import column_widths
from core.report.rows import SetCell, set_cells
from core.sheet.heights import row_sizes
from core.sheet.pages import Page, paginate

if TYPE_CHECKING:
    from core.report.style import Density
    from core.sheet.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Composition:
    """Where everything stands: ``cells`` as in the sheet, ``padding`` above and below a text."""

    size: tuple[float, float]
    widths: list[float]
    cells: list[SetCell]
    pages: tuple[Page, ...]
    padding: float


def compose(sheet: Sheet, *, landscape: bool = False, stamped: bool = False) -> Composition:
    """The sheet on A4: as few pages as it can be, and then with as much air as they hold.

    ``stamped``: room is left at the foot for what the page says of its file.
    """
    size = (style.A4[1], style.A4[0]) if landscape else style.A4
    capacity = size[1] - style.TOP - (style.STAMPED_BOTTOM if stamped else style.BOTTOM)
    widths = column_widths(sheet, size[0] - style.LEFT - style.RIGHT)
    cells = set_cells(sheet, widths)

    def at(density: Density) -> Composition:
        pages = _pages(sheet, cells, capacity, density)
        return Composition(size, widths, cells, pages, density.padding)

    normal = at(style.NORMAL)
    if len(normal.pages) > 1:
        tight = at(style.TIGHT)
        if len(tight.pages) < len(normal.pages):
            return tight
    for density in style.AIRY:
        airy = at(density)
        if len(airy.pages) == len(normal.pages):
            return airy
    return normal


def _pages(
    sheet: Sheet, cells: list[SetCell], capacity: float, density: Density
) -> tuple[Page, ...]:
    metrics = style.metrics(sheet, capacity, density)
    lines = [cell.counts for cell in cells]
    sizes = row_sizes(sheet, [count.first for count in lines], metrics)
    return paginate(sheet, sizes, lines, metrics, capacity)
