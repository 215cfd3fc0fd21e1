"""A table of funds turned on its side: a column for each source, a row for each amount."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from core.model.fields import AMOUNTS
from core.reading.collector import Collector
from core.reading.form_map import FoundField, TableRow
from core.reading.fund_pairs import is_block_label
from core.reading.funds import names_source, take_money_unit
from core.reading.headings import columns_of, means
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.texts import is_figure
from core.values.cell_texts import one_line

_KEYS = (*AMOUNTS, "rate", "points", "score")
_FEWEST = 2
"""So many sources and so many amounts make a table; fewer are labels beside their values."""


class TurnedFunds(Struct, frozen=True):
    """The sources from left to right, and how many lines the table has, its head counted."""

    sources: tuple[SourceCell, ...]
    amounts: tuple[tuple[str, Line], ...]


def turned_funds(lines: Sequence[Line], index: int) -> TurnedFunds | None:
    """The table that begins with this line: 合计 | 财政拨款 | 其他资金 over rows of amounts."""
    line = lines[index]
    sources = [cell for cell in line.cells if _names_source(cell.text)]
    first = sources[0].column if sources else 0
    others = [cell for cell in line.cells if cell not in sources]
    if len(sources) < _FEWEST or any(cell.column > first for cell in others):
        return None
    amounts: list[tuple[str, Line]] = []
    for below in lines[index + 1 :]:
        key = _amount(below, sources) if below.part == line.part else ""
        if not key or key in {known for known, _ in amounts}:
            break
        amounts.append((key, below))
    told = sum(key in AMOUNTS for key, _ in amounts)
    return TurnedFunds(tuple(sources), tuple(amounts)) if told >= _FEWEST else None


def _names_source(text: str) -> bool:
    return names_source(text) or means("total", "label", text)


def _amount(line: Line, sources: Sequence[SourceCell]) -> str:
    """Which amount of the sources a line holds, blank for another line."""
    left = [cell for cell in line.cells if cell.column < sources[0].column]
    while len(left) > 1 and is_block_label(line, left[0]):
        left = left[1:]
    if len(left) != 1 or is_figure(left[0].text):
        return ""
    places = {source.column for source in sources}
    beside = [cell for cell in line.cells if cell.column >= sources[0].column]
    if not beside or any(c.column not in places or not is_figure(c.text) for c in beside):
        return ""
    (key,) = columns_of([left[0].text], "funds")
    return key if key in _KEYS else ""


def add_turned_funds(collector: Collector, head: Line, table: TurnedFunds) -> None:
    """Each source as a row of funds."""
    for source in table.sources:
        name = FoundField((collector.spot(head, source),), one_line(source.text))
        fields = {"name": name}
        for key, line in table.amounts:
            cell = line.at(source.column) or SourceCell(line.row, source.column, "")
            at = collector.spot(line, cell)
            fields[key] = FoundField((at,), one_line(at.text))
        collector.funds.append(TableRow(head.part, head.row, fields))
    for line in (head, *(line for _, line in table.amounts)):
        for cell in line.cells:
            if not collector.is_placed(cell):
                take_money_unit(collector, line, cell)
                collector.label(line, cell)
