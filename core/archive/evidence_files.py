"""佐证材料: the content of filed evidence, each file once, in a folder beside the archive.

A folder of files named by their digest, and not a part of the database: a unit files gigabytes in
a few years, the forms themselves are megabytes.  So list, open and save are as quick as without
evidence; a backup copies only what its place has not got yet, never ten gigabytes at each exit; a
stick with FAT32 (4 GB a file) takes them all; and a damaged sector costs one file.  A file is
written once, whole or not at all, and never changed; its name has no ending, so nothing ever opens
it by itself.  What *should* be there stands in the database (``evidence``), so printing, listing
and comparing need the one SQLite file alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import file_digest, sha256
from pathlib import Path
from shutil import copyfile
from typing import Final

from msgspec import Struct

from core.archive.database import Database
from core.archive.errors import ArchiveError, DamagedError, NotFoundError, in_words
from core.output import OWNER_ONLY, PRIVATE, OutputError, replacing
from core.quoting import shown
from core.regex import regex

MOST_BYTES: Final = 50 * 1024 * 1024
"""Of one file: a scanned contract of a hundred pages has less."""
SHARED_FOLDER: Final = "佐证材料"
"""Beside backups: one folder for all of them.  Nothing is taken away there when backups are
thinned: an old one that stays may be the last that names a file."""
_ENDING: Final = "-佐证材料"
_DIGEST: Final = regex("[0-9a-f]{64}")


class Stored(Struct, frozen=True):
    """What an archive took in: its digest, and its size in bytes."""

    sha256: str
    size: int


def folder_of(archive: Path) -> Path:
    """Where the evidence of the archive at this path lies."""
    return archive.with_name(archive.stem + _ENDING)


def folders_for(archive: Path) -> tuple[Path, ...]:
    """Where the evidence of an archive, a backup, or an archive set aside may lie."""
    first = archive.name.split(".", maxsplit=1)[0]
    return tuple(
        dict.fromkeys(
            (
                folder_of(archive),
                archive.with_name(first + _ENDING),
                archive.with_name(SHARED_FOLDER),
            )
        )
    )


def evidence_size(archive: Path) -> int:
    """Bytes of all evidence beside the archive at this path."""
    try:
        return sum(one.stat().st_size for one in folder_of(archive).iterdir() if one.is_file())
    except OSError:
        return 0


def all_stored(db: Database) -> tuple[Stored, ...]:
    """What the archive took in. Raises ``DamagedError`` for what is no digest or size."""
    found = db.execute("SELECT sha256, size FROM evidence ORDER BY sha256").fetchall()
    return tuple(_checked(digest, size) for digest, size in found)


def put(folder: Path, content: bytes) -> Stored:
    """Keep a content in the folder, once. Raises ``ArchiveError`` and ``OutputError``."""
    if not content or len(content) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        message = "文件是空的" if not content else f"文件超过 {most} MB，不能登记为佐证材料"
        raise ArchiveError(message)
    stored = Stored(sha256(content).hexdigest(), len(content))
    path = folder / stored.sha256
    with in_words(folder):
        folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
        if _is_whole(path, stored):
            return stored
        with replacing(path, mode=PRIVATE, own=True) as temporary:
            temporary.write_bytes(content)
    return stored


def get(folders: Iterable[Path], stored: Stored) -> bytes:
    """A content, compared with its digest. Raises ``ArchiveError``."""
    _checked(stored.sha256, stored.size)
    damaged = False
    for folder in folders:
        path = folder / stored.sha256
        with in_words(path):
            if not _is_there(path, stored):
                damaged |= path.exists()
                continue
            content = path.read_bytes()
        if sha256(content).hexdigest() == stored.sha256:
            return content
        damaged = True
    if damaged:
        message = "这份佐证材料与登记时的校验码不符，请从备份恢复"
        raise DamagedError(message)
    message = "这份佐证材料的文件不在了（可能被删除或被杀毒软件移走），请从备份恢复"
    raise NotFoundError(message)


def carry(
    wanted: Iterable[Stored], sources: Iterable[Path], target: Path, *, mend: bool = False
) -> tuple[tuple[Stored, ...], int]:
    """Copy what ``target`` lacks out of the folders; what nobody has, and how many were copied.

    Each copy is read back and compared.  What is there already with its size stays: it was
    compared when it came, and a backup at each exit cannot read gigabytes.  ``mend``: every byte
    there is read, and what is damaged comes anew.  Raises ``ArchiveError``.
    """
    places, lacking, copied = tuple(sources), list[Stored](), 0
    stays = _is_whole if mend else _is_there
    for stored in wanted:
        if stays(target / stored.sha256, stored):
            continue
        found = whole_in(stored, places)
        if found is None:
            lacking.append(stored)
        else:
            _copy(found, target, stored)
            copied += 1
    return tuple(lacking), copied


def unsound(wanted: Iterable[Stored], folders: Iterable[Path]) -> Iterator[Stored]:
    """Each that no folder has as it was filed: every byte is read."""
    places = tuple(folders)
    for stored in wanted:
        if whole_in(stored, places) is None:
            yield stored


def whole_in(stored: Stored, folders: Iterable[Path]) -> Path | None:
    """The first file of these folders that is as it was filed: every byte is read."""
    paths = (folder / stored.sha256 for folder in folders)
    return next((path for path in paths if _is_whole(path, stored)), None)


def is_there(stored: Stored, folders: Iterable[Path]) -> bool:
    """Whether a folder has a file of that name and size: quick, for a glance."""
    return any(_is_there(folder / stored.sha256, stored) for folder in folders)


def findings(lacking: Iterable[Stored], names: dict[str, str]) -> tuple[str, ...]:
    """A sentence for each; ``names``: how they were called, by digest."""
    return tuple(
        f"佐证材料{shown(names.get(one.sha256, one.sha256[:8]))}缺失或与校验码不符，请从备份恢复"
        for one in lacking
    )


def clean(folder: Path, kept: Iterable[str], gone: Iterable[str]) -> None:
    """Take away the files of these digests that nothing refers to any more."""
    stays = set(kept)
    with in_words(folder):
        for digest in gone:
            if digest not in stays and _DIGEST.fullmatch(digest):
                (folder / digest).unlink(missing_ok=True)


def _checked(digest: object, size: object) -> Stored:
    """Before a path is made of it: an archive may come from anybody."""
    sound = isinstance(digest, str) and _DIGEST.fullmatch(digest)
    if sound and isinstance(size, int) and 0 < size <= MOST_BYTES:
        return Stored(str(digest), size)
    message = "佐证材料的登记已损坏，请从备份恢复"
    raise DamagedError(message)


def _copy(found: Path, target: Path, stored: Stored) -> None:
    with in_words(target):
        target.mkdir(mode=OWNER_ONLY, exist_ok=True)
        path = target / stored.sha256
        try:
            with replacing(path, mode=PRIVATE, own=True) as temporary:
                copyfile(found, temporary)
                if not _is_whole(temporary, stored):
                    raise OSError
        except OutputError as error:
            raise ArchiveError(str(error)) from error


def _is_there(path: Path, stored: Stored) -> bool:
    """A plain file of that size: no link, so that nothing else of the computer is ever read."""
    try:
        return not path.is_symlink() and path.is_file() and path.stat().st_size == stored.size
    except OSError:
        return False


def _is_whole(path: Path, stored: Stored) -> bool:
    if not _is_there(path, stored):
        return False
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest() == stored.sha256
    except OSError:
        return False
