"""Amounts that stand beside their labels: in one line, over two, before their unit."""

from __future__ import annotations

from collections.abc import Sequence

from core.reading.headings import bare, is_funds_head, keys_of, means
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.unit_cells import is_filled, is_place
from core.regex import regex

_RESULTS = {"rate", "points", "score"}
_AMOUNTS = {"initial", "annual", "executed"}
_TOTAL = regex(r"(?:年度|全年|项目|预算)*资金总额")


def fund_pairs(line: Line) -> dict[str, SourceCell]:
    """Amounts that stand beside their headings in one line: 预算数 | 100 | 执行数 | 98.

    In a form that is to be filled in every heading has a blank place beside it.
    """
    found = _pairs(line)
    return found if is_funds_head(list(found)) else {}


def begun_pairs(lines: Sequence[Line], index: int) -> dict[str, SourceCell]:
    """Amounts of a line that the next one goes on with: 执行数 | 98 | 执行率 | 98%."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.part != line.part or line.row < 0:
        return {}
    found = _pairs(line)
    if not found or not set(found) <= _AMOUNTS or "executed" in found:
        return {}
    rest = rest_of_pairs(below, found)
    return found if is_funds_head([*found, *rest]) else {}


def rest_of_pairs(line: Line, known: dict[str, SourceCell]) -> dict[str, SourceCell]:
    """What a second line says of the same row: 执行率 | 98% | 分值 | 10 | 得分 | 9.8."""
    found = _pairs(line)
    goes_on = set(found) <= _RESULTS or not is_funds_head(list(known))
    return found if goes_on and known.keys().isdisjoint(found) and len(found) > 1 else {}


def _pairs(line: Line) -> dict[str, SourceCell]:
    keys = _single_keys([cell.text for cell in line.cells])
    found: dict[str, SourceCell] = {}
    for cell, key in zip(line.cells, keys, strict=True):
        beside = line.right_of(cell)
        if key and beside is not None and is_filled(key, beside.text):
            found[key] = beside
        elif key and line.whole and (beside is None or not is_place(beside.text)):
            if is_block_label(line, cell):
                continue
            return {}  # a heading beside another one
        elif key and line.whole and beside is not None:
            found[key] = beside
    if set(found) == {"executed"}:
        found |= _budget_beside(line)
    return found


def _budget_beside(line: Line) -> dict[str, SourceCell]:
    """The budget that stands beside the name of the sum: 年度资金总额： | 100 | 执行数： | 98."""
    for cell in line.cells:
        beside = line.right_of(cell)
        if beside is None or not _TOTAL.fullmatch(bare(cell.text)):
            continue
        if is_filled("annual", beside.text) or (line.whole and is_place(beside.text)):
            return {"annual": beside}
    return {}


def is_block_label(line: Line, cell: SourceCell) -> bool:
    """Whether a cell ahead of others says what all of them are of: 预算执行情况（万元）."""
    beside = line.right_of(cell)
    if beside is None or not beside.text.strip():
        return False
    return cell.rowspan > beside.rowspan or means("blocks", "label", cell.text)


def _single_keys(texts: list[str]) -> tuple[str, ...]:
    return keys_of([(text,) for text in texts], "funds")
