"""An empty form for the hand: as many rows as its pages hold, each high enough for a pen."""

from __future__ import annotations

from itertools import count, cycle

from msgspec.structs import replace

from core.issuing.form_pdf import pdf, sheet_of
from core.issuing.options import AS_IT_IS, PrintOptions
from core.model.evaluation import Evaluation, Group, Indicator, fresh_id

MOST = 60
"""Rows that are added; no page holds more of them."""


def blank_pdf(form: Evaluation, options: PrintOptions = AS_IT_IS) -> bytes:
    """The paper of an empty form; there is no content yet that a code could tell."""
    options = replace(options, plain=True)
    return pdf(filled_up(form, options), options=options)


def filled_up(form: Evaluation, options: PrintOptions) -> Evaluation:
    """The form with as many more blank rows as fit without one page more."""
    if not any(category.groups for category in form.categories):
        return form
    least, most, pages = 0, MOST, _pages(form, options)
    while least < most:
        tried = (least + most + 1) // 2
        if _pages(with_rows(form, tried), options) <= pages:
            least = tried
        else:
            most = tried - 1
    return with_rows(form, least)


def with_rows(form: Evaluation, more: int) -> Evaluation:
    """So many more blank rows, one after the other in each 二级指标, the first one first."""
    groups = [group.id for category in form.categories for group in category.groups]
    ids, wanted = count(fresh_id(form)), dict.fromkeys(groups, 0)
    for _, group in zip(range(more), cycle(groups), strict=False):
        wanted[group] += 1

    def longer(group: Group) -> Group:
        rows = (Indicator(id=next(ids)) for _ in range(wanted[group.id]))
        return replace(group, indicators=(*group.indicators, *rows))

    categories = (
        replace(category, groups=tuple(map(longer, category.groups)))
        for category in form.categories
    )
    return replace(form, categories=tuple(categories))


def _pages(form: Evaluation, options: PrintOptions) -> int:
    from core.report.page_composition import compose

    return len(compose(sheet_of(form, options), options.setup).pages)
