"""Backups that count: made by SQLite's own means, opened and compared, thinned, in two places.

A backup gets its name ``自评档案_20211231_160500_退出.db`` only after it was opened and compared
with the archive; so every file of such a name was sound on the day it was made.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import file_digest
from operator import itemgetter
from pathlib import Path
from shutil import copyfile

from core.archive.archive import Archive
from core.archive.connection import create_file, refuse_foreign
from core.archive.contents import Contents, Look, contents, inspect, refuse_another
from core.archive.errors import ArchiveError, in_words
from core.archive.thinning import kept
from core.output import OWNER_ONLY, PRIVATE, OutputError, replacing
from core.reasons import shown

FOLDER = "备份"
"""The name of the first place, a folder beside the archive."""

LATE = timedelta(days=7)
"""Without a new backup for so long a place is late, even if nothing was changed: a stick does not
last for ever either."""

AHEAD = timedelta(days=1)
"""What is dated further ahead than that was made by a wrong clock."""

_STEM = "自评档案"
_NAME = re.compile(_STEM + r"_(\d{8}_\d{6})_([^_]+)(?:_\d+)?\.db")
_MOMENT = "%Y%m%d_%H%M%S"
_PART = re.compile(r"\.[0-9a-f]{16}\.part")
_STALE = 86_400
_NOT_IN_NAMES = re.compile(r"[^\w（）-]|_")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: when it was made (local time) and why."""

    path: Path
    made: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a backup in one place: the newest sound one there, or the trouble with it.

    ``made``: whether it was made now; without anything new in the archive none is.
    """

    folder: Path
    path: Path | None = None
    made: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """How one folder of backups stands."""

    folder: Path
    newest: Backup | None = None
    count: int = 0
    there: bool = True
    whole: bool = False
    late: bool = True
    shared: bool = False
    """Whether a further place is on the disk of the first one, and would be lost with it."""

    @property
    def sentence(self) -> str:
        """In a few words, for a list."""
        if not self.there:
            return "不在，可能没有插上"
        if self.newest is None:
            return "还没有备份"
        if not self.whole:
            return "最近一份不完整，请立即备份"
        if self.late:
            return "超过七天没有新备份"
        return "正常，但和档案在同一个磁盘" if self.shared else "正常"


@dataclass(frozen=True, slots=True)
class Status:
    """What the status bar tells: the newest backup, how many places have one, how many are late.

    ``old``: even the newest one is.
    """

    when: datetime | None
    verified: bool
    places: int
    behind: int
    old: bool

    @property
    def late(self) -> bool:
        """Whether something is to be done."""
        return self.behind > 0

    @property
    def sentence(self) -> str:
        """``2021-12-31 16:05 已备份并验证 · 2 处``."""
        if self.when is None:
            return "还没有备份"
        checked = "已备份并验证" if self.verified else "已备份，未通过核对"
        late = ""
        if self.old:
            late = " · 已超过七天"
        elif self.late:
            late = f" · 另有 {self.behind} 处超过七天没有备份"
        return f"{self.when:%Y-%m-%d %H:%M} {checked} · {self.places} 处{late}"

    def short(self, now: datetime | None = None) -> str:
        """``16:05 已备份并验证 · 2 处`` for today, else with the date: for a status bar."""
        if self.when is None:
            return "还没有备份"
        today = self.when.date() == (now or _now()).date()
        when = f"{self.when:%H:%M}" if today else f"{self.when:%Y-%m-%d}"
        checked = "已备份并验证" if self.verified else "备份未通过核对"
        late = " · 该备份了" if self.old else f" · 另 {self.behind} 处该备份了"
        return f"{when} {checked} · {self.places} 处" + (late if self.late else "")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The archive as it stood at one moment, copied and not yet looked at.

    ``lay_into`` makes a backup of it and takes it away.
    """

    path: Path
    source: Path
    wanted: frozenset[Contents]
    contents: Contents


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
    before = contents(archive)
    troubles: list[ArchiveError] = []
    for folder in folders:
        path = folder / f".{secrets.token_hex(8)}.part"
        try:
            with in_words(folder):
                _make(folder)
                create_file(path)
                try:
                    archive.copy_to(path)
                except BaseException:
                    path.unlink(missing_ok=True)
                    raise
        except ArchiveError as error:
            troubles.append(error)
            continue
        # Another program may have saved in between: then the copy holds what was there after that.
        return Snapshot(path, archive.path, frozenset((before, contents(archive))), before)
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
    moment = now or _now()
    origin, checked = taken.path, False
    done: list[Placed] = []
    try:
        for folder in folders:
            newest = next(iter(backups_in(folder, now=moment)), None)
            if newest and not _is_late(newest, moment) and _holds(newest.path, taken.contents):
                done.append(Placed(folder, newest.path))
                continue
            if not checked:
                with Archive.open(taken.path, read_only=True) as copy:
                    refuse_another(copy, taken.wanted, taken.source)
                checked = True
            done.append(_placed(origin, taken, _free(folder, reason, moment)))
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
    today = (now or _now()) + AHEAD
    found: list[tuple[bool, datetime, int, Backup]] = []
    for folder in folders:
        with suppress(OSError):
            for path in folder.iterdir():
                if match := _NAME.fullmatch(path.name):
                    with suppress(ValueError):
                        made = datetime.strptime(match[1], _MOMENT)  # noqa: DTZ007  (the clerk's clock)
                        # Two may be of one second: the file system knows which one came later.
                        written = path.stat().st_mtime_ns
                        backup = Backup(path, made, match[2])
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


def status(folders: Sequence[Path], now: datetime | None = None) -> Status:
    """What there is, told from names and headers alone: quick enough for a status bar."""
    every = standing(folders, now)
    newest = [place.newest.made for place in every if place.newest is not None]
    if not newest:
        return Status(None, verified=False, places=0, behind=len(every), old=True)
    in_time = [place.newest.made for place in every if place.newest and not place.late]
    return Status(
        max(in_time or newest),
        verified=all(place.whole for place in every if place.newest is not None),
        places=len(newest),
        behind=sum(place.late for place in every),
        old=all(place.late for place in every),
    )


def standing(folders: Sequence[Path], now: datetime | None = None) -> tuple[Place, ...]:
    """Each folder of backups, the archive's own first, told from names and headers alone."""
    moment = now or _now()
    told = []
    for folder in folders:
        found = backups_in(folder, now=moment)
        if found:
            late, whole = _is_late(found[0], moment), _whole(found[0].path)
            shared = folder != folders[0] and _disk(folder) == _disk(folders[0])
            told.append(Place(folder, found[0], len(found), whole=whole, late=late, shared=shared))
        else:
            told.append(Place(folder, there=folder.is_dir() or folder.parent.is_dir()))
    return tuple(told)


def thin(folder: Path, now: datetime | None = None) -> tuple[Path, ...]:
    """Take away the backups of a folder that the policy gives up; the newest always stays."""
    moment = now or _now()
    every = backups_in(folder, now=moment)
    stays = kept((backup.made for backup in every), moment)
    gone = []
    for backup in every[1:]:
        if backup.made not in stays:
            with suppress(OSError):
                backup.path.unlink()
                gone.append(backup.path)
    _sweep(folder)
    return tuple(gone)


def _sweep(folder: Path) -> None:
    """What a killed program left half made goes after a day."""
    with suppress(OSError):
        for path in folder.glob(".*.part"):
            if _PART.fullmatch(path.name) and time.time() - path.stat().st_mtime > _STALE:
                path.unlink()


def _make(folder: Path) -> None:
    # Not the folders above: a stick that is not plugged in would be made up on the disk.
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)


def _placed(origin: Path, taken: Snapshot, target: Path) -> Placed:
    """The snapshot itself gets the name where it lies; elsewhere a copy that reads back alike."""
    folder = target.parent
    try:
        with in_words(folder):
            _make(folder)
            with replacing(target, inputs=[taken.source], mode=PRIVATE) as temporary:
                if folder == taken.path.parent and origin == taken.path:
                    taken.path.replace(temporary)
                else:
                    copyfile(origin, temporary)
                    _refuse_differing(origin, temporary)
    except (ArchiveError, OutputError) as error:
        return Placed(folder, trouble=str(error))
    return Placed(folder, target, made=True)


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
        refuse_another(archive, frozenset((wanted,)), backup)
        return True
    return False


def _is_late(backup: Backup, moment: datetime) -> bool:
    return not -AHEAD <= moment - backup.made <= LATE


def _disk(folder: Path) -> int:
    return folder.stat().st_dev


def _whole(path: Path) -> bool:
    """The header is ours and the file has the length that it tells."""
    with suppress(ArchiveError, OSError):
        refuse_foreign(path)
        with path.open("rb") as stream:
            header = stream.read(100)
        page = int.from_bytes(header[16:18])
        return path.stat().st_size == int.from_bytes(header[28:32]) * (65536 if page == 1 else page)
    return False


def _free(folder: Path, reason: str, moment: datetime) -> Path:
    why = _NOT_IN_NAMES.sub("", reason)[:20] or "备份"
    stem = f"{_STEM}_{moment.strftime(_MOMENT)}_{why}"
    target, number = folder / f"{stem}.db", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}_{number}.db"
    return target


def _now() -> datetime:
    return datetime.now().astimezone().replace(tzinfo=None)
