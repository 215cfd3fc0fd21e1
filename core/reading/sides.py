"""Forms that stand side by side in one table: each is read by itself, the left one first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from core.reading.boundaries import project_of, title_item
from core.reading.headings import LONGEST, is_title, means
from core.reading.heads import indicator_head
from core.reading.lines import MAX_COLUMNS, Line, rows_of
from core.reading.pairs import inline_labels, label_of
from core.reading.source import SourceSection, SourceTable

_MOST_TRIED = 8
"""So many columns are tried as the one between two forms."""


def form_lines(section: SourceSection) -> list[Line]:
    """All lines of a section; those of a form at the right after all those at its left."""
    lines: list[Line] = []
    for part, content in enumerate(section.parts):
        if isinstance(content, SourceTable):
            for number, side in enumerate(_sides(part, content)):
                rows = rows_of(part, side)
                for line in rows[:1]:
                    line.begins = number > 0
                lines += rows
        else:
            lines.append(Line(part, -1, (content,)))
    return lines


def _sides(part: int, table: SourceTable) -> Iterator[SourceTable]:
    """The table, cut where two forms meet; columns keep their numbers."""
    heads = {
        cell.column
        for cell in table.cells
        if len(cell.text) <= LONGEST and cell.column < MAX_COLUMNS
        if means("indicators", "level3", cell.text)
    }
    for first, second in pairwise(sorted(heads)[:_MOST_TRIED]):
        cuts = [_cut(table, at) for at in _meetings(table, first + 1, second)]
        counts = [_columns_headed(part, left, right) for left, right in cuts]
        if any(counts):
            left, right = cuts[counts.index(max(counts))]
            yield left
            yield from _sides(part, right)
            return
    yield table


def _meetings(table: SourceTable, start: int, end: int) -> list[int]:
    """The columns at which a second form may begin, the likeliest first.

    No text crosses it but one that has its row for itself (a title over both).
    """
    filled = [cell for cell in table.cells if cell.text.strip()]
    crowd = Counter(cell.row for cell in filled)
    crossed: set[int] = set()
    taken: set[int] = set()
    begun: set[int] = set()
    for cell in filled:
        last = min(cell.column + cell.colspan, end + 1)
        taken.update(range(max(cell.column, start - 1), last))
        if crowd[cell.row] > 1:
            crossed.update(range(max(cell.column + 1, start), last))
        if start <= cell.column <= end and _begins_form(cell.text):
            begun.add(cell.column)
    open_ones = [at for at in range(start, end + 1) if at not in crossed]
    open_ones.sort(key=lambda at: (at not in begun, at - 1 in taken, at))
    return open_ones[:_MOST_TRIED]


def _cut(table: SourceTable, at: int) -> tuple[SourceTable, SourceTable]:
    """The two sides; a text over both belongs to both."""
    left = tuple(cell for cell in table.cells if cell.column < at)
    right = tuple(cell for cell in table.cells if cell.column + cell.colspan > at)
    return replace(table, cells=left, columns=at), replace(table, cells=right)


def _begins_form(text: str) -> bool:
    """Whether a text stands where a form begins: its name, or the label of the project."""
    label = label_of(text, after=False)
    labels = [label] if label is not None else [found for found, *_ in inline_labels(text)]
    return is_title(text) or any(label.field == "project" for label in labels)


def _columns_headed(part: int, *sides: SourceTable) -> int:
    """How many columns have a heading in forms so cut; 0 unless each side is one.

    Each has a name or a project, and indicators.  Cut through its columns, a form has fewer.
    """
    count = 0
    for side in sides:
        lines = rows_of(part, side)
        named = any(title_item(line) is not None or project_of(line) is not None for line in lines)
        heads = (indicator_head(lines, index) for index in range(len(lines)) if named)
        head = next((head for head in heads if head is not None), None)
        if head is None:
            return 0
        count += len(head.columns)
    return count
