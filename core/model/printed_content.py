"""What of a form its paper can show: by this two papers are told apart, not by the whole file."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from core.model.evaluation import Evaluation, Fund, Indicator

_OF_ROW: Final[dict[str, Any]] = {"kept": (), "extra": (), "adjustment": "", "evidence": ()}
_OF_FORM: Final[dict[str, Any]] = {**_OF_ROW, "targets_approved": "", "correction_reason": ""}
"""What no paper shows, as it is where there is nothing of it."""


def printed_head(evaluation: Evaluation) -> Evaluation:
    """The form without its rows, and without what no paper of it shows.

    Left out are the warnings that are kept with a 说明, keys of other programs, evidence, approval
    of the indicators, what was written of their adjustment or of a correction, and on a row whose
    得分 is given the clerk's corrections that only steer the suggested one (direction, band).
    Whatever else there is either stands on the paper or decides a figure that does: every text, the
    money unit, the layout, the rule profile, and ``method``, by which a row may not count at all.
    """
    return replace(evaluation, categories=(), funds=tuple(map(_fund, evaluation.funds)), **_OF_FORM)


def printed_row(row: Indicator) -> Indicator:
    """A row in the same way; the same object where there is nothing to leave out."""
    given = bool(row.score.strip())
    unshown = row.kept or row.extra or row.adjustment or row.evidence
    if unshown or (given and (row.direction or row.band)):
        direction, band = ("", "") if given else (row.direction, row.band)
        return replace(row, **_OF_ROW, direction=direction, band=band)
    return row


def _fund(fund: Fund) -> Fund:
    return replace(fund, extra=()) if fund.extra else fund
