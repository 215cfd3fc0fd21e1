"""Tables that run over several pages, put together again.

Printing tears them: a head is repeated, a row is cut in two, a merged label stands on one page
and its rows go on upon the next.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from core.exchange.sources.bounds import Budget
from core.exchange.sources.pdf_ruling import RuledTable
from core.exchange.sources.pdf_text import (
    TextLine,
    begins_none,
    is_full,
    paragraph,
    pieces,
    text_lines,
)
from core.reading.headings import meanings
from core.reading.source import PageBox, SourceCell, SourceTable
from core.regex import regex

_NEAR: Final = 4.0
"""Points by which the edges of one table may differ from page to page."""
_HEAD_ROWS: Final = 6
_HEAD_TEXTS: Final = 3
_WHOLE_ROW: Final = 5
"""A row with so many cells and only one text at the top of a page is the rest of the row before."""
_LEVEL: Final = "指标"
_LEVEL_NAME = regex(
    r"(?:产出|效益|满意度|成本|数量|质量|时效|(?:经济|社会|生态)?(?:环境)?(?:效益|成本)|可持续(?:影响|发展)"
    r"|(?:服务|帮扶|受益)?对象满意度|社会公众.{0,6}满意度)指标等?(?:[（(].{1,6}分[）)])?"
)
_POINTS = regex(r"[（(]\d{1,3}(?:\.\d)?分[）)]")
_TOO_NARROW = regex(r"\s*#[#\s]+")
UNSEEN: Final = "这一列太窄，纸上只印出###，请按原表填写"
_FIGURE = regex(r"[≥≤=<>＝＞＜]*[\d.,%％—-]+")


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

    @property
    def width(self) -> float:
        """How much room its lines have."""
        return self.room or self.right - self.left

    @property
    def text(self) -> str:
        """The lines, with those joined that were only folded."""
        return paragraph(self.lines, self.width)


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
            first, after = _nearest(edges, cell.left), _nearest(edges, cell.right)
            place = f"第{cell.box.page + 1}页"
            text, doubt = cell.text, self.doubt
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
    _drop_rows(more, _repeated_rows(table, more))
    last = [c for c in table.cells if c.row + c.rowspan == table.rows]
    first = [c for c in more.cells if c.row == 0]
    spare = [piece for line in above for piece in pieces(line)]
    for label in (cell for cell in last if cell.rowspan > 1):
        spare = _gather_label(label, spare, more)
    beyond = [(piece, _owner(piece, last)) for line in below for piece in pieces(line)]
    beyond += [(piece, _owner(piece, first)) for piece in spare]
    if not all(owner for _, owner in beyond):
        return False
    for piece, owner in beyond:
        if owner is not None:
            owner.lines = sorted([*owner.lines, piece], key=lambda one: one.top)
    if more.rows:
        _mend_torn_row(table, more)
    if more.rows:
        _lengthen_labels(table, more)
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


def _gather_label(label: PlacedCell, above: list[TextLine], more: PlacedTable) -> list[TextLine]:
    """A label that is drawn whole upon the next page may be longer than its rows there.

    Its lines then stand over the table and in the cells below; they are put into its own cell.
    What is returned are the lines above that are none of it.
    """
    own = next((c for c in more.cells if c.row == 0 and _same_edges(c, label)), None)
    text = "".join(label.text.split())
    if own is None or len(text) < 2 or "".join(own.text.split()) == text:
        return above
    found: list[tuple[TextLine, PlacedCell | None]] = [
        (line, None) for line in above if _stands_in(line, label)
    ]
    for cell in more.cells:
        if cell.left < label.right and label.left < cell.right and cell.row < len(text):
            found += [(line, cell) for line in cell.lines if _stands_in(line, label)]
    found.sort(key=lambda one: one[0].top)
    texts = accumulate("".join(line.text.split()) for line, _ in found)
    count = next((at for at, taken in enumerate(texts, start=1) if taken == text), 0)
    if not found or found[0][1] not in (None, own):
        count = 0  # the same words again, in a cell of their own
    if not count and any(line.text in text for line in above if _stands_in(line, label)):
        # The rest of it is lost among other texts; what stands over the table is enough to know it.
        if "".join(own.text.split()) in text:
            own.lines = []
        return [line for line in above if not (_stands_in(line, label) and line.text in text)]
    for line, owner in found[:count]:
        if owner is not None:
            owner.lines.remove(line)
    if count:
        own.lines = [line for line, _ in found[:count]]
    return [line for line in above if not count or line not in own.lines]


def _stands_in(line: TextLine, cell: PlacedCell) -> bool:
    return cell.left - 1 <= line.left and line.right <= cell.right + 1


def _same_columns(edges: list[float], others: list[float]) -> bool:
    """Whether both sides are the same, or all edges of the second table are edges of the first."""
    if abs(edges[0] - others[0]) <= _NEAR and abs(edges[-1] - others[-1]) <= _NEAR:
        return True
    return len(others) > 3 and all(
        abs(edges[_nearest(edges, one)] - one) <= _NEAR for one in others
    )


def _owner(piece: TextLine, cells: list[PlacedCell]) -> PlacedCell | None:
    """The cell over or under which a piece stands, in its middle or at its left."""
    for cell in cells:
        if cell.lines and cell.rowspan == 1:
            continue
        if _stands_in(piece, cell):
            centred = abs(piece.left + piece.right - cell.left - cell.right) < 2 * _NEAR
            if centred or piece.left - cell.left < 2 * _NEAR:
                return cell
    return None


def _repeated_rows(table: PlacedTable, more: PlacedTable) -> int:
    """How many rows at the top of ``more`` repeat a head that stands in ``table``."""
    known, new = _signatures(table), _signatures(more)
    best = 0
    for start in range(len(known)):
        count = 0
        while (
            count < min(len(new), _HEAD_ROWS, len(known) - start)
            and known[start + count] == new[count]
        ):
            count += 1
        texts = [text for row in new[:count] for text in row if text]
        if len(texts) >= _HEAD_TEXTS and not any(map(_FIGURE.fullmatch, texts)):
            best = max(best, count)
    return best


def _signatures(table: PlacedTable) -> list[tuple[str, ...]]:
    rows: list[list[tuple[float, str]]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append((cell.left, "".join(cell.text.split())))
    return [tuple(text for _, text in sorted(row)) for row in rows]


def _drop_rows(table: PlacedTable, count: int) -> None:
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


def _mend_torn_row(table: PlacedTable, more: PlacedTable) -> None:
    """Where the first row of ``more`` is the rest of the last row of ``table``, put it there."""
    above = [cell for cell in table.cells if cell.row + cell.rowspan == table.rows]
    below = [cell for cell in more.cells if cell.row == 0 and cell.rowspan == 1]
    pairs = []
    for b in below:
        a = next((one for one in above if _same_edges(one, b)), None)
        if a is not None and a.rowspan == 1:
            pairs.append((a, b))
        elif b.lines and (a is None or a.text != b.text):
            return
    rest = [(a, b) for a, b in pairs if b.lines]
    begun = [(a, b) for a, b in pairs if a.lines]
    both = [(a, b) for a, b in rest if a.lines]
    few = 2 * min(len(rest), len(begun)) <= len(pairs)
    cut = [(a, b) for a, b in both if begins_none(b.lines[0].text)]
    headed = sum(_is_heading(a.text + b.text) for a, b in both) >= _HEAD_TEXTS
    if not both or not (few or cut or headed):
        return
    for a, b in both:
        lonely = len(rest) == 1 and len(pairs) >= _WHOLE_ROW and _fills(a)
        torn = lonely or (a, b) in cut or is_full(a.lines[-1], b.lines[0].text, a.width)
        if not torn:
            return
    for a, b in rest:
        a.lines += b.lines
    _drop_rows(more, 1)


def _is_heading(text: str) -> bool:
    return bool(meanings("indicators", text) or meanings("funds", text))


def _fills(cell: PlacedCell) -> bool:
    """Whether the lines of a cell end at its bottom, as those of a cell do that a page end cut."""
    last = cell.lines[-1]
    return cell.box.bottom - last.bottom < last.height and len(cell.lines) > 1


def _same_edges(one: PlacedCell, other: PlacedCell) -> bool:
    return abs(one.left - other.left) <= _NEAR and abs(one.right - other.right) <= _NEAR


def _lengthen_labels(table: PlacedTable, more: PlacedTable) -> None:
    """A merged cell that goes on upon the next page is blank there, or says the same again."""
    above = [cell for cell in table.cells if cell.row + cell.rowspan == table.rows]
    kept = []
    for cell in more.cells:
        label = next(
            (
                one for one in above
                if _same_edges(one, cell)
            ),
            None,
        )  # fmt: skip
        if cell.row == 0 and label is not None and (_goes_on(label, cell) or _is_rest(label, cell)):
            if not _goes_on(label, cell):
                label.lines += cell.lines
            label.rowspan += cell.rowspan
        else:
            kept.append(cell)
    more.cells = kept


def _goes_on(label: PlacedCell, cell: PlacedCell) -> bool:
    merged = label.rowspan > 1 or cell.rowspan > 1
    return merged and (not cell.lines or cell.text == label.text)


def _is_rest(label: PlacedCell, cell: PlacedCell) -> bool:
    """Whether a cell holds the end of a level's name that the page end cut.

    服务对象满意 | 度指标 is one name, 满意度指标 | （10分） too; 社会效益指标 is whole.
    """
    if not label.lines or not cell.lines:
        return False
    begun, rest = "".join(label.text.split()), "".join(cell.text.split())
    if _POINTS.fullmatch(rest):
        return begun.endswith(_LEVEL)
    full = is_full(label.lines[-1], cell.lines[0].text, label.width)
    named = _LEVEL_NAME.fullmatch(begun + rest) is not None
    return full and named and _LEVEL not in begun and _LEVEL_NAME.fullmatch(rest) is None


def _distinct(edges: list[float]) -> list[float]:
    out: list[float] = []
    for edge in sorted(edges):
        if not out or edge - out[-1] > _NEAR:
            out.append(edge)
    return out


def _nearest(edges: list[float], edge: float) -> int:
    at = bisect_left(edges, edge)
    return min((one for one in (at - 1, at) if 0 <= one < len(edges)),
               key=lambda one: abs(edges[one] - edge))  # fmt: skip
