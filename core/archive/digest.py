"""Counts and one digest of what a database holds: two that are equal hold the same forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct

from core.archive.database import Database
from core.model.number import EXACT

_ROWS, _TEXTS = 512, 64
"""Versions that are fetched at once: without their texts, and with them."""
_HIGHEST_SCORE = 1_000_000


class Contents(Struct, frozen=True):
    """Counts, the sum of all total scores, and one digest over what every version holds.

    Two archives with equal contents hold the same forms in the same states.
    """

    evaluations: int
    versions: int
    total_scores: Decimal
    digest: str
    papers: int = 0
    """Final versions of which the PDF is kept."""
    evidence: int = 0
    """Files of evidence that were taken in."""


def is_sound(db: Database) -> bool:
    """Whether every page is whole, and every version, scan and paper reads as its digest says."""
    return has_whole_pages(db) and contents_as_digested(db) is not None


def has_whole_pages(db: Database) -> bool:
    """Whether every page and every index is whole."""
    return [line for (line,) in db.execute("PRAGMA integrity_check")] == ["ok"]


def contents_of(db: Database) -> Contents:
    """The contents of a database in the present format."""
    sql = "SELECT evaluation, number, state, digest FROM versions ORDER BY evaluation, number"
    found = _Counted(db)
    cursor = db.execute(sql)
    while rows := cursor.fetchmany(_ROWS):
        found.add_versions(rows)
    return found.contents()


def contents_as_digested(db: Database) -> Contents | None:
    """The same of a database in which everything kept reads as its digest says; else ``None``."""
    found = _Counted(db)
    return found.contents() if found.is_intact() else None


class _Counted:
    """The contents, as far as they were counted."""

    def __init__(self, db: Database) -> None:
        self._db, self._whole = db, sha256()
        self._evaluations, self._total, self._versions = 0, Decimal(0), 0
        sql = "SELECT id, state, trashed, signed, version, total_score FROM evaluations ORDER BY id"
        for row in db.execute(sql):
            self._add([row])
            self._evaluations += 1
            self._total = EXACT.add(self._total, _figure(str(row[-1])))

    def add_versions(self, rows: Sequence[tuple[object, ...]]) -> None:
        """The next versions: evaluation, number, state, digest."""
        self._add(rows)
        self._versions += len(rows)

    def is_intact(self) -> bool:
        """Whether all that was kept has its digest; the versions are counted on the way."""
        sql = """
            SELECT evaluation, number, state, digest, typeof(content), CAST(content AS BLOB)
            FROM versions ORDER BY evaluation, number
        """
        cursor = self._db.execute(sql)
        while rows := cursor.fetchmany(_TEXTS):
            self.add_versions([row[:4] for row in rows])
            for _, _, _, digest, kind, content in rows:
                if kind != "text" or sha256(content).hexdigest() != digest:
                    return False
        for table in ("scans", "papers"):
            sql = f"SELECT content, typeof(content), sha256 FROM {table}"  # noqa: S608  (our own)
            for content, kind, digest in self._db.execute(sql):
                if kind != "blob" or sha256(content).hexdigest() != digest:
                    return False
        return True

    def contents(self) -> Contents:
        """The contents, once every version was counted."""
        for sql in (
            "SELECT evaluation, version, sha256 FROM scans ORDER BY id",
            "SELECT evaluation, version, sha256 FROM papers ORDER BY evaluation, version",
            "SELECT sha256, size FROM evidence ORDER BY sha256",
        ):
            self._add(self._db.execute(sql))
        (papers,) = self._db.execute("SELECT count(*) FROM papers").fetchone()
        (files,) = self._db.execute("SELECT count(*) FROM evidence").fetchone()
        return Contents(
            *(self._evaluations, self._versions, self._total),
            *(self._whole.hexdigest(), int(papers), int(files)),
        )

    def _add(self, rows: Iterable[tuple[object, ...]]) -> None:
        self._whole.update("".join(map(repr, rows)).encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=4096)
def _figure(text: str) -> Decimal:
    # What another program wrote there counts nothing; the digest tells it apart all the same.
    try:
        figure = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal(0)
    return figure if figure.is_finite() and abs(figure) < _HIGHEST_SCORE else Decimal(0)
