"""结转: next year's form from this year's; and this year's 改进措施 as next year's promises.

Taken over is what the paper says of the project: head, structure, targets, points, the clerk's
corrections of readings.  Never taken over is what one year brought: amounts, actual values, scores,
bands, reasons, totals, rates, conclusions, kept warnings, and keys of other programs, which could
hold any of these.  ``core.model.fields`` tells it field by field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from core.archive.records import FINAL, Entry
from core.model.edits import map_columns
from core.model.evaluation import Evaluation, NamedText
from core.model.fields import FIELDS, Kind, only
from core.regex import regex
from core.values.reasons import gives_no_reason

T = TypeVar("T")
_DATED = regex("日期|时间|年月")


class Promise(Struct, frozen=True):
    """What was written in 偏差原因分析及改进措施 of one indicator, to be answered a year later."""

    level1: str
    level2: str
    name: str
    reason: str


def carry_over(evaluation: Evaluation, year: int) -> Evaluation:
    """The blank form of ``year`` for the same project."""
    last = evaluation.year
    title = evaluation.title
    if isinstance(last, int):
        title = re.sub(rf"(?<!\d){last}(?!\d)", str(year), title)
    head = replace(_carried(evaluation), title=title, year=year)
    return map_columns(
        head,
        lambda _parent, column, nodes: tuple(
            map(_signature if column == "signatures" else _carried, nodes)
        ),
    )


def promises(last: Evaluation) -> tuple[Promise, ...]:
    """The reasons and measures that a form states, in paper order."""
    return tuple(
        Promise(category.name, group.name, row.name, row.deviation)
        for category, group, row in last.rows
        if not gives_no_reason(row.deviation)
    )


def taken_in_words() -> tuple[str, str]:
    """What next year's form begins with, and what it begins without, by the names of the fields."""
    taken: dict[str, None] = {}
    left: dict[str, None] = {}
    for node, fields in FIELDS.items():
        for field in fields:
            if field.kind is Kind.NODES and field.name != "signatures":
                continue  # told by the fields below
            if (node, field.name) == (Evaluation, "year"):
                continue  # that is chosen
            told = (
                f"栏目{field.label}" if (node, field.name) == (NamedText, "text") else field.label
            )
            (taken if field.carried else left)[told] = None
    return "、".join(taken), "、".join(name for name in left if name not in taken)


def candidates(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """What can be carried over: the newest year first, final forms before drafts.

    A form whose correction is final gives way to it; the shipped sample is nobody's project.
    """
    replaced = {entry.corrects for entry in entries if entry.state == FINAL}
    return tuple(
        sorted(
            (entry for entry in entries if entry.id not in replaced and not entry.is_sample),
            key=lambda entry: (
                -entry.year if isinstance(entry.year, int) else 0,
                entry.state != FINAL,
                entry.id,
            ),
        )
    )


def promised_in_words(count: int) -> str:
    """What is expected of the clerk for so many of last year's 改进措施."""
    return f"上年有 {count} 条改进措施，填完成值时要在偏差原因里写明落实得怎样"


def _carried(node: T) -> T:
    """A node with what next year's form begins with."""
    return only(node, lambda field: field.carried)


def _signature(part: NamedText) -> NamedText:
    return _carried(part) if _DATED.search(part.name) else part
