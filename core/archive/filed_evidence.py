"""佐证材料 of an archive: filed, read, compared with what it should be, cleaned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path, PureWindowsPath
from typing import Final

from core.archive import codec, evidence_files
from core.archive.archive import Archive
from core.archive.backups import Snapshot
from core.archive.connection import now
from core.archive.errors import ArchiveError, NotFoundError, in_words
from core.archive.evidence_files import Stored, all_stored, folder_of, folders_for
from core.archive.records import moment_of
from core.model.evaluation import Evaluation, Evidence
from core.output import OutputError
from core.regex import regex

MOST_OF_A_FORM: Final = 300
LONGEST_NAME: Final = 200
RESTS: Final = timedelta(days=30)
"""What nothing refers to stays so long: an undo may still bring it back."""
_UNSEEN: Final = regex(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Control characters, and those that turn the direction of a line or cannot be seen."""


def name_of(path: str) -> str:
    """What a file is called, as it is kept and shown: no folders, nothing unseen, not endless."""
    name = _UNSEEN.sub("", PureWindowsPath(path).name)
    name = name.encode("utf-8", "replace").decode().strip() or "未命名"
    if len(name) <= LONGEST_NAME:
        return name
    ending = PureWindowsPath(name).suffix[:10]
    return name[: LONGEST_NAME - 1 - len(ending)] + "…" + ending


def file_evidence(archive: Archive, name: str, content: bytes) -> Evidence:
    """Keep a content in the archive, once; what a form refers to it by.

    Raises ``ArchiveError``, and has then filed nothing.
    """
    with archive.transaction():
        try:
            stored = evidence_files.put(folder_of(archive.path), content)
        except OutputError as error:
            raise ArchiveError(str(error)) from error
        archive.database.execute(
            "INSERT INTO evidence VALUES (?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET added = excluded.added",
            [stored.sha256, stored.size, now()],
        )
    return Evidence(name_of(name), stored.sha256, stored.size)


def content_of_evidence(archive: Archive, evidence: Evidence) -> bytes:
    """The content of a filed file. Raises ``ArchiveError``."""
    with in_words(archive.path):
        sql = "SELECT size FROM evidence WHERE sha256 = ?"
        found = archive.database.execute(sql, [evidence.sha256]).fetchone()
    if found is None:
        message = "这份佐证材料没有登记在这个档案里，只有名称；请重新登记文件"
        raise NotFoundError(message)
    stored = Stored(evidence.sha256, found[0])
    return evidence_files.get(folders_for(archive.path), stored)


def stored_evidence(archive: Archive) -> tuple[Stored, ...]:
    """What lies, or should lie, beside the archive. Raises ``ArchiveError``."""
    with in_words(archive.path):
        return all_stored(archive.database)


def findings(archive: Archive) -> tuple[str, ...]:
    """A sentence for each file that is not there as it was filed: every byte is read."""
    wanted = stored_evidence(archive)
    lacking = tuple(evidence_files.unsound(wanted, folders_for(archive.path)))
    return evidence_files.findings(lacking, names(archive)) if lacking else ()


def findings_of(taken: Snapshot) -> tuple[str, ...]:
    """As ``findings``, for a snapshot: the archive itself is not held meanwhile."""
    lacking = tuple(evidence_files.unsound(taken.evidence, folders_for(taken.source)))
    return evidence_files.findings(lacking, {}) if lacking else ()


def lacking_in_words(path: Path) -> str:
    """A sentence about evidence that is not beside the archive at this path, else nothing.

    Told from names and sizes alone.  Raises ``ArchiveError``.
    """
    with Archive.open(path, read_only=True) as archive:
        wanted = stored_evidence(archive)
    return not_found(len(wanted) - len(evidence_beside(path)))


def not_found(count: int) -> str:
    """A sentence about so many files that are gone, else nothing."""
    told = f"有 {count} 件佐证材料的文件没有找到，登记还在；找到原来的文件后可以重新登记"
    return told if count else ""


def evidence_beside(path: Path) -> tuple[Stored, ...]:
    """What lies beside the archive at this path, by names and sizes. Raises ``ArchiveError``."""
    with Archive.open(path, read_only=True) as archive:
        wanted = stored_evidence(archive)
    folders = folders_for(path)
    return tuple(one for one in wanted if evidence_files.is_there(one, folders))


def names(archive: Archive) -> dict[str, str]:
    """How the files are called, by digest, in the newest version that has them.

    A damaged version names none; that it is damaged, ``Archive.verify`` tells.
    """
    found: dict[str, str] = {}
    for _, _, content in _naming(archive):
        with suppress(ArchiveError):
            found |= {one.sha256: one.name for one in all_evidence(codec.decode(content))}
    return found


def uses(archive: Archive) -> Iterator[tuple[int, int, Evidence]]:
    """Number and version of each form that refers to a file, with the file.

    Raises ``ArchiveError`` for a damaged version: what it refers to nobody knows.
    """
    for number, version, content in _naming(archive):
        for one in all_evidence(codec.decode(content)):
            yield number, version, one


def _naming(archive: Archive) -> Iterator[tuple[int, int, str]]:
    """Number, version and text of each form that may refer to a file."""
    with in_words(archive.path):
        yield from archive.database.execute(
            "SELECT evaluation, number, content FROM versions"
            " WHERE instr(content, '\"sha256\"') ORDER BY evaluation, number"
        )


def all_evidence(form: Evaluation) -> tuple[Evidence, ...]:
    """Every file that a form refers to, that of the whole form first, then in paper order."""
    rows = (one for row in form.indicators for one in row.evidence)
    return (*form.evidence, *rows)


def clean(archive: Archive) -> int:
    """Take away what no version refers to, and has not for a month; how many files.

    Raises ``ArchiveError``.
    """
    before = datetime.now(UTC) - RESTS
    with archive.transaction():
        used = {one.sha256 for _, _, one in uses(archive)}
        found = archive.database.execute("SELECT sha256, added FROM evidence").fetchall()
        gone = [
            str(digest)
            for digest, added in found
            if digest not in used and (moment := moment_of(str(added))) and moment < before
        ]
        for digest in gone:
            archive.database.execute("DELETE FROM evidence WHERE sha256 = ?", [digest])
    evidence_files.clean(folder_of(archive.path), used, gone)
    return len(gone)
