"""Which lines of a column belong to which row, where no ruled line says it.

A row has a height (that of a figure in it, its anchor); the lines of a cell stand around it in the
middle, or begin beside it. Of all ways to share out the lines the nearest one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from core.exchange.sources.pdf_text import TextLine

_MOST_LINES: Final = 250
_MOST_ROWS: Final = 120
_TALLEST_CELL: Final = 10
_BLANK: Final = 0.15
"""What a row without a line costs, in heights of a line."""
_SAME_GAP: Final = 0.1
_MOST_TRIED: Final = 500_000
_FAR = float("inf")


def shared_out(lines: Sequence[TextLine], anchors: Sequence[float], pitch: float) -> list[int]:
    """For each line the row it belongs to; -1 and ``len(anchors)`` are rows torn by the page end.

    ``anchors`` are the middles of the rows, ``pitch`` is the height of a line.
    """
    if len(lines) > _MOST_LINES or len(anchors) > _MOST_ROWS or not anchors:
        return [_nearest(anchors, (one.top + one.bottom) / 2) for one in lines]
    ways = [_shared(lines, anchors, pitch, middle=middle) for middle in (True, False)]
    return min(ways, key=lambda way: way[0])[1]


def _shared(
    lines: Sequence[TextLine], anchors: Sequence[float], pitch: float, *, middle: bool
) -> tuple[float, list[int]]:
    rows = len(anchors) + 2
    count = len(lines)
    middles = [(line.top + line.bottom) / 2 for line in lines]
    apart = _apart(lines, pitch)
    best = [[_FAR] * (rows + 1) for _ in range(count + 1)]
    taken = [[0] * (rows + 1) for _ in range(count + 1)]
    best[0] = [0.0] * (rows + 1)
    for row in range(1, rows + 1):
        torn = row in {1, rows}
        for upto in range(count + 1):
            value, size = best[upto][row - 1] + (0 if torn else _BLANK * pitch), 0
            for height in range(1, min(_TALLEST_CELL, upto) + 1):
                first, last = middles[upto - height], middles[upto - 1]
                inside = apart[upto - 1] - apart[upto - height]
                if torn:
                    cost = 0.7 * pitch * height
                    outside = last < anchors[0] if row == 1 else first > anchors[-1]
                    if not outside:
                        continue
                else:
                    at = (first + last) / 2 if middle else first
                    cost = abs(at - anchors[row - 2])
                known = best[upto - height][row - 1] + cost + 2 * inside
                if known < value:
                    value, size = known, height
            best[upto][row], taken[upto][row] = value, size
    owners = [0] * count
    upto = count
    for row in range(rows, 0, -1):
        size = taken[upto][row]
        for line in range(upto - size, upto):
            owners[line] = row - 2
        upto -= size
    return best[count][rows], owners


def _apart(lines: Sequence[TextLine], pitch: float) -> list[float]:
    """For each line how much wider than usual the gaps above it are, all together.

    Lines of one cell stand as close as any in their column; a wider gap is the end of a cell.
    """
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    usual = min(gaps, default=0.0)
    out = [0.0]
    for gap in gaps:
        wider = gap - usual
        out.append(out[-1] + (wider if wider > _SAME_GAP * pitch else 0.0))
    return out


def _nearest(anchors: Sequence[float], at: float) -> int:
    return min(range(len(anchors)), key=lambda one: abs(anchors[one] - at), default=0)


def label_ranges(
    labels: Sequence[tuple[float, float]], anchors: Sequence[float]
) -> list[tuple[int, int]]:
    """For each label the rows that it stands for (first, last); together they are all rows.

    ``labels`` are (middle, height of the first line's middle). A label stands in the middle of its
    rows, or in the first of them.
    """
    if not labels or not anchors or len(labels) > len(anchors):
        return []
    if len(labels) * len(anchors) ** 2 > _MOST_TRIED:
        starts = sorted({_nearest(anchors, middle) for middle, _ in labels})
        ends = [*(start - 1 for start in starts[1:]), len(anchors) - 1]
        return list(zip(starts, ends, strict=True)) if len(starts) == len(labels) else []
    ways = [_ranges([one[kind] for one in labels], anchors, first=bool(kind)) for kind in (0, 1)]
    return min(ways, key=lambda way: way[0])[1]


def _ranges(
    places: Sequence[float], anchors: Sequence[float], *, first: bool
) -> tuple[float, list[tuple[int, int]]]:
    rows, count = len(anchors), len(places)
    best = [[_FAR] * (rows + 1) for _ in range(count + 1)]
    begun = [[0] * (rows + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for label in range(1, count + 1):
        for end in range(label, rows + 1):
            for start in range(label - 1, end):
                if best[label - 1][start] == _FAR:
                    continue
                middle = anchors[start] if first else (anchors[start] + anchors[end - 1]) / 2
                cost = best[label - 1][start] + abs(places[label - 1] - middle)
                if cost < best[label][end]:
                    best[label][end], begun[label][end] = cost, start
    ranges: list[tuple[int, int]] = []
    end = rows
    for label in range(count, 0, -1):
        start = begun[label][end]
        ranges.append((start, end - 1))
        end = start
    return best[count][rows], ranges[::-1]
