"""Tables drawn with lines: the lines' grid, its cells with their spans, the words in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from core.exchange.sources.pdf_page import Line, PageContent, Word

_NEAR: Final = 2.5
"""Points within which lines are the same line."""
_TOUCH: Final = 4.0
"""Points by which lines may miss each other and still meet."""
_MOST_PLACES: Final = 60_000
_WIDEST_LABEL: Final = 160.0
"""Points."""
_MOST_BETWEEN: Final = 12
"""So many other lines may stand between two sides of a label."""
_MOST_TABLES: Final = 100
"""Of a page; what has more boxes is a drawing, and only its largest ones are tables."""


class RuledCell(Struct):
    """A cell by its first row and column in the grid, with its words."""

    row: int
    column: int
    rowspan: int
    colspan: int
    words: list[Word] = field(default_factory=list)


class RuledTable(Struct):
    """A grid of lines and its cells from top left to bottom right."""

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[RuledCell]


def ruled_tables(page: PageContent) -> tuple[list[RuledTable], list[Word]]:
    """The tables of a page from top to bottom, and the words that stand in none."""
    across, down = _merged(page.across), _merged(page.down)
    tables = []
    for rows, columns in _groups(across, down):
        table = _table(rows, columns, page.number)
        if table is not None:
            tables.append(table)
    tables.sort(key=lambda one: -len(one.cells))
    tables = _outermost(tables[:_MOST_TABLES])
    tables.sort(key=lambda one: (one.ys[0], one.xs[0]))
    return tables, _fill(tables, page.words)


def _merged(lines: list[Line]) -> list[Line]:
    """Pieces of one line as one line."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.at):
        if rows and line.at - rows[-1][-1].at <= _NEAR and line.at - rows[-1][0].at <= 2 * _NEAR:
            rows[-1].append(line)
        else:
            rows.append([line])
    out = []
    for row in rows:
        at = sum(one.at for one in row) / len(row)
        start = end = None
        for line in sorted(row, key=lambda one: one.start):
            if end is None or line.start > end + _TOUCH:
                if start is not None and end is not None:
                    out.append(Line(at, start, end))
                start, end = line.start, line.end
            else:
                end = max(end, line.end)
        if start is not None and end is not None:
            out.append(Line(at, start, end))
    return out


def _groups(across: list[Line], down: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Lines that meet each other belong to one table."""
    if len(across) * len(down) > _MOST_PLACES * 10:
        return []
    parent = list(range(len(across) + len(down)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if (
                row.start - _TOUCH <= column.at <= row.end + _TOUCH
                and column.start - _TOUCH <= row.at <= column.end + _TOUCH
            ):
                parent[root(i)] = root(len(across) + j)
    for one, other in _beside(down):
        parent[root(len(across) + one)] = root(len(across) + other)
    groups: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(across):
        groups[root(i)][0].append(row)
    for j, column in enumerate(down):
        groups[root(len(across) + j)][1].append(column)
    return list(groups.values())


def _beside(down: list[Line]) -> Iterator[tuple[int, int]]:
    """Neighbours (by number) of one height: between them stands a column of the same table.

    Nothing else joins them where that column holds a label whose cell goes on upon the pages
    before and after, so that no line closes it here.
    """
    order = sorted(range(len(down)), key=lambda one: down[one].at)
    for place, number in enumerate(order):
        line = down[number]
        for other in reversed(order[max(0, place - _MOST_BETWEEN) : place]):
            near = down[other]
            if line.at - near.at > _WIDEST_LABEL:
                break
            if abs(line.start - near.start) <= _TOUCH and abs(line.end - near.end) <= _TOUCH:
                yield other, number
                break


def _table(rows: list[Line], columns: list[Line], page: int) -> RuledTable | None:
    """The grid of some lines that meet. Open sides are closed where the other lines end."""
    if len(rows) < 2 or not columns:
        return None
    left = min([one.start for one in rows] + [one.at for one in columns])
    right = max([one.end for one in rows] + [one.at for one in columns])
    top, bottom = min(one.start for one in columns), max(one.end for one in columns)
    xs = _places([one.at for one in columns] + [left, right])
    ys = _places([one.at for one in rows] + [top, bottom])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:
        return None
    walls_right = _walls(columns, xs, ys)
    walls_below = _walls(rows, ys, xs)
    cells = _cells(len(ys) - 1, len(xs) - 1, walls_right, walls_below)
    return RuledTable(page, xs, ys, cells) if len(cells) > 1 else None


def _places(numbers: list[float]) -> list[float]:
    out: list[float] = []
    for number in sorted(numbers):
        if not out or number - out[-1] > _TOUCH:
            out.append(number)
    return out


def _walls(lines: list[Line], places: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """(place, step): a line stands at that place all along that step."""
    walls = set()
    for line in lines:
        at = min(range(len(places)), key=lambda one: abs(places[one] - line.at))
        for step in range(len(steps) - 1):
            middle = (steps[step] + steps[step + 1]) / 2
            if line.start <= middle <= line.end:
                walls.add((at, step))
    return walls


def _cells(
    rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> list[RuledCell]:
    """Rectangles of places without a line between them."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            width = 1
            while (
                column + width < columns
                and (column + width, row) not in right
                and (row, column + width) not in taken
            ):
                width += 1
            height = 1
            while (
                row + height < rows
                and not any((row + height, at) in below for at in range(column, column + width))
                and not any((at, row + height) in right for at in range(column + 1, column + width))
            ):
                height += 1
            taken |= {(r, c) for r in range(row, row + height)
                      for c in range(column, column + width)}  # fmt: skip
            cells.append(RuledCell(row, column, height, width))
    return cells


def _outermost(tables: list[RuledTable]) -> list[RuledTable]:
    """Frames around whole tables are no tables, nor are boxes within a cell."""

    def holds(outer: RuledTable, inner: RuledTable) -> bool:
        return (
            outer is not inner
            and outer.xs[0] <= inner.xs[0] + _TOUCH
            and outer.xs[-1] >= inner.xs[-1] - _TOUCH
            and outer.ys[0] <= inner.ys[0] + _TOUCH
            and outer.ys[-1] >= inner.ys[-1] - _TOUCH
        )

    return [
        one for one in tables
        if not any(holds(other, one) and len(other.cells) > len(one.cells) for other in tables)
        and not any(holds(one, other) and len(other.cells) > len(one.cells) for other in tables)
    ]  # fmt: skip


def _fill(tables: list[RuledTable], words: list[Word]) -> list[Word]:
    """Put each word into the cell that it stands in; what is left stands in none."""
    owners = [
        {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        for table in tables
    ]
    outside = []
    for word in words:
        x, y = word.centre, word.middle
        for table, owner in zip(tables, owners, strict=True):
            if table.xs[0] <= x < table.xs[-1] and table.ys[0] <= y < table.ys[-1]:
                at = (bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1)
                owner[at].words.append(word)
                break
        else:
            outside.append(word)
    return outside
