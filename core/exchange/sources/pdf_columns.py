"""Tables without lines: columns under known headings, rows by their figures."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from core.exchange.sources.pdf_heads import Head, column_edges, heads, joined
from core.exchange.sources.pdf_page import PageContent, Word
from core.exchange.sources.pdf_placed import PlacedCell, PlacedTable
from core.exchange.sources.pdf_rows import label_ranges, shared_out
from core.exchange.sources.pdf_text import TextLine, pieces, text_lines
from core.reading.headings import begins_note, meanings, means
from core.reading.source import PageBox
from core.regex import regex

_FIGURES: Final = frozenset({"points", "score", "initial", "annual", "executed", "rate"})
_WORDS: Final = frozenset({"actual", "target", "level3", "name"})
_SAME_ROW: Final = 6
"""Points."""
_SAME_CELL: Final = 0.2
"""Of a line's height: how much wider gaps within a cell may be than the usual one."""
_LABELS: Final = frozenset({"level1", "level2"})
_FIGURE = regex(r"[¥￥]?-?[\d,.]+[%％分]?|[—－\-/]{1,3}")

GUESSED: Final = "表格没有画线，行和列是按文字的位置认的，请核对"

Block = TextLine | PlacedTable


class Columns(Struct, frozen=True):
    """The columns of a table, kept for pages on which its head is not repeated."""

    kind: str
    keys: tuple[str, ...]
    edges: tuple[float, ...]

    @property
    def extra(self) -> int:
        """Columns left of the first heading."""
        return len(self.edges) - 1 - len(self.keys)


class ColumnReader:
    """Reads page after page; a table goes on until another head, a total or a note."""

    def __init__(self) -> None:
        self._open: Columns | None = None

    def blocks(self, content: PageContent, lines: Sequence[TextLine]) -> list[Block]:
        """The lines of a page, those in columns as tables."""
        found = heads(lines)
        if not found and self._open is None:
            return list(lines)
        out: list[Block] = []
        before = lines[: found[0].first] if found else lines
        if self._open is not None:
            out += self._body(self._open, None, before, content)
        else:
            out += _pairs(before, content)
        for at, head in enumerate(found):
            end = found[at + 1].first if at + 1 < len(found) else len(lines)
            body, others = _until_label(head, lines[head.last + 1 : end])
            words = [word for line in _until_note(body)[0] for word in line.words]
            left, right = _sides(lines)
            edges = column_edges(head, words, left, right)
            self._open = Columns(head.kind, head.keys, tuple(edges))
            out += self._body(self._open, head, body, content)
            if others:
                self._open = None
                out += _pairs(others, content)
        return out

    def _body(
        self, columns: Columns, head: Head | None, lines: Sequence[TextLine], content: PageContent
    ) -> list[Block]:
        lines, rest = _until_note(lines)
        table = _Rows(columns, content.number)
        if head is not None:
            table.head(head)
        words = [word for line in lines for word in line.words]
        if columns.kind == "goals":
            table.one_row(words)
        elif table.rows_of(words):
            self._open = None
        if rest or columns.kind == "goals":
            self._open = None
        placed = table.placed()
        return [*([placed] if placed else []), *rest]


def _until_note(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    for at, line in enumerate(lines):
        if begins_note(line.text):
            return list(lines[:at]), list(lines[at:])
    return list(lines), []


def _until_label(
    head: Head, lines: Sequence[TextLine]
) -> tuple[Sequence[TextLine], Sequence[TextLine]]:
    """The funds end where something else is named at the left (项目年度目标)."""
    if head.kind != "funds":
        return lines, []
    for at, line in enumerate(lines):
        first = pieces(line, wide=0.5)[0]
        if first.left < head.headings[0].left and _names_a_field(first.text, others=True):
            return lines[:at], lines[at:]
    return lines, []


def _names_a_field(text: str, *, others: bool = False) -> bool:
    """Whether a text is the label of something beside it; ``others``: that is no fund."""
    families = ("goals", "sections", "signatures") if others else (
        "labels", "goals", "sections", "signatures")  # fmt: skip
    return any(meanings(family, text) for family in families)


def _sides(lines: Sequence[TextLine]) -> tuple[float, float]:
    return min(line.left for line in lines) - 2, max(line.right for line in lines) + 2


class _Rows:
    """The cells of one table on one page."""

    def __init__(self, columns: Columns, page: int) -> None:
        self._columns = columns
        self._page = page
        self._cells: list[PlacedCell] = []
        self._count = 0

    def head(self, head: Head) -> None:
        """The first row: the headings."""
        for at, heading in enumerate(head.headings):
            self._put(self._columns.extra + at, 0, 1, 1, list(heading.words))
        self._count = 1

    def one_row(self, words: list[Word]) -> None:
        """All words as one row."""
        for column, found in enumerate(self._by_column(words)):
            if found:
                self._put(column, self._count, 1, 1, found)
        self._count += 1

    def rows_of(self, words: list[Word]) -> bool:
        """Words as rows; whether the table ends with a total."""
        columns = self._by_column(words)
        lines = [text_lines(found) for found in columns]
        heights = sorted(word.bottom - word.top for word in words)
        pitch = heights[len(heights) // 2] if heights else 0.0
        anchors = self._anchors(lines, pitch)
        if not anchors:
            self.one_row(words)
            return False
        total = self._total(words, anchors, pitch)
        if total is not None:
            kept = [word for word in words if word.middle < total - pitch * 0.6]
            last = [word for word in words if word.middle >= total - pitch * 0.6]
            lines = [text_lines(found) for found in self._by_column(kept)]
            anchors = [one for one in anchors if one < total - pitch * 0.6]
            self._share_out(lines, anchors, pitch)
            self._total_row(last)
            return True
        self._share_out(lines, anchors, pitch)
        return False

    def placed(self) -> PlacedTable | None:
        """The table; ``None`` where it is blank."""
        if not self._cells:
            return None
        top = min(cell.box.top for cell in self._cells)
        return PlacedTable(self._page, top, self._count, self._cells, GUESSED)

    def _key(self, column: int) -> str:
        at = column - self._columns.extra
        return self._columns.keys[at] if at >= 0 else ""

    def _by_column(self, words: Sequence[Word]) -> list[list[Word]]:
        edges = self._columns.edges
        found: list[list[Word]] = [[] for _ in edges[:-1]]
        for word in words:
            at = bisect_right(edges, word.centre) - 1
            found[min(max(at, 0), len(found) - 1)].append(word)
        return found

    def _anchors(self, lines: list[list[TextLine]], pitch: float) -> list[float]:
        """The middles of rows: wherever a column of figures has one, and where a cell has none."""
        heights = sorted(
            (line.top + line.bottom) / 2
            for column, own in enumerate(lines)
            for line in own
            if self._key(column) in _FIGURES and _FIGURE.fullmatch(line.text)
        )
        anchors: list[float] = []
        for height in heights:
            if not anchors or height - anchors[-1] > _SAME_ROW:
                anchors.append(height)
        rows = [own for column, own in enumerate(lines) if self._has_a_cell_a_row(column)]
        room = _gap_in_cells(lines) + _SAME_CELL * pitch
        for own in rows:
            for top, bottom in _cells(own, room):
                if not any(top - 2 <= anchor <= bottom + 2 for anchor in anchors):
                    anchors.append((top + bottom) / 2)
            anchors.sort()
        return anchors

    def _has_a_cell_a_row(self, column: int) -> bool:
        extra = self._columns.extra
        return self._key(column) in _WORDS or (self._named() > 0 and column == extra - 1)

    def _total(self, words: list[Word], anchors: list[float], pitch: float) -> float | None:
        """The height of the last row, where it is a total (总分)."""
        last = anchors[-1]
        line = [word for word in words if abs(word.middle - last) < 0.6 * pitch]
        named = joined([word for word in line if not _FIGURE.fullmatch(word.text)])
        return last if means("total", "label", named) else None

    def _total_row(self, words: list[Word]) -> None:
        edges = self._columns.edges
        figures = [column for column in range(len(edges) - 1) if self._key(column) in _FIGURES]
        first = figures[0] if figures else len(edges) - 2
        columns = self._by_column(words)
        self._put(0, self._count, 1, first, [word for own in columns[:first] for word in own])
        for column in range(first, len(columns)):
            if columns[column]:
                self._put(column, self._count, 1, 1, columns[column])
        self._count += 1

    def _share_out(self, lines: list[list[TextLine]], anchors: list[float], pitch: float) -> None:
        places: dict[tuple[int, int], list[TextLine]] = {}
        labels: list[int] = []
        for column, own in enumerate(lines):
            if self._key(column) in _LABELS or column < self._columns.extra - self._named():
                labels.append(column)
                continue
            for line, row in zip(own, shared_out(own, anchors, pitch), strict=True):
                places.setdefault((row, column), []).append(line)
        torn_top = any(row == -1 for row, _ in places)
        first = self._count + (1 if torn_top else 0)
        for (row, column), own in sorted(places.items()):
            words = [word for line in own for word in line.words]
            self._put(column, first + row, 1, 1, words)
        for column in labels:
            self._labels(column, lines[column], anchors, first, pitch)
        last = max((row for row, _ in places), default=-1)
        self._count = first + max(len(anchors), last + 1)

    def _named(self) -> int:
        """Of the columns left of the headings, how many are names of funds."""
        return 1 if self._columns.kind == "funds" and "name" not in self._columns.keys else 0

    def _labels(
        self, column: int, lines: list[TextLine], anchors: list[float], first: int, pitch: float
    ) -> None:
        groups: list[list[TextLine]] = []
        for line in lines:
            if groups and line.top - groups[-1][-1].bottom < 0.45 * pitch:
                groups[-1].append(line)
            else:
                groups.append([line])
        if column < self._columns.extra:  # 绩效指标, letter by letter down the side
            groups = [lines] if lines else []
        middles = [((g[0].top + g[-1].bottom) / 2, (g[0].top + g[0].bottom) / 2) for g in groups]
        for group, (start, end) in zip(groups, label_ranges(middles, anchors), strict=False):
            words = [word for line in group for word in line.words]
            self._put(column, first + start, end - start + 1, 1, words)

    def _put(self, column: int, row: int, rowspan: int, colspan: int, words: list[Word]) -> None:
        edges = self._columns.edges
        lines = text_lines(words, self._page)
        widths = [line.right - line.left for line in lines]
        left, right = edges[column], edges[min(column + colspan, len(edges) - 1)]
        box = PageBox(
            self._page, left, min((line.top for line in lines), default=0), right,
            max((line.bottom for line in lines), default=0),
        )  # fmt: skip
        room = max(widths, default=0) + 12
        self._cells.append(PlacedCell(row, rowspan, left, right, lines, box, room))


def _gap_in_cells(columns: list[list[TextLine]]) -> float:
    """The narrowest gap between two lines that is there more than once."""
    gaps = Counter(
        round(2 * (below.top - above.bottom)) / 2
        for lines in columns
        for above, below in pairwise(lines)
    )
    return min((gap for gap, count in gaps.items() if count > 1), default=0.0)


def _cells(lines: list[TextLine], room: float) -> Iterator[tuple[float, float]]:
    """Top and bottom of each cell of a column: lines with no more than ``room`` between them."""
    top = bottom = None
    for line in lines:
        if top is None or bottom is None or line.top - bottom > room:
            if top is not None and bottom is not None:
                yield top, bottom
            top = line.top
        bottom = line.bottom
    if top is not None and bottom is not None:
        yield top, bottom


def _stands_above(line: TextLine, label: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether a line is a title over the first label, and not the first line of what it names."""
    if line.bottom > label.top + 0.5 * label.height:
        return False
    beside = [one for one in lines if abs(one.top - label.top) < 0.3 * label.height]
    starts = [word.left for one in beside for word in one.words]
    far = line.bottom < label.top - 1.2 * label.height
    return far or not any(abs(line.left - start) < 2 for start in starts)


def _pairs(lines: Sequence[TextLine], content: PageContent) -> list[Block]:
    """项目名称 and the like with what stands beside them; other lines stay lines."""
    labels = [
        piece for line in lines for piece in pieces(line, wide=0.5)
        if _names_a_field(piece.text)
    ]  # fmt: skip
    if not labels:
        return list(lines)
    rows: list[list[TextLine]] = []
    for label in labels:
        if rows and abs(label.top - rows[-1][0].top) < 0.6 * label.height:
            rows[-1].append(label)
        else:
            rows.append([label])
    first = rows[0][0]
    above = [line for line in lines if _stands_above(line, first, lines)]
    middles = [(row[0].top + row[0].bottom) / 2 for row in rows]
    own = {id(word) for label in labels for word in label.words}
    values: dict[int, list[Word]] = {}
    lost: list[Word] = []
    for word in (word for line in lines if line not in above for word in line.words):
        if id(word) in own:
            continue
        row = min(range(len(rows)), key=lambda one: abs(middles[one] - word.middle))
        owner = next((one for one in reversed(rows[row]) if one.left < word.left), None)
        values.setdefault(id(owner), []).append(word) if owner is not None else lost.append(word)
    cells: list[PlacedCell] = []
    for at, row_labels in enumerate(rows):
        for nth, label in enumerate(row_labels):
            for side, words in enumerate((label.words, values.get(id(label), []))):
                found = text_lines(words, content.number)
                place = 100.0 * (2 * nth + side)
                box = PageBox(
                    content.number, min((w.left for w in words), default=0),
                    min((w.top for w in words), default=0),
                    max((w.right for w in words), default=0),
                    max((w.bottom for w in words), default=0),
                )  # fmt: skip
                room = max((one.right - one.left for one in found), default=0) + 12
                cells.append(PlacedCell(at, 1, place, place + 100, found, box, room))
    table = PlacedTable(content.number, first.top, len(rows), cells, GUESSED)
    return [*above, table, *text_lines(lost, content.number)]
