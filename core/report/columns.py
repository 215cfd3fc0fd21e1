"""The widths of the grid's columns: the paper's own, improved for what stands in the cells.

The funds, the goals and the indicators cut the width differently, so one width serves several
blocks at once. A cheap descent moves points of width from column to column as long as that
saves lines of text, keeps figures and short labels whole, or comes closer to the paper's own
proportions.
"""

from __future__ import annotations

import math
from itertools import accumulate, compress, pairwise, permutations
from typing import TYPE_CHECKING, Final

from core.report import page_style
from core.report.decimal_points import columns_of_amounts
from core.report.fonts import face
from core.report.punctuation import inner_width, width_of
from core.report.text import Setting, clean, clusters
from core.sheet.cell_kinds import is_upright
from core.sheet.sheet import Align

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.sheet.sheet import Band, Cell, Sheet

Span = tuple[int, int]
Paragraphs = tuple[float, ...]
Block = dict[Span, list[Paragraphs]]

_STEPS: Final = (24, 12, 6, 3, 1) * 2
_LEAST: Final = 15  # no column is narrower
_ROWS: Final = 240  # as many rows decide; more of them tell nothing new
_TEXT: Final = 2_000  # as many characters of a text are measured, the rest is estimated
_AMOUNT: Final = 132.0  # a figure, date or amount wider than this may be cut
_FIGURE: Final = 90.0  # a word wider than this may be cut
_WORD: Final = 60.0  # in running text and labels, where words are no figures
_GRAIN: Final = 1e-9  # sums of costs are not exact
_LOSS: Final = 1.04  # lines that break at words are not quite full

# What a layout costs, in points of height:
_TORN: Final = 1000.0  # each point of width that a word lacks: only where nothing else is left
_LINE: Final = page_style.BODY_LEADING
_HIDDEN: Final = 0.15  # of a line: one in a cell beside a higher one, for it may be next to matter
_AWAY: Final = 0.012  # each squared point away from the paper's own width


def column_widths(sheet: Sheet, total: float) -> list[float]:
    """Widths of the columns that together make ``total``."""
    scale = int(total) / sum(sheet.widths)
    edges = [round(edge * scale) for edge in accumulate(sheet.widths, initial=0)]
    own = [right - left for left, right in pairwise(edges)]
    found = _descend(list(own), own, _Texts(sheet))
    return [width * total / int(total) for width in found]


def _descend(widths: list[int], own: Sequence[int], texts: _Texts) -> list[int]:
    """Move width between columns while that makes the layout cheaper.

    A column that is widened at nobody's expense is never worse off for texts than one that takes
    from another; where even that saves too little, none of its moves is looked at closer.  Nor is
    one whose giver lacks more for its words: that is quickly found, quicker than lines.
    """
    away = sum(map(_distance, widths, own))
    best = texts.torn(widths) + texts.height(widths) + away
    moves = list(permutations(range(len(widths)), 2))
    for step in _STEPS:
        better = True
        while better:
            better = False
            around = _Neighbours(widths, own, step, texts)
            for taker, giver in moves:
                if widths[giver] - step < _LEAST:
                    continue
                moved = away + around.narrower[giver] + around.wider[taker]
                torn, height = around.free(taker)
                if torn + height + moved >= best - _GRAIN:
                    continue
                widths[giver] -= step
                widths[taker] += step
                found = texts.torn(widths) + moved
                if found + height < best - _GRAIN:
                    found += texts.height(widths)
                else:
                    found = math.inf
                if found < best - _GRAIN:
                    best, away, better = found, moved, True
                    around = _Neighbours(widths, own, step, texts)
                else:
                    widths[giver] += step
                    widths[taker] -= step
    return widths


class _Neighbours:
    """What becomes of each column alone when it is a step narrower or wider than now."""

    def __init__(self, widths: list[int], own: Sequence[int], step: int, texts: _Texts) -> None:
        self._widths, self._step, self._texts = widths, step, texts
        pairs = list(zip(widths, own, strict=True))
        self.narrower = [_distance(w - step, o) - _distance(w, o) for w, o in pairs]
        self.wider = [_distance(w + step, o) - _distance(w, o) for w, o in pairs]
        self._free: dict[int, tuple[float, float]] = {}

    def free(self, taker: int) -> tuple[float, float]:
        """What the texts cost (torn, height) when a column is widened at nobody's expense."""
        if taker not in self._free:
            self._widths[taker] += self._step
            self._free[taker] = self._texts.torn(self._widths), self._texts.height(self._widths)
            self._widths[taker] -= self._step
        return self._free[taker]


class _Texts:
    """What the texts cost in columns of some widths: their lines, and the words that are torn."""

    def __init__(self, sheet: Sheet) -> None:
        cells = [cell for cell in sheet.cells if cell.text and cell.framed]
        needs = _needs(cells)
        self._needs = [
            (left, right, need)
            for (left, right), need in needs.items()
            if need > (right - left) * _LEAST  # else it always has its room
        ]
        self._blocks = [_parted(block) for block in _blocks(sheet, cells, needs)]
        self._heights: list[tuple[list[Span], dict[tuple[int, ...], float]]] = [
            (list(shared), {}) for shared, _ in self._blocks
        ]
        self._known: dict[tuple[int, ...], float] = {}
        self._counts: dict[tuple[int, Span, int], tuple[list[int], int, int]] = {}

    def torn(self, widths: Sequence[int]) -> float:
        """What it costs that words lack their room at these widths, in points of height."""
        edges = [0, *accumulate(widths)]
        lack = 0.0
        for left, right, need in self._needs:
            room = edges[right] - edges[left]
            if room < need:
                lack += need - room
        return lack * _TORN

    def height(self, widths: Sequence[int]) -> float:
        """What the lines cost at these widths, in points of height."""
        whole = tuple(widths)
        if whole not in self._known:
            self._known[whole] = self._height(widths)
        return self._known[whole]

    def _height(self, widths: Sequence[int]) -> float:
        edges, cost = [0, *accumulate(widths)], 0.0
        for index, (spans, known) in enumerate(self._heights):
            key = tuple([edges[right] - edges[left] for left, right in spans])
            if key not in known:
                known[key] = _LINE * self._lines(index, key)
            cost += known[key]
        return cost

    def _lines(self, index: int, widths: Sequence[int]) -> float:
        """The lines of a block of rows whose columns have these widths."""
        shared, alone = self._blocks[index]
        columns, lines, every = [], 0, 0
        for span, width in zip(shared, widths, strict=True):
            key = (index, span, width)
            known = self._counts.get(key)
            if known is None:
                inner = width - 2 * page_style.PAD_X
                counts, own = (
                    [_estimate(t, inner) for t in shared[span]],
                    _estimate(alone[span], inner),
                )
                known = self._counts[key] = (counts, own, own + sum(counts))
            columns.append(known[0])
            lines += known[1]
            every += known[2]
        highest = columns[0] if len(columns) == 1 else map(max, *columns)
        return lines + sum(highest) + _HIDDEN * every


def _distance(width: int, own: int) -> float:
    return _AWAY * (width - own) ** 2


def _needs(cells: Sequence[Cell]) -> dict[Span, float]:
    """The least width of each span that keeps the words of its cells whole."""
    needs: dict[Span, float] = {}
    known: dict[tuple[str, Setting, Align], float] = {}
    for cell in cells:
        span = _span(cell)
        needs[span] = max(_need(cell, known), needs.get(span, 0.0))
    for (column, colspan), parts in columns_of_amounts(cells).items():
        span, width = (column, column + colspan), sum(parts) + 2 * page_style.PAD_X
        needs[span] = max(needs[span], min(width, _AMOUNT))
    return needs


def _blocks(sheet: Sheet, cells: Sequence[Cell], needs: Mapping[Span, float]) -> list[Block]:
    """The texts that may need more than one line, band by band; of a long sheet a sample."""
    every = max(1, len(sheet.bands) // _ROWS)
    rows: dict[Band, dict[int, dict[Span, Paragraphs]]] = {}
    for cell in cells:
        if cell.rowspan > 1 or cell.row % every or not cell.framed:
            continue
        text, span = _paragraphs(cell), _span(cell)
        if len(text) > 1 or text[0] > needs[span] - 2 * page_style.PAD_X:
            of_band = rows.setdefault(sheet.bands[cell.row], {})
            of_band.setdefault(cell.row, {})[span] = text
    blocks = []
    for of_band in rows.values():
        spans = sorted({span for row in of_band.values() for span in row})
        blocks.append({span: [row.get(span, ()) for row in of_band.values()] for span in spans})
    return blocks


def _parted(block: Block) -> tuple[Block, dict[Span, Paragraphs]]:
    """The rows in which texts vie to be the highest, and the texts that have a row to themselves.

    Most have: their lines are simply added up.
    """
    rows = list(zip(*block.values(), strict=True))
    vying = [sum(map(bool, row)) > 1 for row in rows]
    shared = {span: list(compress(texts, vying)) for span, texts in block.items()}
    alone = {
        span: tuple(
            part for text, vies in zip(texts, vying, strict=True) if not vies for part in text
        )
        for span, texts in block.items()
    }
    return shared, alone


def _span(cell: Cell) -> Span:
    return cell.column, cell.column + cell.colspan


def _estimate(text: Paragraphs, width: float) -> int:
    if width <= 0:
        return len(text) + int(sum(text))
    return sum(1 if part <= width else math.ceil(part * _LOSS / width) for part in text)


def _paragraphs(cell: Cell) -> Paragraphs:
    """The width of each paragraph on one line, in points."""
    kind = page_style.type_of(cell)
    advances, point = face(kind.face), kind.size / 1000
    widths = []
    for part in clean(cell.text).split("\n"):
        width = inner_width(part[:_TEXT], advances) * point
        widths.append(width * max(1.0, len(part) / _TEXT) + cell.indent * kind.size)
    return tuple(widths)


def _need(cell: Cell, known: dict[tuple[str, Setting, Align], float]) -> float:
    """The width that keeps the longest word of a cell whole, padding included.

    A name has room for the （续） of a further page.
    """
    kind = page_style.type_of(cell)
    if is_upright(cell):
        widest = width_of(page_style.CONTINUED, face(kind.face))
        return widest * kind.size / 1000 + 2 * page_style.UPRIGHT_PAD_X
    setting = page_style.setting_of(cell)
    key = (cell.text, setting, cell.align)
    if key not in known:
        text = clean(cell.text[:_TEXT])
        words = {word.rstrip() for line in text.split("\n") for word in clusters(line, setting)}
        if cell.path is not None and cell.path.field == "name":
            words.add(page_style.CONTINUED)
        most = _FIGURE if setting is Setting.BALANCED or cell.align is Align.RIGHT else _WORD
        widest = max((_wanted(word, cell, most) for word in words), default=0.0)
        known[key] = widest + 2 * page_style.PAD_X
    return known[key] + cell.indent * kind.size


def _wanted(word: str, cell: Cell, most: float) -> float:
    """The width that a word is given, in points; a figure gets more of it than a word may."""
    kind = page_style.type_of(cell)
    width = width_of(word, face(kind.face)) * kind.size / 1000
    return min(width, _AMOUNT if any(map(str.isdigit, word)) else most)
