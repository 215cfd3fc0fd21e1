"""``years``: a project's or the unit's years side by side, as text, JSON or a page."""

from __future__ import annotations

from pathlib import Path

from core.commands.answer import Answer, as_json, written
from core.commands.forms import evaluation_number, opened
from core.commands.print_command import refuse_ending
from core.commands.text_table import table
from core.output import place_for, write_whole
from core.quoting import shown
from core.sheet.page_setup import UPRIGHT, PageSetup
from core.years.trend import HEAD, YearFigures, project_trend, unit_trend


def trend(
    archive: str,
    *,
    project: str | None,
    unit: str,
    output: Path | None,
    json: bool,
    setup: PageSetup = UPRIGHT,
) -> Answer:
    """Say the years; with ``output``, put the picture and its figures on a page."""
    if output is not None:
        refuse_ending(output, (".pdf",))
        place_for(output, [Path(archive)])
    with opened(archive) as store:
        if project is None:
            found = unit_trend(store, unit)
        else:
            found = project_trend(store, evaluation_number(project))
    if output is not None:
        from core.years.trend_files import trend_pdf

        write_whole(output, trend_pdf(found, setup), inputs=[Path(archive)])
        return written(f"历年一览已写到{shown(output)}")
    if json:
        return Answer(as_json(list(map(_object, found.years))))
    listed = table([HEAD, *(one.cells for one in found.years)], right=frozenset({1, 2, 4}))
    return Answer(f"{found.title}：{found.subject}\n\n{listed}")


def _object(one: YearFigures) -> dict[str, object]:
    return {
        "year": one.year,
        "total_score": None if one.total is None else f"{one.total:.2f}",
        "rate": None if one.rate is None else f"{one.rate:.6f}",
        "lost": {name: f"{points:.2f}" for name, points in one.lost},
        "open_promises": one.promises,
    }
