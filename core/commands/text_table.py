"""Tables of text for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from core.issuing.heading import one_line

_GAP = "  "
_WIDEST = 36
"""A cell with others behind it is cut at this width, or one long name pushes all of them away."""


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """Rows of cells as aligned lines; columns in ``right`` stand flush right."""
    clean = [[*(_cut(one_line(c)) for c in row[:-1]), one_line(row[-1])] for row in rows]
    widths = [max(map(width, column), default=0) for column in zip(*clean, strict=True)]
    return "\n".join(
        _GAP.join(
            _padded(cell, widths[at], flush_right=at in right) for at, cell in enumerate(row)
        ).rstrip()
        for row in clean
    )


def width(text: str) -> int:
    """How many columns of a terminal a text fills."""
    return sum(_width(char) for char in text)


def _cut(text: str) -> str:
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


def _padded(text: str, columns: int, *, flush_right: bool) -> str:
    blanks = " " * (columns - width(text))
    return blanks + text if flush_right else text + blanks
