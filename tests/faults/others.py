"""Another program replaces the file, or holds it."""

import os
import shutil
import sqlite3
from pathlib import Path

import core.archive.connection
from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.lock import Lock, LockedError
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.tally import Tally, in_words


def replaced_under_the_program(folder: Path, times: int, tally: Tally) -> None:
    """A sync client or a clerk puts another file in place; neither may be lost or mixed up."""
    path = archive_in(folder)
    other = folder / "别的.db"
    for turn in range(times):
        shutil.copyfile(path, other)
        with Archive.open(path) as archive:
            archive.load(1)
            if turn % 2:
                path.unlink()
            os.replace(other, path)  # noqa: PTH105
            before = path.read_bytes()
            try:
                archive.save(1, marked(turn + 1), FIGURES)
                tally.broke("存进了已被替换的文件而没有说明")
            except ArchiveError as error:
                if not in_words(error) or path.read_bytes() != before:
                    tally.broke(str(error))
                else:
                    tally.end("说明，两份都没有动")


def held_elsewhere(folder: Path, times: int, tally: Tally) -> None:
    """Another window has the lock; another program holds SQLite's."""
    core.archive.connection.BUSY_SECONDS = 0.05
    path = archive_in(folder)
    for _ in range(times):
        lock = Lock.take(path)
        try:
            Lock.take(path)
            tally.broke("同一把锁给了两次")
        except LockedError as error:
            tally.end("说明" if in_words(error) else "没有说明")
        lock.release()
        holder = sqlite3.connect(path)
        holder.execute("BEGIN EXCLUSIVE")
        try:
            with Archive.open(path) as archive:
                archive.save(1, marked(1), FIGURES)
            tally.broke("别人占用时写进去了")
        except ArchiveError as error:
            tally.end("说明" if in_words(error) else "没有说明")
        holder.close()
    with Archive.open(path) as archive:
        if archive.verify() or archive.load(1).project != "0":
            tally.broke("占用之后档案变了")
