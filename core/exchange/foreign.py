"""Foreign files read in a child process: what comes of them, checked.

Each function takes the ``ForeignFiles`` of the piece of work that asks (one child for many
files) and a ``cancel`` that another thread may set. Raises ``ExchangeError``, one Chinese
sentence that names the file, and ``CancelledError``, which is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from msgspec import Struct

from core.exchange.errors import CancelledError, ExchangeError
from core.foreign.bounds import MOST_PAGES, MOST_PIXELS
from core.foreign.errors import CancelledError as ReadingCancelledError
from core.foreign.errors import ForeignFileError
from core.foreign.process import ForeignFiles
from core.model.evaluation import Evaluation
from core.model.file_values import MAX_TEXT
from core.model.selfeval import dumps
from core.quoting import shown
from core.reading.source import SourceFile
from core.reading.source_json import decoded
from core.scoring.profile import RuleProfile

_LONGEST_SYMBOL = 8_000
"""A QR symbol holds 7,089 digits at most."""
_MOST_SYMBOLS = 1_000
_LONGEST_SENTENCE = 2_000
"""Beside a text of the form that it quotes."""
_LONGEST_SIDE = 200_000.0
"""Points: 70 metres."""


class FilledBlank(Struct, frozen=True):
    """A bureau's blank with a form in it.

    ``lost`` names in Chinese what of the form has no place, ``told`` what else is to be known.
    """

    data: bytes
    lost: tuple[str, ...]
    told: tuple[str, ...]


class PagePicture(Struct, frozen=True):
    """One page of ``pages``, drawn: rows of pixels of three bytes, red, green, blue."""

    pages: int
    width: int
    height: int
    pixels: bytes


def read_source(
    files: ForeignFiles, path: Path, suffix: str, cancel: Event | None = None
) -> SourceFile:
    """What a file of another program shows; ``suffix`` names its format (``.xlsx``)."""
    with _in_words():
        value, _ = files.read_one("source", path, {"suffix": suffix}, cancel=cancel)
    try:
        return decoded(value)
    except ValueError as error:
        message = f"无法读取{shown(path)}：文件里的内容过多，或者已经损坏"
        raise ExchangeError(message) from error


def fill_blank(
    files: ForeignFiles,
    path: Path,
    evaluation: Evaluation,
    rules: RuleProfile,
    cancel: Event | None = None,
) -> FilledBlank:
    """The blank at ``path`` with a form in it; the file itself stays as it is."""
    form, suffix = dumps(evaluation, indent=None), path.suffix.lower()
    options = {"form": form, "rules": rules.text, "suffix": suffix}
    with _in_words():
        value, data = files.read_one("filled", path, options, cancel=cancel)
    match value:
        case [list(lost), list(told)] if data and all(map(_is_sentence, (*lost, *told))):
            return FilledBlank(data, tuple(lost), tuple(told))
    raise _broken(path)


def read_symbols(
    files: ForeignFiles, path: Path, cancel: Event | None = None
) -> Iterator[list[str]]:
    """The texts of the QR symbols on each page of a PDF or picture."""
    with _in_words():
        for texts, _ in files.read("symbols", path, cancel=cancel):
            if not isinstance(texts, list) or len(texts) > _MOST_SYMBOLS:
                raise _broken(path)
            if not all(isinstance(text, str) and len(text) <= _LONGEST_SYMBOL for text in texts):
                raise _broken(path)
            yield texts


def read_page_sizes(
    files: ForeignFiles, path: Path, cancel: Event | None = None
) -> tuple[tuple[float, float], ...]:
    """Width and height in points of each page of a PDF or picture; there is at least one."""
    with _in_words():
        sizes, _ = files.read_one("pages", path, cancel=cancel)
    if isinstance(sizes, list) and 0 < len(sizes) <= MOST_PAGES:
        return tuple(_size(size, path) for size in sizes)
    raise _broken(path)


def read_page(
    files: ForeignFiles, path: Path, page: int, width: int, cancel: Event | None = None
) -> PagePicture:
    """Page ``page`` (from 0) of a PDF or picture, drawn ``width`` pixels wide."""
    with _in_words():
        item, pixels = files.read_one("page", path, {"page": page, "width": width}, cancel=cancel)
    match item:
        case [int(pages), int(across), int(down)] if (
            page < pages <= MOST_PAGES
            and min(across, down) > 0
            and across * down <= MOST_PIXELS
            and len(pixels) == 3 * across * down
        ):
            return PagePicture(pages, across, down, pixels)
    raise _broken(path)


def read_attachment(files: ForeignFiles, path: Path, cancel: Event | None = None) -> bytes | None:
    """What is attached to a PDF as the form's data; ``None`` where nothing is."""
    with _in_words():
        found, data = files.read_one("attachment", path, cancel=cancel)
    return data if found is True else None


def _size(value: object, path: Path) -> tuple[float, float]:
    match value:
        case [int() | float() as width, int() | float() as height] if (
            0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE
        ):
            return float(width), float(height)
    raise _broken(path)


def _is_sentence(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT + _LONGEST_SENTENCE


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except ReadingCancelledError as error:
        raise CancelledError(str(error)) from error
    except ForeignFileError as error:
        raise ExchangeError(str(error)) from error


def _broken(path: Path) -> ExchangeError:
    return ExchangeError(f"无法读取{shown(path)}：文件已损坏")
