"""Many files and folders read one after the other: one that cannot be read stops no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from core.exchange.errors import CancelledError, ExchangeError
from core.exchange.form_files import FormFile, read_form_file
from core.exchange.formats import FORMATS
from core.foreign.process import ForeignFiles

MOST_FILES = 20_000
"""Files of one folder that are looked at."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file in which no form could be read; ``why`` is one Chinese sentence that names it."""

    path: Path
    why: str


def files_in(paths: Sequence[Path], cancel: Event | None = None) -> Iterator[Path]:
    """The files themselves, and of folders all those in them that forms may come in, by name.

    Raises ``CancelledError`` once ``cancel`` is set.
    """
    suffixes = {suffix for known in FORMATS if known.readable for suffix in known.suffixes}
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = []
        for folder, _, names in os.walk(path):
            if cancel is not None and cancel.is_set():
                raise CancelledError
            # What Office and WPS put beside an open file begins with ~$; a dot hides a file.
            inside = (Path(folder, name) for name in names if not name.startswith(("~$", ".")))
            found += [one for one in inside if one.suffix.lower() in suffixes and one.is_file()]
            if len(found) >= MOST_FILES:
                break
        yield from sorted(found)[:MOST_FILES]


def read_files(
    paths: Sequence[Path],
    cancel: Event | None = None,
    told: Callable[[int, int], object] = lambda _done, _total: None,
) -> Iterator[FormFile | RefusedFile]:
    """What is in these files and folders; ``told`` hears how many of how many files are done.

    One child opens them all. Raises ``CancelledError`` once ``cancel`` is set.
    """
    files = list(files_in(paths, cancel))
    with ForeignFiles() as opened:
        for done, path in enumerate(files):
            told(done, len(files))
            if cancel is not None and cancel.is_set():
                raise CancelledError
            try:
                yield read_form_file(path, opened, cancel)
            except CancelledError:
                raise
            except ExchangeError as error:
                yield RefusedFile(path, str(error))
    told(len(files), len(files))
