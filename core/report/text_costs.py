"""What the texts of one part of a form cost at some widths: their lines, and words that are torn.

Heights are in points, widths in whole ones.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, compress
from typing import TYPE_CHECKING, Final, NamedTuple

from core.report import page_style
from core.report.decimal_points import columns_of_amounts
from core.report.fonts import face
from core.report.line_counts import line_count
from core.report.punctuation import width_of
from core.report.text import Setting, clean, clusters
from core.sheet.cell_kinds import is_upright
from core.sheet.sheet import Align
from core.sheet.width_search import LEAST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.report.faces import FaceName
    from core.report.line_counts import LineCount
    from core.sheet.sheet import Band, Cell, Sheet
    from core.sheet.zones import Zone

Span = tuple[int, int]
"""The columns of the sheet from one up to another."""

Needs = dict[Span, float]
"""The least width of each span that keeps the words of its cells whole, padding included."""

_ROWS: Final = 240  # as many rows decide; more of them tell nothing new
_TEXT: Final = 2_000  # as many characters of a text are looked at for long words
_AMOUNT: Final = 132.0  # a figure, date or amount wider than this may be cut
_FIGURE: Final = 90.0  # a word wider than this may be cut
_WORD: Final = 60.0  # in running text and labels, where words are no figures
_MEASURE: Final = 12  # ems: running text is not set in a narrower column
_ANSWER: Final = 6_000.0  # thousandths of the em: a short answer is a word, as 达成预期指标

_TORN: Final = 1000.0  # each point of width that a word lacks: only where nothing else is left
_LINE: Final = page_style.BODY_LEADING
_HIDDEN: Final = 0.25  # of a line: one in a cell beside a higher one, for it may be next to matter
_TOWER: Final = 4  # so many lines of a short text are a tower
_TOWERING: Final = 20  # lines beside a higher cell that it costs as much as
_ABOVE_USUAL: Final = 1.5  # of a line: one more in running text than at the paper's own widths


class _Text(NamedTuple):
    """A text in its cell: ``point`` is a thousandth of its em, ``beside`` what is no text.

    ``free`` lines of it cost nothing: the rows are there anyway. ``own``: the width at which no
    other text takes room from it, ``None`` where that does not matter.
    """

    needed: LineCount
    point: float
    beside: float
    free: int = 0
    own: int | None = None

    def above_usual(self, lines: int) -> int:
        """How many of its lines there are because its column is narrower than on the paper."""
        return 0 if self.own is None else max(0, lines - self.lines(self.own))

    def lines(self, width: float) -> int:
        """How many lines it takes in a cell of this width."""
        found = self.needed.at((width - self.beside) / self.point)
        return max(0, found - self.free) if self.free else found


_Block = dict[Span, list[_Text | None]]


class TextCosts:
    """The cells of a zone in columns between its lines."""

    def __init__(
        self,
        bands: Sequence[Band],
        zone: Zone,
        cells: Sequence[Cell],
        needs: Needs,
        own: Sequence[int],
    ) -> None:
        """``own``: the widths between the lines of the zone in the paper's own proportions."""
        index = {line: number for number, line in enumerate(zone.lines)}
        places = dict(zip(zone.lines, accumulate(own, initial=0), strict=True))
        self.needs = {
            (index[left], index[right]): need
            for (left, right), need in needs.items()
            if need > (index[right] - index[left]) * LEAST  # else it always has its room
        }
        self._needs = [(*span, need) for span, need in self.needs.items()]
        blocks = _blocks(bands, zone, cells, needs, places)
        self._blocks = [_parted(block) for block in blocks]
        self._known: list[tuple[list[Span], dict[tuple[int, ...], float]]] = [
            ([(index[left], index[right]) for left, right in block], {}) for block in blocks
        ]
        texts = [(tuple(block), tuple(map(tuple, block.values()))) for block in blocks]
        self._same = (tuple(self._needs), tuple(texts))
        self._costs: dict[tuple[int, ...], float] = {}

    def __eq__(self, other: object) -> bool:
        """Whether the same texts stand in the same columns: then the same widths cost the same."""
        return isinstance(other, TextCosts) and self._same == other._same

    def __hash__(self) -> int:
        """By texts and columns."""
        return hash(self._same)

    def at(self, widths: Sequence[int]) -> float:
        """For lines, and far more for words that lack their room, in points of height."""
        key = tuple(widths)
        cost = self._costs.get(key)
        if cost is None:  # a search comes back to the same widths again and again
            cost = self._costs[key] = self._at(widths)
        return cost

    def _at(self, widths: Sequence[int]) -> float:
        edges = [0, *accumulate(widths)]
        cost = 0.0
        for left, right, need in self._needs:
            room = edges[right] - edges[left]
            if room < need:
                cost += (need - room) * _TORN
        for number, (spans, known) in enumerate(self._known):
            key = tuple([edges[right] - edges[left] for left, right in spans])
            height = known.get(key)
            if height is None:
                height = known[key] = _LINE * self._lines(number, key)
            cost += height
        return cost

    def _lines(self, number: int, widths: Sequence[int]) -> float:
        """The lines of a block of rows whose columns have these widths."""
        found = [
            column.at(width) for column, width in zip(self._blocks[number], widths, strict=True)
        ]
        counts = [column.counts for column in found]
        highest = counts[0] if len(counts) == 1 else map(max, *counts)
        return sum(column.cost for column in found) + sum(highest)


class _Counted(NamedTuple):
    """A column at some width: the lines of the texts that vie to be the highest of their row.

    ``cost``: what all its texts cost besides, in lines.
    """

    counts: list[int]
    cost: float


class _Column:
    """The texts of one column of a block of rows: ``vying`` with others, or ``alone`` in a row.

    Forms repeat them, and each is counted once.
    """

    def __init__(self, vying: Sequence[_Text | None], alone: Sequence[_Text]) -> None:
        numbers: dict[_Text | None, int] = {}
        self._vying = [numbers.setdefault(text, len(numbers)) for text in vying]
        self._alone = [numbers.setdefault(text, len(numbers)) for text in alone]
        self._texts = list(numbers)
        self._running = any(text is not None and text.own is not None for text in vying)
        self._widths: list[int] = []
        self._found: list[_Counted] = []

    def at(self, width: int) -> _Counted:
        """What was found for a narrower and for a wider column holds between them as well."""
        widths, found = self._widths, self._found
        place = bisect_left(widths, width)
        if place < len(widths) and widths[place] == width:
            return found[place]
        near = found[max(0, place - 1) : place + 1]
        if len(near) == 2 and near[0] is near[1]:
            counted = near[0]
        else:
            counted = self._count(width)
            counted = next((other for other in near if other == counted), counted)
        widths.insert(place, width)
        found.insert(place, counted)
        return counted

    def _count(self, width: int) -> _Counted:
        each = [text.lines(width) if text else 0 for text in self._texts]
        counts, alone = [each[at] for at in self._vying], [each[at] for at in self._alone]
        towers = sum(map(_TOWER.__le__, counts + alone))
        cost = sum(alone) + _HIDDEN * (sum(counts + alone) + _TOWERING * towers)
        if self._running:
            over = [t.above_usual(n) if t else 0 for t, n in zip(self._texts, each, strict=True)]
            cost += _ABOVE_USUAL * sum([over[at] for at in self._vying])
        return _Counted(counts, cost)


def written_in(sheet: Sheet, parts: Sequence[Zone]) -> list[list[Cell]]:
    """The framed cells with a text, zone by zone."""
    number_of = [number for number, zone in enumerate(parts) for _ in range(zone.first, zone.end)]
    found: list[list[Cell]] = [[] for _ in parts]
    for cell in sheet.cells:
        if cell.framed and cell.text:
            found[number_of[cell.row]].append(cell)
    return found


def needs_of(cells: Sequence[Cell]) -> Needs:
    """What the cells of a zone need."""
    needs: Needs = {}
    seen: set[tuple[object, ...]] = set()
    for cell in cells:
        look = (cell.role, cell.align, cell.framed, cell.indent, cell.path and cell.path.field)
        alike = (cell.column, cell.colspan, cell.text, *look)
        if alike in seen:
            continue
        seen.add(alike)
        span = _span(cell)
        needs[span] = max(_need(cell), needs.get(span, 0.0))
    for (column, colspan), parts in columns_of_amounts(cells).items():
        span, width = (column, column + colspan), sum(parts) + 2 * page_style.PAD_X
        needs[span] = max(needs[span], min(width, _AMOUNT))
    return needs


def _blocks(
    bands: Sequence[Band],
    zone: Zone,
    cells: Sequence[Cell],
    needs: Needs,
    places: Mapping[int, int],
) -> list[_Block]:
    """The texts that may need more than one line, band by band; of a long zone a sample.

    A merged cell is a row by itself, which costs only what it has more lines than rows.
    """
    every = max(1, (zone.end - zone.first) // _ROWS)
    rows: dict[Band, dict[tuple[int, int], dict[Span, _Text]]] = {}
    for number, cell in enumerate(cells):
        inside = zone.first <= cell.row < zone.end
        if cell.rowspan == 1 and inside and (cell.row - zone.first) % every:
            continue
        kind, setting = page_style.type_of(cell), page_style.setting_of(cell)
        count, span = line_count(cell.text, setting, kind.face), _span(cell)
        beside = 2 * page_style.padding_x(cell) + cell.indent * kind.size
        point = kind.size / 1000
        if setting is Setting.UPRIGHT or count.fits((needs.get(span, 0.0) - beside) / point):
            continue
        merged = cell.rowspan > 1
        running = cell.align is Align.TEXT and inside
        own = places[span[1]] - places[span[0]] if running else None
        text = _Text(count, point, beside, cell.rowspan if merged else 0, own)
        key = (cell.row, number + 1 if merged else 0)
        rows.setdefault(bands[cell.row], {}).setdefault(key, {})[span] = text
    blocks = []
    for of_band in rows.values():
        spans = sorted({span for row in of_band.values() for span in row})
        blocks.append({span: [row.get(span) for row in of_band.values()] for span in spans})
    return blocks


def _parted(block: _Block) -> list[_Column]:
    """The rows in which texts vie to be the highest, and the texts that have a row to themselves.

    Most have: their lines are simply added up.
    """
    rows = list(zip(*block.values(), strict=True))
    vying = [sum(text is not None for text in row) > 1 for row in rows]
    return [
        _Column(
            list(compress(texts, vying)),
            [t for t, vies in zip(texts, vying, strict=True) if t is not None and not vies],
        )
        for texts in block.values()
    ]


def _span(cell: Cell) -> Span:
    return cell.column, cell.column + cell.colspan


def _need(cell: Cell) -> float:
    """The width that keeps the longest word of a cell whole, padding included.

    A name has room for the （续） of a further page.
    """
    kind = page_style.type_of(cell)
    if is_upright(cell):
        return kind.size + 2 * page_style.UPRIGHT_PAD_X
    setting = page_style.setting_of(cell)
    figures = setting is Setting.BALANCED or cell.align is Align.RIGHT
    named = cell.path is not None and cell.path.field == "name"
    most = (_FIGURE if figures else _WORD) * 1000 / kind.size
    widest = _widest(cell.text[:_TEXT], setting, kind.face, most, _AMOUNT * 1000 / kind.size)
    if cell.align is Align.TEXT:
        widest = max(widest, min(len(cell.text), _MEASURE) * 1000)
    elif setting is Setting.BALANCED and (answer := _width(cell.text, kind.face)) <= _ANSWER:
        widest = max(widest, answer)
    elif named:
        widest = max(widest, width_of(page_style.CONTINUED, face(kind.face)))
    return (widest / 1000 + cell.indent) * kind.size + 2 * page_style.padding_x(cell)


@lru_cache(maxsize=8192)
def _width(text: str, name: FaceName) -> float:
    """Of a short text on one line; whatever is more than a line is as wide as can be."""
    text = clean(text[: _MEASURE * 2 + 1])
    return width_of(text.strip(), face(name)) if "\n" not in text else math.inf


@lru_cache(maxsize=8192)
def _widest(text: str, setting: Setting, name: FaceName, most: float, amount: float) -> float:
    """The width that the words of a text want; a figure may be wider than another word."""
    words = {word.rstrip() for line in clean(text).split("\n") for word in clusters(line, setting)}
    advances = face(name)
    return max(
        (
            min(width_of(word, advances), amount if any(map(str.isdigit, word)) else most)
            for word in words
        ),
        default=0.0,
    )
