"""Which forms of an archive are given out together: those of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from core.archive.archive import Archive
from core.archive.overview import project_of, year_of
from core.archive.records import Entry
from core.archive.selecting import standing_by_year, standing_in
from core.quoting import one_line


def counts_of_years(archive: Archive) -> dict[str, int]:
    """How many forms stand for each year as lists show it, the latest year first.

    As in the year's summary: without the shipped sample, and without those that a final correction
    has taken the place of.  Raises ``ArchiveError``.
    """
    found = Counter[str]()
    for written, count in standing_by_year(archive).items():
        found[_shown(written)] += count
    return {year: found[year] for year in sorted(found, reverse=True)}


def forms_of_year(archive: Archive, year: str) -> tuple[Entry, ...]:
    """These forms of one year, in the order of the archive. Raises ``ArchiveError``."""
    written = [one for one in standing_by_year(archive) if _shown(one) == year]
    return standing_in(archive, written)


def titled(entries: Iterable[Entry]) -> tuple[tuple[int, str], ...]:
    """Each form's number and its title for a list: project and year."""
    return tuple((entry.id, f"{project_of(entry)}（{year_of(entry)}）") for entry in entries)


def _shown(written: int | str) -> str:
    return one_line(str(written))
