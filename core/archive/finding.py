"""The evaluations that a list shows: those of a year, those that hold a text, a page of them."""

from __future__ import annotations

from core.archive.archive_rows import OWN_SQL, WIDEST, Rows, findable
from core.archive.records import Entry
from core.archive.search import condition
from core.model.evaluation import year_from_text
from core.regex import regex


def listed(
    rows: Rows,
    year: int | str | None,
    search: str,
    *,
    trashed: bool,
    limit: int | None,
    skip: int,
) -> tuple[Entry, ...]:
    """As ``Archive.list``: in the order in which they came."""
    holds, values = condition(findable(search.strip()))
    dated, of_year = _of_year(year)
    source = f"""
        evaluations
        WHERE (trashed <> '') = :trashed AND {dated} AND {holds}
        ORDER BY id LIMIT :limit OFFSET :skip
    """
    wanted = {
        "trashed": trashed,
        "limit": -1 if limit is None else limit,
        "skip": skip,
    }
    return rows.entries(source, wanted | of_year | values)


def _of_year(year: int | str | None) -> tuple[str, dict[str, int | str]]:
    """SQL for “this is its 年度, as a number or as that text”, by the index."""
    if year is None:
        return "TRUE", {}
    text = str(year).strip()
    plain = str(year_from_text(text))
    if _INTEGER.fullmatch(plain) and abs(int(plain)) < WIDEST:
        # As older versions of the program kept what is a year.
        texts = {"text": text, "plain": plain, "named": f"{plain}年", "full": f"{plain}年度"}
        return f"year IN (:number, {', '.join(f':{name}' for name in texts)})", {
            "number": int(plain)
        } | texts
    return "year = :text", {"text": text}


_INTEGER = regex("0|-?[1-9][0-9]{0,18}")


def newest(rows: Rows, search: str, *, trashed: bool, limit: int | None) -> tuple[Entry, ...]:
    """As ``Archive.newest``: the newest years, within one the last changed."""
    holds, values = condition(findable(search.strip()))
    found: tuple[Entry, ...] = ()
    # Years that can be read come before those that cannot; one look at an index for each.
    for dated, order in (("year < ''", "year DESC, "), ("year >= ''", "")):
        source = f"""
            evaluations WHERE (trashed <> '') = :trashed AND {dated} AND {holds}
            ORDER BY {order}changed DESC, id DESC LIMIT :limit
        """
        wanted = {"trashed": trashed, "limit": -1 if limit is None else limit - len(found)}
        found += rows.entries(source, wanted | values)
    return found


AROUND = "trashed = '' AND (year IN (?, ?) OR typeof(year) <> 'integer')"
"""Of a year, of the next, or of a year that is no number."""


def listed_around(rows: Rows, year: int) -> tuple[Entry, ...]:
    """As ``Archive.list_around``."""
    return rows.entries(f"evaluations WHERE {AROUND} ORDER BY id", [year, year + 1])


def revisions_around(rows: Rows, year: int) -> dict[int, int]:
    """As ``Archive.revisions_around``."""
    sql = f"SELECT id, revision FROM evaluations WHERE {AROUND}"  # noqa: S608  (our own words)
    return dict(rows.db.execute(sql, [year, year + 1]).fetchall())


def years(rows: Rows) -> tuple[int | str, ...]:
    """As ``Archive.years``: one look at an index for each year, however many forms it has."""
    sql = f"""
        WITH RECURSIVE each (year) AS (
            SELECT min(year) FROM evaluations
            UNION ALL
            SELECT (SELECT min(year) FROM evaluations WHERE year > each.year) FROM each
            WHERE year IS NOT NULL
        )
        SELECT year FROM each WHERE EXISTS (
            SELECT 1 FROM evaluations WHERE year = each.year AND trashed = '' AND {OWN_SQL}
        )
    """  # noqa: S608  (our own words)
    return tuple(year for (year,) in rows.db.execute(sql))
