"""Measures of the paper on screen: the page, the columns' edges and the rows' own heights."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import sub
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize

from core.sheet.grid import Grid
from core.sheet.sheet import Align, Band, Cell
from ui.form.typesetting import Typesetter, shown

if TYPE_CHECKING:
    from core.report.columns import Edges as PaperEdges

PAGE_WIDTH, PAGE_HEIGHT = 794, 1123
"""A4 in pixels at 100 %."""
TABLE_WIDTH = 710
PAGE_MARGIN = 44
"""Above and below what is printed on the page."""
LEAST_ROW = 26

_HEIGHTS = {Band.TITLE: 40, Band.SIGNATURE: 34, Band.GOALS: 64}
"""Least height of rows that are higher than the others."""
_GAP = 9
"""Between the title and the table, and between the table and the signatures."""
Xs = tuple[int, ...]
"""Where the columns of a row begin, and the end of the last one."""


class Edges(Struct, frozen=True):
    """Where columns and rows begin: ``xs`` row by row, for the parts of the form have their own.

    ``ys`` has one more entry than there are rows.  A line is drawn on an edge itself, so a cell
    owns its left and its top line, and the table is a pixel wider and higher than its last edges.
    ``gaps`` are the free spaces above and below some rows that belong to no cell: under the title,
    over the signatures.
    """

    xs: tuple[Xs, ...]
    ys: tuple[int, ...]
    gaps: Gaps

    @property
    def size(self) -> QSize:
        """Of the whole table without its last lines."""
        return QSize(self.xs[0][-1], self.ys[-1])

    def rect(self, cell: Cell) -> QRect:
        """The cell with its left and top line."""
        xs = self.xs[cell.row]
        left, top = xs[cell.column], self.ys[cell.row]
        bottom = self.ys[cell.row + cell.rowspan]
        if cell.row in self.gaps:
            above, below = self.gaps[cell.row]
            top, bottom = top + above, bottom - below
        return QRect(left, top, xs[cell.column + cell.colspan] - left, bottom - top)

    def row_at(self, y: int) -> int:
        """The row at this height; the first or last one above or below the table."""
        return min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)

    def columns_between(self, row: int, left: int, right: int) -> slice:
        """The columns of a row that stand, with their lines, between these edges."""
        xs = self.xs[row]
        return slice(max(0, bisect_right(xs, left) - 1), bisect_right(xs, right))

    def other_heights(self, since: Edges) -> list[int]:
        """The rows that had another height; ``since`` is of the same rows."""
        steps = list(map(sub, self.ys, since.ys))
        return [row for row, (a, b) in enumerate(pairwise(steps)) if a != b]

    def place_at(self, point: QPoint) -> tuple[int, int] | None:
        """Row and column at a point; nothing outside the table."""
        x, y = point.x(), point.y()
        if not (0 <= y < self.ys[-1]) or not (0 <= x < self.xs[0][-1]):
            return None
        row = self.row_at(y)
        return row, bisect_right(self.xs[row], x) - 1


NO_EDGES = Edges(((0, 0),), (0, 0), {})
"""Of a table that has not been measured."""

Gaps = Mapping[int, tuple[int, int]]


def on_screen(columns: Sequence[PaperEdges], zoom: float) -> tuple[Xs, ...]:
    """The edges of the columns in pixels, from those of the paper in points, row by row."""
    known: dict[int, Xs] = {}
    for edges in columns:
        if id(edges) not in known:
            scale = TABLE_WIDTH * zoom / max(edges[-1], 1)
            known[id(edges)] = tuple(round(at * scale) for at in edges)
    return tuple([known[id(edges)] for edges in columns])


def fitting_zoom(width: int) -> float:
    """The zoom at which the page is so many pixels wide, 1 at most."""
    return min(1.0, int(1000 * width / PAGE_WIDTH) / 1000)


def whole_pixels(step: int, ratio: float) -> int:
    """The step itself or the next longer one that is a whole number of the screen's own pixels.

    ``ratio``: of those to Qt's.  Only by such a step Qt shifts what is seen; by any other it is
    painted anew.
    """
    unit = next((n for n in range(1, 9) if (n * ratio).is_integer()), 1)
    return -(-abs(step) // unit) * unit * (1 if step > 0 else -1)


def row_gaps(bands: Sequence[Band], zoom: float) -> Gaps:
    """The space under the last line of the title and over the first row of signatures."""
    gap = round(_GAP * zoom)
    gaps = {}
    for row, (band, following) in enumerate(pairwise((*bands, None))):
        if band is Band.TITLE and following is not Band.TITLE:
            gaps[row] = (0, gap)
        if band is not Band.SIGNATURE and following is Band.SIGNATURE:
            gaps[row + 1] = (gap, 0)
    return gaps


class RowHeights:
    """Heights of all rows: those of single-row cells first, then what merged cells lack is spread.

    ``measure`` is for a new cut of the grid; ``exchange`` and ``follow`` look at given rows only,
    so that a key costs one row, and an added row that row.  ``prompt`` tells what a blank cell
    asks for.
    """

    def __init__(self, typesetter: Typesetter, prompt: Callable[[Cell], str]) -> None:
        self._typesetter = typesetter
        self._prompt = prompt
        self._own: list[int] = []
        self._edges = NO_EDGES

    def measure(self, grid: Grid, xs: tuple[Xs, ...]) -> Edges:
        """The edges of a whole grid."""
        bands = grid.sheet.bands
        self._own = list(map(self._least, bands))
        for cell in grid.cells:
            row = cell.row
            if cell.rowspan == 1:
                needed = self._needed(cell, bands[row], xs[row])
                self._own[row] = max(self._own[row], needed)
        return self._spread_out(grid, xs, self._gaps(grid))

    def exchange(
        self,
        grid: Grid,
        xs: tuple[Xs, ...],
        exchange: tuple[int, int, int],
        cells: Collection[Cell],
    ) -> Edges:
        """The edges of a grid in which ``come`` rows stand from ``first`` on for ``gone`` others.

        Of the rows around them only ``cells`` look different; where columns do, all is measured.
        """
        first, gone, come = exchange
        old = self._edges.xs
        if xs[:first] + xs[first + come :] != old[:first] + old[first + gone :]:
            return self.measure(grid, xs)
        self._own[first : first + gone] = [
            self._needed_in(grid, row, xs[row]) for row in range(first, first + come)
        ]
        for row in {cell.row for cell in cells if cell.rowspan == 1}:
            self._own[row] = self._needed_in(grid, row, xs[row])
        return self._spread_out(grid, xs, self._gaps(grid))

    def _gaps(self, grid: Grid) -> Gaps:
        return row_gaps(grid.sheet.bands, self._typesetter.zoom)

    def follow(self, grid: Grid, cells: Collection[Cell], held: int | None = None) -> Edges:
        """The edges after these cells of a grid that is cut as before look different.

        The row ``held``, where somebody is typing, becomes higher for its text only, and not
        lower: it must not jump as one figure after another falls short and no more.
        """
        xs = self._edges.xs
        lasting = all(cell.rowspan == 1 for cell in cells)
        for row in {cell.row for cell in cells if cell.rowspan == 1}:
            height = self._needed_in(grid, row, xs[row], asking=row != held)
            if row == held:
                height = max(height, self._own[row])
            lasting = lasting and height == self._own[row]
            self._own[row] = height
        return self._edges if lasting else self._spread_out(grid, xs, self._edges.gaps)

    def _spread_out(self, grid: Grid, xs: tuple[Xs, ...], gaps: Gaps) -> Edges:
        heights = list(self._own)
        for row, (above, below) in gaps.items():
            heights[row] += above + below
        for cell in grid.merged:
            _spread(heights, cell, self._needed(cell, grid.sheet.bands[cell.row], xs[cell.row]))
        self._edges = Edges(xs, (0, *accumulate(heights)), gaps)
        return self._edges

    def _needed_in(self, grid: Grid, row: int, xs: Sequence[int], *, asking: bool = True) -> int:
        band = grid.sheet.bands[row]
        single = (cell for cell in grid.in_row(row) if cell.rowspan == 1)
        needed = (self._needed(cell, band, xs, asking=asking) for cell in single)
        return max(self._least(band), *needed)

    def _least(self, band: Band) -> int:
        return round(_HEIGHTS.get(band, LEAST_ROW) * self._typesetter.zoom)

    def _needed(self, cell: Cell, band: Band, xs: Sequence[int], *, asking: bool = True) -> int:
        width = xs[cell.column + cell.colspan] - xs[cell.column]
        asked = self._prompt(cell) if asking and not cell.text.strip() else ""
        text, kind, align = shown(cell, band, asked)
        width -= self._typesetter.inset(cell, kind)
        height = self._typesetter.height(text, width, kind, align)
        return height + 1 + 2 * text_margin(cell, self._typesetter.zoom)


def text_margin(cell: Cell, zoom: float) -> int:
    """Free space above and below a text."""
    return round((5 if cell.align is Align.TEXT else 3) * zoom)


def text_top(rect: QRect, cell: Cell, height: int, zoom: float) -> int:
    """Where a text of this height begins in a cell, or in the part of one that is seen."""
    if cell.align is Align.TEXT:
        return rect.top() + 1 + text_margin(cell, zoom)
    return rect.top() + 1 + max(0, (rect.height() - 1 - height) // 2)


def _spread(heights: list[int], cell: Cell, needed: int) -> None:
    rows = range(cell.row, cell.row + cell.rowspan)
    lack = needed - sum(heights[cell.row : cell.row + cell.rowspan])
    if lack <= 0:
        return
    each, rest = divmod(lack, len(rows))
    for place, row in enumerate(rows):
        heights[row] += each + (place < rest)
