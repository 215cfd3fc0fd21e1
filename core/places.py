"""Where the clerk's data lie: the folder of the archive, and what may be thrown away."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from core.home import own_folder
from core.quoting import shown
from core.storage import Kind, local_folder, storage_of

DATA_VARIABLE = "ZIPINGTONG_DATA"
"""Environment variable that names another data folder (a stick, a test)."""

ARCHIVE_NAME = "自评档案.db"
BLANKS_FOLDER = "空表"
"""Beside the archive: the bureau's blanks that are remembered."""
RETYPING_NAME = "誊录.json"
"""Beside the archive: the orders of retyping, and how far one is."""

PORTABLE_MARKER = "便携.txt"
"""Beside the built program this file says that its data go with it, on a stick for instance."""


NO_FOLDER = Path(os.devnull, "zipingtong")
"""Nothing is ever there and nothing can be put there: as good as a disk that is full."""


class PlaceError(Exception):
    """There is no such folder of the clerk's; the message is one Chinese sentence."""


def data_folder() -> Path:
    """The folder of archive and backups; it may not exist yet. Raises ``PlaceError``."""
    chosen = os.environ.get(DATA_VARIABLE, "")
    try:
        if chosen:
            return Path(chosen).expanduser().absolute()
        return portable_folder() or default_folder()
    except (RuntimeError, OSError) as error:  # ``~`` of a user who is none; no present folder
        message = f"环境变量 {DATA_VARIABLE} 写的数据文件夹{shown(chosen)}找不到"
        raise PlaceError(message) from error


def is_chosen() -> bool:
    """Whether somebody said where the data lie; then no other place is looked at or offered."""
    return bool(os.environ.get(DATA_VARIABLE)) or portable_folder() is not None


def portable_folder() -> Path | None:
    """The data folder beside the built program, where the marker asks for it."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).resolve().parent
    return program / "数据" if (program / PORTABLE_MARKER).is_file() else None


def default_folder() -> Path:
    """Where the data lie when nothing else was chosen. Raises ``PlaceError``."""
    from platformdirs import user_documents_path

    folder = own_folder(user_documents_path)
    if folder is None:
        message = "找不到这个用户的“文档”文件夹"
        raise PlaceError(message)
    return folder / "自评档案"


def archive_file() -> Path:
    """The archive that the window opens when it is told no other. Raises ``PlaceError``.

    One that was moved from a shared folder to this computer (``archive.moving``) is found there.
    """
    folder = data_folder()
    if not is_chosen():
        local = local_folder()
        shared = storage_of(folder).kind is not Kind.LOCAL
        if shared and local is not None and (local / ARCHIVE_NAME).exists():
            return local / ARCHIVE_NAME
    return folder / ARCHIVE_NAME


def cache_folder() -> Path:
    """A folder for what can be made again at any time; it may not exist yet.

    ``NO_FOLDER`` without a home: what is named from the current folder on would lie in a
    stranger's, and be believed.
    """
    from platformdirs import user_cache_path

    portable = portable_folder()
    if portable is not None:
        return portable / "缓存"
    return own_folder(lambda: user_cache_path("zipingtong", appauthor=False)) or NO_FOLDER
