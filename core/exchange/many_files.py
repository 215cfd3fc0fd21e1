"""Many files and folders read one after the other: one that cannot be read stops no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

from msgspec import Struct

from core.exchange.errors import CancelledError, ExchangeError
from core.exchange.form_files import FormFile, read_form_file
from core.exchange.formats import FORMATS
from core.exchange.sources.bounds import OWN_ARCHIVE
from core.foreign.process import ForeignFiles
from core.quoting import shown
from core.system_errors import reason
from core.workers.spread import spread

MOST_FILES = 20_000
"""Files of one folder that are looked at."""
MANY = 12
"""So many files are worth the start of workers."""
CHUNK = 4
"""Files that a worker gets at once, and opens in one child."""
LONGEST = 150.0
"""Seconds for one file: the child is given up sooner."""


class RefusedFile(Struct, frozen=True):
    """A file in which no form could be read; ``why`` is one Chinese sentence that names it."""

    path: Path
    why: str

    @property
    def is_archive(self) -> bool:
        """Whether it is an archive, a backup or a 交接包 of this program, to be restored.

        The child that looked into it tells its sentence only.
        """
        return self.why.endswith(OWN_ARCHIVE)


Found = FormFile | RefusedFile


def files_in(paths: Sequence[Path], cancel: Event | None = None) -> Iterator[Path | RefusedFile]:
    """The files themselves, and of folders all those in them that forms may come in, by name.

    Behind those of a folder stands what of it is not looked at, each with the reason.  Raises
    ``CancelledError`` once ``cancel`` is set.
    """
    suffixes = {suffix for known in FORMATS if known.readable for suffix in known.suffixes}
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = list[Path]()
        closed = list[OSError]()
        for folder, _, names in os.walk(path, onerror=closed.append):
            if cancel is not None and cancel.is_set():
                raise CancelledError
            # What Office and WPS put beside an open file begins with ~$; a dot hides a file.
            inside = (Path(folder, name) for name in names if not name.startswith(("~$", ".")))
            found += [one for one in inside if one.suffix.lower() in suffixes and one.is_file()]
            if len(found) > MOST_FILES:
                break
        yield from sorted(found)[:MOST_FILES]
        if len(found) > MOST_FILES:
            why = f"里超过 {MOST_FILES} 个文件，只读了其中 {MOST_FILES} 个：请按下级文件夹分次导入"
            yield RefusedFile(path, f"文件夹{shown(path)}{why}")
        for error in closed:
            shut = Path(error.filename or path)
            yield RefusedFile(shut, f"文件夹{shown(shut)}没有读：{reason(error)}")


def read_files(
    paths: Sequence[Path],
    cancel: Event | None = None,
    told: Callable[[int, int], object] = lambda _done, _total: None,
) -> Iterator[FormFile | RefusedFile]:
    """What is in these files and folders; ``told`` hears how many of how many files are done.

    One child opens a few of them, workers with a child each open many. Raises ``CancelledError``
    once ``cancel`` is set.
    """
    looked_at = list(files_in(paths, cancel))
    files = [one for one in looked_at if isinstance(one, Path)]
    read = _read_beside(files, cancel) if len(files) >= MANY else _read_here(files, cancel)
    with closing(read):
        for done in range(len(files)):
            told(done, len(files))
            found = None if cancel is not None and cancel.is_set() else next(read, None)
            if found is None:
                raise CancelledError
            yield found
    told(len(files), len(files))
    yield from (one for one in looked_at if isinstance(one, RefusedFile))


def _read_here(files: Iterable[Path], cancel: Event | None) -> Generator[Found, None, None]:
    with ForeignFiles() as opened:
        for path in files:
            try:
                yield read_form_file(path, opened, cancel)
            except CancelledError:
                raise
            except ExchangeError as error:
                yield RefusedFile(path, str(error))


def _read_beside(files: Sequence[Path], cancel: Event | None) -> Generator[Found, None, None]:
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    with closing(spread(read_chunk, chunks, cancel=cancel, seconds=CHUNK * LONGEST)) as read:
        for chunk, done in zip(chunks, read, strict=False):  # none more once it is cancelled
            # A worker that died took good files along with the bad one: each by itself, then.
            yield from _read_here(chunk, cancel) if done.exception() else done.result()


def read_chunk(files: Sequence[Path]) -> list[Found]:
    """In a worker: what is in each of these files."""
    return list(_read_here(files, None))
