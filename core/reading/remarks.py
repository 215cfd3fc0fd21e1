"""A table of remarks: what is looked at in each row, what is said of it below each heading.

Forms for 转移支付 ask so for 资金管理情况: 分配科学性 | 情况说明 | 存在问题和改进措施.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core.reading.collector import Collector
from core.reading.form_map import FoundField
from core.reading.headings import means, without_number
from core.reading.lines import Line
from core.reading.pairs import label_of
from core.reading.source import SourceCell
from core.values.cell_texts import one_line

_FEWEST = 2


def read(collector: Collector, lines: Sequence[Line], index: int) -> int:
    """Take the table that begins with this line; of how many lines it is, 0 where it is none."""
    heads = _headings(lines[index])
    rows = []
    for line in lines[index + 1 :] if heads else ():
        name = _name_in(heads, line) if line.part == lines[index].part else None
        if name is None:
            break
        rows.append((line, name))
    for cell in lines[index].cells if rows else ():
        collector.label(lines[index], cell)
    for line, name in rows:
        _add_row(collector, line, heads, name)
    return 1 + len(rows) if rows else 0


def _headings(line: Line) -> Sequence[SourceCell]:
    """The headings, side by side with the names of the rows left of them; else none."""
    heads = [cell for cell in line.cells if not means("blocks", "label", cell.text)]
    if len(heads) < _FEWEST or heads[0].column < 1:
        return ()
    beside = all(one.column + one.colspan == other.column for one, other in pairwise(heads))
    known = all(means("sections", "label", cell.text) for cell in heads)
    return heads if beside and known else ()


def _name_in(heads: Sequence[SourceCell], line: Line) -> SourceCell | None:
    """What a row is about, where this line is a row below the headings."""
    columns = [head.column for head in heads]
    names = [
        cell
        for cell in line.cells
        if cell.column < columns[0] and not means("blocks", "label", cell.text)
    ]
    texts = [cell for cell in line.cells if cell.column >= columns[0]]
    if len(names) != 1 or any(cell.column not in columns for cell in texts):
        return None
    (name,) = names
    reaches = name.column + name.colspan == columns[0] and label_of(name.text, after=False) is None
    return name if reaches and (texts or line.whole) else None


def _add_row(
    collector: Collector, line: Line, heads: Sequence[SourceCell], name: SourceCell
) -> None:
    """A section for each text: 分配科学性（情况说明）."""
    collector.label(line, name)
    title = without_number(one_line(name.text))
    for head in heads:
        cell = line.at(head.column) or SourceCell(line.row, head.column, "")
        if cell.row == line.row and (cell.text.strip() or line.whole):
            at = collector.spot(line, cell)
            place = f"sections/{title}（{one_line(head.text)}）"
            collector.add_named(place, FoundField((at,), at.text))
