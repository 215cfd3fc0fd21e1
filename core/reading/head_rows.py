"""The rows of a head: which line goes on with the headings of the one above it."""

from __future__ import annotations

from collections.abc import Sequence

from core.reading.headings import bare, meanings
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.texts import is_figure

DEEPEST = 3
"""A head has at most this many rows."""

_NAMES = {"level1", "level2", "level3"}


def goes_on(lines: Sequence[Line], first: int, last: int, family: str) -> bool:
    """Whether the next line is a lower row of this head: headings below wider ones."""
    if last + 1 >= len(lines):
        return False
    line, below = lines[last], lines[last + 1]
    if below.part != line.part or below.row != line.row + 1:
        return False
    if not any(meanings(family, cell.text) for cell in below.cells):
        return False
    known = not line.flat or all(meanings(family, cell.text) for cell in below.cells)
    if not known and not _fill_headings(line, below, family):
        return False  # without merged cells only the words tell a heading from a row, or the shape
    lower = [cell for cell in below.cells if not _is_said_again(line, cell)]
    fits = all(_is_below_wider(line, cell) for cell in lower)
    return bool(lower) and fits and lines[first].part == below.part


def _is_below_wider(line: Line, cell: SourceCell) -> bool:
    """Whether a cell can be a heading below a wider one."""
    above = heading_over(line, cell.column)
    wider = above is not None and above.text.strip() and _width(line, above) > cell.colspan
    heading = bool(bare(cell.text)) and not is_figure(cell.text)
    return bool(wider) and heading and cell.rowspan <= DEEPEST


def _is_said_again(line: Line, cell: SourceCell) -> bool:
    """Whether a cell says what stands above it: so do tables that have lost merged cells."""
    above = line.at(cell.column)
    place = None if above is None else (above.column, above.colspan, above.text)
    return place == (cell.column, cell.colspan, cell.text)


def _fill_headings(line: Line, below: Line, family: str) -> bool:
    """Whether texts stand in all columns of the wide headings above them, and of none else.

    年初值 | 调整值 below 年度指标值 is a lower row of the head; a row of indicators has a name, and
    below 三级指标 may fill one of two columns only.
    """
    filled = {cell.column for cell in below.cells}
    wide = {heading.column: heading for c in filled if (heading := heading_over(line, c))}
    names = any(m.key in _NAMES for h in wide.values() for m in meanings(family, h.text))
    places = {c for h in wide.values() for c in range(h.column, h.column + _width(line, h))}
    return not names and filled == places and len(filled) > len(wide)


def heading_over(line: Line, column: int) -> SourceCell | None:
    """What covers a column in a row of a head; a flat table has lost how far its cells reach."""
    own = line.at(column)
    if not line.flat or (own is not None and own.text.strip()):
        return own
    return next((cell for cell in reversed(line.cells) if cell.column <= column), None)


def _width(line: Line, cell: SourceCell) -> int:
    """Over how many columns a cell of a head reaches: in a flat table up to the next text."""
    if not line.flat:
        return cell.colspan
    beyond = (other.column for other in line.cells if other.column > cell.column)
    return next(beyond, line.width) - cell.column
