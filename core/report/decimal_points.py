"""Amounts of one column stand with their decimal points below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.regex import regex
from core.report import page_style
from core.report.fonts import face
from core.report.punctuation import measure
from core.report.text import clean
from core.sheet.sheet import Align, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.sheet.sheet import Cell

Span = tuple[int, int]

_AMOUNT: Final = regex(r"(\D{0,8}\d[\d,，]*)(.*)")
_NOTHING: Final = regex(r"[-—－/\s]*")
_LONGEST: Final = 60
"""Characters: what is longer is no amount."""


def parted(cell: Cell) -> tuple[float, float] | None:
    """The widths before the decimal point of an amount and from there on, in points.

    ``None`` for whatever is no figure in a column of figures. A dash stands over the units.
    """
    if cell.align is not Align.RIGHT or not cell.framed or cell.role is Role.LABEL:
        return None
    text = clean(cell.text).strip()
    if not text or len(text) > _LONGEST or "\n" in text:
        return None
    kind = page_style.type_of(cell)
    advances, point = face(kind.face), kind.size / 1000
    if _NOTHING.fullmatch(text):
        return measure(text, advances) * point, 0.0
    amount = _AMOUNT.fullmatch(text)
    if amount is None:
        return None
    before, behind = amount.groups()
    return measure(before, advances) * point, measure(behind, advances) * point


def columns_of_amounts(cells: Iterable[Cell]) -> dict[Span, tuple[float, float]]:
    """The greatest width before and from the decimal point on, for each column of amounts."""
    widest: dict[Span, tuple[float, float]] = {}
    for cell in cells:
        if (parts := parted(cell)) is not None:
            span = cell.column, cell.colspan
            before, behind = widest.get(span, (0.0, 0.0))
            widest[span] = max(before, parts[0]), max(behind, parts[1])
    return widest
