"""The formulas of a form in a workbook: 执行率, its score, 总分.

A formula stands in a cell only where it comes to exactly what the cell shows: a given figure that
differs, amounts written as texts, points that do not count would make it say something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec import Struct

from core.exchange.figures import GENERAL, Figure, figure_of
from core.exchange.sources.number_format import shown_number
from core.model.evaluation import ROOT
from core.model.number import EXACT, ZERO, exact_sum, plain, rounded
from core.model.path import Path
from core.scoring.scorecard import Scorecard
from core.sheet.sheet import Band, Sheet

_TOTAL_DIGITS = 2


class Formula(Struct, frozen=True):
    """A formula, what it comes to, and the format that shows that."""

    text: str
    value: Decimal
    code: str


class Formulas:
    """Finds the formulas of one form. ``name`` gives the name of a cell (``F12``) by its number."""

    def __init__(
        self,
        sheet: Sheet,
        fields: Mapping[int, Path],
        figures: Mapping[int, Figure],
        name: Callable[[int], str],
    ) -> None:
        self._sheet, self._figures, self._name = sheet, figures, name
        self._by_path = {path: index for index, path in fields.items()}

    def of(self, card: Scorecard, digits: int) -> dict[int, Formula]:
        """By the number of the cell; ``digits``: decimals of the points that rules give."""
        found: dict[int, Formula] = {}
        self._execution(card, digits, found)
        for field, part, total in (
            ("total_points", "points", card.total_points),
            ("total_score", "score", card.total_score),
        ):
            index = self._by_path.get(Path(ROOT, field))
            if index is not None and total is not None:
                self._total(index, part, card, found)
        return found

    def _execution(self, card: Scorecard, digits: int, found: dict[int, Formula]) -> None:
        fund, rate = card.execution.fund, card.execution.rate
        if fund is None or rate is None:
            return
        executed = self._by_path.get(Path(fund, "executed"))
        budget = next(
            (
                index
                for field in ("annual", "initial")
                if (index := self._by_path.get(Path(fund, field))) is not None
                and self._is_rate(executed, index, rate)
            ),
            None,
        )
        if executed is None or budget is None:
            return
        above, below = self._name(executed), self._name(budget)
        index = self._by_path.get(Path(fund, "rate"))
        if index is not None:
            formula = f'=IF(COUNT({above},{below})=2,IFERROR({above}/{below},""),"")'
            self._add(found, index, formula, rate)
        index = self._by_path.get(Path(fund, "score"))
        points = self._by_path.get(Path(fund, "points"))
        if index is None or points is None or points not in self._figures:
            return
        formula = (
            f"=IF(COUNT({above},{below},{self._name(points)})=3,"
            f'IFERROR(ROUND(MAX(0,MIN(1,{above}/{below}))*{self._name(points)},{digits}),""),"")'
        )
        counted = min(max(rate, ZERO), Decimal(1))
        # As a spreadsheet computes it: in binary, of which it believes fifteen digits.
        binary = float(counted) * float(self._figures[points].value)
        value = rounded(Decimal(f"{binary:.15g}"), digits)
        if value == card.execution.suggested:
            self._add(found, index, formula, value)

    def _is_rate(self, executed: int | None, budget: int, rate: Decimal) -> bool:
        above = self._figures.get(executed) if executed is not None else None
        below = self._figures.get(budget)
        if above is None or below is None or not below.value:
            return False
        return EXACT.divide(above.value, below.value) == rate

    def _total(self, index: int, field: str, card: Scorecard, found: dict[int, Formula]) -> None:
        column = self._sheet.cells[index].column
        rows = [
            number
            for number, cell in enumerate(self._sheet.cells)
            if cell.column == column and self._sheet.bands[cell.row] is Band.INDICATOR
        ]
        if not rows:
            return
        execution = self._by_path.get(Path(card.execution.fund or ROOT, field))
        parts = [*rows, *(() if execution is None else (execution,))]
        formulas = ((found[part].value if part in found else None) for part in parts)
        figures = (self._figures[part].value if part in self._figures else ZERO for part in parts)
        values = (f if f is not None else g for f, g in zip(formulas, figures, strict=True))
        total = rounded(exact_sum(values), _TOTAL_DIGITS)
        first, last = self._name(rows[0]), self._name(rows[-1])
        apart = "" if execution is None else f",{self._name(execution)}"
        self._add(found, index, f"=ROUND(SUM({first}:{last}{apart}),{_TOTAL_DIGITS})", total)

    def _add(self, found: dict[int, Formula], index: int, formula: str, value: Decimal) -> None:
        """Take the formula where it shows what the cell has."""
        text = self._sheet.cells[index].text
        figure = figure_of(text)
        if figure is None:
            return
        general = "%" not in figure.code and plain(value) == text and rounded(value, 2) == value
        code = GENERAL if general else figure.code
        if general or shown_number(value, code) == text:
            found[index] = Formula(formula, value, code)
