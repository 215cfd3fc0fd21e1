"""汇总表 as a grid: every project of a year, the sums, and what is said of them in words.

It is one more Sheet, so every face that renders the form renders the summary too.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from core.sheet.builder import Builder
from core.sheet.sheet import Align, Band, Role, Sheet
from core.sheet.signatures import Entry, add_signatures, even_spans

WIDTHS = (28, 210, 84, 110, 84, 84, 84, 46, 34, 42, 32)
_LEFT, _RIGHT = range(1, 4), range(4, 7)
SIGNED = ("填表人", "负责人", "日期")


class Summary(Struct, frozen=True):
    """``lines`` are as wide as ``head``, the last one the sums; ``texts`` stand below them.

    Each text has its label before it.
    """

    title: str
    head: Sequence[str]
    lines: Sequence[Sequence[str]]
    texts: Sequence[tuple[str, str]]


def lay_out_summary(summary: Summary) -> Sheet:
    """The summary on the grid."""
    builder = Builder(len(WIDTHS))
    row = builder.row(Band.TITLE)
    builder.add(row, builder.all, summary.title, Role.TITLE, framed=False)
    row = builder.row(Band.INDICATOR_HEAD)
    for column, text in enumerate(summary.head):
        builder.add(row, (column, 1), text, Role.LABEL)
    *lines, sums = summary.lines
    for line in lines:
        row = builder.row(Band.INDICATOR)
        for column, text in enumerate(line):
            builder.add(row, (column, 1), text, Role.COMPUTED, align=_align(column))
    row = builder.row(Band.TOTAL)
    first, span = _span(sums)
    builder.add(row, (0, span), first, Role.LABEL)
    for column, text in enumerate(sums[span:], start=span):
        said = Role.LABEL if _is_words(text) else Role.COMPUTED
        builder.add(row, (column, 1), text, said, align=_align(column))
    for label, text in summary.texts:
        row = builder.row(Band.SECTION)
        builder.add(row, (0, 1), label, Role.LABEL)
        beside = (1, len(WIDTHS) - 1)
        builder.add(row, beside, text, Role.COMPUTED, align=Align.TEXT)
    add_signatures(builder, list(map(Entry, SIGNED)), even_spans(len(WIDTHS), len(SIGNED)))
    return builder.sheet(WIDTHS)


def _span(sums: Sequence[str]) -> tuple[str, int]:
    """The name of the sums and over how many blank cells it stands."""
    blank = next((at for at, text in enumerate(sums[1:], start=1) if text), len(sums))
    return sums[0], blank


def _is_words(text: str) -> bool:
    """Whether it says what a figure is, as （平均） does."""
    return any(map(str.isalpha, text)) and not any(map(str.isdigit, text))


def _align(column: int) -> Align:
    if column in _LEFT:
        return Align.LEFT
    return Align.RIGHT if column in _RIGHT else Align.CENTER
