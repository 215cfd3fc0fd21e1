"""Files that appear whole or not at all, and never in place of what they were made from."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.leftovers import part_name
from core.quoting import shown
from core.system_errors import reason

SHARED, PRIVATE = 0o666, 0o600
"""File modes before the user's umask: for what goes to others, for what is the owner's only."""
OWNER_ONLY = 0o700
"""The mode of a folder that is the owner's only."""


BESIDE_A_DATABASE = ("-journal", "-wal", "-shm")
"""Endings of the files in which SQLite keeps an unfinished transaction."""
LOCK_ENDING = ".lock"
_DATABASE = b"SQLite format 3\0"


class OutputError(Exception):
    """Nothing was written; the message is one Chinese sentence for the clerk."""


def write_whole(
    target: Path,
    data: bytes,
    *,
    inputs: Iterable[Path] = (),
    mode: int = SHARED,
    own: bool = False,
) -> None:
    """Put ``data`` into ``target``, replacing what is there; as ``replacing``."""
    with replacing(target, inputs=inputs, mode=mode, own=own) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(
    target: Path,
    *,
    inputs: Iterable[Path] = (),
    mode: int = SHARED,
    own: bool = False,
    database: bool = False,
) -> Iterator[Path]:
    """An empty new file beside ``target`` that takes its place when the block ends well.

    ``target`` may not be one of ``inputs``, however it is spelt or linked, nor, unless
    ``database``, an archive.  Of a file of the program's own (``own``) a link is replaced, not what
    it leads to.  Raises ``OutputError`` for whatever the system refuses, also inside the block.
    """
    place = target
    try:
        place = place_for(target, inputs, own=own, database=database)
        temporary = place.with_name(part_name())
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            yield temporary
            if mode == SHARED and place.exists():
                shutil.copymode(place, temporary)
            flush(temporary)
            temporary.replace(place)
            _flush_folder(place.parent)
        finally:
            # Also after an interruption: half a file helps nobody.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        message = f"无法写入{shown(target)}：{reason(error)}"
        raise OutputError(message) from error


def keep_private(path: Path) -> None:
    """Let nobody but its owner read a file, however it came here; a refusal costs nothing."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if os.name == "posix" and mode & ~OWNER_ONLY:
            path.chmod(mode & OWNER_ONLY)


def place_for(
    target: Path, inputs: Iterable[Path], *, own: bool = False, database: bool = False
) -> Path:
    """The very file that ``target`` leads to. Raises ``OutputError`` where it may not be written.

    ``replacing`` asks by itself; asking before some long work spares the clerk the waiting.
    """
    # A link that the clerk chose is followed: the file it leads to is replaced, the link stays.
    place = Path(os.path.realpath(target.parent)) / target.name if own else _real(target)
    if not place.parent.is_dir():
        message = f"无法写入{shown(target)}：没有文件夹{shown(place.parent)}，请先建立"
        raise OutputError(message)
    if place.name.endswith((*BESIDE_A_DATABASE, LOCK_ENDING)):
        message = f"无法写入{shown(target)}：这个名字留给档案的日志和锁，请换一个输出文件名"
        raise OutputError(message)
    if not os.path.lexists(place) or (own and place.is_symlink()):
        return place
    if place.is_dir():
        message = f"无法写入{shown(target)}：这是文件夹，请写明文件名"
        raise OutputError(message)
    # Replacing a device or a pipe would take it away from the whole system.
    if not stat.S_ISREG(place.stat().st_mode):
        message = f"无法写入{shown(target)}：它不是普通文件"
        raise OutputError(message)
    if any(source.exists() and place.samefile(source) for source in inputs):
        message = f"{shown(target)}就是要读的文件，不能被覆盖，请换一个输出文件名"
        raise OutputError(message)
    if not database and _is_database(place):
        message = f"{shown(target)}是档案或别的数据库，不会被替换，请换一个输出文件名"
        raise OutputError(message)
    if not os.access(place, os.W_OK):
        message = f"无法写入{shown(target)}：文件是只读的"
        raise OutputError(message)
    return place


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False  # what cannot be read is refused or replaced for other reasons


def flush(path: Path) -> None:
    """Return when what was written into a file is on the disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    # The new name is on the disk only when its folder is. Windows cannot open one, and some
    # network file systems refuse; the file itself is safe by then.
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
