"""A row that a page end cut in two, and two rows that only look like one."""

from __future__ import annotations

from typing import Final

from core.exchange.sources.pdf_labels import begins_with, is_rest_of_label
from core.exchange.sources.pdf_placed import NEAR, PlacedCell, PlacedTable, drop_rows, same_edges
from core.exchange.sources.pdf_text import begins_none, is_full
from core.reading.headings import meanings
from core.regex import regex

_HEAD_TEXTS: Final = 3
_WHOLE_ROW: Final = 5
"""A row with so many cells and only one text at the top of a page is the rest of the row before."""
_FEW_ROWS: Final = 2
"""So many rows tell which columns all rows fill."""
_ALWAYS: Final = 0.8
"""A column that so many rows fill is one that a row of its own fills."""
_BY_CHANCE: Final = 2.0
"""So many characters a line may lack to be full: of ten, two lines of ten are full by chance."""
_UNLIKELY: Final = 0.02
TORN_FIGURE: Final = "这个数在两页之间断开，已接成一个，请核对"
MAYBE_TORN: Final = "这一行在两页之间，看不出是一行断开还是两行，暂作两行，请核对"
_OPEN_FIGURE = regex(r"[≥≤=<>＝＞＜]*\d[\d,]*[.,]")
_ENDING: Final = frozenset("。；;：:")
_ITEM = regex(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")


def mend_torn_row(table: PlacedTable, more: PlacedTable) -> None:
    """Where the first row of ``more`` is the rest of the last row of ``table``, put it there.

    A row of its own fills the columns that the rows around it fill; the rest of one is blank in
    some of them, and where both have lines those above had no room for more. With neither sign
    the two are two rows; where every line above is full only because its column is narrow, they
    are said to be doubtful.
    """
    if _is_sliver(table, more):
        drop_rows(more, 1)
        return
    row = _torn_pairs(table, more)
    rest = [(a, b) for a, b in row if b.lines]
    both = [(a, b) for a, b in rest if a.lines]
    always = _always_filled(table, more, row)
    alone = len(rest) == 1 and len(row) >= _WHOLE_ROW
    bare = alone or (bool(always) and not any(b.lines for _, b in always))
    if not both or not _can_go_on(both, bare=bare):
        return
    lacks = any(bool(a.lines) != bool(b.lines) for a, b in always)
    cut = any(_is_cut(a, b) for a, b in both)
    headed = sum(_is_heading(a.text + b.text) for a, b in both) >= _HEAD_TEXTS
    if cut or headed or lacks or _is_long(both):
        for a, b in both:
            if (a.is_figure and b.is_figure) and not _is_cut(a, b):
                a.doubt = TORN_FIGURE
        for a, b in rest:
            a.lines += b.lines
        drop_rows(more, 1)
        return
    for a, b in row:
        a.doubt = b.doubt = MAYBE_TORN


def _is_sliver(table: PlacedTable, more: PlacedTable) -> bool:
    """Whether a page begins with the blank end of a row: one cell where the table has several."""
    own = [cell for cell in more.cells if cell.row == 0 and cell.rowspan == 1]
    inside = [x for x in table.edges if own and own[0].left + NEAR < x < own[0].right - NEAR]
    return len(own) == 1 and not own[0].lines and len(inside) >= _HEAD_TEXTS and more.rows > 1


def _torn_pairs(table: PlacedTable, more: PlacedTable) -> list[tuple[PlacedCell, PlacedCell]]:
    """The cells of the last row with those below them; none where a label begins on the page."""
    above = [cell for cell in table.cells if cell.row + cell.rowspan == table.rows]
    pairs = []
    for b in more.cells:
        if b.row or b.rowspan > 1:
            continue
        a = next((one for one in above if same_edges(one, b)), None)
        if a is not None and a.rowspan == 1:
            pairs.append((a, b))
        elif b.lines and (a is None or not (begins_with(a, b) or is_rest_of_label(table, a, b))):
            return []
    return pairs


def _can_go_on(both: list[tuple[PlacedCell, PlacedCell]], *, bare: bool) -> bool:
    """Whether each text above has no room for what follows, or may end a paragraph there.

    ``bare``: nothing below stands where all rows have a text, so that it is no row of its own.
    """
    full = [_is_cut(a, b) or _had_no_room(a, b) for a, b in both]
    return (bare or any(full)) and all(
        one or _ends_paragraph(a, b, bare=bare) for one, (a, b) in zip(full, both, strict=True)
    )


def _had_no_room(a: PlacedCell, b: PlacedCell) -> bool:
    following = b.lines[0].text
    figures = a.is_figure and b.is_figure
    return is_full(a.lines[-1], following[:1] if figures else following, a.width)


def _is_cut(a: PlacedCell, b: PlacedCell) -> bool:
    """Whether the texts show that they are two parts of one: ,000.00 below 1,200 or 86 below 2."""
    begun, rest = a.lines[-1].text, b.lines[0].text
    open_figure = _OPEN_FIGURE.fullmatch(begun) is not None
    return begins_none(rest) or (open_figure and rest[:1].isdigit())


def _ends_paragraph(a: PlacedCell, b: PlacedCell, *, bare: bool) -> bool:
    """Whether a cell of several paragraphs may be torn between two of them."""
    item = _ITEM.match(b.lines[0].text) is not None
    return a.lines[-1].text[-1:] in _ENDING and (bare or item)


def _always_filled(
    table: PlacedTable, more: PlacedTable, row: list[tuple[PlacedCell, PlacedCell]]
) -> list[tuple[PlacedCell, PlacedCell]]:
    """The cells in columns that rows around these two fill; all where there are few rows."""
    others = [*_filled_edges(table, 0, table.rows - 1), *_filled_edges(more, 1, more.rows)]
    near = [
        filled
        for filled, edges in others
        if filled and all(any(_near(one, (a.left, a.right)) for one in edges) for a, _ in row)
    ]
    if len(near) < _FEW_ROWS:
        begun, rest = (sum(bool(pair[at].lines) for pair in row) for at in (0, 1))
        return row if 2 * min(begun, rest) <= len(row) else []

    def share(edges: _Edges) -> float:
        return sum(any(_near(one, edges) for one in filled) for filled in near) / len(near)

    return [(a, b) for a, b in row if share((a.left, a.right)) >= _ALWAYS]


_Edges = tuple[float, float]


def _near(one: _Edges, other: _Edges) -> bool:
    return abs(one[0] - other[0]) <= NEAR and abs(one[1] - other[1]) <= NEAR


def _filled_edges(
    table: PlacedTable, start: int, end: int
) -> list[tuple[list[_Edges], list[_Edges]]]:
    """For each row but the heads the edges of its cells with a text, and those of all."""
    rows: dict[int, list[PlacedCell]] = {}
    for cell in table.cells:
        if start <= cell.row < end and cell.rowspan == 1:
            rows.setdefault(cell.row, []).append(cell)
    return [
        ([(c.left, c.right) for c in cells if c.lines], [(c.left, c.right) for c in cells])
        for cells in rows.values()
        if sum(_is_heading(c.text) for c in cells) < _HEAD_TEXTS
    ]


def _is_long(both: list[tuple[PlacedCell, PlacedCell]]) -> bool:
    """Whether so long lines are full not only by chance."""
    if any((a.is_figure and b.is_figure) for a, b in both):
        return False
    chance = 1.0
    for a, b in both:
        if _had_no_room(a, b):
            chance *= min(1.0, _BY_CHANCE * a.lines[-1].em / a.width)
    return chance < _UNLIKELY


def _is_heading(text: str) -> bool:
    return bool(meanings("indicators", text) or meanings("funds", text))
