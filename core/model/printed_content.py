"""What of a form its paper can show: by this two papers are told apart, not by the whole file."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator

_OF_ROW: Final[dict[str, Any]] = {"kept": (), "extra": (), "adjustment": "", "evidence": ()}
_OF_FORM: Final[dict[str, Any]] = {**_OF_ROW, "targets_approved": "", "correction_reason": ""}
"""What no paper shows, as it is where there is nothing of it."""


def printed_content(evaluation: Evaluation) -> Evaluation:
    """The form without what no paper of it shows; the same object where there is no such thing.

    Left out are the warnings that are kept with a 说明, keys of other programs, evidence, approval
    of the indicators, what was written of their adjustment or of a correction, and on a row whose
    得分 is given the clerk's corrections that only steer the suggested one (direction, band).
    Whatever else there is either stands on the paper or decides a figure that does: every text, the
    money unit, the layout, the rule profile, and ``method``, by which a row may not count at all.
    """
    categories = tuple(map(_category, evaluation.categories))
    funds = tuple(map(_fund, evaluation.funds))
    same = all(map(_same, (*categories, *funds), (*evaluation.categories, *evaluation.funds)))
    if same and not any(getattr(evaluation, name) for name in _OF_FORM):
        return evaluation
    return replace(evaluation, categories=categories, funds=funds, **_OF_FORM)


def _category(category: Category) -> Category:
    groups = tuple(map(_group, category.groups))
    return (
        category if all(map(_same, groups, category.groups)) else replace(category, groups=groups)
    )


def _group(group: Group) -> Group:
    rows = tuple(map(_row, group.indicators))
    return group if all(map(_same, rows, group.indicators)) else replace(group, indicators=rows)


def _row(row: Indicator) -> Indicator:
    given = bool(row.score.strip())
    unshown = row.kept or row.extra or row.adjustment or row.evidence
    if unshown or (given and (row.direction or row.band)):
        direction, band = ("", "") if given else (row.direction, row.band)
        return replace(row, **_OF_ROW, direction=direction, band=band)
    return row


def _fund(fund: Fund) -> Fund:
    return replace(fund, extra=()) if fund.extra else fund


def _same(one: object, other: object) -> bool:
    return one is other
