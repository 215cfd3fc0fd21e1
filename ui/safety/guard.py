"""The way to the archive at the start: one window writes, damage is told, nothing begins empty."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from core.archive.backups import FOLDER
from core.archive.errors import ArchiveError, DamagedError, LostError
from core.archive.lock import Lock, LockedError
from core.archive.note import lay_note
from core.archive.opening import refuse_fresh_start
from core.output import OWNER_ONLY, OutputError
from core.places import ARCHIVE_NAME, PlaceError, archive_file
from core.quoting import shown
from core.system_errors import reason
from ui.shelf import Shelf


class Opened(Struct, frozen=True):
    """The archive, the lock on it (none for reading only), and what to tell once in the window."""

    shelf: Shelf
    lock: Lock | None
    news: str = ""


def open_archive(path: Path, backups: Sequence[Path]) -> Opened | None:
    """Open the archive or ask what to do; ``None`` where the clerk leaves.

    ``backups``: the folders with backups, the first one beside the archive.
    """
    try:
        if not path.parent.exists():
            path.parent.parent.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(mode=OWNER_ONLY, exist_ok=True)
        lock = _locked(path)
    except OSError as error:
        why = f"不能使用数据文件夹{shown(path.parent)}：{reason(error)}"
        return _elsewhere(why, backups)
    except LockedError as error:
        from ui.safety.guard_dialogs import to_be_read_only

        return _to_be_read(path) if to_be_read_only(error) else None
    except ArchiveError as error:
        _refuse(f"{error}。")
        return None
    except OutputError as error:
        return _to_be_read(path, f"{error}，只读打开：可以看、打印和导出，不能修改")
    opened = _opened(path, backups, lock)
    if opened is None:
        lock.release()
    else:
        lay_note(path.parent)
    return opened


def place_of_archive() -> Path | None:
    """Where the archive is to be, if need be chosen by the clerk; ``None`` where nobody chose."""
    try:
        return archive_file()
    except PlaceError as error:
        from ui.safety.guard_dialogs import other_folder

        folder = other_folder(str(error))
        return None if folder is None else folder / ARCHIVE_NAME


def _elsewhere(why: str, backups: Sequence[Path]) -> Opened | None:
    from ui.safety.guard_dialogs import other_folder

    folder = other_folder(why)
    if folder is None:
        return None
    return open_archive(folder / ARCHIVE_NAME, [folder / FOLDER, *backups[1:]])


def _locked(path: Path) -> Lock:
    """The lock. Raises ``OutputError`` where nothing can be written beside an archive to read."""
    try:
        return Lock.take(path)
    except LockedError:
        raise
    except ArchiveError as error:
        if path.exists():
            message = f"数据文件夹{shown(path.parent)}不能写入（{error}）"
            raise OutputError(message) from error
        raise


def _opened(path: Path, backups: Sequence[Path], lock: Lock) -> Opened | None:
    news = ""
    while True:
        try:
            refuse_fresh_start(path, backups)
            shelf = Shelf(path)
            found = "；".join(filter(None, (news, shelf.ask(lambda archive: archive.news))))
            return Opened(shelf, lock, news=found)
        except (DamagedError, LostError) as error:
            from ui.safety.guard_dialogs import rescued

            told = rescued(path, backups, error)
            if told is None:
                return None
            news = told
        except ArchiveError as error:
            _refuse(f"{error}。")
            return None


def _to_be_read(path: Path, news: str = "") -> Opened | None:
    try:
        return Opened(Shelf(path, read_only=True), None, news=news)
    except ArchiveError as wrong:
        _refuse(f"{wrong}。")
        return None


def _refuse(sentence: str) -> None:
    from ui.safety.guard_dialogs import refuse

    refuse(sentence)
