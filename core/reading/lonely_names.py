"""Names that no list knows (特色指标, 创新做法) where levels have rows of their own.

Such a row looks like one of an indicator that is not filled in: only a name. What stands around
it tells the two apart, and where that does not settle it, the level is doubtful.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import groupby

from core.reading.form_map import TableHead
from core.reading.headings import means, squeezed
from core.reading.levels import FIGURES, LEVELS
from core.reading.lines import Line
from core.reading.texts import is_blank
from core.regex import regex
from core.values.cell_texts import is_placeholder

_LEVEL_NAME = regex(r".{2,30}指标(?:\(.{1,12}\))?:?")
_MOST = 2
"""One name above the other: there are two levels above an indicator."""
_DOUBT = "这一行只有一个名称，暂作{level}指标的名称，也可能是没有填的指标，请核对"
_IN_WORDS = {"level1": "一级", "level2": "二级"}

Shape = tuple[str, int, int]
Lonely = dict[tuple[int, int], tuple[str, str]]


def lonely_names(
    head: TableHead,
    lines: Sequence[Line],
    proven: Collection[Shape],
    known_levels: Callable[[Line], Sequence[str]],
) -> Lonely:
    """Level and doubt of each such row (part, row) below a head.

    ``proven``: level, column and width of the cells that hold names in rows of their own;
    ``known_levels``: of which levels a line is a usual name and nothing else.
    """
    if not proven:
        return {}
    kinds = [(_kind(head, line, proven, known_levels), line) for line in lines]
    if sum(kind == "lonely" for kind, _ in kinds) >= sum(kind == "row" for kind, _ in kinds):
        return {}  # a form that is to be filled in
    found: Lonely = {}
    at = 0
    for kind, group in groupby(kinds, key=lambda one: one[0]):
        run = [line for _, line in group]
        after = at + len(run)
        if kind == "lonely" and len(run) <= _MOST and after < len(kinds):
            above = known_levels(kinds[at - 1][1]) if at else ()
            found |= _told(run, above, kinds[after], proven, known_levels)
        at = after
    return found


def _kind(
    head: TableHead,
    line: Line,
    proven: Collection[Shape],
    known_levels: Callable[[Line], Sequence[str]],
) -> str:
    if known_levels(line):
        return "known"
    places = [place for key in FIGURES if (place := head.place(key)) is not None]
    cells = [cell for place in places if (cell := line.at(place.column)) is not None]
    if any(cell.row == line.row and not is_blank(cell.text) for cell in cells):
        return "row"
    words = [cell for cell in line.cells if not is_blank(cell.text)]
    if len(words) != 1 or len(line.cells) > 1:
        return "other"
    (cell,) = words
    shapes = {shape[1:] for shape in proven}
    named = (cell.column, cell.colspan) in shapes and cell.rowspan == 1
    other = is_placeholder(cell.text) or means("blocks", "label", cell.text)
    return "lonely" if named and not other else "other"


def _told(
    run: Sequence[Line],
    above: Sequence[str],
    below: tuple[str, Line],
    proven: Collection[Shape],
    known_levels: Callable[[Line], Sequence[str]],
) -> Lonely:
    """The levels of one or two such rows, by what stands right above and below them."""
    (cell,) = run[0].cells
    kind, next_line = below
    can_be = [one for one in LEVELS if (one, cell.column, cell.colspan) in proven]
    sounds = _LEVEL_NAME.fullmatch(squeezed(cell.text)) is not None
    if kind == "known":
        first = len(run) == 1 and sounds and tuple(known_levels(next_line)) == ("level2",)
        return _as(run, ["level1"], sure=True) if first and "level1" in can_be else {}
    if kind != "row":
        return {}
    if len(run) == _MOST:
        return _as(run, LEVELS, sure=sounds) if len(can_be) == _MOST else {}
    under = tuple(above) == ("level1",) and "level2" in can_be
    return _as(run, can_be[-1:], sure=under or (sounds and len(can_be) == 1))


def _as(run: Sequence[Line], levels: Sequence[str], *, sure: bool) -> Lonely:
    return {
        (line.part, line.row): (level, "" if sure else _DOUBT.format(level=_IN_WORDS[level]))
        for line, level in zip(run, levels, strict=True)
    }
