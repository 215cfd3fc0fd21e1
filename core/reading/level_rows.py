"""Names of levels that stand in rows of their own: merged over the table or alone in their row.

A usual name (数量指标) over the whole width is one. Alone in a column of names it is one only
where rows follow below such names in this table: a blank may list 数量指标 as an indicator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from core.reading.collector import Collector, Item
from core.reading.form_map import FoundField, TableHead
from core.reading.headings import bare, means, squeezed
from core.reading.level_names import (
    FIRST_NUMBER,
    both_levels,
    end_of_name,
    levels_above,
    levels_named,
    number_before,
    same_kind,
)
from core.reading.levels import LEVELS, Rows, is_wide
from core.reading.lines import Line
from core.reading.lonely_names import lonely_names
from core.reading.source import SourceCell
from core.reading.texts import is_blank, reads_as_points
from core.regex import regex
from core.values.cell_texts import is_placeholder, one_line

_LEVEL_1 = regex(
    r".{0,8}?(?:产出|效益|效果|满意度|成本|决策|过程|管理|投入|履职|完成|绩效|执行|预算)"
    r".{0,6}?(?:指标|\(.*\)|分)?.{0,12}"
)
_LEVEL_2 = regex(r".*(?:数量|质量|时效|经济|社会|生态|环境|可持续|服务对象|公众|受益).*")
_FIRST_NUMBER = regex(rf"{FIRST_NUMBER}\s*")
_SECOND_NUMBER = regex(r"(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d))\s*")
_UNKNOWN = regex(r".{2,30}指标(?:\(.{1,12}\))?:?")
_BARE_NUMBER = regex(r"\(?[一二三四五六七八九十\dⅠⅡⅢⅣⅤ]{1,3}(?:\.\d{1,2}){0,2}\)?[、.]?")
_COUNTED = {"序号", "编号", "行次"}
_FEW = 4
_LONGEST = 40
_BOTH = "both"
"""One text names both levels: 产出指标—数量指标."""


class _Named(Struct, frozen=True):
    """The only text of a row, and the levels that it is the usual name of."""

    cell: SourceCell
    levels: tuple[str, ...]
    both: bool = False


def prove(rows: Rows, lines: Sequence[Line]) -> None:
    """Look where in the lines below a head the names of levels have rows of their own.

    Rows that name what they are for prove it at once; blank ones where most of them follow.
    """
    proven: set[tuple[str, int, int]] = set()
    beside: set[tuple[str, int, int]] = set()
    named, before_blank = Counter[tuple[str, int, int]](), Counter[tuple[str, int, int]]()
    for number, line in enumerate(lines):
        found = _named(rows.head, line)
        if found is None:
            continue
        below = lines[number + 1] if number + 1 < len(lines) else None
        for level in found.levels:
            key = (level, found.cell.column, found.cell.colspan)
            named[key] += 1
            if found.both and _beside_rows(rows.head, found, below):
                beside.add(key)
            if below is None or below.part != line.part:
                continue
            if _has_rows(rows.head, level, found, below):
                proven.add(key)
            own = rows.head.place(level)
            elsewhere = own is None or own.column != found.cell.column
            if not elsewhere and _stands_beside(rows.head, found, level, lines, number):
                beside.add(key)
            if elsewhere and _is_blank_row(rows.head, below, level):
                before_blank[key] += 1
    most = {key for key in named if 2 * before_blank[key] > named[key]}
    rows.proven = frozenset((proven | most) - beside)
    rows.lonely |= lonely_names(
        rows.head, lines, rows.proven, lambda line: _levels_named(rows.head, line)
    )


def _stands_beside(
    head: TableHead, found: _Named, level: str, lines: Sequence[Line], number: int
) -> bool:
    """Whether a name in its own column is that of its row: said again, or below a deeper one."""
    again = _named(head, lines[number + 1])
    if again is not None and again.cell.text == found.cell.text:
        return True
    return level == "level1" and number > 0 and _names_only(head, lines[number - 1], "level2")


def _beside_rows(head: TableHead, found: _Named, below: Line | None) -> bool:
    """Whether 产出指标—数量指标 in a column of levels is of its own row: so is one below it."""
    again = None if below is None else _named(head, below)
    places = [place for level in LEVELS if (place := head.place(level)) is not None]
    own = any(place.column == found.cell.column for place in places)
    return own and again is not None and again.both


def level_row(rows: Rows, line: Line, below: Line | None = None) -> tuple[str, SourceCell] | None:
    """The level and the cell of a line that holds nothing but a level's name (and its points)."""
    found = _named(rows.head, line)
    if found is not None:
        wide = is_wide(rows.head, found.cell)
        shape = (found.cell.column, found.cell.colspan)
        if found.both and (wide or any((level, *shape) in rows.proven for level in LEVELS)):
            return _BOTH, found.cell
        if found.both:
            return None  # 产出指标—数量指标 before a row that is to be filled in
        can_be = [level for level in found.levels if wide or (level, *shape) in rows.proven]
        if can_be and (len(found.levels) == 1 or not _is_of_row(rows, found)):
            return _level_of(rows, found, can_be, below), found.cell
    if (lonely := rows.lonely.get((line.part, line.row))) is not None:
        return lonely[0], line.cells[0]
    return _alike(rows, line, below) or _unusual(rows, line)


def _alike(rows: Rows, line: Line, below: Line | None) -> tuple[str, SourceCell] | None:
    """A name that no list knows (特色指标), over the width or numbered as those before it are."""
    words = [cell for cell in line.cells if not _is_beside(rows.head, cell)]
    if len(words) != 1 or below is None or below.part != line.part or not rows.marks:
        return None
    (cell,) = words
    mark = _mark_of(cell.text)
    levels = [level for level in LEVELS if mark in rows.marks.get(level, ())]
    numbered = bool(mark.strip()) and len(levels) == 1
    if not _UNKNOWN.fullmatch(squeezed(cell.text)) or not (numbered or is_wide(rows.head, cell)):
        return None
    if len(levels) == 1:
        return levels[0], cell
    if "level2" not in rows.marks or any(is_wide(rows.head, one) for one in below.cells):
        return "level1", cell
    return "level2", cell


def _is_of_row(rows: Rows, found: _Named) -> bool:
    """Whether a name of both levels, in the column of one, is that of its own row."""
    shape = (found.cell.column, found.cell.colspan)
    for level, other in (LEVELS, LEVELS[::-1]):
        own = rows.head.place(level)
        if own is None or own.column != shape[0] or (level, *shape) in rows.proven:
            continue
        known, above = rows.levels.get(level), rows.levels.get(other)
        if known is not None and known.text == one_line(found.cell.text):
            return True
        if rows.begun == other and above is not None and same_kind(above.text, found.cell.text):
            return True
    return False


def _named(head: TableHead, line: Line) -> _Named | None:
    """The text of a row, where it is the only one and the usual name of a level."""
    words = [cell for cell in line.cells if not _is_beside(head, cell)]
    if len(words) > 1:  # 产出指标, merged over the rows of 数量指标 and others
        words = [cell for cell in words if not _covers_level1(head, cell)]
    if len(words) != 1 or words[0].rowspan > 1:
        return None
    cell = words[0]
    level3 = head.place("level3")
    if level3 is not None and cell.column >= level3.column + level3.columns:
        return None
    if both_levels(cell.text) is not None:
        return _Named(cell, LEVELS, both=True)
    levels = levels_named(cell.text)
    return _Named(cell, levels) if levels else None


def _levels_named(head: TableHead, line: Line) -> tuple[str, ...]:
    found = _named(head, line)
    return found.levels if found is not None else ()


def _is_beside(head: TableHead, cell: SourceCell) -> bool:
    """Whether a text of such a row is no name: points, a dash, a number, the block's label."""
    if is_placeholder(cell.text):
        return False
    if is_blank(cell.text) or _is_points(head, cell) or means("blocks", "label", cell.text):
        return True
    place = head.at(cell.column)
    counted = place is not None and bare(place.heading) in _COUNTED
    return counted and _BARE_NUMBER.fullmatch(squeezed(cell.text)) is not None


def _covers_level1(head: TableHead, cell: SourceCell) -> bool:
    own = head.place("level1")
    return own is not None and cell.column == own.column and cell.rowspan > 1


def _has_rows(head: TableHead, level: str, found: _Named, below: Line) -> bool:
    """Whether the line below a name is of the rows that it names."""
    own = head.place(level)
    in_own = own is not None and own.column == found.cell.column
    at = below.at(own.column) if own is not None else None
    if in_own and at is not None and not is_blank(at.text):
        return level == "level1" and _names_only(head, below, "level2")
    if level == "level1" and _names_only(head, below, "level2"):
        return True
    if _named(head, below) is not None:
        return False
    deeper = [head.place("level3"), head.place("level2") if level == "level1" else None]
    cells = [below.at(place.column) for place in deeper if place is not None]
    return any(cell is not None and cell.text.strip() and cell.row == below.row for cell in cells)


def _is_blank_row(head: TableHead, line: Line, level: str) -> bool:
    """Whether a row is to be filled in: nothing in it but what stands above that level."""
    first = head.place("level1") if level == "level2" else None
    words = [cell for cell in line.cells if not _is_beside(head, cell)]
    return all(first is not None and cell.column == first.column for cell in words)


def _names_only(head: TableHead, line: Line, level: str) -> bool:
    found = _named(head, line)
    return found is not None and found.levels == (level,)


def _level_of(rows: Rows, found: _Named, can_be: Sequence[str], below: Line | None) -> str:
    """Which level a name is of; one of both (成本指标) is of that whose names look like it."""
    if len(can_be) == 1:
        return can_be[0]
    mark = _mark_of(found.cell.text)
    alike = [level for level in LEVELS if mark in rows.marks.get(level, ())]
    if len(alike) == 1:
        return alike[0]
    above = rows.levels.get("level1")
    if above is None:
        return "level2" if "level2" in rows.levels else _level_by_rows(rows, below) or "level1"
    if rows.begun == "level1" and same_kind(above.text, found.cell.text):
        return "level2"  # 服务对象满意度指标 right below 满意度指标
    if (told := _level_by_rows(rows, below)) is not None:
        return told
    cost = same_kind(found.cell.text, "成本") and same_kind(above.text, "产出")
    second = _SECOND_NUMBER.match(squeezed(found.cell.text)) is not None
    return "level2" if second or (cost and "level2" in rows.levels) else "level1"


def _level_by_rows(rows: Rows, below: Line | None) -> str | None:
    """What the line below tells of a name: a name of the second level, or one in its column."""
    if below is None:
        return None
    deeper = _named(rows.head, below)
    if deeper is not None and "level2" in deeper.levels:
        return "level1"
    first, second = (_text_at(rows.head, below, level) for level in LEVELS)
    if bool(first) == bool(second):
        return None
    return "level2" if first else "level1"


def _text_at(head: TableHead, line: Line, level: str) -> str:
    place = head.place(level)
    cell = line.at(place.column) if place is not None else None
    return "" if cell is None or is_blank(cell.text) else cell.text


def _mark_of(text: str) -> str:
    """The number before a name with all its figures alike, so that numbers compare by kind."""
    mark = number_before(text) or text[: len(text) - len(text.lstrip())]
    return "".join(
        "一" if sign in "一二三四五六七八九十" else "1" if sign.isdigit() else sign for sign in mark
    )


def _unusual(rows: Rows, line: Line) -> tuple[str, SourceCell] | None:
    """A name that is told by its number or its width: 三、特色指标."""
    cell = _only_word(rows, line)
    if cell is None:
        return None
    plain = squeezed(cell.text)
    first, second = _FIRST_NUMBER.match(plain), _SECOND_NUMBER.match(plain)
    known2 = _LEVEL_2.fullmatch(plain) is not None and "指标" in plain
    known1 = _LEVEL_1.fullmatch(plain) is not None and "指标" in plain
    wide = is_wide(rows.head, cell)
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


def begin_above(collector: Collector, rows: Rows, lines: Sequence[Line]) -> None:
    """The lines right above a head name the levels that its table has no columns for.

    So do forms with a table for each first level: （一）产出指标 and below it the table.
    """
    wanted = [level for level in LEVELS if rows.head.place(level) is None]
    found: list[tuple[str, Line, Item]] = []
    for line in reversed(lines[-len(LEVELS) :] if wanted else ()):
        item = line.filled[0] if len(line.filled) == 1 else None
        named = [one for one in levels_above(item.text) if one in wanted] if item else []
        if item is None or not named:
            break
        found.append((named[-1], line, item))
        wanted = wanted[: wanted.index(named[-1])]
    for level, line, item in reversed(found):
        known = (*collector.labels, *(at for one in rows.levels.values() for at in one.spots))
        if not collector.is_placed(item) or any(at.item is item for at in known):
            start = len(number_before(item.text))
            at = collector.spot(line, item, start, end_of_name(item.text))
            rows.levels[level] = FoundField((at,), one_line(at.text))
            if level == "level1":
                rows.levels.pop("level2", None)
            rows.begun = level


def begin_level(collector: Collector, rows: Rows, line: Line, level: str, cell: SourceCell) -> None:
    """A row of its own names the level of the rows that follow; its number is no part of it."""
    both = both_levels(cell.text) if level == _BOTH else None
    if both is not None:
        for one, share in zip(LEVELS, both, strict=True):
            at = collector.spot(line, cell, *share)
            rows.levels[one] = FoundField((at,), one_line(at.text))
    else:
        start = len(number_before(cell.text))
        name = cell.text[start:]
        end = start + len(name.rstrip().rstrip(":："))
        whole = start == 0 and end == len(cell.text)
        at = collector.spot(line, cell, *(() if whole else (start, end)))
        _, doubt = rows.lonely.get((line.part, line.row), (level, ""))
        rows.levels[level] = FoundField((at,), one_line(at.text), doubt)
        rows.marks.setdefault(level, set()).add(_mark_of(cell.text))
        if level == "level1":
            rows.levels.pop("level2", None)
    rows.begun = "level1" if level == "level1" else "level2"
    for other in line.cells:
        if other is cell:
            continue
        counted = _is_beside(rows.head, other) and not _is_points(rows.head, other)
        if counted or _covers_level1(rows.head, other):
            collector.label(line, other)
        else:
            collector.leave(line, other, "分组标题行里的数，表里没有对应的栏")
