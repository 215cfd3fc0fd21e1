"""Counts and one digest of what a database holds: two that are equal hold the same forms."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from msgspec import Struct

from core.archive.database import Database

_AT_ONCE, _AHEAD = 1024 * 1024, 4
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
    for row in db.execute(sql):
        found.add_version(row)
    return found.contents()


def contents_as_digested(db: Database) -> Contents | None:
    """The same of a database in which everything kept reads as its digest says; else ``None``."""
    found = _Counted(db)
    return found.contents() if _all_intact(found.pieces()) else None


class _Counted:
    """The contents, as far as they were counted."""

    def __init__(self, db: Database) -> None:
        self._db, self._whole = db, sha256()
        self._evaluations, self._total, self._versions = 0, Decimal(0), 0
        sql = "SELECT id, state, trashed, signed, version, total_score FROM evaluations ORDER BY id"
        for row in db.execute(sql):
            self._add(row)
            self._evaluations += 1
            self._total += _figure(str(row[-1]))

    def add_version(self, row: tuple[object, ...]) -> None:
        """The next version: evaluation, number, state, digest."""
        self._add(row)
        self._versions += 1

    def pieces(self) -> Iterator[_Piece]:
        """All that was kept with its digest; the versions are counted on the way."""
        sql = """
            SELECT evaluation, number, state, digest, typeof(content), CAST(content AS BLOB)
            FROM versions ORDER BY evaluation, number
        """
        for *row, kind, content in self._db.execute(sql):
            self.add_version(tuple(row))
            yield _Piece(content, row[-1] if kind == "text" else None)
        for table in ("scans", "papers"):
            sql = f"SELECT content, typeof(content), sha256 FROM {table}"  # noqa: S608  (our own)
            for content, kind, digest in self._db.execute(sql):
                yield _Piece(content, digest) if kind == "blob" else _Piece(b"", None)

    def contents(self) -> Contents:
        """The contents, once every version was counted."""
        for sql in (
            "SELECT evaluation, version, sha256 FROM scans ORDER BY id",
            "SELECT evaluation, version, sha256 FROM papers ORDER BY evaluation, version",
            "SELECT sha256, size FROM evidence ORDER BY sha256",
        ):
            for row in self._db.execute(sql):
                self._add(row)
        (papers,) = self._db.execute("SELECT count(*) FROM papers").fetchone()
        (files,) = self._db.execute("SELECT count(*) FROM evidence").fetchone()
        return Contents(
            *(self._evaluations, self._versions, self._total),
            *(self._whole.hexdigest(), int(papers), int(files)),
        )

    def _add(self, row: tuple[object, ...]) -> None:
        self._whole.update(repr(row).encode("utf-8", "surrogatepass"))


class _Piece(NamedTuple):
    """What was kept, and the digest that it must have; ``None``: it is not of its kind."""

    content: bytes
    digest: object


def _all_intact(pieces: Iterator[_Piece]) -> bool:
    """Whether each piece has its digest. Worked out beside the reading: neither holds the other."""
    under_way = deque[Future[bool]]()
    with ThreadPoolExecutor(1, thread_name_prefix="digests") as beside:
        for batch in _batches(pieces):
            under_way.append(beside.submit(_have_digests, batch))
            if len(under_way) > _AHEAD and not under_way.popleft().result():
                return False
        return all(done.result() for done in under_way)


def _batches(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    """A few pieces at a time, no more than a megabyte unless a single one is larger."""
    batch, size = list[_Piece](), 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece.content)
        if size >= _AT_ONCE:
            yield batch
            batch, size = [], 0
    yield batch


def _have_digests(batch: list[_Piece]) -> bool:
    return all(sha256(piece.content).hexdigest() == piece.digest for piece in batch)


@lru_cache(maxsize=4096)
def _figure(text: str) -> Decimal:
    # What another program wrote there counts nothing; the digest tells it apart all the same.
    try:
        figure = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal(0)
    return figure if figure.is_finite() and abs(figure) < _HIGHEST_SCORE else Decimal(0)
