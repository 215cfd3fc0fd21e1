"""An archive moves from a shared folder to this computer; the shared one keeps its backups."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from shutil import copyfile

from core.archive.backup import restore
from core.archive.errors import in_words
from core.archive.evidence_files import folder_of
from core.archive.lock import locked
from core.beijing import local_time
from core.output import OWNER_ONLY, keep_private
from core.places import ARCHIVE_NAME, BLANKS_FOLDER, RETYPING_NAME


def move(path: Path, folder: Path) -> Path:
    """Bring the archive into a folder of this computer; its new path.

    It is copied, compared, and only then renamed where it was: nobody goes on with the old one, and
    nothing is deleted.  Raises ``ArchiveError``, also where somebody has it open, and
    ``OutputError``; it is then where it was.
    """
    target = folder / ARCHIVE_NAME
    with in_words(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    if not os.path.lexists(path):
        return target
    with locked(path):
        restore(path, target)
        _take_along(path.parent, folder)
        moment = f"{local_time():%Y%m%d-%H%M%S}"
        with in_words(path):
            aside = path.with_name(f"{path.stem}.已搬到本机-{moment}{path.suffix}")
            path.rename(aside)
            if folder_of(path).is_dir():
                folder_of(path).rename(folder_of(aside))
    return target


def _take_along(shared: Path, folder: Path) -> None:
    """Copies of the blanks and of the orders of retyping; what is refused stays where it is."""
    blanks = folder / BLANKS_FOLDER
    with suppress(OSError):
        _copy(shared / RETYPING_NAME, folder / RETYPING_NAME)
    with suppress(OSError):
        for path in sorted((shared / BLANKS_FOLDER).iterdir()):
            blanks.mkdir(mode=OWNER_ONLY, exist_ok=True)
            _copy(path, blanks / path.name)


def _copy(source: Path, target: Path) -> None:
    """A plain file where there is none yet."""
    if stat.S_ISREG(source.lstat().st_mode) and not os.path.lexists(target):
        copyfile(source, target, follow_symlinks=False)
        keep_private(target)
