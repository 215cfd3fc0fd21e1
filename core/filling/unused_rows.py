"""Rows of a template that nobody wrote in: on signed paper they stand blank, unless taken out.

A form that is blank as a whole is to be filled in by hand, and an approved one keeps its rows.
"""

from __future__ import annotations

from msgspec.structs import replace

from core.filling.approval import is_approved
from core.model.edits import Edit, Remove, Together
from core.model.evaluation import Evaluation, Indicator
from core.model.unwritten import is_unwritten
from core.values.cell_texts import is_placeholder, one_line

NAME = "去掉空行"
_SHOWN = 5
"""So many groups are named."""


def unused(form: Evaluation) -> tuple[int, ...]:
    """The rows that are blank but for a placeholder, while others are written."""
    rows = list(form.indicators)
    blank = tuple(row.id for row in rows if is_unused(row))
    return () if len(blank) == len(rows) or is_approved(form) else blank


def unused_in_words(form: Evaluation) -> str:
    """``有 3 行没有填写（成本指标、社会效益指标）``; nothing where there is none."""
    ids = set(unused(form))
    if not ids:
        return ""
    groups = [
        one_line(group.name) or one_line(category.name) or "未命名"
        for category in form.categories
        for group in category.groups
        if any(row.id in ids for row in group.indicators)
    ]
    named = list(dict.fromkeys(groups))
    more = "等" if len(named) > _SHOWN else ""
    return f"有 {len(ids)} 行指标没有填写（{'、'.join(named[:_SHOWN])}{more}）"


def unused_on_paper(form: Evaluation) -> str:
    """The same as a sentence for who makes paper of it; nothing where there is none."""
    found = unused_in_words(form)
    return found and f"{found}，空着印在表上；不要印的，先去掉空行"


def without_unused(form: Evaluation) -> Edit:
    """The edit that takes them out, with the groups and categories that hold nothing else."""
    return Together((Remove(frozenset(unused(form))),), NAME)


def is_unused(row: Indicator) -> bool:
    """Whether a row is blank but for a placeholder."""
    if row.evidence or row.adjustment.strip():
        return False
    return is_unwritten(replace(row, name="") if is_placeholder(row.name) else row)
