"""The two goals side by side below their headings, in one block or several."""

from __future__ import annotations

from collections.abc import Sequence

from core.reading.collector import Collector
from core.reading.form_map import FoundField
from core.reading.headings import means
from core.reading.heads import GoalsHead
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.texts import is_blank
from core.regex import regex
from core.values.cell_texts import one_line

_DOTS = regex(r"[….·。]{2,}|(?:目标\d{1,2}(?:的?(?:实际)?(?:完成|实现)情况)?[:：.、]?[\s….]*)+")


def is_blank_goal(text: str) -> bool:
    """Whether nothing but dots and numbers waits for a goal: 目标1：……."""
    return _DOTS.fullmatch(text.strip()) is not None


def begin(collector: Collector, line: Line) -> None:
    """Take the head; both goals are blank till something stands below."""
    for cell in line.cells:
        collector.label(line, cell)
    for key in ("goal_expected", "goal_actual"):
        collector.fields.setdefault(key, FoundField(()))


def is_row(head: GoalsHead, line: Line, *, first: bool) -> bool:
    """Whether a line holds texts below both headings, each in a cell of its own."""
    if line.row < 0 or not line.beginning:
        return False
    expected, actual = line.at(head.expected.column), line.at(head.actual.column)
    if expected is None and actual is None:
        return False
    if expected is actual or not _below(head.expected, expected) or not _below(head.actual, actual):
        return False
    left = min(head.expected.column, head.actual.column)
    labels = [cell for cell in line.cells if cell.column < left]
    return first or all(means("blocks", "label", cell.text) for cell in labels)


def _below(heading: SourceCell, cell: SourceCell | None) -> bool:
    """Whether a cell keeps to the columns of its heading."""
    if cell is None:
        return True
    end = heading.column + heading.colspan
    return cell.column >= heading.column and cell.column + cell.colspan <= end


def add_row(collector: Collector, head: GoalsHead, line: Line) -> None:
    """The goals of one block; those of several are one text, block below block."""
    expected, first = _cells_below(line, head.expected), _first_goal(head, line)
    if first and all(is_blank(cell.text) for cell in expected):
        expected, first = first, []  # nothing was adjusted
    add_text(collector, "goal_expected", line, expected)
    add_text(collector, "goal_actual", line, _cells_below(line, head.actual))
    for cell in first:
        why = "" if head.before is None else one_line(head.before.text)
        collector.leave(line, cell, f"“{why}”一栏，自评表里没有对应的栏")
    left = min(head.expected.column, head.actual.column)
    for cell in line.cells:
        if cell.column < left and not collector.is_placed(cell):
            collector.label(line, cell)


def _cells_below(line: Line, heading: SourceCell) -> list[SourceCell]:
    end = heading.column + heading.colspan
    return [cell for cell in line.beginning if heading.column <= cell.column < end]


def _first_goal(head: GoalsHead, line: Line) -> list[SourceCell]:
    """The goal before it was adjusted; a block's label at the left of the goals is none."""
    cells = [] if head.before is None else _cells_below(line, head.before)
    words = [cell for cell in cells if not is_blank(cell.text)]
    return [cell for cell in words if not means("blocks", "label", cell.text)]


def add_text(collector: Collector, key: str, line: Line, cells: Sequence[SourceCell]) -> None:
    """More of a goal."""
    known = collector.fields.get(key, FoundField(()))
    cells = [cell for cell in cells if not collector.is_placed(cell)]
    dotted = {id(cell) for cell in cells if is_blank_goal(cell.text)}
    for cell in cells:
        if id(cell) in dotted:
            collector.label(line, cell)  # left of the template: a place to be filled in
    spots = tuple(collector.spot(line, cell) for cell in cells)
    texts = [known.text, *(at.text for at in spots if id(at.item) not in dotted)]
    text = "\n".join(text for text in texts if text)
    collector.fields[key] = FoundField((*known.spots, *spots), text, known.doubt)
