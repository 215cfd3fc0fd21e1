"""Places for figures with their unit printed in the cell: ____万元, （blank）%, 　　分."""

from __future__ import annotations

from core.reading.collector import Collector
from core.reading.form_map import FoundField
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.texts import is_figure, reads_as_points
from core.regex import regex
from core.values.cell_texts import one_line

_UNIT_ONLY = regex(r"(?P<gap>[\s_＿]{0,60})(?:[万亿]?\s?元|[%％]|分)\s*")
_SCORES = {"points", "score"}


def is_place(text: str) -> bool:
    """Whether a cell waits for a figure: it is blank, or shows nothing but the unit of one."""
    return not text.strip() or _UNIT_ONLY.fullmatch(text) is not None


def is_filled(key: str, text: str) -> bool:
    """Whether a cell holds a figure of this field, with its unit or without."""
    return is_figure(text) or (key in _SCORES and bool(text.strip()) and reads_as_points(text))


def figure_in(collector: Collector, line: Line, cell: SourceCell) -> FoundField:
    """The figure of a cell; of one with a unit only the gap before it."""
    match = _UNIT_ONLY.fullmatch(cell.text)
    if match is None:
        return FoundField((collector.spot(line, cell),), one_line(cell.text))
    return FoundField((collector.spot(line, cell, *match.span("gap")),))
