"""结转: next year's form from this year's; and this year's 改进措施 as next year's promises.

Taken over is what the paper says of the project: head, structure, targets, points, the clerk's
corrections of readings.  Never taken over is what one year brought: amounts, actual values, scores,
bands, reasons, totals, rates, conclusions, kept warnings, and keys of other programs, which could
hold any of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.archive.records import FINAL, Entry
from core.checks.scores import says_no_reason
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator, NamedText

_DATED = re.compile("日期|时间|年月")


@dataclass(frozen=True, slots=True)
class Promise:
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
    return replace(
        evaluation,
        title=title,
        year=year,
        funds=tuple(map(_fund, evaluation.funds)),
        goal_actual="",
        categories=tuple(map(_category, evaluation.categories)),
        total_points="",
        total_score="",
        sections=tuple(replace(part, text="") for part in evaluation.sections),
        signatures=tuple(map(_signature, evaluation.signatures)),
        kept=(),
        extra=(),
    )


def promises(last: Evaluation) -> tuple[Promise, ...]:
    """The reasons and measures that a form states, in paper order."""
    return tuple(
        Promise(category.name, group.name, row.name, row.deviation)
        for category, group, row in last.rows
        if not says_no_reason(row.deviation)
    )


def candidates(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """What can be carried over: the newest year first, final forms before drafts.

    A form whose correction is final gives way to it.
    """
    replaced = {entry.corrects for entry in entries if entry.state == FINAL}
    return tuple(
        sorted(
            (entry for entry in entries if entry.id not in replaced),
            key=lambda entry: (
                -entry.year if isinstance(entry.year, int) else 0,
                entry.state != FINAL,
                entry.id,
            ),
        )
    )


def _fund(fund: Fund) -> Fund:
    return Fund(id=fund.id, name=fund.name, points=fund.points)


def _category(category: Category) -> Category:
    return replace(category, groups=tuple(map(_group, category.groups)))


def _group(group: Group) -> Group:
    return replace(group, indicators=tuple(map(_indicator, group.indicators)))


def _indicator(row: Indicator) -> Indicator:
    return Indicator(
        id=row.id,
        name=row.name,
        target=row.target,
        points=row.points,
        direction=row.direction,
        method=row.method,
    )


def _signature(part: NamedText) -> NamedText:
    return replace(part, text="") if _DATED.search(part.name) else part
