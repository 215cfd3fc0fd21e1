"""Which evaluation is last year's of which: by its own word, else by project, unit and year."""

from __future__ import annotations

from datetime import MAXYEAR

from core.archive.archive_rows import OWN_SQL, Rows

# Inside a subquery the bare columns of OWN_SQL are those of ``last``.
_FOUND = f"""
    SELECT this.id, this.project, CASE WHEN this.follows IS NOT NULL THEN
        (SELECT last.id FROM evaluations AS last WHERE last.id = this.follows AND {OWN_SQL})
    ELSE
        (SELECT last.id FROM evaluations AS last
        WHERE last.year = this.year - 1 AND last.project = this.project AND last.unit = this.unit
            AND last.trashed = '' AND {OWN_SQL}
        ORDER BY last.state = 'final' DESC, last.id DESC LIMIT 1)
    END, this.follows IS NOT NULL
    FROM evaluations AS this
"""  # noqa: S608  (our own words)


def previous(rows: Rows, evaluation_id: int) -> int | None:
    """Last year's evaluation of one: that which it came from, else by name and year.

    Of several the final one with the newest correction, else the newest.
    """
    return _previous(rows, "this.id = ?", evaluation_id).get(evaluation_id)


def all_previous(rows: Rows, year: int) -> dict[int, int]:
    """Last year's evaluation of each of a year that has one."""
    return _previous(rows, "this.year = ? AND this.trashed = ''", year)


def _previous(rows: Rows, condition: str, value: int) -> dict[int, int]:
    dated = f"typeof(this.year) = 'integer' AND this.year BETWEEN 1 AND {MAXYEAR}"
    known = f"(this.follows IS NOT NULL OR ({dated}))"
    sql = f"{_FOUND} WHERE {condition} AND {known}"
    found = {}
    told = {}
    for number, project, last, follows in rows.db.execute(sql, [value]):
        if last is None:
            continue
        if follows:
            told[int(number)] = int(last)
        elif str(project).strip():
            found[int(number)] = int(last)
    if told:
        corrections = _final_corrections(rows)
        found |= {number: _corrected(last, corrections) for number, last in told.items()}
    return found


def _final_corrections(rows: Rows) -> dict[int, int]:
    """Of each evaluation that has one, the newest final correction."""
    sql = """
        SELECT corrects, max(id) FROM evaluations
        WHERE typeof(corrects) = 'integer' AND trashed = '' AND state = 'final' GROUP BY corrects
    """
    return {int(old): int(new) for old, new in rows.db.execute(sql)}


def _corrected(number: int, corrections: dict[int, int]) -> int:
    seen = set()
    while number in corrections and number not in seen:
        seen.add(number)
        number = corrections[number]
    return number
