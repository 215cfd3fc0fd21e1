"""Our own data in a file: read with nothing of what other programs' files need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from core.exchange.errors import ExchangeError
from core.foreign.bounds import check_file
from core.foreign.errors import ForeignFileError
from core.model.evaluation import Evaluation
from core.model.file_values import FormFileError
from core.model.selfeval import MAX_BYTES, loads_all
from core.quoting import first_of, quoted, shown
from core.regex import regex
from core.system_errors import reason

SUFFIX = ".json"

_SHOWN_TITLES = 20
_PEEK = 4096
_JSON_START = regex(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:[\"}]|\Z)|\[\s*(?:[\[{\]]|\Z))")
"""An object or a list of forms: {\\rtf and a table's [2021] are other things."""


def own_forms(path: Path) -> tuple[Evaluation, ...] | None:
    """The forms in a file of our own data, ``None`` where it is of another kind.

    Raises ``ExchangeError`` naming the file.
    """
    with naming(path):
        check_file(path)
        start = beginning(path)
        if path.suffix.lower() == SUFFIX or _is_json(start) or not start.strip():
            return tuple(loads_all(_whole(path)))
    return None


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Whatever goes wrong with a file while it is read is an ``ExchangeError`` that names it."""
    try:
        yield
    except ForeignFileError as error:
        raise ExchangeError(str(error)) from error
    except FormFileError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{error}") from error
    except OSError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{reason(error)}") from error
    except ValueError as error:  # a path with a NUL in it
        raise ExchangeError(f"无法读取{shown(path)}：文件名不合规定") from error


def beginning(path: Path) -> bytes:
    """What a file begins with. Raises ``OSError`` and ``ValueError``."""
    with path.open("rb") as stream:
        return stream.read(_PEEK)


def chosen(path: Path, forms: Sequence[Evaluation], number: int | None) -> Evaluation:
    """The only one of a file's forms, or the one with this number (from 1).

    Raises ``ExchangeError``.
    """
    if number is None and len(forms) == 1:
        return forms[0]
    if number is not None and 1 <= number <= len(forms):
        return forms[number - 1]
    if number is not None:
        raise ExchangeError(f"{shown(path)}里只有 {len(forms)} 份自评表，没有第 {number} 份")
    message = f"{shown(path)}里有 {len(forms)} 份自评表，请用 --form N 选一份：{_titles(forms)}"
    raise ExchangeError(message)


def short(text: str) -> str:
    """A text on one line, cut where it is long."""
    return quoted(text, 30)


def _whole(path: Path) -> bytes:
    with path.open("rb") as stream:
        # One byte more than allowed: ``loads_all`` refuses what is too large, or has no end.
        return stream.read(MAX_BYTES + 1)


def _is_json(start: bytes) -> bool:
    return _JSON_START.match(start) is not None


def _titles(forms: Sequence[Evaluation]) -> str:
    named = [
        f"{number} {short(form.project) or '未命名项目'}"
        for number, form in enumerate(forms, start=1)
    ]
    return first_of(named, "份", _SHOWN_TITLES, "；")
