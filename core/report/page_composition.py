"""A Sheet composed on paper: widths, lines, heights and pages, before anything is drawn."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from core.report import page_style
from core.report.columns import column_edges
from core.report.printed_rows import SetCell, set_cells
from core.sheet.cell_kinds import is_blank
from core.sheet.heights import row_sizes
from core.sheet.page import Page
from core.sheet.page_breaks import Pagination
from core.sheet.page_memory import PageMemory
from core.sheet.page_rows import PageRows
from core.sheet.page_setup import UPRIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.report.columns import Edges
    from core.report.page_style import Density
    from core.sheet.page import Lines
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
    edges = column_edges(sheet, frame.width)
    cells = set_cells(sheet, edges)
    lines = tuple([cell.counts for cell in cells])
    pages, padding = _paginated(_Shape(sheet), lines, frame.height, blank=is_blank(sheet))
    return Composition(edges, cells, pages, padding)


class _Shape:
    """A sheet by all that decides where its pages end, but for the lines of its texts."""

    __slots__ = ("_hash", "_key", "sheet")

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        fields = tuple([cell.path and cell.path.field for cell in sheet.cells])
        self._key = (sheet.bands, tuple(map(_PLACE_AND_KIND, sheet.cells)), fields)
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shape) and self._key == other._key


_PLACE_AND_KIND: Final = attrgetter(
    *("row", "column", "rowspan", "role", "align", "framed", "sign"),
)


@lru_cache(maxsize=2)
def _paginated(
    shape: _Shape, lines: tuple[Lines, ...], capacity: float, *, blank: bool
) -> tuple[tuple[Page, ...], float]:
    """The pages, and the padding above and below a text.

    Kept, for while somebody types most texts take as many lines as before: then the marks in the
    window and the preview have their pages without a search.
    """
    sheet = shape.sheet
    leadings = page_style.leadings_of(sheet)

    def at(density: Density) -> tuple[Pagination, Density]:
        metrics = page_style.metrics(sheet, leadings, capacity, density)
        sizes = row_sizes(sheet, [count.first for count in lines], metrics)
        rows = PageRows(sheet, sizes, lines, metrics, capacity)
        return Pagination(rows, _memory(shape, capacity, density)), density

    pages, density = _roomiest(at) if blank else _best(at)
    return pages.pages, density.padding


@lru_cache(maxsize=4)
def _memory(shape: _Shape, capacity: float, density: Density) -> PageMemory:
    """Where texts take other lines, the pages that show other rows are known from the last time."""
    del shape, capacity, density
    return PageMemory()


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
