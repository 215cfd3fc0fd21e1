"""A damaged or lost archive: set aside, the newest good backup in its place, never a fresh start.

What opens an archive gets ``DamagedError``; it then asks the clerk and calls ``bring_back_newest``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.archive.backup import SIDE_FILES, restore
from core.archive.backups import FOLDER, Backup, backups_in, newest_good
from core.archive.errors import ArchiveError, LostError, in_words
from core.archive.note import NAME as NOTE
from core.reasons import shown

_MOMENT = "%Y%m%d_%H%M%S"


@dataclass(frozen=True, slots=True)
class Rescued:
    """The backup that is the archive now, and where the damaged file was set aside."""

    backup: Backup
    aside: Path | None


def refuse_fresh_start(path: Path, folders: Sequence[Path] = ()) -> None:
    """Raise ``LostError`` where an archive is not there but has been: it was lost, or moved.

    ``folders``: other places of backups than the one beside it.
    """
    place = Path(os.path.realpath(path))
    with in_words(path):
        if place.exists() or not place.parent.is_dir():
            return
        places = {place.parent / FOLDER, *folders}
        backups = len(backups_in(*places))
        aside = [file for file in place.parent.glob("*.db") if file.name.startswith(_aside(place))]
        noted = place.with_name(NOTE).exists()
    if backups or aside or noted:
        there = "这里曾经有过"
        if backups or aside:
            there = f"但有 {backups} 份备份" if backups else f"但有损坏的档案{shown(aside[0].name)}"
        message = (
            f"没有找到档案{shown(path)}，{there}；为免丢失没有新建，"
            "请先从备份恢复，或把档案文件放回原处"
        )
        raise LostError(message)


def set_aside(path: Path, now: datetime | None = None) -> Path:
    """Rename a damaged archive to ``….损坏_20211231_160500.db``, its journal with it.

    Nothing is ever written over.  Raises ``ArchiveError``.
    """
    place = Path(os.path.realpath(path))
    moment = now or datetime.now().astimezone()
    target, number = place.with_name(f"{_aside(place)}{moment:{_MOMENT}}{place.suffix}"), 1
    with in_words(path):
        while os.path.lexists(target):
            number += 1
            name = f"{_aside(place)}{moment:{_MOMENT}}_{number}{place.suffix}"
            target = place.with_name(name)
        place.rename(target)
        for ending in SIDE_FILES:
            side = place.with_name(place.name + ending)
            if side.exists():
                side.replace(target.with_name(target.name + ending))
    return target


def bring_back_newest(path: Path, folders: Sequence[Path], now: datetime | None = None) -> Rescued:
    """Put the newest good backup in place of a damaged or lost archive, which is set aside.

    Raises ``ArchiveError``, also where there is no good backup; the damaged file is then where it
    was.
    """
    backup = newest_good(folders)
    if backup is None:
        message = f"没有找到完好的备份，{shown(path)}保持原样；请查找 U 盘或其他电脑上的备份"
        raise ArchiveError(message)
    return Rescued(backup, bring_back(path, backup.path, now))


def bring_back(path: Path, backup: Path, now: datetime | None = None) -> Path | None:
    """Put this backup in place of a damaged or lost archive; where that was set aside.

    Raises ``ArchiveError`` where the backup is not sound; the damaged file is then where it was.
    """
    aside = set_aside(path, now) if os.path.lexists(path) else None
    try:
        restore(backup, path)
    except BaseException:
        if aside is not None and not path.exists():
            for ending in ("", *SIDE_FILES):
                kept = aside.with_name(aside.name + ending)
                if kept.exists():
                    kept.rename(path.with_name(path.name + ending))
        raise
    return aside


def _aside(place: Path) -> str:
    return f"{place.stem}.损坏_"
