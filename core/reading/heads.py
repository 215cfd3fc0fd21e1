"""The heads of tables: which line begins the funds, the goals, the indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from core.model.number import normalized
from core.quoting import quoted
from core.reading.form_map import ColumnPlace, TableHead
from core.reading.fund_pairs import fund_pairs
from core.reading.head_rows import DEEPEST, goes_on, heading_over
from core.reading.headings import (
    guesses_of,
    is_funds_head,
    is_indicator_head,
    keys_of,
    meanings,
    means,
)
from core.reading.lines import Line
from core.reading.name_columns import split_names
from core.reading.source import SourceCell
from core.reading.texts import is_figure
from core.regex import regex

_LOOKED_AT = 4
"""So many rows below a head tell which column holds their names."""


_LETTERS = "甲乙丙丁戊己庚辛abcdefghijklmnopABCDEFGHIJKLMNOP"
_MARK = regex(rf"[(\[]?(?P<mark>\d{{1,2}}|[{_LETTERS}])[)\]]?(?:=.{{1,20}})?")
_MARK_LABELS = {"栏次", "行次", "列次", "栏号", "列号"}
_FEWEST_MARKS = 3
_ONLY_ONE = {"target", "actual"}
"""Columns of which a form may have two that look alike (年初目标值, 年度目标值)."""
MEASURES = "deviation/measures"
_ADJUSTED = 0
"""The rank of a heading that says that its target was adjusted (调整后指标值)."""
BEFORE = "target/before"
"""The target as it was before it was adjusted; it stands where nothing was adjusted."""


class GoalsHead(Struct, frozen=True):
    """The cells above the two goals, side by side."""

    expected: SourceCell
    actual: SourceCell
    before: SourceCell | None = None
    """The heading of the goal before it was adjusted: 年初绩效目标 | 调整绩效目标 | 完成情况."""


def indicator_head(lines: Sequence[Line], index: int) -> TableHead | None:
    """The head of indicators that begins with this line."""
    head = _head(lines, index, "indicators")
    return None if head is None or _has_figures(lines[index]) else head


def funds_head(lines: Sequence[Line], index: int) -> TableHead | None:
    """The head of funds that begins with this line.

    One right above the head of the indicators has no rows: 预算数：　执行数：, to be written into.
    """
    head = _head(lines, index, "funds")
    line = lines[index]
    if head is None or _has_figures(line) or (line.whole and fund_pairs(line)):
        return None
    if _has_labelled_text(line):
        return None
    bare = index + 1 < len(lines) and _head(lines, index + 1, "indicators") is not None
    return None if bare else head


def _has_figures(line: Line) -> bool:
    """Whether a line holds figures: rows do, heads do not, whatever their words sound like."""
    return any(is_figure(cell.text) for cell in line.cells)


def goals_head(line: Line) -> GoalsHead | None:
    """The two headings of the goals, where they stand side by side in this line.

    Three side by side begin with the label of the block (总体目标完成情况 | 总体目标 | 完成情况).
    """
    turned = None
    for cell in line.cells:
        beside = line.right_of(cell)
        if beside is None or beside.row != cell.row or not beside.text.strip():
            continue
        if cell.rowspan > beside.rowspan:
            continue  # the label of the whole block
        one, other = _goal(cell), _goal(beside)
        if (one, other) == ("expected", "actual"):
            return GoalsHead(cell, beside, _before_goal(line, cell))
        if (one, other) == ("actual", "expected"):
            turned = turned or GoalsHead(beside, cell)
    return turned


def _before_goal(line: Line, expected: SourceCell) -> SourceCell | None:
    """The heading of another goal at the left of one; what is as high may be one."""
    left = [cell for cell in line.cells if cell.column + cell.colspan <= expected.column]
    last = left[-1] if left else None
    goal = last is not None and _goal(last) == "expected" and last.rowspan == expected.rowspan
    return last if goal else None


def _goal(cell: SourceCell) -> str:
    """``expected``, ``actual`` or blank."""
    found = meanings("goals", cell.text)
    return found[0].key if found else ""


def _head(lines: Sequence[Line], index: int, family: str) -> TableHead | None:
    line = lines[index]
    if sum(1 for cell in line.cells if meanings(family, cell.text)) < (
        1 if family == "funds" else 2
    ):
        return None
    last = index
    while last - index < DEEPEST - 1 and goes_on(lines, index, last, family):
        last += 1
    for end in range(last, index - 1, -1):
        told = _name_columns if family == "funds" else _label_columns
        named = told(lines, end)
        columns = _columns(lines[index : end + 1], family, named)
        if _accepts(family, columns):
            if family == "indicators":
                rows = lines[end + 1 :]
                columns = split_names(columns, [r for r in rows if r.part == lines[end].part])
            below = lines[end + 1] if end + 1 < len(lines) else None
            marked = below is not None and below.part == line.part and marks_columns(below)
            last_row = below.row if below is not None and marked else lines[end].row
            return TableHead(line.part, line.row, last_row, tuple(columns))
    return None


def marks_columns(line: Line) -> bool:
    """Whether a row only numbers the columns above it: 1 | 2 | 3 | 4 or A | B | C | D=C/B."""
    texts = ["".join(normalized(cell.text).split()) for cell in line.cells]
    matches = [_MARK.fullmatch(text) for text in texts if text not in _MARK_LABELS]
    marks = [match["mark"] for match in matches if match is not None]
    if len(marks) < len(matches) or len(marks) < _FEWEST_MARKS:
        return False
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    letters = [mark for mark in marks if not mark.isdecimal()]
    counted = numbers == list(range(1, len(numbers) + 1))
    told = len(letters) > 1 or len(numbers) > _FEWEST_MARKS
    return counted and told and letters == sorted(set(letters), key=_LETTERS.find)


def _name_columns(lines: Sequence[Line], last: int) -> frozenset[int]:
    """Columns that hold the names of the rows below a head of funds, whatever their heading says.

    年度预算数（万元） over 总额, 财政资金 … is no amount, though the words are those of one.
    """
    cells: list[SourceCell] = []
    for line in lines[last + 1 : last + 1 + _LOOKED_AT]:
        if line.part == lines[last].part:
            cells += line.cells
    first = min((cell.column for cell in cells if is_figure(cell.text)), default=0)
    names = (cell.column for cell in cells if meanings("fund_names", cell.text))
    return frozenset(column for column in names if column < first)


def _label_columns(lines: Sequence[Line], last: int) -> frozenset[int]:
    """Columns below a block's label (绩效指标) in a head without merged cells: all blank."""
    if not lines[last].flat:
        return frozenset()
    below = [
        line for line in lines[last + 1 : last + 1 + _LOOKED_AT] if line.part == lines[last].part
    ]
    filled = {cell.column for line in below for cell in line.cells}
    labels = (c.column for c in lines[last].cells if means("blocks", "label", c.text))
    return frozenset(column for column in labels if filled and column not in filled)


def _accepts(family: str, columns: Sequence[ColumnPlace]) -> bool:
    """Whether these columns are a table of the family; headings of no field of ours count too."""
    keys = [column.key for column in columns]
    if family == "indicators":
        listed = any(means("labels", "project", column.heading) for column in columns)
        return is_indicator_head(keys) and not listed  # rows of many projects are no form
    sure = any(column.key and not column.doubt for column in columns)
    keys += ["other" for c in columns if sure and not c.key and meanings(family, c.cell.text)]
    return is_funds_head(keys)


def _has_labelled_text(line: Line) -> bool:
    """Whether a line says something beside a label (预算单位 | 某局): no head of funds does."""
    for cell in line.cells:
        beside = line.right_of(cell)
        text = "" if beside is None or beside is cell else beside.text
        if meanings("funds", cell.text) or meanings("funds", text):
            continue  # 自评得分 is a heading here, whatever stands beside it
        if text.strip() and meanings("labels", cell.text):
            return True
    return False


def _stack(rows: Sequence[Line], column: int) -> tuple[SourceCell | None, tuple[str, ...]]:
    """The lowest cell of a head in a column, and the texts of all of them from the top."""
    if not rows[-1].flat:
        cells = [row.at(column) for row in rows]
        leaf = cells[-1]
    else:
        own = [row.at(column) for row in rows]
        filled = [number for number, cell in enumerate(own) if cell and cell.text.strip()]
        if not filled:
            return None, ()
        leaf = own[filled[-1]]
        cells = [heading_over(row, column) for row in rows[: filled[-1]]] + [leaf]
    first = rows[0].row
    return leaf, tuple(cell.text for cell in cells if cell is not None and cell.row >= first)


def _rival(stacks: Sequence[Sequence[str]], keys: Sequence[str], number: int) -> str:
    """The heading of a column without a key that says just what this one says, or blank."""
    own = _meaning(stacks[number], keys[number])
    rivals = (
        stack[-1].strip()
        for stack, key in zip(stacks, keys, strict=True)
        if not key and own is not None and _meaning(stack, keys[number]) == own
    )
    return next(rivals, "")


def _meaning(stack: Sequence[str], key: str) -> tuple[str, int] | None:
    """What the lowest heading of a column means first, where that is this key."""
    found = meanings("indicators", stack[-1]) if stack else ()
    return (key, found[0].rank) if found and found[0].key == key else None


def _measures(stacks: Sequence[Sequence[str]], keys: Sequence[str]) -> int | None:
    """The column of 改进措施 beside one of 偏差原因: the two are one text of ours."""
    if "deviation" not in keys:
        return None
    told = "".join(stacks[keys.index("deviation")])
    return next(
        (
            at
            for at, stack in enumerate(stacks)
            if not keys[at] and stack and "措施" in stack[-1] and "措施" not in told
            if means("indicators", "deviation", stack[-1])
        ),
        None,
    )


def _before(stacks: Sequence[Sequence[str]], keys: Sequence[str]) -> int | None:
    """The column of the target before it was adjusted, beside the column of the adjusted one."""
    if "target" not in keys or _meaning(stacks[keys.index("target")], "target") != (
        "target",
        _ADJUSTED,
    ):
        return None
    found = (at for at, stack in enumerate(stacks) if not keys[at] and _meaning(stack, "target"))
    return next(found, None)


def _columns(
    rows: Sequence[Line], family: str, named: frozenset[int] = frozenset()
) -> list[ColumnPlace]:
    """The columns of a head: for each lowest cell the texts above it.

    A cell that reaches below the others is the label of the block, and heads no column; nor does
    one over the names of the rows, or over a blank column (``named``), head what its words say.
    """
    last = rows[-1]
    ends = Counter(c.row + c.rowspan for row in rows for c in row.cells if meanings(family, c.text))
    end_row = max(last.row + 1, ends.most_common(1)[0][0] if ends else 0)
    leaves: list[SourceCell] = []
    stacks: list[tuple[str, ...]] = []
    column = 0
    while column < last.width:
        cell, stack = _stack(rows, column)
        if cell is None:
            column += 1
            continue
        end = max(column + 1, min(cell.column + cell.colspan, last.width))
        if cell.row >= rows[0].row and cell.row + cell.rowspan <= end_row:
            leaves.append(cell)
            stacks.append(() if named & set(range(column, end)) else stack)
        column = end
    keys = list(keys_of(stacks, family))
    told = (at for at, cell in enumerate(leaves) if stacks[at] == () and cell.text.strip())
    if family == "funds" and "name" not in keys and (at := next(told, -1)) >= 0:
        keys[at] = "name"
    guessed = guesses_of(stacks, keys, family)
    if (measures := _measures(stacks, keys)) is not None:
        keys[measures] = MEASURES
    if (before := _before(stacks, keys)) is not None:
        keys[before] = BEFORE
    places = []
    for number, (key, stack, cell) in enumerate(zip(keys, stacks, leaves, strict=True)):
        heading = "/".join(dict.fromkeys(text.strip() for text in stack or (cell.text,)))
        guess = guessed.get(number, "")
        doubt = f"“{quoted(heading)}”这一栏的名称不常见，请核对它的意思" if guess else ""
        if key in _ONLY_ONE and (rival := _rival(stacks, keys, number)):
            doubt = f"“{quoted(rival)}”一栏的意思也一样，读的是“{quoted(heading)}”一栏，请核对"
        places.append(ColumnPlace(key or guess, heading, cell.column, cell.colspan, cell, doubt))
    return places
