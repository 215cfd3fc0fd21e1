"""Changing 金额单位 of a form: the label alone, or the amounts with it."""

from __future__ import annotations

from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.fields import AMOUNTS
from core.model.number import (
    EXACT,
    MONEY_UNITS,
    NumberUnreadableError,
    read_money,
)
from core.model.path import Path


def relabelled(unit: str) -> list[SetField]:
    """Another unit over the same figures: they were meant in it from the start."""
    return [SetField(Path(ROOT, "money_unit"), unit)]


def converted(evaluation: Evaluation, unit: str) -> list[SetField]:
    """Another unit, and each figure as so much of it.

    What cannot be read as a plain figure (blank, a dash, 300万元 with a unit of its own) stays.
    """
    edits = relabelled(unit)
    old, new = MONEY_UNITS.get(evaluation.money_unit), MONEY_UNITS.get(unit)
    if old is None or new is None:
        return edits
    for fund in evaluation.funds:
        for field in AMOUNTS:
            try:
                figure = read_money(getattr(fund, field))
            except NumberUnreadableError:
                continue
            if figure is None or figure.unit:
                continue
            value = EXACT.divide(EXACT.multiply(figure.value, old), new)
            text = f"{value:f}"
            if "." in text:
                text = text.rstrip("0").rstrip(".")
            edits.append(SetField(Path(fund.id, field), text))
    return edits


def has_amounts(evaluation: Evaluation) -> bool:
    """Whether anything stands where amounts go."""
    return any(getattr(fund, field).strip() for fund in evaluation.funds for field in AMOUNTS)
