"""Where the clerk's data lie: the folder of the archive, and what may be thrown away."""

from __future__ import annotations

import os
from pathlib import Path

DATA_VARIABLE = "ZIPINGTONG_DATA"
"""Environment variable that names another data folder (a stick, a test)."""

ARCHIVE_NAME = "自评档案.db"


def data_folder() -> Path:
    """The folder of archive and backups; it may not exist yet."""
    chosen = os.environ.get(DATA_VARIABLE, "")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_documents_path

    return user_documents_path() / "自评档案"


def archive_file() -> Path:
    """The archive that the window opens when it is told no other."""
    return data_folder() / ARCHIVE_NAME


def cache_folder() -> Path:
    """A folder for what can be made again at any time; it may not exist yet."""
    from platformdirs import user_cache_path

    return user_cache_path("zipingtong", appauthor=False)
