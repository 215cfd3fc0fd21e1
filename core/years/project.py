"""A project of a year: what a form of the archive says for the unit's table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from core.archive.records import FINAL, Entry
from core.model.evaluation import Evaluation
from core.model.number import EXACT, MONEY_UNITS, rounded
from core.quoting import one_line
from core.scoring.execution import amount_or_none, total_fund
from core.scoring.scorecard import Scorecard
from core.years.improvement import Shortfall, lost_by_level, shortfalls


class Project(Struct, frozen=True):
    """One project of a year; amounts in 元, of its total row, ``None`` where none can be read.

    ``annual`` is the budget that ``rate`` is of: 全年预算数, or on a form without it 年初预算数
    (``by_initial``).  ``score`` is ``None`` where the form has none, ``grade`` blank where it has
    none.  ``lacking`` and ``ungraded`` say in words why it is not in the sums, has no grade.
    Errors, warnings and what is still to be filled in are counted as the archive lists them.
    """

    entry: Entry
    name: str
    department: str
    unit: str
    initial: Decimal | None
    annual: Decimal | None
    executed: Decimal | None
    score: Decimal | None
    grade: str
    ungraded: str = ""
    by_initial: bool = False
    lacking: str = ""
    shortfalls: tuple[Shortfall, ...] = ()
    lost: tuple[tuple[str, Decimal], ...] = ()
    """Points lost by first level, 预算执行 first, each with its name."""

    @property
    def final(self) -> bool:
        """Whether it is 定稿."""
        return self.entry.state == FINAL

    @property
    def summed(self) -> bool:
        """Whether its amounts stand in the sums: budget and expenditure are both known."""
        return self.annual is not None and self.executed is not None

    @property
    def rate(self) -> Decimal | None:
        """Executed over budgeted."""
        if self.annual is None or self.executed is None or not self.annual:
            return None
        return EXACT.divide(self.executed, self.annual)

    @property
    def title(self) -> str:
        """Its name on one line, for a sentence."""
        return one_line(self.name) or f"第 {self.entry.id} 号（没有项目名称）"


def project_of(entry: Entry, evaluation: Evaluation, card: Scorecard) -> Project:
    """A form of an archive as a project of its year; ``card`` is its own."""
    initial, annual, executed = _amounts(evaluation)
    no_annual = not any(fund.annual.strip() for fund in evaluation.funds)
    by_initial = annual is None and initial is not None and no_annual
    annual = initial if by_initial else annual
    return Project(
        entry=entry,
        name=evaluation.project,
        department=evaluation.department,
        unit=evaluation.unit,
        initial=initial,
        annual=annual,
        executed=executed,
        score=None if card.total_score is None else rounded(card.total_score, 2),
        grade=card.grade or "",
        ungraded=card.ungraded,
        by_initial=by_initial,
        lacking=_lacking(evaluation, annual, executed),
        shortfalls=shortfalls(evaluation, card),
        lost=lost_by_level(evaluation, card),
    )


def _amounts(evaluation: Evaluation) -> Iterator[Decimal | None]:
    """年初预算数, 全年预算数 and 全年执行数 of the total row, in 元; of another unit none."""
    fund, worth = total_fund(evaluation.funds), MONEY_UNITS.get(evaluation.money_unit)
    for text in ("", "", "") if fund is None else (fund.initial, fund.annual, fund.executed):
        amount = amount_or_none(text, evaluation.money_unit)
        yield None if amount is None or worth is None else EXACT.multiply(amount, worth)


def _lacking(evaluation: Evaluation, annual: Decimal | None, executed: Decimal | None) -> str:
    """Why the amounts stand in no sum, in a clause; what is blank was not misread."""
    unit = evaluation.money_unit
    if unit not in MONEY_UNITS:
        return f"金额单位是“{' '.join(unit.split())[:10]}”" if unit else "没有写金额单位"
    fund = total_fund(evaluation.funds)
    written = (False, False) if fund is None else (fund.annual.strip(), fund.executed.strip())
    lacks = zip(("全年预算数", "全年执行数"), (annual, executed), written, strict=True)
    missing = [(name, text) for name, amount, text in lacks if amount is None]
    blank = "、".join(name for name, text in missing if not text)
    unread = "、".join(name for name, text in missing if text)
    clauses = (f"没有填{blank}" if blank else "", f"没有读出{unread}" if unread else "")
    return "，".join(filter(None, clauses))
