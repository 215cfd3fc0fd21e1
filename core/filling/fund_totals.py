"""Totals of 项目资金 that nobody has written yet: what their sources sum to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from core.filling.money_unit import AMOUNTS
from core.model.edits import SetField, Together
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.scoring.execution import amount_or_none, total_fund
from core.scoring.sources import possible_sums
from core.values.wording import says_nothing


def blank_totals(evaluation: Evaluation) -> Mapping[Path, Decimal]:
    """The blank amounts of the total row whose sources sum to one figure, with that figure."""
    total = total_fund(evaluation.funds)
    if total is None:
        return {}
    sources = [fund for fund in evaluation.funds if fund is not total]
    found: dict[Path, Decimal] = {}
    for field in AMOUNTS:
        texts = [getattr(fund, field) for fund in sources]
        parts = [amount_or_none(text, evaluation.money_unit) for text in texts]
        unreadable = any(
            part is None and not says_nothing(text) for part, text in zip(parts, texts, strict=True)
        )
        if getattr(total, field).strip() or unreadable or not any(parts):
            continue
        sums = possible_sums(sources, parts)
        if len(sums) == 1:
            found[Path(total.id, field)] = sums.pop()
    return found


def sum_up(evaluation: Evaluation) -> Together:
    """Write these sums where they belong."""
    edits = (SetField(path, f"{amount:f}") for path, amount in blank_totals(evaluation).items())
    return Together(tuple(edits), "填入资金合计")
