"""Which cell the clerk fills next: where Tab stops, where work goes on in an opened form."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from core.assessment import Assessment
from core.filling.approval import LOCKED, is_approved
from core.model.evaluation import ROOT, Evaluation, Fund
from core.model.fields import Kind, names
from core.model.path import Path
from core.scoring.execution import total_fund
from core.scoring.score import FULL
from core.sheet.sheet import Cell, Role, Sheet

_ANSWERS = ("score", "deviation")
"""What follows from a row by itself, or is asked for only where it fell short."""
_PLANNED = ("name", "target", "points")
_DONE = {"actual", "goal_actual"}
"""What is written at the end of the year."""
_GOALS = {"goal_expected", "goal_actual"}
_AMOUNTS = names(Fund, lambda field: field.kind is Kind.AMOUNT)
_FOR_RATE = {"annual", "executed"}


def inputs(sheet: Sheet) -> list[Cell]:
    """All of the clerk's cells, in paper order."""
    found = [cell for cell in sheet.cells if cell.role is Role.INPUT]
    return sorted(found, key=lambda cell: (cell.row, cell.column))


def tab_stops(sheet: Sheet, form: Evaluation, found: Assessment) -> list[Cell]:
    """The cells that the clerk fills one after the other.

    Passed by: a computed score, unless the row above has a given one (then they are being copied);
    a reason that nobody asks for; what is approved; the points of 预算执行率, which a form brings.
    """
    return list(filter(tab_stops_at(form, found), inputs(sheet)))


def tab_stops_at(form: Evaluation, found: Assessment) -> Callable[[Cell], bool]:
    """Whether Tab stops at one of the clerk's cells: for who needs the next one, and not all."""
    return _Stops(form, found).stops_at


def first_unfilled(sheet: Sheet, form: Evaluation, found: Assessment) -> Cell | None:
    """The first blank cell that is still to be filled; ``None`` in a form that is finished.

    What is written at the end of the year comes last as long as there is nothing of it yet.
    """
    wanted = _Wanted(form, found)
    blank = [
        cell
        for cell in tab_stops(sheet, form, found)
        if not cell.text.strip() and cell.path is not None and wanted.wants(cell.path)
    ]
    if not any(row.actual.strip() for row in form.indicators):
        blank.sort(key=lambda cell: cell.path is not None and cell.path.field in _DONE)
    return next(iter(blank), None)


class _Stops:
    def __init__(self, form: Evaluation, found: Assessment) -> None:
        rows = list(form.indicators)
        self._rows = {row.id for row in rows}
        self._approved = is_approved(form)
        self._copied = {row.id for above, row in pairwise(rows) if above.score.strip()}
        self._problems = {one.path for one in found.problems}
        self._lacking = {
            one.path.node
            for one in found.problems
            if one.unfilled and one.path.field not in _ANSWERS
        }

    def stops_at(self, cell: Cell) -> bool:
        path = cell.path
        if path is None or path.node not in self._rows:
            given = path is not None and path.field == "points" and bool(cell.text.strip())
            return not (cell.derived or given)
        if path.field in LOCKED and self._approved:
            return False
        if path.field not in _ANSWERS:
            return True
        if cell.text.strip() and not cell.derived:
            return True
        if path.field == "score" and path.node in self._copied:
            return True
        return path in self._problems and not (path.field == "score" and path.node in self._lacking)


class _Wanted:
    """Which blanks are still to be filled."""

    def __init__(self, form: Evaluation, found: Assessment) -> None:
        funds = form.funds
        self._missing = {
            one.path
            for one in found.errors
            if one.unfilled or one.path.field == "deviation"  # a warning's reason may stay away
        }
        self._open = found.scorecard.total_points != FULL
        self._rows = {row.id for row in form.indicators}
        self._begun = any(getattr(fund, name).strip() for fund in funds for name in _AMOUNTS)
        self._odd = any(one.code == "funds-sum" for one in found.problems)
        self._total = total_fund(funds)

    def wants(self, path: Path) -> bool:
        if path in self._missing:
            return True
        if path.node == ROOT:
            return path.field in _GOALS
        if path.node in self._rows:
            return self._open and (path.field in _PLANNED or path.field in _DONE)
        if path.field not in _AMOUNTS:
            return False
        total = self._total is not None and path.node == self._total.id
        return not self._begun or self._odd or (total and path.field in _FOR_RATE)
