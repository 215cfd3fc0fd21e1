"""佐证材料 in a 交接包: only what the archive in it names comes out."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from core.archive.archive import Archive
from core.archive.errors import ArchiveError, in_words
from core.archive.evidence_files import Stored, all_stored, folder_of
from core.foreign.bounds import LARGE_MEMBER, broken_zip, check_member
from core.foreign.errors import ForeignFileError
from core.output import OWNER_ONLY, PRIVATE
from core.quoting import shown

EVIDENCE = "佐证材料"
"""The folder in the zip; each file is called by its digest."""
_SPARE = 50_000_000
_BLOCK = 1 << 20


def unpack_evidence(path: Path, archive: Path) -> None:
    """Lay what the unpacked archive names beside it; its digest is compared where it is read.

    A file that the 交接包 lacks lacks afterwards too.  Nothing is unpacked that the archive does
    not name, nor more of it than it says.  Raises ``ArchiveError``.
    """
    with Archive.open(archive, read_only=True) as opened, in_words(archive):
        wanted = all_stored(opened.database)
    if not wanted:
        return
    folder = folder_of(archive)
    try:
        with in_words(folder), zipfile.ZipFile(path) as packed:
            there = set(packed.namelist())
            found = [one for one in wanted if f"{EVIDENCE}/{one.sha256}" in there]
            size = sum(one.size for one in found)
            if size + _SPARE > shutil.disk_usage(archive.parent).free:
                message = (
                    f"没有打开交接包{shown(path)}：里面的佐证材料有 {size // 1_000_000 + 1} MB，"
                    f"{shown(archive.parent)}所在的磁盘放不下"
                )
                raise ArchiveError(message)
            folder.mkdir(mode=OWNER_ONLY)
            for one in found:
                check_member(
                    packed.getinfo(f"{EVIDENCE}/{one.sha256}"), max(one.size, LARGE_MEMBER)
                )
                _unpack(packed, one, folder)
    except ForeignFileError as error:
        raise ArchiveError(f"没有打开交接包{shown(path)}：{error}") from None
    except broken_zip():
        message = f"{shown(path)}里的佐证材料已经损坏，请向交接人重新要一份"
        raise ArchiveError(message) from None


def _unpack(packed: zipfile.ZipFile, one: Stored, folder: Path) -> None:
    target, left = folder / one.sha256, one.size
    with packed.open(f"{EVIDENCE}/{one.sha256}") as stream, target.open("xb") as out:
        target.chmod(PRIVATE)
        while left and (block := stream.read(min(_BLOCK, left))):
            out.write(block)
            left -= len(block)
