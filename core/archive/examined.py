"""Which versions were read whole before and found sound, so that nobody reads them again in vain.

To read a form out of its text takes longer than all else that a check of the archive does, and the
same text gives the same form as long as the program is the same.  What is remembered lies in the
cache (``SealedFile``), never in the archive: for each version that was sound a digest of its
content *and* of what the list and the search say of it.  Whoever asks works that digest out afresh
from what the archive holds now, so whatever changed is unknown here.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from core.places import cache_folder
from core.sealed_file import SealedFile

MOST: Final = 500_000
"""Versions that are remembered, the latest ones: 16 MB."""

_FILE, _KEY = "examined.bin", "examined.key"
_SIZE: Final = sha256().digest_size


class Examined:
    """The versions that were found sound before, and those that are now."""

    def __init__(self, file: SealedFile) -> None:
        """Use ``load``."""
        self._file = file
        keys = file.load(MOST * _SIZE)
        self._known = frozenset(keys[at : at + _SIZE] for at in range(0, len(keys), _SIZE))
        self._sound: dict[bytes, None] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """What is remembered in this folder (else the cache); nothing that cannot be trusted."""
        return cls(_file(folder))

    def __contains__(self, key: bytes) -> bool:
        """Whether it was sound; then it still is, and is remembered on."""
        if key in self._known:
            self._sound[key] = None
            return True
        return False

    def add(self, key: bytes) -> None:
        """It was read whole, and is sound."""
        self._sound[key] = None

    def save(self) -> None:
        """Remember it for the next time; where nothing can be written it is read again then."""
        if self._known.issuperset(self._sound):
            return
        others = (key for key in self._known if key not in self._sound)
        self._file.save(b"".join([*self._sound, *others][:MOST]))


def forget_examined(folder: Path | None = None) -> None:
    """Let everything be read again."""
    _file(folder).forget()


def cache_key(digest: str, listed: object) -> bytes:
    """What stands for a version: the digest of its content, and what is listed of it (as JSON)."""
    return sha256(json.dumps([digest, listed]).encode()).digest()


def _file(folder: Path | None) -> SealedFile:
    return SealedFile((cache_folder() if folder is None else folder) / _FILE, _KEY)
