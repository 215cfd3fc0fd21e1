"""How the places of backups stand, told from names and headers alone: quick, for a status bar."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from core.archive.backups import LATE, Backup, backups_in, is_late, local_now
from core.archive.connection import refuse_foreign
from core.archive.errors import ArchiveError
from core.archive.raw_reading import raw
from core.beijing import in_beijing, moment_in_words


class PlaceStatus(Struct, frozen=True):
    """How one folder of backups stands."""

    folder: Path
    newest: Backup | None = None
    count: int = 0
    there: bool = True
    whole: bool = False
    late: bool = True
    shared: bool = False
    """Whether a further place is on the disk of the first one, and would be lost with it."""
    writable: bool = True
    """Whether the system lets a backup be written there: a locked stick does not."""
    last: datetime | None = None
    """Of a place that is not there: when it got its last backup, as far as it is remembered."""

    @property
    def sentence(self) -> str:
        """In a few words, for a list."""
        if not self.there:
            return self._away()
        if not self.writable:
            return "写不进去：磁盘是只读的，或者没有权限"
        if self.newest is None:
            return "还没有备份"
        if not self.whole:
            return "最近一份不完整，请立即备份"
        if self.late:
            return "超过七天没有新备份"
        return "正常，但和档案在同一个磁盘" if self.shared else "正常"

    def _away(self) -> str:
        if self.last is None:
            return "不在，可能没有插上"
        late = "，超过七天" if self.late else ""
        return f"没有插上，上次备份 {moment_in_words(self.last, '%m-%d %H:%M')}{late}"


class Status(Struct, frozen=True):
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
        return f"{moment_in_words(self.when)} {checked} · {self.places} 处{late}"

    def short(self, now: datetime | None = None) -> str:
        """``16:05 已备份并验证 · 2 处`` for today, else with the date: for a status bar."""
        if self.when is None:
            return "还没有备份"
        there = in_beijing(self.when)
        today = there.date() == in_beijing(now or local_now()).date()
        when = moment_in_words(self.when, "%H:%M") if today else f"{there:%Y-%m-%d}"
        checked = "已备份并验证" if self.verified else "备份未通过核对"
        late = " · 该备份了" if self.old else f" · 另 {self.behind} 处该备份了"
        return f"{when} {checked} · {self.places} 处" + (late if self.late else "")


def status(
    folders: Sequence[Path],
    now: datetime | None = None,
    remembered: Mapping[Path, datetime] = MappingProxyType({}),
) -> Status:
    """What there is, in all places together; as for ``places_of``."""
    every = places_of(folders, now, remembered)
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


def places_of(
    folders: Sequence[Path],
    now: datetime | None = None,
    remembered: Mapping[Path, datetime] = MappingProxyType({}),
) -> tuple[PlaceStatus, ...]:
    """Each folder of backups, the archive's own first.

    ``remembered``: when the places got their last backup, for a stick that is not plugged in.
    """
    moment = now or local_now()
    told = []
    for folder in folders:
        found = backups_in(folder, now=moment)
        there = folder.is_dir() or folder.parent.is_dir()
        writable = not there or _is_writable(folder if folder.is_dir() else folder.parent)
        if found:
            late, whole = is_late(found[0], moment), _whole(found[0].path)
            shared = folder != folders[0] and _disk(folder) == _disk(folders[0])
            told.append(
                PlaceStatus(
                    *(folder, found[0], len(found)),
                    whole=whole,
                    late=late,
                    shared=shared,
                    writable=writable,
                )
            )
        else:
            last = None if there else remembered.get(folder)
            late = last is None or moment - last > LATE
            told.append(PlaceStatus(folder, there=there, late=late, writable=writable, last=last))
    return tuple(told)


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def _disk(folder: Path) -> int:
    return folder.stat().st_dev


def _whole(path: Path) -> bool:
    """The header is ours and the file has the length that it tells."""
    with suppress(ArchiveError, OSError):
        refuse_foreign(path)
        with raw(path) as stream:
            header = stream.read(100)
        page = int.from_bytes(header[16:18])
        return path.stat().st_size == int.from_bytes(header[28:32]) * (65536 if page == 1 else page)
    return False
