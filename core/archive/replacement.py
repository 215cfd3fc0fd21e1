"""Writing a backup or a 交接包 where a file may be already: refused, or that one kept beside.

Also never over the archive that is read, nor over one that somebody has open.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct

from core.archive.connection import create_file, refuse_foreign
from core.archive.errors import ArchiveError, in_words
from core.archive.lock import LockedError, locked
from core.beijing import local_time
from core.output import PRIVATE, place_for, replacing
from core.quoting import shown


class Replacement(Struct):
    """The file that is being written, and where what it replaced is kept."""

    temporary: Path
    aside: Path | None = None


@contextmanager
def replacing_aside(target: Path, source: Path, *, replace: bool) -> Iterator[Replacement]:
    """As ``output.replacing``, for a file made from the archive ``source``.

    Raises ``ArchiveError`` and ``OutputError``.
    """
    place = refuse_target(target, source, replace=replace)
    with ExitStack() as stack:
        if _is_archive(place):
            stack.enter_context(_unused(place, target))
        temporary = stack.enter_context(
            replacing(target, inputs=[source], mode=PRIVATE, database=True)
        )
        written = Replacement(temporary)
        yield written
        if place.exists():
            written.aside = set_aside(place, "替换前")


def refuse_target(target: Path, source: Path, *, replace: bool) -> Path:
    """The very file that is to be written. Asked before long work, it spares the waiting."""
    place = place_for(target, [source], database=True)
    if os.path.lexists(place):
        if not replace:
            message = (
                f"{shown(target)}已经存在，没有写入；请换一个文件名，"
                "确要替换请加 --replace（原有的文件会留存在旁边）"
            )
            raise ArchiveError(message)
        if _is_archive(place):
            with _unused(place, target):
                pass
    return place


def set_aside(place: Path, why: str) -> Path:
    """A second name, or a copy where the disk has none, for a file that is about to be replaced."""
    moment = f"{local_time():%Y%m%d-%H%M%S-%f}"
    aside = place.with_name(f"{place.stem}.{why}-{moment}{place.suffix}")
    with in_words(place):
        try:
            aside.hardlink_to(place)
        except FileExistsError:
            raise
        except OSError:
            create_file(aside)
            shutil.copyfile(place, aside)
    return aside


@contextmanager
def _unused(place: Path, target: Path) -> Iterator[None]:
    try:
        with locked(place):
            yield
    except LockedError as error:
        message = f"{shown(target)}是正在使用的档案（{error.holder.sentence}），没有写入"
        raise ArchiveError(message) from error


def _is_archive(place: Path) -> bool:
    try:
        refuse_foreign(place)
    except (ArchiveError, OSError):
        return False
    return True
