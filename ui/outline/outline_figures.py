"""What the outline tells of each row and level: its score and points, and whether some are lost."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from core.scoring.scorecard import RowScore, Scorecard, exceeds_points


class Figures(NamedTuple):
    """Score and points of a row, or summed up below it; ``short``: points are lost there."""

    score: Decimal | None = None
    points: Decimal | None = None
    short: bool = False

    @property
    def over(self) -> bool:
        """Whether there is more than there may be."""
        return exceeds_points(self.score, self.points)


_NONE = Figures()


class OutlineFigures:
    """The figures of all nodes by the scorecard that was taken last."""

    def __init__(self) -> None:
        self._card: Scorecard | None = None
        self._told = (False, False)
        """Whether points, and scores, are told of levels."""
        self._sums: dict[int, Figures] = {}
        self._rows: dict[int, RowScore] = {}

    def of(self, node_id: int) -> Figures:
        """What is told of a row, a group or a category."""
        row = self._rows.get(node_id)
        return self._sums.get(node_id, _NONE) if row is None else _figures(row)

    def take(self, card: Scorecard) -> set[int]:
        """Take over what was scored now; the nodes whose figures have changed.

        What nobody touched is the very object that was scored before: only the rest is compared.
        """
        before, self._card = self._card, card
        return self._take_sums(before, card) | self._take_rows(before, card)

    def _take_sums(self, before: Scorecard | None, card: Scorecard) -> set[int]:
        placed, scored = card.total_points is not None, card.total_score is not None
        told, self._told = self._told, (placed, scored)
        kept = before.subtotals if before is not None and told == self._told else {}
        sums = self._sums
        self._sums = {
            node_id: sums[node_id]
            if kept.get(node_id) is below
            else Figures(
                below.score if scored else None, below.points if placed else None, below.lost > 0
            )
            for node_id, below in card.subtotals.items()
        }
        return {
            node_id
            for node_id, figures in self._sums.items()
            if (was := sums.get(node_id)) is not figures and was != figures
        }

    def _take_rows(self, before: Scorecard | None, card: Scorecard) -> set[int]:
        old = () if before is None else before.rows
        others = [(was, row) for was, row in zip(old, card.rows, strict=False) if was is not row]
        if len(old) == len(card.rows) and all(was.id == row.id for was, row in others):
            self._rows.update((row.id, row) for _, row in others)
            return {row.id for was, row in others if _figures(was) != _figures(row)}
        rows, self._rows = self._rows, {row.id: row for row in card.rows}
        return {
            row.id
            for row in card.rows
            if (known := rows.get(row.id)) is None or _figures(known) != _figures(row)
        }


def _figures(row: RowScore) -> Figures:
    short = row.score is not None and row.points is not None and row.score < row.points
    return Figures(row.score, row.points, short)
