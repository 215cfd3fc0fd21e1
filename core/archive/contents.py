"""What an archive holds, in short: to be compared with its copy, and looked at before a restore."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.connection import connect, reading
from core.archive.digest import Contents, contents_as_digested, contents_of, has_whole_pages
from core.archive.errors import ArchiveError, in_words
from core.archive.records import Entry
from core.quoting import shown


class Look(Struct, frozen=True):
    """The inside of a backup as the clerk sees it before it is brought back."""

    path: Path
    entries: tuple[Entry, ...]
    trashed: tuple[Entry, ...]
    contents: Contents
    findings: tuple[str, ...]


def copied(archive: Archive, empty: Path) -> Contents:
    """Copy an open archive into the empty file of that name: what it held at that moment.

    It is counted beside the copying, and another program that saves has to wait meanwhile.
    Raises ``ArchiveError``.
    """
    with in_words(archive.path), reading(archive.database.conn):
        # Not its name itself: a folder may be called in another encoding than UTF-8.
        sql = "SELECT length(file) FROM pragma_database_list WHERE name = 'main'"
        (on_disk,) = archive.database.execute(sql).fetchone()
        if not on_disk:  # of an older format, brought up to date in memory only
            archive.copy_to(empty)
            return contents_of(archive.database)
        with ThreadPoolExecutor(1, thread_name_prefix="contents") as beside:
            counted = beside.submit(_counted_beside, archive.path)
            archive.copy_to(empty)
            return counted.result() or contents_of(archive.database)


def _counted_beside(path: Path) -> Contents | None:
    """The contents, on a connection of its own; ``None`` where it cannot be had at once.

    Whoever asks holds the read lock, so it is the same moment; but where somebody waits to write,
    to wait for him would be for ever.
    """
    with suppress(sqlite3.OperationalError):
        db = connect(path, read_only=True, seconds=0)
        try:
            with reading(db.conn):
                return contents_of(db)
        finally:
            db.close()
    return None


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


def refuse_another(copy: Archive, wanted: Contents, source: Path) -> None:
    """Raise ``ArchiveError`` unless a copy is sound and holds the ``wanted`` contents.

    Every page is checked, and every version, scan and paper is read and compared with its digest.
    """
    with in_words(copy.path), ThreadPoolExecutor(1, thread_name_prefix="pages") as beside:
        pages = beside.submit(_has_whole_pages, copy.path)
        held = contents_as_digested(copy.database)
        if held != wanted or not pages.result():
            message = f"{shown(source)}的备份与原件不符，已经作废；请先核对档案"
            raise ArchiveError(message)


def _has_whole_pages(path: Path) -> bool:
    db = connect(path, read_only=True)
    try:
        return has_whole_pages(db)
    finally:
        db.close()
