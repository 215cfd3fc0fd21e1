"""Counts and one digest of what a database holds: two that are equal hold the same forms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from core.archive import codec
from core.archive.database import Database

_HIGHEST_SCORE = 1_000_000


@dataclass(frozen=True, slots=True)
class Contents:
    """Counts, the sum of all total scores, and one digest over what every version holds.

    Two archives with equal contents hold the same forms in the same states.
    """

    evaluations: int
    versions: int
    total_scores: Decimal
    digest: str
    papers: int = 0
    """Final versions of which the PDF is kept."""


def is_sound(db: Database) -> bool:
    """Whether every page is whole, and every version, scan and paper reads as its digest says."""
    return [line for (line,) in db.execute("PRAGMA integrity_check")] == ["ok"] and not _misread(db)


def contents_of(db: Database) -> Contents:
    """The contents of a database in the present format."""
    whole = sha256()
    count, total = 0, Decimal(0)
    sql = "SELECT id, state, trashed, signed, version, total_score FROM evaluations ORDER BY id"
    for row in db.execute(sql):
        whole.update(repr(row).encode("utf-8", "surrogatepass"))
        count += 1
        total += _figure(str(row[-1]))
    versions = 0
    sql = "SELECT evaluation, number, state, digest FROM versions ORDER BY evaluation, number"
    for row in db.execute(sql):
        whole.update(repr(row).encode("utf-8", "surrogatepass"))
        versions += 1
    for sql in (
        "SELECT evaluation, version, sha256 FROM scans ORDER BY id",
        "SELECT evaluation, version, sha256 FROM papers ORDER BY evaluation, version",
        "SELECT sha256, size FROM evidence ORDER BY sha256",
    ):
        for row in db.execute(sql):
            whole.update(repr(row).encode("utf-8", "surrogatepass"))
    (papers,) = db.execute("SELECT count(*) FROM papers").fetchone()
    return Contents(count, versions, total, whole.hexdigest(), int(papers))


def _misread(db: Database) -> bool:
    """Whether anything kept reads back as something else than its digest says."""
    texts = db.execute("SELECT content, digest FROM versions")
    files = (
        row
        for table in ("scans", "papers")
        for row in db.execute(f"SELECT content, sha256 FROM {table}")  # noqa: S608  (our own names)
    )
    return not all(codec.intact(text, str, digest) for text, digest in texts) or not all(
        codec.intact(data, bytes, digest) for data, digest in files
    )


def _figure(text: str) -> Decimal:
    # What another program wrote there counts nothing; the digest tells it apart all the same.
    try:
        figure = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal(0)
    return figure if figure.is_finite() and abs(figure) < _HIGHEST_SCORE else Decimal(0)
