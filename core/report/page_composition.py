"""A Sheet composed on paper: widths, lines, heights and pages, before anything is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from core.report import page_style
from core.report.columns import column_edges
from core.report.printed_rows import SetCell, set_cells
from core.sheet.cell_kinds import is_blank
from core.sheet.heights import row_sizes
from core.sheet.page import Page
from core.sheet.page_breaks import Pagination
from core.sheet.page_rows import PageRows
from core.sheet.page_setup import UPRIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.report.columns import Edges
    from core.report.page_style import Density
    from core.sheet.page_setup import PageSetup
    from core.sheet.sheet import Sheet


class Composition(Struct, frozen=True):
    """Where everything stands: ``cells`` as in the sheet, ``padding`` above and below a text.

    ``edges``: of the columns, row by row.
    """

    edges: list[Edges]
    cells: list[SetCell]
    pages: tuple[Page, ...]
    padding: float


def compose(sheet: Sheet, setup: PageSetup = UPRIGHT, *, stamped: bool = False) -> Composition:
    """The sheet on A4: as few pages as it can be, and then with as much air as they hold.

    ``stamped``: room is left at the foot for what the page says of its file.
    """
    frame = setup.frame(stamped=stamped)
    capacity = frame.height
    edges = column_edges(sheet, frame.width)
    cells = set_cells(sheet, edges)
    lines = [cell.counts for cell in cells]
    leadings = page_style.leadings_of(sheet)

    def at(density: Density) -> tuple[Pagination, Density]:
        metrics = page_style.metrics(sheet, leadings, capacity, density)
        sizes = row_sizes(sheet, [count.first for count in lines], metrics)
        return Pagination(PageRows(sheet, sizes, lines, metrics, capacity)), density

    pages, density = _roomiest(at) if is_blank(sheet) else _best(at)
    return Composition(edges, cells, pages.pages, density.padding)


def _roomiest(
    at: Callable[[Density], tuple[Pagination, Density]],
) -> tuple[Pagination, Density]:
    """Rows for a pen, as high as the pages hold that the lowest of them need."""
    least = at(page_style.PEN)
    roomy = map(at, page_style.ROOMY)
    return next((found for found in roomy if found[0].fits(least[0].count)), least)


def _best(at: Callable[[Density], tuple[Pagination, Density]]) -> tuple[Pagination, Density]:
    """As few pages as can be had, and then as much air as they hold."""
    normal, _ = chosen = at(page_style.NORMAL)
    tight = at(page_style.TIGHT) if normal.count > 1 else chosen
    if tight[0].fits(normal.count - 1):
        return tight
    airy = map(at, page_style.AIRY)
    return next((found for found in airy if found[0].fits(normal.count)), chosen)
