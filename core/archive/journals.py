"""Journals beside an archive, looked at before SQLite is: an old one would bring the past back.

SQLite plays a journal that a crash left into the file at the next opening, without a word, and it
cannot tell whether the file has since been replaced by a newer one.  We can, nearly always: each
transaction counts the file's change counter up by one, and the journal holds the first page as it
was before.  So a journal belongs to a file whose counter is the same or one more.

- A journal that does not belong to the file is moved aside; the archive stays as it is.
- One that may is played into a copy first.  Where that gives a damaged archive and the file as it
  is is sound, the journal is moved aside as well.  Otherwise it is SQLite's to play back, and where
  the file as it was is sound and held something else, a copy of it stays.

Nothing is looked at while another window has the archive, or any program reads or writes it: then
the journal is its own, and SQLite knows.  Whoever decides has the file for himself.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO

from core.archive.connection import connect, in_memory
from core.archive.digest import Contents, contents_of, is_sound
from core.archive.errors import ArchiveError, in_words
from core.archive.lock import is_used_elsewhere
from core.archive.sqlite_lock import exclusive
from core.beijing import local_time
from core.leftovers import part_name
from core.output import BESIDE_A_DATABASE, PRIVATE
from core.quoting import shown
from core.system_errors import reason

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_WAL_MAGIC = bytes.fromhex("377f06")
_DATABASE = b"SQLite format 3\0"
_COUNTER = slice(24, 28)
_SMALLEST_PAGE, _LARGEST_PAGE = 512, 65536
_MOST_RECORDS = 100_000


def unfinished(path: Path) -> tuple[Path, ...]:
    """The files beside an archive that SQLite would play into it."""
    found = []
    for ending, magic in (("-journal", _MAGIC), ("-wal", _WAL_MAGIC)):
        side = path.with_name(path.name + ending)
        with suppress(OSError), side.open("rb") as stream:
            if stream.read(8).startswith(magic):
                found.append(side)
    return tuple(found)


class Verdict(Enum):
    """Whose journal it is, as far as the two files tell."""

    OWN = auto()
    UNKNOWN = auto()
    FOREIGN = auto()


def owner_of(side: Path, file: BinaryIO) -> Verdict:
    """Whether a journal is that of the last transaction on this very file."""
    before = _state(side, file)
    verdict = _judge(side, file)
    # On a share without locks, in the middle of somebody's transaction, the two say nothing.
    return verdict if _state(side, file) == before else Verdict.UNKNOWN


def _judge(side: Path, file: BinaryIO) -> Verdict:
    header = _header(file)
    if side.name.endswith("-wal"):
        # This program keeps none: only a file that another program has switched has one.
        return Verdict.UNKNOWN if header[18:20] == b"\x02\x02" else Verdict.FOREIGN
    first = _first_page(side)
    if first is None or not header.startswith(_DATABASE):
        return Verdict.UNKNOWN
    past = int.from_bytes(first[_COUNTER])
    same = int.from_bytes(header[_COUNTER]) in {past, past + 1 & 0xFFFFFFFF}
    return Verdict.OWN if same else Verdict.FOREIGN


def _state(side: Path, file: BinaryIO) -> tuple[object, ...]:
    try:
        found = side.stat()
    except OSError:
        return (None, _header(file))
    return (found.st_ino, found.st_size, found.st_mtime_ns, _header(file))


def _header(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(100)


def _first_page(journal: Path) -> bytes | None:
    """The first page of the database as a journal holds it; ``None`` where it does not.

    A journal is a header of one sector (count of records, nonce, size of the database, sectors and
    pages) and records of a page number, the page, a checksum (sqlite.org/fileformat2.html).
    """
    with journal.open("rb") as stream:
        header = stream.read(28)
        sector, page = int.from_bytes(header[20:24]), int.from_bytes(header[24:28])
        if not (_SMALLEST_PAGE <= page <= _LARGEST_PAGE and 0 < sector <= _LARGEST_PAGE):
            return None
        stream.seek(sector)
        for _ in range(_MOST_RECORDS):
            number = stream.read(4)
            if len(number) < 4:  # noqa: PLR2004  (cut off)
                return None
            if int.from_bytes(number) == 1:
                content = stream.read(page)
                return content if content.startswith(_DATABASE) else None
            stream.seek(page + 4, os.SEEK_CUR)
    return None


def settle(path: Path) -> str:
    """Decide about the journals of an archive that is about to be opened; news for the clerk.

    Raises ``ArchiveError`` where nothing can be decided and nothing be kept.
    """
    place = Path(os.path.realpath(path))
    news = ""
    for side in unfinished(place):
        if is_used_elsewhere(place):
            continue
        with exclusive(place) as file:
            # Meanwhile somebody may have finished what the journal was for.
            if file is not None and side in unfinished(place):
                news = _decide(side, place, file)
    return news


def _decide(side: Path, place: Path, file: BinaryIO) -> str:
    verdict = owner_of(side, file)
    if verdict is Verdict.FOREIGN:
        return _move_aside(side, place)
    return _try_playing(side, place, file, certain=verdict is Verdict.OWN)


def _try_playing(side: Path, place: Path, file: BinaryIO, *, certain: bool) -> str:
    """Let SQLite play the journal into a copy, and compare that with a copy as the file is."""
    ending = side.name.removeprefix(place.name)
    bare, played = place.with_name(part_name()), place.with_name(part_name())
    try:
        try:
            _copy(file, bare)
            _copy(file, played)
            with side.open("rb") as journal:
                _copy(journal, played.with_name(played.name + ending))
        except OSError as error:
            if certain or not side.exists():
                return ""  # SQLite knows what to do with it, or another has done it meanwhile
            message = f"{shown(place)}旁边有日志，打开以前要先留一份，没有留成：{reason(error)}"
            raise ArchiveError(message) from error
        return _compare(side, place, bare, _held(played), certain=certain)
    finally:
        for copy in (bare, played):
            for end in ("", *BESIDE_A_DATABASE):
                copy.with_name(copy.name + end).unlink(missing_ok=True)


def _copy(source: BinaryIO, target: Path) -> None:
    source.seek(0)
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
    with os.fdopen(handle, "wb") as stream:
        shutil.copyfileobj(source, stream)


def _compare(side: Path, place: Path, bare: Path, after: Contents | None, *, certain: bool) -> str:
    """What to do with a journal by what the archive holds without it (``bare``) and with it."""
    before = _held(bare)
    if before is not None and after is None:
        return _move_aside(side, place)
    if before == after and (before is not None or certain):
        return ""
    if before is None and after is not None:
        return ""  # cut off in the middle of a save: that is what the journal is for
    kept = place.with_name(f"{place.stem}.日志恢复前-{_now()}{place.suffix}")
    bare.rename(kept)
    told = f"，里面有 {before.evaluations} 份自评表" if before else ""
    return (
        f"{shown(place.name)}旁边有中断时留下的日志，已按它恢复到中断以前；"
        f"恢复前的档案留存为{shown(kept.name)}{told}，没有丢失"
    )


def _held(copy: Path) -> Contents | None:
    """The contents of a copy that is sound, else ``None``."""
    try:
        with in_words(copy):
            db = connect(copy, read_only=True)
            try:
                db = in_memory(db, copy)
                return contents_of(db) if is_sound(db) else None
            finally:
                db.close()
    except ArchiveError:
        return None


def _move_aside(side: Path, place: Path) -> str:
    ending = side.name.removeprefix(place.name)
    target = place.with_name(f"{place.stem}.旧日志-{_now()}{ending}")
    try:
        side.rename(target)
    except OSError as error:
        message = (
            f"{shown(place)}旁边有不属于它的旧日志{shown(side.name)}，打开会退回到从前；"
            f"移不开它（{reason(error)}），请先把它移走"
        )
        raise ArchiveError(message) from error
    return (
        f"{shown(place.name)}旁边有不属于它的旧日志，没有使用，"
        f"已改名为{shown(target.name)}；档案没有改动"
    )


def _now() -> str:
    return f"{local_time():%Y%m%d-%H%M%S-%f}"
