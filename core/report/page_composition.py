"""A Sheet composed on paper: widths, lines, heights and pages, before anything is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.report import page_style
from core.report.columns import column_widths
from core.report.printed_rows import SetCell, set_cells
from core.sheet.heights import row_sizes
from core.sheet.page import Lines, Page
from core.sheet.page_breaks import paginate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.report.page_style import Density
    from core.sheet.heights import Metrics
    from core.sheet.sheet import Sheet

_GRAIN: Final = 1e-3  # sums of heights are not exact


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
    size = (page_style.A4[1], page_style.A4[0]) if landscape else page_style.A4
    capacity = (
        size[1] - page_style.TOP - (page_style.STAMPED_BOTTOM if stamped else page_style.BOTTOM)
    )
    widths = column_widths(sheet, size[0] - page_style.LEFT - page_style.RIGHT)
    cells = set_cells(sheet, widths)
    lines = [cell.counts for cell in cells]
    leadings = page_style.leadings_of(sheet)

    def at(density: Density, most: float = math.inf) -> Composition:
        """The pages with so much air; none where they would be more than ``most``."""
        metrics = page_style.metrics(sheet, leadings, capacity, density)
        pages = _pages(sheet, lines, metrics, capacity, most)
        return Composition(size, widths, cells, pages, density.padding)

    normal = at(page_style.NORMAL)
    count = len(normal.pages)
    if count > 1 and (tight := at(page_style.TIGHT, count - 1)).pages:
        return tight
    return next((airy for density in page_style.AIRY if (airy := at(density, count)).pages), normal)


def _pages(
    sheet: Sheet, lines: Sequence[Lines], metrics: Metrics, capacity: float, most: float
) -> tuple[Page, ...]:
    sizes = row_sizes(sheet, [count.first for count in lines], metrics)
    if sum(size.height for size in sizes) > most * capacity + _GRAIN:
        return ()  # seen without looking for page ends
    pages = paginate(sheet, sizes, lines, metrics, capacity)
    return pages if len(pages) <= most else ()
