"""Opening the archive at the start of the day: made new only where there has never been one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backups import FOLDER, backups_in
from core.archive.connection import make
from core.archive.errors import LostError, in_words
from core.archive.note import NAME as NOTE
from core.quoting import shown


def open_or_create(path: Path) -> Archive:
    """Open the archive, or make a new one where there has never been one.

    Where a file is missing that has backups, nothing is made.  Raises ``ArchiveError``.
    """
    refuse_fresh_start(path)
    with in_words(path):
        if not path.exists():
            with suppress(FileExistsError):  # another window made the very same one
                make(path)
    return Archive.open(path)


def refuse_fresh_start(path: Path, folders: Sequence[Path] = ()) -> None:
    """Raise ``LostError`` where an archive is not there but has been: it was lost, or moved.

    ``folders``: other places of backups than the one beside it.
    """
    place = Path(os.path.realpath(path))
    with in_words(path):
        if place.exists() or not place.parent.is_dir():
            return
        from core.archive.rescue import aside_prefix  # mostly the archive is there

        places = {place.parent / FOLDER, *folders}
        backups = len(backups_in(*places))
        aside = [
            file for file in place.parent.glob("*.db") if file.name.startswith(aside_prefix(place))
        ]
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
