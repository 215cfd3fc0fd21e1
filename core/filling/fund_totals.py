"""Totals of 项目资金 that nobody has written yet: what their sources sum to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from core.model.edits import SetField, Together
from core.model.evaluation import Evaluation
from core.model.fields import AMOUNTS
from core.model.path import Path
from core.scoring.execution import total_fund
from core.scoring.sources import column, readings


def blank_totals(evaluation: Evaluation) -> Mapping[Path, Decimal]:
    """The blank amounts of the total row whose sources plainly sum to one figure, with it."""
    total = total_fund(evaluation.funds)
    if total is None:
        return {}
    sources = [fund for fund in evaluation.funds if fund is not total]
    found: dict[Path, Decimal] = {}
    for field in AMOUNTS:
        if getattr(total, field).strip():
            continue
        parts = column(sources, field, evaluation.money_unit)
        if parts is None or not any(part and part.value for part in parts):
            continue
        found_ways = readings(tuple(fund.name for fund in sources), (parts,))
        plainest = [way for way in found_ways if way.strain == found_ways[0].strain]
        sums = {way.sums[0] for way in plainest}
        if len(sums) == 1:
            found[Path(total.id, field)] = sums.pop()
    return found


def sum_up(evaluation: Evaluation) -> Together:
    """Write these sums where they belong."""
    edits = (SetField(path, f"{amount:f}") for path, amount in blank_totals(evaluation).items())
    return Together(tuple(edits), "填入资金合计")
