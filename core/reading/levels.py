"""The rows read so far, and the levels that go on into the next one."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from core.reading.form_map import FoundField, TableHead, TableRow
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.regex import regex
from core.values.cell_texts import is_example

LEVELS = ("level1", "level2")
FIGURES = ("target", "actual", "points", "score")

CONTINUED = regex(r"(?<!\s)\s*[（(]\s*(?:接?续|续上页|续前)\s*[）)]\s*$")


class Rows(Struct):
    """The rows read so far, and the levels that go on into the next one."""

    head: TableHead
    levels: dict[str, FoundField] = field(default_factory=dict)
    rows: list[TableRow] = field(default_factory=list)
    inherited: set[int] = field(default_factory=set)
    """Rows (by number) at which no name of the second level begins."""
    fresh: bool = False
    """Whether the next row is the first one of a page or a table."""
    begun: str = ""
    """The level that a row of its own named right above."""
    marks: dict[str, set[str]] = field(default_factory=dict)
    """With which kinds of numbers the names of each level began, where they had a row each."""
    proven: frozenset[tuple[str, int, int]] = frozenset()
    """Level, column and width of the cells that hold names in rows of their own."""
    lonely: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    """Rows (part, row) of names that no list knows, where levels have rows: level and doubt."""


def takes(rows: Rows, line: Line) -> bool:
    """Whether a line can be a row below this head, by the shape of its cells.

    In a row each column has a cell of its own: a cell over several of them holds a level's name, a
    section's text or a note.
    """
    fits = line.row >= 0 and not line.crowded
    return fits and not any(is_wide(rows.head, cell) for cell in line.cells)


def is_wide(head: TableHead, cell: SourceCell) -> bool:
    """Whether a cell covers columns of different kinds: a name and figures, or three figures."""
    if cell.colspan == 1:
        return False
    end = cell.column + cell.colspan
    covered = {
        place.key.partition("/")[0]
        for place in head.columns
        if place.key and cell.column <= place.column < end
    }
    figures = covered & {*FIGURES, "deviation"}
    named = bool(covered & {*LEVELS, "level3"})
    return len(figures) > 2 or (bool(figures) and named)  # noqa: PLR2004


def add_levels(rows: Rows, line: Line, found: dict[str, FoundField]) -> bool:
    """Put the levels that go on into a row; tells whether the second one begins in it."""
    begins = False
    for level in LEVELS:
        above = rows.levels.get(level)
        here = _without_mark(found.get(level), above)
        if here is not None and here.text:
            other = level == "level1" and (above is None or above.text != here.text)
            if other and rows.begun != "level2":  # its name may stand above the first row's
                rows.levels.pop("level2", None)
            found[level] = rows.levels[level] = here
            if is_example(here.text):  # 例：产出指标 names no other row
                del rows.levels[level]
            cells = (at.item for at in here.spots if isinstance(at.item, SourceCell))
            begins = any(cell.row == line.row for cell in cells)
        else:
            begins = False
            if above is not None:
                found[level] = _carried(above, line, here)
            elif here is None:
                found[level] = FoundField(())
    rows.begun = ""
    return begins


def _without_mark(here: FoundField | None, above: FoundField | None) -> FoundField | None:
    """A level that a page end interrupts is repeated as 产出指标（续）: it is the one above."""
    if here is None or above is None:
        return here
    match = CONTINUED.search(here.text)
    same = match is not None and here.text[: match.start()] == above.text
    return replace(here, text=above.text) if same else here


def _carried(above: FoundField, line: Line, here: FoundField | None) -> FoundField:
    """The level of the row above; doubtful where its cell was merged over other rows only.

    So it is where a blank cell is merged over the rows here: its name may be lost.
    """
    cell, blank = above.cell, here.cell if here is not None else None
    if cell is None or above.spots[0].part != line.part:
        return above
    beyond = cell.row + cell.rowspan <= line.row
    merged = cell.rowspan > 1 or (blank is not None and blank.rowspan > 1)
    if beyond and merged and not above.doubt:
        return replace(above, doubt="这一行在上一级名称的合并格之外，暂按上一行归类")
    return above
