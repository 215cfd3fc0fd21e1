"""Which texts do not fit the rows that they were written into, so that the clerk is told.

A bureau's row heights stay as they are; what a row cannot show is there and hidden.  Rows without
a height of their own grow with their cells, but never with merged ones.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from core.exchange.into.formula_value import At

Element = Any
Area = tuple[int, int, int, int]
"""Top, left, bottom and right, from 1."""

_WIDTH: Final = 8.43
_HEIGHT: Final = 13.5
"""What a sheet has that names no default: characters of a column, points of a row."""
_LINE: Final = 12.0
"""Points of one line of the smallest usual type, so that nothing is called hidden that shows."""
_SLACK: Final = 1.15


def hidden_texts(root: Element, texts: Mapping[At, str], areas: Mapping[At, Area]) -> list[At]:
    """The cells whose text needs more lines than their rows have.

    ``root``: the worksheet; ``areas``: the merged area of a cell, by its top left one.
    """
    name = root.tag.rpartition("}")[0] + "}"
    widths = dict(_widths(root, name))
    usual = root.find(f"{name}sheetFormatPr")
    width = _number(usual, "defaultColWidth", _WIDTH)
    height = _number(usual, "defaultRowHeight", _HEIGHT)
    rows = {int(row.get("r")): row for row in root.iterfind(f"{name}sheetData/{name}row")}
    hidden = []
    for at, text in texts.items():
        top, left, bottom, right = areas.get(at, (at[0], at[1], at[0], at[1]))
        merged = (top, left) != (bottom, right)
        heights = [_height(rows.get(row), height, fixed=merged) for row in range(top, bottom + 1)]
        if None in heights:
            continue  # the row grows with the text
        across = sum(widths.get(column, width) for column in range(left, right + 1))
        needed = _lines(text, across) * _LINE
        if needed > sum(one for one in heights if one is not None) * _SLACK:
            hidden.append(at)
    return hidden


def _widths(root: Element, name: str) -> Iterator[tuple[int, float]]:
    for column in root.iterfind(f"{name}cols/{name}col"):
        first, last = int(_number(column, "min", 1)), int(_number(column, "max", 1))
        for number in range(first, min(last, first + 1000) + 1):
            yield number, _number(column, "width", _WIDTH)


def _height(row: Element | None, usual: float, *, fixed: bool) -> float | None:
    """Points of a row; ``None`` for one that grows by itself."""
    if row is not None and row.get("customHeight") in {"1", "true"}:
        return _number(row, "ht", usual)
    return _number(row, "ht", usual) if fixed else None


def _number(element: Element | None, key: str, otherwise: float) -> float:
    try:
        value = float(element.get(key)) if element is not None else otherwise
    except (TypeError, ValueError):
        return otherwise
    return value if math.isfinite(value) and value > 0 else otherwise


def _lines(text: str, across: float) -> int:
    """Lines that a text fills at least; a Chinese character is as wide as two figures."""
    wide = ("W", "F")
    return sum(
        max(
            1,
            math.ceil(
                sum(2 if unicodedata.east_asian_width(c) in wide else 1 for c in line) / across
            ),
        )
        for line in text.split("\n")
    )
