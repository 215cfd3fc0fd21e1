"""Copies of filed papers for the child that draws them: the owner's only, gone afterwards."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from core.output import OWNER_ONLY, PRIVATE, OutputError, write_whole
from core.places import cache_folder
from core.quoting import shown
from core.system_errors import reason

FOLDER = "扫描件"


def copy_for_viewing(content: bytes) -> Path:
    """A file with this content, to be shown. Raises ``OutputError``."""
    import secrets  # only what removes copies is asked for at each start

    folder = cache_folder() / FOLDER
    try:
        folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"无法写入{shown(folder)}：{reason(error)}") from error
    # A name of our own: what the file is called in the archive is anybody's.
    target = folder / secrets.token_hex(8)
    write_whole(target, content, mode=PRIVATE, own=True)
    return target


def remove_copy(path: Path) -> None:
    """Take away one file that was copied."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def remove_copies() -> None:
    """Take away what was copied and left over by a power cut."""
    shutil.rmtree(cache_folder() / FOLDER, ignore_errors=True)
