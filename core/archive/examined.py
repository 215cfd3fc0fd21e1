"""Which versions were read whole before and found sound, so that nobody reads them again in vain.

To read a form out of its text takes longer than all else that a check of the archive does, and the
same text gives the same form as long as the program is the same.  What is remembered lies in the
cache, never in the archive: for each version that was sound a digest of its content *and* of what
the list and the search say of it.  Whoever asks works that digest out afresh from what the archive
holds now, so whatever changed is unknown here.  The file is sealed with a key of its own and is for
one version of the program; damaged, another's or anybody else's, it is as good as none.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from core.output import PRIVATE, OutputError, write_whole
from core.own_files import open_own
from core.places import cache_folder
from core.version import VERSION

MOST: Final = 500_000
"""Versions that are remembered, the latest ones: 16 MB."""

_RECIPE: Final = 1
"""Raise it whenever what a sound version is becomes another without a new version number."""
_FILE, _KEY = "examined.bin", "examined.key"
_SIZE: Final = sha256().digest_size


class Examined:
    """The versions that were found sound before, and those that are now."""

    def __init__(self, folder: Path, key: bytes, known: Iterable[bytes] = ()) -> None:
        """Use ``load``."""
        self._folder, self._key = folder, key
        self._known = frozenset(known)
        self._sound: dict[bytes, None] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """What is remembered in this folder (else the cache); nothing that cannot be trusted."""
        place = cache_folder() if folder is None else folder
        key = _read(place / _KEY, _SIZE)
        if len(key) != _SIZE:
            return cls(place, secrets.token_bytes(_SIZE))
        whole = _read(place / _FILE, (MOST + 1) * _SIZE)
        seal, marks = whole[:_SIZE], whole[_SIZE:]
        if len(marks) % _SIZE or not hmac.compare_digest(seal, _seal(key, marks)):
            return cls(place, key)
        return cls(place, key, (marks[at : at + _SIZE] for at in range(0, len(marks), _SIZE)))

    def __contains__(self, mark: bytes) -> bool:
        """Whether it was sound; then it still is, and is remembered on."""
        if mark in self._known:
            self._sound[mark] = None
            return True
        return False

    def add(self, mark: bytes) -> None:
        """It was read whole, and is sound."""
        self._sound[mark] = None

    def save(self) -> None:
        """Remember it for the next time; where nothing can be written it is read again then."""
        if self._known.issuperset(self._sound):
            return
        others = (mark for mark in self._known if mark not in self._sound)
        marks = b"".join([*self._sound, *others][:MOST])
        with suppress(OutputError, OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / _KEY, self._key, mode=PRIVATE, own=True)
            sealed = _seal(self._key, marks) + marks
            write_whole(self._folder / _FILE, sealed, mode=PRIVATE, own=True)


def forget_examined(folder: Path | None = None) -> None:
    """Let everything be read again: without its key, what is remembered is as good as nothing."""
    with suppress(OSError):
        ((cache_folder() if folder is None else folder) / _KEY).unlink(missing_ok=True)


def mark_of(digest: str, listed: object) -> bytes:
    """What stands for a version: the digest of its content, and what is listed of it (as JSON)."""
    return sha256(json.dumps([digest, listed]).encode()).digest()


def _seal(key: bytes, marks: bytes) -> bytes:
    program = f"{VERSION} {_RECIPE} ".encode()
    return hmac.digest(key, program + marks, "sha256")


def _read(path: Path, most: int) -> bytes:
    """A file that is this program's alone, no longer than that; nothing for any other."""
    try:
        handle = open_own(path, os.O_RDONLY, create=False)
        with os.fdopen(handle, "rb") as stream:
            found = stream.read(most + 1)
    except OSError:
        return b""
    return found if len(found) <= most else b""
