"""Figures for spreadsheets: the number in a text, and the format that shows it as it is written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from core.regex import regex

GENERAL: Final = "General"
TEXT: Final = "@"
_FIGURE = regex(
    r"(?P<minus>-?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?(?P<percent>%?)",
    re.ASCII,
)
_MOST_DIGITS: Final = 15
"""So many decimal digits a spreadsheet's binary figures hold without loss."""
_MOST_DECIMALS: Final = 10


class Figure(Struct, frozen=True):
    """A number and the number format that shows it; percentages are ratios."""

    value: Decimal
    code: str


def figure_of(text: str) -> Figure | None:
    """The figure whose format shows exactly ``text``; ``None`` where there is none.

    ``5分``, ``007``, ``≥90%`` and figures of too many digits stay texts.
    """
    match = _FIGURE.fullmatch(text)
    if match is None:
        return None
    whole, decimals, percent = match["whole"], match["decimals"] or "", match["percent"]
    plain = whole.replace(",", "")
    if len(plain) + len(decimals) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        return None
    if len(plain) > 1 and plain.startswith("0"):
        return None
    value = Decimal(f"{match['minus']}{plain}.{decimals or 0}")
    if match["minus"] and not value:
        return None
    code = "#,##0" if "," in whole else "0"
    code += f".{'0' * len(decimals)}" if decimals else ""
    return Figure(value.scaleb(-2) if percent else value, code + percent)
