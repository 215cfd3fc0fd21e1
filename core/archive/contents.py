"""What an archive holds, in short: to be compared with its copy, and looked at before a restore."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from core.archive import codec
from core.archive.archive import Archive
from core.archive.errors import ArchiveError, in_words
from core.archive.records import Entry
from core.reasons import shown

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


@dataclass(frozen=True, slots=True)
class Look:
    """The inside of a backup as the clerk sees it before it is brought back."""

    path: Path
    entries: tuple[Entry, ...]
    trashed: tuple[Entry, ...]
    contents: Contents
    findings: tuple[str, ...]


def contents(archive: Archive) -> Contents:
    """The contents of an open archive. Raises ``ArchiveError``."""
    with in_words(archive.path):
        return contents_of(archive.database)


def inspect(path: Path) -> Look:
    """Look into a backup without changing it. Raises ``ArchiveError``."""
    with Archive.open(path, read_only=True) as archive:
        findings = archive.verify()
        return Look(path, archive.list(), archive.list(trashed=True), contents(archive), findings)


def refuse_another(copy: Archive, wanted: frozenset[Contents], source: Path) -> None:
    """Raise ``ArchiveError`` unless a copy is sound and holds one of the ``wanted`` contents.

    Every page is checked, and every version, scan and paper is read and compared with its digest.
    """
    with in_words(copy.path):
        db = copy.database
        sound = [line for (line,) in db.execute("PRAGMA integrity_check")] == ["ok"]
        same = sound and contents_of(db) in wanted
        if not same or _misread(db):
            message = f"{shown(source)}的备份与原件不符，已经作废；请先核对档案"
            raise ArchiveError(message)


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
    return any(codec.digest(str(text)) != digest for text, digest in texts) or any(
        not isinstance(data, bytes) or sha256(data).hexdigest() != digest for data, digest in files
    )


def _figure(text: str) -> Decimal:
    # What another program wrote there counts nothing; the digest tells it apart all the same.
    try:
        figure = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal(0)
    return figure if figure.is_finite() and abs(figure) < _HIGHEST_SCORE else Decimal(0)
