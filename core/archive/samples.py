"""The shipped sample leaves an archive: whoever takes over a unit's work gets that work alone."""

from __future__ import annotations

from core.archive.archive import Archive
from core.archive.archive_rows import OWN_SQL
from core.archive.errors import in_words


def remove_samples(archive: Archive) -> int:
    """Take every form that is still the shipped sample out of an archive for good; how many.

    Only for copies.  Raises ``ArchiveError``.
    """
    db = archive.database
    with in_words(archive.path):
        db.execute("PRAGMA secure_delete = ON")  # nothing of it stays in free pages
    with archive.transaction():
        sql = f"SELECT id FROM evaluations WHERE NOT {OWN_SQL}"  # noqa: S608  (our own words)
        found = [number for (number,) in db.execute(sql)]
        if not found:
            return 0
        db.execute("PRAGMA defer_foreign_keys = ON")
        for number in found:
            for link in ("corrects", "follows"):
                db.execute(f"UPDATE evaluations SET {link} = NULL WHERE {link} = ?", [number])  # noqa: S608
            for table in ("scans", "papers", "versions", "search_words"):
                db.execute(f"DELETE FROM {table} WHERE evaluation = ?", [number])  # noqa: S608
            db.execute("DELETE FROM evaluations WHERE id = ?", [number])
        archive.rebuild_search()
    return len(found)
