"""A file of the cache that is believed only as long as nobody but this program has written it.

What lies in the cache can be worked out again at any time; remembered wrongly it would be a false
figure.  So the file is sealed with a key of its own and is for one build of the program: damaged,
another's or anybody else's, it is as good as none.
"""

from __future__ import annotations

import hmac
import os
import secrets
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from core.output import OWNER_ONLY, PRIVATE, OutputError, write_whole
from core.own_files import open_own
from core.version import VERSION

_SIZE: Final = sha256().digest_size


class SealedFile:
    """A file, sealed with the key that lies in another file of the same folder."""

    def __init__(self, path: Path, key: str) -> None:
        """``key``: the name of the file with the key; several files may share it."""
        self.path = path
        self.key_path = path.with_name(key)

    def load(self, most: int) -> bytes:
        """What was saved, if it has no more bytes than ``most``; nothing that is not ours."""
        key = _read(self.key_path, _SIZE)
        whole = _read(self.path, most + _SIZE)
        seal, data = whole[:_SIZE], whole[_SIZE:]
        if len(key) != _SIZE or not hmac.compare_digest(seal, self._seal(key, data)):
            return b""
        return data

    def save(self, data: bytes) -> None:
        """Replace what was saved; where nothing can be written nothing is remembered."""
        key = _read(self.key_path, _SIZE)
        with suppress(OutputError, OSError):
            self.path.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            if len(key) != _SIZE:
                key = secrets.token_bytes(_SIZE)
                write_whole(self.key_path, key, mode=PRIVATE, own=True)
            write_whole(self.path, self._seal(key, data) + data, mode=PRIVATE, own=True)

    def forget(self) -> None:
        """Without its key, what is remembered is as good as nothing."""
        with suppress(OSError):
            self.key_path.unlink(missing_ok=True)

    def _seal(self, key: bytes, data: bytes) -> bytes:
        made = hmac.new(key, f"{self.path.name} {_build()} ".encode(), "sha256")
        made.update(data)
        return made.digest()


@cache
def _build() -> str:
    """What tells this build of the program from any other, also one that somebody works on."""
    if getattr(sys, "frozen", False):
        # On Windows there are two programs, which remember for each other.
        files = sorted(filter(Path.is_file, Path(sys.executable).parent.iterdir()))
        files += sorted(Path(__file__).parent.rglob("*.pyc"))
    else:
        files = sorted(Path(__file__).parent.rglob("*.py"))
    states = ((str(file), file.stat()) for file in files)
    said = [(name, state.st_size, state.st_mtime_ns) for name, state in states]
    return f"{VERSION} {sha256(repr(said).encode('utf-8', 'surrogateescape')).hexdigest()}"


def _read(path: Path, most: int) -> bytes:
    """A file that is this program's alone, no longer than that; nothing for any other."""
    try:
        handle = open_own(path, os.O_RDONLY, create=False)
        with os.fdopen(handle, "rb") as stream:
            # One that is too long is not read at all.
            found = stream.read(most + 1) if os.fstat(handle).st_size <= most else b""
    except OSError:
        return b""
    return found if len(found) <= most else b""
