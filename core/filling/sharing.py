"""均分分值: the points of some rows shared out evenly among them, to the last hundredth."""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_DOWN, Decimal, localcontext

from core.model.edits import SetField, Together
from core.model.evaluation import Evaluation, Indicator
from core.model.number import EXACT, NumberUnreadableError, exact_sum, plain, read_points
from core.model.path import Path

HUNDREDTH, TENTH = Decimal("0.01"), Decimal("0.1")


def share(evaluation: Evaluation, ids: Collection[int]) -> Together | None:
    """Share the points of these rows evenly among them, all rows of the group for a single one.

    What cannot be split evenly goes in tenths to the first rows. ``None`` where there are fewer
    than two rows or nothing to share.
    """
    rows = _rows(evaluation, ids)
    total = exact_sum(map(_points, rows))
    if len(rows) < 2 or total <= 0:  # noqa: PLR2004
        return None
    parts = evenly(total, len(rows))
    edits = [
        SetField(Path(row.id, "points"), plain(part))
        for row, part in zip(rows, parts, strict=True)
        if _points(row) != part
    ]
    return Together(tuple(edits), "均分分值")


def evenly(total: Decimal, count: int) -> list[Decimal]:
    """``count`` parts of ``total``, as even as figures for people are."""
    with localcontext(EXACT):  # points of any length
        exact = (total / count).quantize(HUNDREDTH, ROUND_DOWN)
        if exact * count == total:
            return [exact] * count
        step = TENTH if total == total.quantize(TENTH) and total >= TENTH * count else HUNDREDTH
        part = (total / count).quantize(step, ROUND_DOWN)
        more, rest = divmod(total - part * count, step)
        parts = [part + step if at < more else part for at in range(count)]
        parts[0] += rest
        return parts


def _rows(evaluation: Evaluation, ids: Collection[int]) -> list[Indicator]:
    wanted = set(ids)
    for category in evaluation.categories:
        for group in category.groups:
            below = {row.id for row in group.indicators}
            if wanted & {category.id, group.id} or (len(wanted) == 1 and wanted <= below):
                wanted |= below
    return [row for row in evaluation.indicators if row.id in wanted]


def _points(row: Indicator) -> Decimal:
    try:
        return read_points(row.points) or Decimal(0)
    except NumberUnreadableError:
        return Decimal(0)
