"""``summary``: all projects of a year in one table, with the paragraph for 决算公开."""

from __future__ import annotations

from pathlib import Path

from core.commands.answer import Answer, CommandError
from core.commands.forms import opened
from core.commands.paper import refuse_ending
from core.commands.table import table
from core.output import place_for, write_whole
from core.reasons import shown
from core.years.summary_files import FILES, texts
from core.years.yearly import HEAD, year_of

_RIGHT = frozenset({0, 4, 5, 6, 7, 8, 11, 12})


def summary(archive: str, *, year: str, output: Path | None) -> Answer:
    """Say the table and the paragraph; with ``output``, write them as a file."""
    if not (year.isascii() and year.isdigit() and len(year) == 4):  # noqa: PLR2004
        message = f"年度应是四位数字，不能是{shown(year)}"
        raise CommandError(message)
    if output is not None:
        kind = refuse_ending(output, tuple(FILES))
        place_for(output, [Path(archive)])
    with opened(archive) as store:
        found = year_of(store, int(year))
    if output is None:
        return Answer(f"{table([HEAD, *texts(found)], right=_RIGHT)}\n\n{found.paragraph}")
    write_whole(output, FILES[kind](found), inputs=[Path(archive)])
    return Answer(f"{found.paragraph}\n\n汇总表已写到{shown(output)}")
