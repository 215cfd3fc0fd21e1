"""``summary``: all projects of a year in one table, with the paragraph for 决算公开."""

from __future__ import annotations

from pathlib import Path

from core.commands.answer import Answer, CommandError
from core.commands.forms import opened
from core.commands.print_command import refuse_ending
from core.commands.text_table import table
from core.output import place_for, write_whole
from core.quoting import one_line, shown
from core.sheet.page_setup import UPRIGHT, PageSetup
from core.years.public_paragraph import notes, paragraph
from core.years.summary_files import FILES, PROBLEMS_HEAD, pdf, problem_lines, texts
from core.years.yearly import HEAD, Year, year_of

_RIGHT = frozenset({0, 4, 5, 6, 7, 8, 11, 12})


def summary(archive: str, *, year: str, output: Path | None, setup: PageSetup = UPRIGHT) -> Answer:
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
        return Answer(f"{table([HEAD, *texts(found)], right=_RIGHT)}\n\n{_said(found)}")
    made = pdf(found, setup) if kind == ".pdf" else FILES[kind](found)
    write_whole(output, made, inputs=[Path(archive)])
    done = f"汇总表已写到{shown(output)}"
    return Answer(f"{_said(found)}\n\n{done}", done=done)


def _said(year: Year) -> str:
    """The paragraph, what is to be known beside it, and the problems that it counts."""
    parts = [paragraph(year)]
    if said := notes(year):
        parts.append("\n".join(f"{at}. {note}" for at, note in enumerate(said, start=1)))
    if lines := tuple(problem_lines(year)):
        each = [[one_line(cell) for cell in line] for line in lines]
        parts.append("发现的问题：\n" + table([PROBLEMS_HEAD, *each]))
    return "\n\n".join(parts)
