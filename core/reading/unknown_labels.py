"""Labels that no list knows: a short text beside another one, or before its colon in one cell."""

from __future__ import annotations

from collections.abc import Sequence

from core.quoting import quoted
from core.reading.collector import Collector
from core.reading.form_map import FoundField
from core.reading.headings import meanings, squeezed
from core.reading.inline_values import own_pair
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.texts import is_figure, reads_as_amount
from core.regex import regex
from core.values.cell_texts import one_line

_LONGEST_LABEL = 30
_PAIR = 2
_SENTENCE = regex(r"[。；;！？!?]")


def take_unknown_pairs(
    collector: Collector, line: Line, rest: Sequence[SourceCell], *, known: bool, after: bool
) -> None:
    """A short text with another one beside it is a label that no list knows: that is doubtful."""
    if not known and len(line.cells) > _PAIR:
        return
    for cell in rest:
        beside = line.right_of(cell)
        if collector.is_placed(cell) or _takes_own_pair(collector, line, cell):
            continue
        if beside is None or collector.is_placed(beside):
            continue
        if (
            not _can_be_label(cell.text)
            or not beside.text.strip()
            or squeezed(beside.text).endswith(":")  # a label beside a label
            or cell.row != line.row
            or beside.row != line.row
        ):
            continue
        collector.label(line, cell)
        at = collector.spot(line, beside)
        name = one_line(cell.text)
        signed = after and name.endswith((":", "："))
        place = "signatures" if signed else "sections"
        doubt = f"不认识“{quoted(name)}”这一栏，暂按原来的名称保留"
        collector.add_named(f"{place}/{name.rstrip(':：')}", FoundField((at,), at.text, doubt))


def _takes_own_pair(collector: Collector, line: Line, cell: SourceCell) -> bool:
    """Whether a cell holds a name that no list knows and what it is: 其中：基本支出：612.3."""
    found = own_pair(cell.text)
    if found is None or line.whole or cell.row != line.row:
        return False
    name, share = found
    at = collector.spot(line, cell, *share)
    doubt = f"不认识“{quoted(name)}”这一栏，暂按原来的名称保留"
    collector.add_named(f"sections/{name}", FoundField((at,), at.text, doubt))
    return True


def _can_be_label(text: str) -> bool:
    """Whether a short text can name another one: no sentence, figure or heading of a table."""
    short = 0 < len(squeezed(text)) <= _LONGEST_LABEL and not _SENTENCE.search(text)
    heading = any(meanings(family, text) for family in ("funds", "indicators"))
    return short and not heading and not reads_as_amount(text) and not is_figure(text)
