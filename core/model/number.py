"""Reading and writing of figures: the only place where text becomes ``Decimal`` and back.

Rounding is half up everywhere and happens only in ``rounded``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=120, rounding=ROUND_HALF_UP)
"""Arithmetic of the core: wide enough for products of the longest figures that are read."""

MAX_DIGITS = 40
"""A figure of more digits is no figure of a budget form; it reads as unreadable."""

ZERO = Decimal(0)

MONEY_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""Money units and their worth in 元."""

_MONEY_WORDS = {**MONEY_UNITS, "万": MONEY_UNITS["万元"], "亿": MONEY_UNITS["亿元"]}

_FIGURE = re.compile(r"(?P<sign>-?)(?P<figure>\d+\.?\d*|\.\d+)(?P<unit>[^\d.]*)")
_NO_NUMBER = re.compile(r"[-—–―─/]*")
_SEPARATORS = re.compile(r"[,\s]+")


class NumberUnreadableError(ValueError):
    """The text stands where a figure should be, and is none."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the unit that was written behind it (``""`` where there was none)."""

    value: Decimal
    unit: str


def normalized(text: str) -> str:
    """NFKC, with the minus sign of typographers made plain."""
    return unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")


def read_figure(text: str) -> Figure | None:
    """Read a figure with an optional unit; ``None`` where the text means *no number*.

    NFKC, thousands separators and spaces are ignored; blank, ``—``, ``-`` and ``/`` mean no
    number.  Raises ``NumberUnreadableError``.
    """
    text = text.strip()
    if len(text) > 4 * MAX_DIGITS:
        raise NumberUnreadableError(text)
    plain = _SEPARATORS.sub("", normalized(text))
    if _NO_NUMBER.fullmatch(plain):
        return None
    match = _FIGURE.fullmatch(plain)
    if match is None or len(match["figure"]) > MAX_DIGITS or not plain.isprintable():
        raise NumberUnreadableError(text)
    if not match["figure"].isascii():
        raise NumberUnreadableError(text)
    return Figure(Decimal(match["sign"] + match["figure"]), match["unit"])


def read_amount(text: str, money_unit: str) -> Decimal | None:
    """An amount of money in ``money_unit``; ``300万元`` on a form in 元 reads as 3000000.

    Raises ``NumberUnreadableError``.
    """
    figure = read_figure(text)
    if figure is None:
        return None
    if not figure.unit:
        return figure.value
    if figure.unit not in _MONEY_WORDS:
        raise NumberUnreadableError(text)
    own = MONEY_UNITS.get(money_unit, Decimal(1))
    return EXACT.divide(EXACT.multiply(figure.value, _MONEY_WORDS[figure.unit]), own)


def read_points(text: str) -> Decimal | None:
    """分值 or 得分, with or without the word 分.  Raises ``NumberUnreadableError``."""
    figure = read_figure(text)
    if figure is None:
        return None
    if figure.unit not in {"", "分"}:
        raise NumberUnreadableError(text)
    return figure.value


def rounded(value: Decimal, digits: int) -> Decimal:
    """``value`` with ``digits`` decimals, half up, never ``-0``. Rounding happens only here."""
    return EXACT.add(value.quantize(Decimal(1).scaleb(-digits), context=EXACT), ZERO)


def fixed(value: Decimal, digits: int) -> str:
    """``value`` as text with exactly ``digits`` decimals (for JSON)."""
    return f"{rounded(value, digits):f}"


def plain(value: Decimal, digits: int = 2) -> str:
    """``value`` as it prints: at most ``digits`` decimals, no trailing zeros."""
    text = fixed(value, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def exactly(value: Decimal) -> str:
    """``value`` with all its decimals and no trailing zeros: 9.999 is never shown as 10."""
    return f"{value.normalize(EXACT):f}"


def percent(ratio: Decimal, digits: int = 2) -> str:
    """A ratio as a percentage with fixed decimals, as 执行率 prints: ``97.00%``."""
    return fixed(EXACT.multiply(ratio, Decimal(100)), digits) + "%"
