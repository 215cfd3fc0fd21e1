"""Foreign files read in a child process: what comes of them, checked.

Each function takes the ``ForeignFiles`` of the piece of work that asks (one child for many
files) and a ``cancel`` that another thread may set. Raises ``ForeignFileError``, one Chinese
sentence that names the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from core.foreign.errors import ForeignFileError
from core.foreign.process import ForeignFiles
from core.reading.source import SourceFile
from core.reading.source_json import decoded
from core.reasons import shown

_LONGEST_SYMBOL = 8_000
"""A QR symbol holds 7,089 digits at most."""
_MOST_SYMBOLS = 1_000


def read_source(
    files: ForeignFiles, path: Path, suffix: str, cancel: Event | None = None
) -> SourceFile:
    """What a file of another program shows; ``suffix`` names its format (``.xlsx``)."""
    for value, _ in files.read("source", path, {"suffix": suffix}, cancel=cancel):
        try:
            return decoded(value)
        except ValueError as error:
            message = f"无法读取{shown(path)}：文件里的内容过多，或者已经损坏"
            raise ForeignFileError(message) from error
    raise _broken(path)


def read_symbols(
    files: ForeignFiles, path: Path, cancel: Event | None = None
) -> Iterator[list[str]]:
    """The texts of the QR symbols on each page of a PDF or picture."""
    for texts, _ in files.read("symbols", path, cancel=cancel):
        if not isinstance(texts, list) or len(texts) > _MOST_SYMBOLS:
            raise _broken(path)
        for text in texts:
            if not isinstance(text, str) or len(text) > _LONGEST_SYMBOL:
                raise _broken(path)
        yield texts


def read_attachment(files: ForeignFiles, path: Path, cancel: Event | None = None) -> bytes | None:
    """What is attached to a PDF as the form's data; ``None`` where nothing is."""
    for found, data in files.read("attachment", path, cancel=cancel):
        return data if found is True else None
    raise _broken(path)


def _broken(path: Path) -> ForeignFileError:
    return ForeignFileError(f"无法读取{shown(path)}：文件已损坏")
