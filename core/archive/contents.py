"""What an archive holds, in short: to be compared with its copy, and looked at before a restore."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core.archive.archive import Archive
from core.archive.connection import connect
from core.archive.digest import Contents, contents_as_digested, contents_of, has_whole_pages
from core.archive.errors import ArchiveError, in_words
from core.archive.records import Entry
from core.dataclass import dataclass
from core.reasons import shown


@dataclass(frozen=True, slots=True)
class Look:
    """The inside of a backup as the clerk sees it before it is brought back."""

    path: Path
    entries: tuple[Entry, ...]
    trashed: tuple[Entry, ...]
    contents: Contents
    findings: tuple[str, ...]


def contents_since(archive: Archive, before: Contents, moment: tuple[int, int]) -> Contents:
    """The contents now, which were ``before`` at that moment: looked at only if anybody wrote."""
    return before if written_until(archive) == moment else contents(archive)


def written_until(archive: Archive) -> tuple[int, int]:
    """Another pair of numbers as soon as this connection or any other has written.

    Asked *before* the contents are read.
    """
    with in_words(archive.path):
        (others,) = archive.database.execute("PRAGMA data_version").fetchone()
        return int(others), archive.database.conn.total_changes


def contents(archive: Archive) -> Contents:
    """The contents of an open archive. Raises ``ArchiveError``."""
    with in_words(archive.path):
        return contents_of(archive.database)


def inspect(path: Path) -> Look:
    """Look into a backup without changing it; what was sound before is not read out of its text.

    Raises ``ArchiveError``.
    """
    with Archive.open(path, read_only=True) as archive:
        findings = archive.verify(full=False)
        return Look(path, archive.list(), archive.list(trashed=True), contents(archive), findings)


def refuse_another(copy: Archive, wanted: frozenset[Contents], source: Path) -> None:
    """Raise ``ArchiveError`` unless a copy is sound and holds one of the ``wanted`` contents.

    Every page is checked, and every version, scan and paper is read and compared with its digest.
    """
    with in_words(copy.path), ThreadPoolExecutor(1, thread_name_prefix="pages") as beside:
        pages = beside.submit(_has_whole_pages, copy.path)
        held = contents_as_digested(copy.database)
        if held not in wanted or not pages.result():
            message = f"{shown(source)}的备份与原件不符，已经作废；请先核对档案"
            raise ArchiveError(message)


def _has_whole_pages(path: Path) -> bool:
    db = connect(path, read_only=True)
    try:
        return has_whole_pages(db)
    finally:
        db.close()
