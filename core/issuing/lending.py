"""Copies of filed papers for other programs to show: the owner's only, gone at the next start."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.issuing.filename import safe_name
from core.output import OWNER_ONLY, PRIVATE, write_whole
from core.places import cache_folder

FOLDER = "扫描件"


def lend(name: str, content: bytes) -> Path:
    """A file with this content, to be shown. Raises ``OutputError`` and ``OSError``."""
    folder = cache_folder() / FOLDER
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    target = folder / safe_name(name)
    write_whole(target, content, mode=PRIVATE)
    return target


def take_back() -> None:
    """Take away what was lent before; what another program holds on to stays."""
    shutil.rmtree(cache_folder() / FOLDER, ignore_errors=True)
