"""Which forms of an archive are given out together: those of a year."""

from __future__ import annotations

from collections.abc import Iterable

from core.archive.overview import project_of, year_of
from core.archive.records import Entry
from core.years.yearly import standing


def forms_of_years(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """The forms that stand for each year, the latest year first.

    As in the year's summary: without the shipped sample, and without those that a final correction
    has taken the place of.
    """
    found: dict[str, list[Entry]] = {}
    for entry in standing(one for one in entries if not one.is_sample and not one.trashed):
        found.setdefault(year_of(entry), []).append(entry)
    return {year: tuple(found[year]) for year in sorted(found, reverse=True)}


def titled(entries: Iterable[Entry]) -> tuple[tuple[int, str], ...]:
    """Each form's number and its title for a list: project and year."""
    return tuple((entry.id, f"{project_of(entry)}（{year_of(entry)}）") for entry in entries)
