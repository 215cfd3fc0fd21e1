"""What there is to choose from in an archive: forms of a year, of numbers, the units.

SQLite looks for it: to give out one form nobody has to list a hundred thousand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from core.archive.archive import Archive
from core.archive.archive_rows import OWN_SQL, Rows
from core.archive.errors import in_words
from core.archive.records import Entry

# Inside the subquery the bare columns of OWN_SQL are those of ``newer``.
_STANDS = f"""
    trashed = '' AND {OWN_SQL} AND (corrects IS NULL OR state = 'final')
    AND NOT EXISTS (
        SELECT 1 FROM evaluations AS newer
        WHERE newer.corrects = evaluations.id AND newer.state = 'final' AND newer.trashed = ''
            AND {OWN_SQL}
    )
"""  # noqa: S608  (our own words)
"""As ``years.yearly.standing`` has it, without what was put away and the shipped sample."""
_EACH = "(SELECT value FROM json_each(?))"


def standing_by_year(archive: Archive) -> dict[int | str, int]:
    """How many forms stand for each 年度 as it is written. Raises ``ArchiveError``."""
    sql = f"SELECT year, count(*) FROM evaluations WHERE {_STANDS} GROUP BY year"  # noqa: S608
    with in_words(archive.path):
        return dict(archive.database.execute(sql).fetchall())


def standing_in(archive: Archive, years: Sequence[int | str]) -> tuple[Entry, ...]:
    """The forms that stand for these years, in the order in which they came.

    Raises ``ArchiveError``.
    """
    source = f"evaluations WHERE year IN {_EACH} AND {_STANDS} ORDER BY id"
    with in_words(archive.path):
        return Rows(archive.database).entries(source, [json.dumps(years)])


def of_years(archive: Archive, years: Sequence[int | str]) -> tuple[Entry, ...]:
    """All forms of these 年度 as they are written. Raises ``ArchiveError``."""
    source = f"evaluations WHERE year IN {_EACH} AND trashed = '' ORDER BY id"
    with in_words(archive.path):
        return Rows(archive.database).entries(source, [json.dumps(years)])


def last_changed(archive: Archive, *, own: bool = False) -> Entry | None:
    """What was changed last; ``own``: that is no shipped sample. Raises ``ArchiveError``."""
    source = f"""
        evaluations WHERE trashed = '' AND {OWN_SQL if own else "TRUE"}
        ORDER BY changed DESC, id DESC LIMIT 1
    """
    with in_words(archive.path):
        return next(iter(Rows(archive.database).entries(source)), None)


def shipped_sample(archive: Archive) -> Entry | None:
    """The shipped sample where it is listed. Raises ``ArchiveError``."""
    source = "evaluations WHERE trashed = '' AND sample <> '' ORDER BY id"
    with in_words(archive.path):
        found = Rows(archive.database).entries(source)
    return next((entry for entry in found if entry.is_sample), None)


def units(archive: Archive) -> tuple[str, ...]:
    """The 实施单位 of all that is listed, each once, no sample's. Raises ``ArchiveError``."""
    sql = f"SELECT DISTINCT unit FROM evaluations WHERE trashed = '' AND {OWN_SQL}"  # noqa: S608
    with in_words(archive.path):
        found = archive.database.execute(sql).fetchall()
    return tuple(sorted(unit for (unit,) in found if unit.strip()))


def chosen(archive: Archive, numbers: Sequence[int]) -> tuple[Entry, ...]:
    """The forms of these numbers in their order, without what was put away.

    Raises ``ArchiveError``.
    """
    source = f"evaluations WHERE id IN {_EACH} AND trashed = ''"
    with in_words(archive.path):
        found = Rows(archive.database).entries(source, [json.dumps(numbers)])
    by_number = {entry.id: entry for entry in found}
    return tuple(by_number[number] for number in numbers if number in by_number)
