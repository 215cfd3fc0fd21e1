"""Sources with one amount and no heading: 年度资金总额 | 100, as forms of targets have."""

from __future__ import annotations

from core.reading.collector import Collector
from core.reading.form_map import FoundField, TableRow
from core.reading.funds import names_source
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.texts import is_figure
from core.values.cell_texts import one_line

_ONE_AMOUNT = "表里只有一个金额，没有写明是哪一项，暂作年初预算数"


def add_plain_row(collector: Collector, line: Line, name: SourceCell) -> bool:
    """A source with one amount and no heading, as forms of targets have: 年度资金总额 | 100."""
    beside = line.right_of(name)
    before = line.at(name.column - 1) if name.column else None
    heads = before is not None and names_source(before.text)  # 中央资金 | 其他资金, a row of heads
    if (
        heads
        or not names_source(name.text)
        or beside is None
        or not (is_figure(beside.text) or not beside.text.strip())
    ):
        return False
    text = one_line(beside.text)
    amount = FoundField((collector.spot(line, beside),), text, _ONE_AMOUNT if text else "")
    label = FoundField((collector.spot(line, name),), one_line(name.text))
    collector.funds.append(TableRow(line.part, line.row, {"name": label, "initial": amount}))
    return True
