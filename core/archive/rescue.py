"""A damaged or lost archive: set aside, the newest good backup in its place, never a fresh start.

What opens an archive gets ``DamagedError``; it then asks the clerk and calls ``bring_back``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from core.archive.backup import SIDE_FILES, restore
from core.archive.errors import in_words, told_of
from core.archive.issued_numbers import LOST
from core.beijing import local_time

_MOMENT = "%Y%m%d_%H%M%S"


def set_aside(path: Path, now: datetime | None = None) -> Path:
    """Rename a damaged archive to ``….损坏_20211231_160500.db``, its journal with it.

    Nothing is ever written over.  Raises ``ArchiveError``.
    """
    place = Path(os.path.realpath(path))
    moment = now or local_time()
    target, number = place.with_name(f"{aside_prefix(place)}{moment:{_MOMENT}}{place.suffix}"), 1
    with in_words(path):
        while os.path.lexists(target):
            number += 1
            name = f"{aside_prefix(place)}{moment:{_MOMENT}}_{number}{place.suffix}"
            target = place.with_name(name)
        place.rename(target)
        for ending in SIDE_FILES:
            side = place.with_name(place.name + ending)
            if side.exists():
                side.replace(target.with_name(target.name + ending))
    return target


def bring_back(
    path: Path,
    backup: Path,
    now: datetime | None = None,
    tell: Callable[[str], object] = lambda _: None,
) -> Path | None:
    """Put this backup in place of a damaged or lost archive; where that was set aside.

    ``tell`` hears a sentence where a 定稿编号 may be given again for want of its record.
    Raises ``ArchiveError`` where the backup is not sound; the damaged file is then where it was.
    """
    aside = set_aside(path, now) if os.path.lexists(path) else None
    try:
        with told_of(backup, backup, backup=True):
            restore(backup, path, before=aside, tell=tell)
    except BaseException:
        if aside is not None and not path.exists():
            for ending in ("", *SIDE_FILES):
                kept = aside.with_name(aside.name + ending)
                if kept.exists():
                    kept.rename(path.with_name(path.name + ending))
        raise
    if aside is None:
        tell(LOST)
    return aside


def aside_prefix(place: Path) -> str:
    """What the names of damaged files of this archive begin with."""
    return f"{place.stem}.损坏_"
