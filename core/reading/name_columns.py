"""One heading over columns of levels: 绩效指标 | < | < over 产出指标 | 数量指标 | 甲."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from core.reading.form_map import ColumnPlace
from core.reading.headings import means
from core.reading.level_names import levels_named
from core.reading.levels import LEVELS
from core.reading.lines import Line
from core.reading.source import SourceCell

_LOOKED_AT = 200
"""So many rows below a head tell which columns hold its names."""


def split_names(columns: Sequence[ColumnPlace], below: Sequence[Line]) -> list[ColumnPlace]:
    """The columns of a head, the one of the names taken apart where levels stand in it.

    Usual names of levels in the columns left of its last one prove it.
    """
    known = {place.key for place in columns}
    names = next((place for place in columns if place.key == "level3"), None)
    if names is None or known & set(LEVELS) or not below:
        return list(columns)
    beyond = (place.column for place in columns if place.column > names.column)
    reach = names.columns if not below[0].flat else next(beyond, below[0].width) - names.column
    cells = [
        cell
        for line in takewhile(lambda line: _is_row(line, names, reach), below[:_LOOKED_AT])
        for cell in line.cells
        if 0 <= cell.column - names.column < reach
    ]
    *upper, last = sorted({cell.column for cell in cells}) or [names.column]
    levels = [found for at in upper if (found := _levels(cells, at))]
    if not levels or len(levels) != len(upper) or len(upper) > len(LEVELS):
        return list(columns)
    keys = LEVELS if len(upper) == len(LEVELS) else levels[0][:1]
    ends = [*upper[1:], last]
    parts = [
        replace(names, key=key, column=at, columns=end - at)
        for key, at, end in zip(keys, upper, ends, strict=True)
    ]
    own = replace(names, column=last, columns=max(1, names.column + reach - last))
    place = list(columns).index(names)
    return [*columns[:place], *parts, own, *columns[place + 1 :]]


def _is_row(line: Line, names: ColumnPlace, reach: int) -> bool:
    """Whether a line can be a row of this table, and is no sum or begins what stands below."""
    end = names.column + reach
    across = any(c.column < end < c.column + c.colspan for c in line.cells)
    return not across and not any(means("total", "label", c.text) for c in line.cells[:1])


def _levels(cells: Sequence[SourceCell], column: int) -> tuple[str, ...]:
    """Which levels the texts of a column are usual names of: those of most of them."""
    texts = {cell.text for cell in cells if cell.column == column}
    named = [levels for text in texts if (levels := levels_named(text))]
    return named[0] if 2 * len(named) > len(texts) else ()
