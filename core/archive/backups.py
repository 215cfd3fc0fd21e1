"""Backups that count: made by SQLite's own means, opened and compared, thinned, in two places.

A backup gets its name ``自评档案_20211231_160500_退出.db`` only after it was opened and compared
with the archive; so every file of such a name was sound on the day it was made.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import file_digest
from operator import itemgetter
from pathlib import Path
from shutil import copyfile

from msgspec import Struct
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.clock import has_leapt
from core.archive.connection import create_file, reading
from core.archive.contents import Look, copied, inspect, refuse_another
from core.archive.digest import Contents
from core.archive.errors import ArchiveError, in_words, told_of
from core.archive.evidence_files import SHARED_FOLDER, Stored, all_stored, carry, folders_for
from core.beijing import local_time
from core.leftovers import part_name, sweep
from core.output import OWNER_ONLY, PRIVATE, OutputError, replacing
from core.quoting import shown
from core.regex import regex

FOLDER = "备份"
"""The name of the first place, a folder beside the archive."""

LATE = timedelta(days=7)
"""Without a new backup for so long a place is late, even if nothing was changed: a stick does not
last for ever either."""

AHEAD = timedelta(days=1)
"""What is dated further ahead than that was made by a wrong clock."""

_STEM = "自评档案"
_NAME = regex(_STEM + r"_(\d{8}_\d{6})_([^_]+)(?:_\d+)?\.db")
_CALLED = {reason: f"{reason}前" for reason in ("定稿", "删除", "导入")}
"""What earlier programs called backups after the act that they come before, and what they are."""
_MOMENT = "%Y%m%d_%H%M%S"
_NOT_IN_NAMES = regex(r"[^\w（）-]|_")


class Backup(Struct, frozen=True):
    """One backup: when it was made (local time) and why."""

    path: Path
    made: datetime
    reason: str


class Placed(Struct, frozen=True):
    """What became of a backup in one place: the newest sound one there, or the trouble with it.

    ``made``: whether it was made now; without anything new in the archive none is.  ``there``:
    whether the place is; a stick need not always be.
    """

    folder: Path
    path: Path | None = None
    made: bool = False
    trouble: str = ""
    there: bool = True
    lacking: int = 0
    """Files of evidence that no place has any more, and that lack in this backup too."""


class Snapshot(Struct, frozen=True):
    """The archive as it stood at one moment, copied and not yet looked at.

    ``lay_into`` makes a backup of it and takes it away.
    """

    path: Path
    source: Path
    contents: Contents
    evidence: tuple[Stored, ...] = ()


def back_up(
    archive: Archive, folders: Sequence[Path], reason: str, now: datetime | None = None
) -> tuple[Placed, ...]:
    """A backup of an open archive in each folder. Raises as ``snapshot`` and ``lay_into``."""
    return lay_into(snapshot(archive, folders), folders, reason, now)


def snapshot(archive: Archive, folders: Sequence[Path]) -> Snapshot:
    """Copy the archive as it is now into the first of the folders that takes it.

    That is all for which the archive is held: comparing and carrying to a slow stick is done by
    ``lay_into``, without it.  Raises ``ArchiveError`` where no folder can be written.
    """
    troubles: list[ArchiveError] = []
    for folder in folders:
        path = folder / part_name()
        try:
            with in_words(folder):
                _make(folder)
                create_file(path)
                try:
                    # Of one moment: what the copy names is what is carried along with it.
                    with in_words(archive.path), reading(archive.database.conn):
                        held = copied(archive, path)
                        evidence = all_stored(archive.database)
                except BaseException:
                    path.unlink(missing_ok=True)
                    raise
        except ArchiveError as error:
            troubles.append(error)
            continue
        return Snapshot(path, archive.path, held, evidence)
    raise troubles[0]


def examine(taken: Snapshot) -> Look:
    """Look through the snapshot instead of holding the archive, and take it away.

    A damaged page is copied as it is, so what is wrong with the one is wrong with the other.
    """
    try:
        return inspect(taken.path)
    finally:
        taken.path.unlink(missing_ok=True)


def lay_into(
    taken: Snapshot, folders: Sequence[Path], reason: str, now: datetime | None = None
) -> tuple[Placed, ...]:
    """Open and compare the snapshot and lay it into each of the folders, which are thinned.

    A folder whose newest backup is sound, holds the same and is not late gets none.  What is wrong
    with one folder keeps no other from its backup.  Raises ``ArchiveError`` where the snapshot is
    not what the archive was, or no folder takes it.
    """
    moment = now or local_now()
    origin, checked = taken.path, False
    done: list[Placed] = []
    try:
        for folder in folders:
            newest = next(iter(backups_in(folder, now=moment)), None)
            if newest and not is_late(newest, moment) and _holds(newest.path, taken.contents):
                done.append(_with_evidence(Placed(folder, newest.path), taken, folders))
                continue
            if not checked:
                with (
                    told_of(taken.path, taken.source, folder),
                    Archive.open(taken.path, read_only=True) as copy,
                ):
                    refuse_another(copy, taken.contents, taken.source)
                checked = True
            placed = _placed(origin, taken, _free(folder, reason, moment))
            done.append(_with_evidence(placed, taken, folders))
            if done[-1].made:
                origin = done[-1].path or origin
                thin(folder, moment)
    finally:
        taken.path.unlink(missing_ok=True)
    if done and all(one.trouble for one in done):
        raise ArchiveError(done[0].trouble)
    return tuple(done)


def backups_in(*folders: Path, now: datetime | None = None) -> tuple[Backup, ...]:
    """The backups of these folders, the newest first; none where one cannot be read.

    What is dated ahead of now was made while the clock was wrong: it comes last, or for years the
    newest backup would be an old one.
    """
    today = (now or local_now()) + AHEAD
    found: list[tuple[bool, datetime, int, Backup]] = []
    for folder in folders:
        with suppress(OSError):
            for path in folder.iterdir():
                if match := _NAME.fullmatch(path.name):
                    with suppress(ValueError):
                        # By the clerk's clock; not by strptime, which loads locales and calendars.
                        made = datetime.fromisoformat(match[1])
                        # Two may be of one second: the file system knows which one came later.
                        written = path.stat().st_mtime_ns
                        reason = _CALLED.get(match[2], match[2])
                        backup = Backup(path, made, reason)
                        found.append((made <= today, made, written, backup))
    found.sort(key=itemgetter(0, 1, 2), reverse=True)
    return tuple(backup for *_, backup in found)


def newest_good(folders: Sequence[Path]) -> Backup | None:
    """The newest backup that is sound from the first page to the last version."""
    for backup in backups_in(*folders):
        with suppress(ArchiveError), Archive.open(backup.path, read_only=True) as archive:
            if not archive.verify():
                return backup
    return None


def thin(folder: Path, now: datetime | None = None) -> tuple[Path, ...]:
    """Take away the one backup that goes for a new one; none while the date is in doubt."""
    moment = now or local_now()
    every = backups_in(folder, now=moment)
    sweep([folder])
    others = (backup.made for backup in every if backup.made != moment)
    if has_leapt(folder, others, moment):
        return ()
    from core.archive.thinning import given_up  # the start of the day only looks at backups

    oldest = given_up((backup.made for backup in every), moment)
    gone = [backup.path for backup in every if backup.made == oldest][-1:]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return tuple(gone)


def _make(folder: Path) -> None:
    # Not the folders above: a stick that is not plugged in would be made up on the disk.
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)


def _placed(origin: Path, taken: Snapshot, target: Path) -> Placed:
    """The snapshot itself gets the name where it lies; elsewhere a copy that reads back alike."""
    folder = target.parent
    if not folder.is_dir() and not folder.parent.is_dir():
        return Placed(folder, trouble=f"{shown(folder)}不在，可能没有插上", there=False)
    try:
        with in_words(folder):
            _make(folder)
            with replacing(target, inputs=[taken.source], mode=PRIVATE, own=True) as temporary:
                if folder == taken.path.parent and origin == taken.path:
                    taken.path.replace(temporary)
                else:
                    copyfile(origin, temporary)
                    _refuse_differing(origin, temporary)
    except (ArchiveError, OutputError) as error:
        return Placed(folder, trouble=str(error))
    return Placed(folder, target, made=True)


def _with_evidence(placed: Placed, taken: Snapshot, folders: Sequence[Path]) -> Placed:
    """The evidence beside the backups of a place, one folder for all: only what it lacks comes."""
    if placed.trouble or not taken.evidence:
        return placed
    others = (folder / SHARED_FOLDER for folder in folders if folder != placed.folder)
    try:
        lacking, _ = carry(
            taken.evidence,
            (*folders_for(taken.source), *others),
            placed.folder / SHARED_FOLDER,
        )
    except ArchiveError as error:
        return replace(placed, trouble=f"佐证材料没有备份完：{error}")
    return replace(placed, lacking=len(lacking))


def _refuse_differing(made: Path, copy: Path) -> None:
    digests = []
    for path in (made, copy):
        with path.open("rb") as stream:
            digests.append(file_digest(stream, "sha256").digest())
    if digests[0] != digests[1]:
        message = f"写到{shown(copy.parent)}的备份读回来不一样，请检查磁盘或 U 盘"
        raise ArchiveError(message)


def _holds(backup: Path, wanted: Contents) -> bool:
    with suppress(ArchiveError), Archive.open(backup, read_only=True) as archive:
        refuse_another(archive, wanted, backup)
        return True
    return False


def is_late(backup: Backup, moment: datetime) -> bool:
    """Whether this newest backup is one of long ago, or of a wrong clock."""
    return not -AHEAD <= moment - backup.made <= LATE


def _free(folder: Path, reason: str, moment: datetime) -> Path:
    why = _NOT_IN_NAMES.sub("", reason)[:20] or "备份"
    stem = f"{_STEM}_{moment.strftime(_MOMENT)}_{why}"
    target, number = folder / f"{stem}.db", 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{stem}_{number}.db"
    return target


def local_now() -> datetime:
    """The present moment by the clerk's clock."""
    return local_time().replace(tzinfo=None)
