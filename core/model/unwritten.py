"""Which parts of a form nobody has written in yet, as a template gives them."""

from __future__ import annotations

from core.model.evaluation import Indicator
from core.model.fields import names

_ON_PAPER = names(Indicator, lambda field: field.on_paper and field.is_text)


def is_unwritten(row: Indicator) -> bool:
    """Whether a row is blank on paper, its name included."""
    return not any(getattr(row, name).strip() for name in _ON_PAPER)
