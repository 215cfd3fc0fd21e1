"""``summary``: all projects of a year in one table, with the paragraph for 决算公开."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from core.commands.answer import Answer, CommandError
from core.commands.forms import opened
from core.commands.paper import refuse_ending
from core.commands.table import table
from core.model.number import plain
from core.output import place_for, write_whole
from core.reasons import shown
from core.yearly import HEAD, Cell, Year, year_of

_RIGHT = frozenset({0, 4, 5, 6, 7, 8, 11, 12})


def summary(archive: str, *, year: str, output: Path | None) -> Answer:
    """Say the table and the paragraph; with ``output``, write them as an Excel file."""
    if not (year.isascii() and year.isdigit() and len(year) == 4):  # noqa: PLR2004
        message = f"年度应是四位数字，不能是{shown(year)}"
        raise CommandError(message)
    if output is not None:
        refuse_ending(output, (".xlsx",))
        place_for(output, [Path(archive)])
    with opened(archive) as store:
        found = year_of(store, int(year))
    if output is None:
        lines = [tuple(map(_said, row)) for row in found.rows]
        return Answer(f"{table([HEAD, *lines], right=_RIGHT)}\n\n{found.paragraph}")
    write_whole(output, xlsx(found), inputs=[Path(archive)])
    return Answer(f"{found.paragraph}\n\n汇总表已写到{shown(output)}")


def xlsx(year: Year) -> bytes:
    """The table and the paragraph as an Excel file."""
    from core.exchange.summary_xlsx import summary_xlsx

    title = f"{year.year} 年度项目支出绩效自评汇总表"
    return summary_xlsx(title, HEAD, year.rows, year.paragraph)


def _said(value: Cell) -> str:
    if value is None:
        return "—"
    return plain(value) if isinstance(value, Decimal) else str(value)
