"""The unit's year as a file: 汇总表 with the paragraph below it, for Excel or on paper."""

from __future__ import annotations

from decimal import Decimal

from core.model.number import plain, rounded
from core.years.yearly import HEAD, Cell, Year

_MONEY = range(4, 7)
_ON_PAPER = HEAD[:11]
"""How many problems are left is the clerk's business, not the reader's of the paper."""


def title_of(year: Year) -> str:
    """What the table is called."""
    return f"{year.year} 年度项目支出绩效自评汇总表"


def xlsx(year: Year) -> bytes:
    """The table and the paragraph as an Excel file."""
    from core.exchange.summary_xlsx import summary_xlsx

    return summary_xlsx(title_of(year), HEAD, year.rows, year.paragraph)


def pdf(year: Year) -> bytes:
    """The table and the paragraph on A4, landscape, with its own page ends."""
    from core.report.archival import Description
    from core.report.pdf import render
    from core.sheet.summary import Summary, lay_out_summary

    lines = [row[: len(_ON_PAPER)] for row in texts(year)]
    units = {project.unit for project in year.projects}
    return render(
        lay_out_summary(Summary(title_of(year), _ON_PAPER, lines, year.paragraph)),
        Description(
            title=title_of(year),
            author=units.pop() if len(units) == 1 else "",
            subject=f"{len(year.projects)} 个项目",
        ),
        landscape=True,
    )


def texts(year: Year) -> tuple[tuple[str, ...], ...]:
    """The rows of the table in words, money to the 分."""
    return tuple(
        tuple(_said(value, money=column in _MONEY) for column, value in enumerate(row))
        for row in year.rows
    )


def _said(value: Cell, *, money: bool) -> str:
    if value is None:
        return "—"
    if isinstance(value, Decimal):
        return f"{rounded(value, 2):,.2f}" if money else plain(value)
    return str(value)


FILES = {".xlsx": xlsx, ".pdf": pdf}
"""How each kind of file is made."""
