"""Cells and tables of a PDF with their places on the pages."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from msgspec import Struct, field

from core.exchange.sources.bounds import Budget
from core.exchange.sources.pdf_ruling import RuledTable
from core.exchange.sources.pdf_text import TextLine, paragraph, text_lines
from core.reading.source import PageBox, SourceCell, SourceTable
from core.regex import regex

NEAR: Final = 4.0
"""Points by which the edges of one table may differ from page to page."""
FIGURE = regex(r"[≥≤=<>＝＞＜]*[\d.,%％—-]+")
_TOO_NARROW = regex(r"\s*#[#\s]+")
UNSEEN: Final = "这一列太窄，纸上只印出###，请按原表填写"


class PlacedCell(Struct):
    """A cell with its lines; ``left`` and ``right`` are its edges in points."""

    row: int
    rowspan: int
    left: float
    right: float
    lines: list[TextLine]
    box: PageBox
    room: float = 0.0
    """The width for text where it is not that between the edges."""
    doubt: str = ""
    """Why its text may be another."""

    @property
    def width(self) -> float:
        """How much room its lines have."""
        return self.room or self.right - self.left

    @property
    def text(self) -> str:
        """The lines, with those joined that were only folded."""
        return paragraph(self.lines, self.width)

    @property
    def is_figure(self) -> bool:
        """Whether it holds a figure with its sign (≥95%), or a dash for one."""
        return FIGURE.fullmatch("".join(self.text.split())) is not None


class PlacedTable(Struct):
    """The cells of a table as far as it is read; ``page`` is its last one."""

    page: int
    top: float
    rows: int
    cells: list[PlacedCell] = field(default_factory=list)
    doubt: str = ""
    """Why its columns and rows may be others."""

    @property
    def edges(self) -> list[float]:
        """Where its cells begin and end, from left to right."""
        return _distinct([x for cell in self.cells for x in (cell.left, cell.right)])

    def shown(self, budget: Budget) -> SourceTable | None:
        """The table as others read it; ``None`` where it is blank."""
        edges = self.edges
        cells = []
        for cell in sorted(self.cells, key=lambda one: (one.row, one.left)):
            first, after = nearest(edges, cell.left), nearest(edges, cell.right)
            place = f"第{cell.box.page + 1}页"
            text, doubt = cell.text, self.doubt or cell.doubt
            if _TOO_NARROW.fullmatch(text):
                text, doubt = "", UNSEEN
            cells.append(
                SourceCell(
                    cell.row, first, budget.take(text), cell.rowspan,
                    max(after - first, 1), place, cell.box, doubt=doubt,
                )
            )  # fmt: skip
        if not any(cell.text or cell.doubt for cell in cells):
            return None
        columns = max(len(edges) - 1, 1)
        if self.doubt:
            cells = _with_blanks(cells, self.rows, columns, self.doubt)
        return SourceTable(tuple(cells), self.rows, columns)


def _with_blanks(cells: list[SourceCell], rows: int, columns: int, doubt: str) -> list[SourceCell]:
    """Blank places as cells, because they may be blank only by a wrong guess."""
    covered = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }
    blank = [
        SourceCell(row, column, "", doubt=doubt)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in covered
    ]
    return sorted([*cells, *blank], key=lambda cell: (cell.row, cell.column))


def placed(table: RuledTable) -> PlacedTable:
    """A table of one page."""
    cells = []
    for cell in table.cells:
        left, right = table.xs[cell.column], table.xs[cell.column + cell.colspan]
        top, bottom = table.ys[cell.row], table.ys[cell.row + cell.rowspan]
        box = PageBox(table.page, left, top, right, bottom)
        lines = text_lines(cell.words)
        cells.append(PlacedCell(cell.row, cell.rowspan, left, right, lines, box))
    return PlacedTable(table.page, table.ys[0], len(table.ys) - 1, cells)


def drop_rows(table: PlacedTable, count: int) -> None:
    """Take so many rows away at the top; cells that reach further down stay."""
    if not count:
        return
    kept = []
    for cell in table.cells:
        end = cell.row + cell.rowspan - count
        cell.row = max(cell.row - count, 0)
        cell.rowspan = end - cell.row
        if cell.rowspan > 0:
            kept.append(cell)
    table.cells = kept
    table.rows -= count


def same_edges(one: PlacedCell, other: PlacedCell) -> bool:
    """Whether two cells begin and end at the same columns."""
    return abs(one.left - other.left) <= NEAR and abs(one.right - other.right) <= NEAR


def _distinct(edges: list[float]) -> list[float]:
    out: list[float] = []
    for edge in sorted(edges):
        if not out or edge - out[-1] > NEAR:
            out.append(edge)
    return out


def nearest(edges: list[float], edge: float) -> int:
    """Which of the sorted edges an edge is."""
    at = bisect_left(edges, edge)
    return min((one for one in (at - 1, at) if 0 <= one < len(edges)),
               key=lambda one: abs(edges[one] - edge))  # fmt: skip
