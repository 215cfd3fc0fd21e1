"""Tables that run over several pages, put together again.

Printing tears them: a head is repeated, a row is cut in two, a merged label stands on one page
and its rows go on upon the next.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from core.exchange.sources.pdf_labels import gather_label, lengthen_labels, stands_in
from core.exchange.sources.pdf_placed import (
    FIGURE,
    NEAR,
    PlacedCell,
    PlacedTable,
    drop_rows,
    nearest,
)
from core.exchange.sources.pdf_text import TextLine, pieces
from core.exchange.sources.pdf_torn_rows import mend_torn_row

_HEAD_ROWS: Final = 6
_HEAD_TEXTS: Final = 3


def join(
    table: PlacedTable, below: list[TextLine], above: list[TextLine], more: PlacedTable
) -> bool:
    """Add the rows of the next page to a table; whether they are of the same table.

    ``below`` and ``above`` are the lines between the two. A label that is merged over both pages
    is drawn whole on each, so that a part of it stands beyond the table's edge (where its
    printing was clipped); with anything else between them the two are tables of their own.
    """
    if more.page != table.page + 1:
        return False
    if not _same_columns(table.edges, more.edges):
        return False
    more = _copied(more)
    drop_rows(more, _repeated_rows(table, more))
    last = [c for c in table.cells if c.row + c.rowspan == table.rows]
    first = [c for c in more.cells if c.row == 0]
    spare = [piece for line in above for piece in pieces(line)]
    for label in (cell for cell in last if cell.rowspan > 1):
        spare = gather_label(label, spare, more)
    beyond = [(piece, _owner(piece, last)) for line in below for piece in pieces(line)]
    beyond += [(piece, _owner(piece, first)) for piece in spare]
    if not all(owner for _, owner in beyond):
        return False
    for piece, owner in beyond:
        if owner is not None:
            owner.lines = sorted([*owner.lines, piece], key=lambda one: one.top)
    if more.rows:
        mend_torn_row(table, more)
    if more.rows:
        lengthen_labels(table, more)
        for cell in more.cells:
            cell.row += table.rows
        table.cells += more.cells
        table.rows += more.rows
    table.page = more.page
    return True


def _copied(table: PlacedTable) -> PlacedTable:
    """A table that may be changed while it is not known whether it is joined to another."""
    cells = [replace(cell, lines=list(cell.lines)) for cell in table.cells]
    return replace(table, cells=cells)


def _same_columns(edges: list[float], others: list[float]) -> bool:
    """Whether both sides are the same, or all edges of the second table are edges of the first."""
    if abs(edges[0] - others[0]) <= NEAR and abs(edges[-1] - others[-1]) <= NEAR:
        return True
    return len(others) > 3 and all(abs(edges[nearest(edges, one)] - one) <= NEAR for one in others)


def _owner(piece: TextLine, cells: list[PlacedCell]) -> PlacedCell | None:
    """The cell over or under which a piece stands, in its middle or at its left."""
    for cell in cells:
        if cell.lines and cell.rowspan == 1:
            continue
        if stands_in(piece, cell):
            centred = abs(piece.left + piece.right - cell.left - cell.right) < 2 * NEAR
            if centred or piece.left - cell.left < 2 * NEAR:
                return cell
    return None


def _repeated_rows(table: PlacedTable, more: PlacedTable) -> int:
    """How many rows at the top of ``more`` repeat a head that stands in ``table``."""
    known, new = _signatures(table), _signatures(more)
    heads = takewhile(lambda row: not any(map(FIGURE.fullmatch, row)), new[:_HEAD_ROWS])
    new, best = list(heads), 0  # the row below the heads may be as on the page before, too
    for start in range(len(known)):  # the long label at the left is not repeated
        count = 0
        while count < min(len(new), len(known) - start) and new[count] in (
            known[start + count],
            known[start + count][1:],
        ):
            count += 1
        if sum(map(len, new[:count])) >= _HEAD_TEXTS:
            best = max(best, count)
    return best


def _signatures(table: PlacedTable) -> list[tuple[str, ...]]:
    """The texts of each row, from left to right."""
    rows: list[list[tuple[float, str]]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        if cell.lines:
            rows[cell.row].append((cell.left, "".join(cell.text.split())))
    return [tuple(text for _, text in sorted(row)) for row in rows]
