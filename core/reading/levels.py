"""Names of levels that stand in rows of their own, and levels that go on into the next row."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from core.reading.collector import Collector
from core.reading.form_map import FoundField, TableHead, TableRow
from core.reading.headings import means, squeezed
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.texts import reads_as_points
from core.regex import regex
from core.values.cell_texts import is_example, one_line

LEVELS = ("level1", "level2")
FIGURES = ("target", "actual", "points", "score")

_LEVEL_1 = regex(
    r".{0,8}?(?:产出|效益|效果|满意度|成本|决策|过程|管理|投入|履职|完成|绩效|执行|预算)"
    r".{0,6}?(?:指标|\(.*\)|分)?.{0,12}"
)
_LEVEL_2 = regex(r".*(?:数量|质量|时效|经济|社会|生态|环境|可持续|服务对象|公众|受益).*")
_FIRST_NUMBER = regex(r"(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.:．：]|[ⅠⅡⅢⅣⅤ]+[、.．]?)\s*")
_SECOND_NUMBER = regex(r"(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d))\s*")
_FEW = 4
CONTINUED = regex(r"(?<!\s)\s*[（(]\s*(?:接?续|续上页|续前)\s*[）)]\s*$")
_LONGEST = 40


class Rows(Struct):
    """The rows read so far, and the levels that go on into the next one."""

    head: TableHead
    levels: dict[str, FoundField] = field(default_factory=dict)
    rows: list[TableRow] = field(default_factory=list)
    inherited: set[int] = field(default_factory=set)
    """Rows (by number) at which no name of the second level begins."""
    fresh: bool = False
    """Whether the next row is the first one of a page or a table."""


def takes(rows: Rows, line: Line) -> bool:
    """Whether a line can be a row below this head, by the shape of its cells.

    In a row each column has a cell of its own: a cell over several of them holds a level's name, a
    section's text or a note.
    """
    fits = line.row >= 0 and not line.crowded
    return fits and not any(_is_wide(rows.head, cell) for cell in line.cells)


def _is_wide(head: TableHead, cell: SourceCell) -> bool:
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


def level_row(rows: Rows, line: Line) -> tuple[str, SourceCell] | None:
    """The level and the cell of a line that holds nothing but a level's name (and its points)."""
    cell = _only_word(rows, line)
    if cell is None:
        return None
    plain = squeezed(cell.text)
    first, second = _FIRST_NUMBER.match(plain), _SECOND_NUMBER.match(plain)
    known2 = _LEVEL_2.fullmatch(plain) is not None and "指标" in plain
    known1 = _LEVEL_1.fullmatch(plain) is not None and "指标" in plain
    wide = _is_wide(rows.head, cell)
    if first and (known1 or known2 or wide):
        return "level1", cell
    if (second or wide) and (known1 or known2):
        return "level2" if second or known2 else "level1", cell
    return ("level1", cell) if known1 and _alone(rows.head, line, cell) else None


def _only_word(rows: Rows, line: Line) -> SourceCell | None:
    """The short text of a line that has no other, left of the third level's column or in it."""
    if len(line.cells) > _FEW:
        return None
    words = [cell for cell in line.cells if not _is_points(rows.head, cell)]
    words = [cell for cell in words if not means("blocks", "label", cell.text)]
    if len(words) != 1 or len(words[0].text) > _LONGEST:
        return None
    level3 = rows.head.place("level3")
    beyond = level3 is not None and words[0].column > level3.column
    return None if beyond and not names_level(words[0].text) else words[0]


def names_level(text: str) -> bool:
    """Whether a text is a first level with its number (一、产出指标), wherever it is centred."""
    plain = squeezed(text)
    numbered = len(plain) <= _LONGEST and _FIRST_NUMBER.match(plain) is not None
    return numbered and "指标" in plain and _LEVEL_1.fullmatch(plain) is not None


def _is_points(head: TableHead, cell: SourceCell) -> bool:
    place = head.place("points") or head.place("score")
    return place is not None and cell.column >= place.column and reads_as_points(cell.text)


def _alone(head: TableHead, line: Line, cell: SourceCell) -> bool:
    """Whether a table without a column for the first level holds it in a row of its own."""
    level2 = head.place("level2")
    alone = head.place("level1") is None and cell.rowspan == 1 and len(line.cells) == 1
    return alone and (level2 is None or cell.column != level2.column)


def begin_level(collector: Collector, rows: Rows, line: Line, level: str, cell: SourceCell) -> None:
    """A row of its own names the level of the rows that follow; its number is no part of it."""
    text = one_line(cell.text)
    match = _FIRST_NUMBER.match(text) or _SECOND_NUMBER.match(text)
    name = text[match.end() :] if match else text
    start = max(0, cell.text.find(name)) if match else 0
    at = collector.spot(line, cell, *((start, len(cell.text)) if start else ()))
    rows.levels[level] = FoundField((at,), name)
    if level == "level1":
        rows.levels.pop("level2", None)
    for other in line.cells:
        if means("blocks", "label", other.text):
            collector.label(line, other)
        collector.leave(line, other, "分组标题行里的数，表里没有对应的栏")


def add_levels(rows: Rows, line: Line, found: dict[str, FoundField]) -> bool:
    """Put the levels that go on into a row; tells whether the second one begins in it."""
    begins = False
    for level in LEVELS:
        above = rows.levels.get(level)
        here = _without_mark(found.get(level), above)
        if here is not None and here.text:
            if level == "level1" and (above is None or above.text != here.text):
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
