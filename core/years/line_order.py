"""The lines of the year's table in the order of one of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

DASH = "—"
"""What stands where the archive has no figure."""


def ordered(lines: Sequence[Sequence[str]], column: int, *, descending: bool) -> list[int]:
    """The places of these lines, sorted by a column; the last line, the sums, stays the last.

    Figures go by their size, what has none before them, words by their letters; lines that are
    alike there stay as they come.
    """
    if not lines:
        return []
    last = len(lines) - 1
    found = sorted(range(last), key=lambda at: _rank(lines[at][column]), reverse=descending)
    return [*found, last]


def _rank(text: str) -> tuple[int, Decimal, str]:
    """Written by this program: commas between thousands, a percent sign of a rate."""
    plain = text.replace(",", "").removesuffix("%").strip()
    if plain in {"", DASH}:
        return 0, Decimal(0), ""
    try:
        figure = Decimal(plain)
    except InvalidOperation:
        return 2, Decimal(0), text
    return (1, figure, "") if figure.is_finite() else (2, Decimal(0), text)
