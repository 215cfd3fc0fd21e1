"""The disk is full, or the folder may not be written."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backups import back_up, backups_in
from core.archive.errors import ArchiveError
from core.output import OutputError
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.tally import Tally, in_words

SMALL = 640 * 1024
NOBODY = 65534


def disk_full(folder: Path, times: int, tally: Tally) -> None:
    """Save new versions on a small disk until nothing fits any more, then look."""
    with _small_disk(folder, tally) as disk:
        path = archive_in(disk, 1)
        saved = 0
        for count in range(1, times + 1):
            try:
                with Archive.open(path) as archive:
                    archive.load(1)
                    archive.save(1, marked(count), FIGURES, new_version=True)
                saved = count
                tally.end("存下")
            except ArchiveError as error:
                _said(error, tally)
            _whole(path, saved, tally)
        with Archive.open(path) as archive:
            try:
                back_up(archive, [disk / "备份"], "试")
                tally.end("备份")
            except ArchiveError as error:
                _said(error, tally)
        if list(disk.rglob("*.part")) or len(backups_in(disk / "备份")) > 1:
            tally.broke("写满时留下了半个备份")


def read_only_folder(folder: Path, times: int, tally: Tally) -> None:
    """Another user's folder: to be read, never to be written, and said so."""
    path = archive_in(folder, 1)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        for turn in range(times):
            tally.end(_as_nobody(lambda turn=turn: _try_to_write(path, turn)))  # type: ignore[misc]
            _whole(path, 0, tally)
    finally:
        folder.chmod(0o755)
    for how in [how for how in tally.ends if how.startswith("!")]:
        tally.broke(how)


def _try_to_write(path: Path, turn: int) -> str:
    try:
        with Archive.open(path, read_only=turn % 2 == 0) as archive:
            if archive.load(1).project != "0":
                return "!读错"
            archive.save(1, marked(9), FIGURES)
    except (ArchiveError, OutputError) as error:
        return "说明" if in_words(error) else f"!{error}"
    return "!写进了只读文件夹"


def _as_nobody(work: Callable[[], str]) -> str:
    """Do something without root's power to write everywhere."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(writing, work().encode()[:4000])
        except BaseException as error:  # noqa: BLE001  (the parent counts it)
            os.write(writing, f"!{error!r}".encode()[:4000])
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as stream:
        return stream.read().decode(errors="replace")


@contextmanager
def _small_disk(folder: Path, tally: Tally) -> Iterator[Path]:
    """A tmpfs of its own; where that is not allowed, a limit on the size of files."""
    disk = folder / "小盘"
    disk.mkdir()
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    options = f"size={SMALL}".encode()
    if libc is not None and libc.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", 0, options) == 0:
        try:
            yield disk
        finally:
            libc.umount(os.fsencode(disk))
        return
    print("    不能挂载小盘（没有权限），改用文件大小限制", flush=True)
    tally.name += "（文件大小限制）"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL // 2, before[1]))
    try:
        yield disk
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)


def _said(error: Exception, tally: Tally) -> None:
    if in_words(error):
        tally.end("说明")
    else:
        tally.broke(str(error))


def _whole(path: Path, saved: int, tally: Tally) -> None:
    with Archive.open(path, read_only=True) as archive:
        if archive.verify():
            tally.broke(archive.verify()[0])
        if archive.load(1).project != str(saved):
            tally.broke(f"存下的是 {saved}，找到 {archive.load(1).project}")
