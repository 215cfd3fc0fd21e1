"""The row of the sum: 总分."""

from __future__ import annotations

from core.reading.collector import Collector
from core.reading.form_map import FoundField, TableHead
from core.reading.headings import meanings, means
from core.reading.lines import Line, spot
from core.reading.source import SourceCell
from core.reading.texts import is_weight, reads_as_points
from core.regex import regex

_KEYS = ("points", "score")
_OWN_SCORE = regex("自评|自我|得分|评分")
"""A label that says whose figure stands beside it, and that it is no number of points."""
_GRADE = regex("优秀?|良好?|中等?|差|较差|一般|及格|合格|不合格|不及格")


def total_label(line: Line, head: TableHead | None) -> SourceCell | None:
    """The label of the row of the sum, where this line is that row."""
    first = next((c for c in line.cells if not means("blocks", "label", c.text)), None)
    if first is None or not means("total", "label", first.text):
        return None
    place = head.place("level3") if head is not None else None
    return first if place is None or first.column <= place.column else None


def add_total(
    collector: Collector, line: Line, label: SourceCell, head: TableHead, *, weights: bool = False
) -> None:
    """The two totals beside their label: below points and score, else by their order.

    ``weights``: the points above are shares of the whole, and so is their sum (100%).
    """
    if _is_pairs(line, label):  # to be read as such
        collector.total = spot(collector.section, line, label)
        return
    collector.total = collector.spot(line, label)
    for key in _KEYS:
        place = head.place(key)
        if place is None:
            continue
        cell = line.at(place.column) or SourceCell(line.row, place.column, "")
        if cell is label or cell.row != line.row or _GRADE.fullmatch(cell.text.strip()):
            continue
        if _over_both(head, cell):
            continue
        if not collector.is_placed(cell):
            share = weights and key == "points" and is_weight(cell.text)
            doubt = "" if share or reads_as_points(cell.text) else "这里不是数"
            found = FoundField((collector.spot(line, cell),), cell.text.strip(), doubt)
            collector.put(f"total_{key}", found)
    rest = [cell for cell in line.cells if not collector.is_placed(cell)]
    figures = [cell for cell in rest if reads_as_points(cell.text)]
    names = [f"total_{key}" for key in _KEYS if not _has(collector, line, f"total_{key}")]
    if len(figures) == 1 and len(names) > 1:
        names = names[1:]
    beside = line.right_of(label)
    named = len(figures) == 1 and figures[0] is beside and _OWN_SCORE.search(label.text)
    doubt = "" if named else "总分行的数不在分值、得分之下，请核对"
    for name, cell in zip(names, figures, strict=False):
        collector.put(name, FoundField((collector.spot(line, cell),), cell.text.strip(), doubt))
    _leave_others(collector, line)


def _over_both(head: TableHead, cell: SourceCell) -> bool:
    """Whether a cell lies below points and score alike, so that its column does not tell which."""
    places = [place for key in _KEYS if (place := head.place(key)) is not None]
    end = cell.column + cell.colspan
    return len(places) > 1 and all(cell.column <= one.column < end for one in places)


def _leave_others(collector: Collector, line: Line) -> None:
    """What else stands in the row; 自评等级 before a 优 is what the grade is called."""
    for cell in line.cells:
        grade = line.right_of(cell)
        named = grade is not None and _GRADE.fullmatch(grade.text.strip()) is not None
        if named and not reads_as_points(cell.text):
            collector.label(line, cell)
        elif not meanings("sections", cell.text):
            collector.leave(line, cell, "总分行里的文字（等级由程序按得分算出）")


def _is_pairs(line: Line, label: SourceCell) -> bool:
    """Whether the row tells several sums, each beside its label: 自评总分 | 98 | 复核总分 | 97."""
    words = [cell for cell in line.cells if cell is not label and not reads_as_points(cell.text)]
    return any(
        means("total", "label", c.text) or means("indicators", "review", c.text) for c in words
    )


def _has(collector: Collector, line: Line, name: str) -> bool:
    """Whether a total has its place; in a form to be filled in that is blank."""
    return name in collector.fields and (line.whole or bool(collector.fields[name].text))
