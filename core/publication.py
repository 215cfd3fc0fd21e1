"""The form as it is published: without the names and phone numbers of people."""

from __future__ import annotations

import re
from dataclasses import replace

from core.model.evaluation import Evaluation, Group

_PERSONAL = re.compile("电话|手机|联系|填报人|填表人|经办人|负责人|领导|签字|签章|身份证")


def for_publication(evaluation: Evaluation) -> Evaluation:
    """The same form without signatures, and with the sections blank that name people.

    What the file holds beside that (keys of another program, reasons for letting a warning stand)
    is no part of the form, and nobody has read whom it names: it is left out too.
    """
    sections = tuple(
        replace(section, text="") if _PERSONAL.search(section.name) else section
        for section in evaluation.sections
    )
    categories = evaluation.categories
    if any(row.kept or row.extra for row in evaluation.indicators):
        categories = tuple(
            replace(category, groups=tuple(map(_bare_group, category.groups)))
            for category in categories
        )
    return replace(
        evaluation,
        signatures=(),
        sections=sections,
        categories=categories,
        funds=tuple(replace(fund, extra=()) for fund in evaluation.funds),
        kept=(),
        extra=(),
    )


def _bare_group(group: Group) -> Group:
    rows = tuple(replace(row, kept=(), extra=()) for row in group.indicators)
    return replace(group, indicators=rows)
