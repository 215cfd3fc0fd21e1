"""Tables of text for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from core.quoting import one_line

_GAP = "  "
_WIDEST = 36
"""A cell with others behind it is cut at this width, or one long name pushes all of them away."""


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """Rows of cells as aligned lines; columns in ``right`` stand flush right."""
    clean = [[*(_cut(one_line(c)) for c in row[:-1]), one_line(row[-1])] for row in rows]
    taken = [list(map(width, row)) for row in clean]
    widths = [max(column, default=0) for column in zip(*taken, strict=True)]
    formats = ["{0}{1}" if at in right else "{1}{0}" for at in range(len(widths))]
    return "\n".join(
        _GAP.join(map(_padded, row, of_row, widths, formats)).rstrip()
        for row, of_row in zip(clean, taken, strict=True)
    )


def width(text: str) -> int:
    """How many columns of a terminal a text fills."""
    return len(text) if text.isascii() else len(text.translate(_COLUMNS))


def _cut(text: str) -> str:
    if width(text) <= _WIDEST:
        return text
    columns = 0
    for at, char in enumerate(text):
        columns += _width(char)
        if columns > _WIDEST:
            return text[: at - 1] + "…"
    return text


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class _Columns(dict[int, str]):
    """A text translated by this has as many characters as it fills columns."""

    def __missing__(self, code: int) -> str:
        found = self[code] = " " * _width(chr(code))
        return found


_COLUMNS = _Columns()


def _padded(text: str, taken: int, columns: int, wanted: str) -> str:
    return wanted.format(" " * (columns - taken), text)
