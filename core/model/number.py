"""Reading and writing of figures: the only place where text becomes ``Decimal`` and back.

Rounding is half up everywhere and happens only in ``rounded``; ``cut`` cuts off.  Python's own
``+``, ``-``, ``*``, ``abs`` and ``sum`` round to 28 digits, and a form's figures may have more
together: they are computed by ``EXACT`` and the functions here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from msgspec import Struct

from core.model.short_text_cache import cached_if_short
from core.regex import regex

EXACT = Context(prec=120, rounding=ROUND_HALF_UP)
"""Arithmetic of the core: wide enough for products of the longest figures that are read."""

MAX_DIGITS = 20
"""A figure of more digits is no figure of a budget form; it reads as unreadable.

Few enough that no product, quotient or sum of two such figures leaves ``EXACT``.
"""

ZERO = Decimal(0)
HUNDRED = Decimal(100)

MONEY_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""Money units and their worth in 元."""

_MONEY_WORDS = {**MONEY_UNITS, "万": MONEY_UNITS["万元"], "亿": MONEY_UNITS["亿元"]}

_FIGURE = regex(r"(?P<sign>-?)(?P<figure>\d+\.?\d*|\.\d+)(?P<unit>[^\d.]*)")
_NO_NUMBER = regex(r"[-—–―─/]*")
_LONGEST = 160
_KEPT = 4096
"""Readings: forms repeat the same few figures, and at each key all but one are as they were.

A text that cannot be read is not among them, so none of them is long.
"""
_NOTE_MARK = regex(r"[\u00b9\u00b2\u00b3\u2070-\u2079\u2080-\u2089\u2460-\u2473]")
"""Raised and circled digits, which NFKC makes digits of the figure that they stand at: 5¹, 10①."""
_DECIMAL_COMMA = regex(r"[^.]*\d,\d{1,2}[^\d,.]*|[^.]*\.\d*,\d.*", needs=",")
"""12,50 and 1.234,50: a comma behind the point separates no thousands."""
_BRACKETED = regex(r"¥?\(¥?(?P<figure>[\d.,]+[^\W\d]*)\)(?P<unit>[^\W\d]*)", needs="(")
_CURRENCY = regex(r"(?P<sign>-?)¥(?P<figure>.*)", re.DOTALL, needs="¥")


class NumberUnreadableError(ValueError):
    """The text stands where a figure should be, and is none.

    ``why`` and ``remedy`` are Chinese and follow a quotation of the text; blank where nothing more
    is known than that it is no figure.
    """

    def __init__(self, text: str, why: str = "", remedy: str = "") -> None:
        super().__init__(text)
        self.why = why
        self.remedy = remedy


class Figure(Struct, frozen=True):
    """A number and the unit that was written behind it (``""`` where there was none)."""

    value: Decimal
    unit: str


class Amount(Struct, frozen=True):
    """An amount of money and the worth of one unit of its last printed digit, in the same unit."""

    value: Decimal
    step: Decimal


def normalized_once(text: str) -> str:
    """NFKC, with the minus sign of typographers made plain; of a text that is not met again."""
    return unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")


# A goal or a reason is no longer: at each key all but one are as they were.
normalized = cached_if_short(longest=2_000, most=1024)(normalized_once)
"""The same, cached."""


def normalized_lines(texts: Iterable[str]) -> str:
    """Many texts, each ``normalized``, as lines; nothing is kept of those, which come once."""
    lines = [unicodedata.normalize("NFKC", text) for text in texts]
    return "\n".join(lines).replace("\N{MINUS SIGN}", "-")


@lru_cache(maxsize=_KEPT)
def read_figure(text: str) -> Figure | None:
    """Read a figure with an optional unit; ``None`` where the text means *no number*.

    NFKC, thousands separators and spaces are ignored; blank, ``—``, ``-`` and ``/`` mean no
    number.  Raises ``NumberUnreadableError``.
    """
    return _figure(_without_spaces(text), text)


def read_amount(text: str, money_unit: str) -> Decimal | None:
    """An amount of money in ``money_unit``; ``300万元`` on a form in 元 reads as 3000000.

    The accounting formats of spreadsheets are read: ``￥1,234.00``, ``￥-`` (no number),
    ``(123.45)`` (negative).  Raises ``NumberUnreadableError``.
    """
    amount = read_printed_amount(text, money_unit)
    return None if amount is None else amount.value


def read_money(text: str) -> Figure | None:
    """An amount with the unit written behind it, if any.  Raises ``NumberUnreadableError``."""
    return _figure(_out_of_accounting(_without_spaces(text)), text)


@lru_cache(maxsize=_KEPT)
def read_printed_amount(text: str, money_unit: str) -> Amount | None:
    """``read_amount`` with the precision that was printed.  Raises ``NumberUnreadableError``."""
    figure = read_money(text)
    if figure is None:
        return None
    worth = Decimal(1)
    if figure.unit:
        if figure.unit not in _MONEY_WORDS:
            raise NumberUnreadableError(text)
        own = MONEY_UNITS.get(money_unit, Decimal(1))
        worth = EXACT.divide(_MONEY_WORDS[figure.unit], own)
    step = Decimal(1).scaleb(-decimals(figure.value))
    return Amount(EXACT.multiply(figure.value, worth), EXACT.multiply(step, worth))


def _without_spaces(text: str) -> str:
    if len(text) > _LONGEST:  # before any work on it
        text = text.strip()
        if len(text) > _LONGEST:
            raise _too_long(text)
    if _NOTE_MARK.search(text):
        raise NumberUnreadableError(text, "里有小号或带圈的数字", "注号不写在数字格里")
    return "".join(normalized(text).split())


def _figure(plain: str, text: str) -> Figure | None:
    """``plain``: without spaces, in NFKC; ``text``: as it was written."""
    if _NO_NUMBER.fullmatch(plain):
        return None
    if _DECIMAL_COMMA.fullmatch(plain):
        raise NumberUnreadableError(text, "里的逗号像是小数点", "小数点写成“.”，如 12.50")
    match = _FIGURE.fullmatch(plain.replace(",", ""))
    if match is None or not plain.isprintable() or not match["figure"].isascii():
        raise NumberUnreadableError(text)
    if len(match["figure"].replace(".", "")) > MAX_DIGITS:
        raise _too_long(text)
    return Figure(Decimal(match["sign"] + match["figure"]), match["unit"])


def _too_long(text: str) -> NumberUnreadableError:
    why = f"太长（数字最多 {MAX_DIGITS} 位）"
    return NumberUnreadableError(text, why, "核对是否多打了数字，或几格的内容粘在了一起")


def _out_of_accounting(plain: str) -> str:
    """The accounting formats in plain figures: ``¥5`` is 5, ``(5)`` and ``¥(5)`` are -5."""
    if match := _BRACKETED.fullmatch(plain):
        return f"-{match['figure']}{match['unit']}"
    if match := _CURRENCY.fullmatch(plain):
        return f"{match['sign']}{match['figure']}"
    return plain


def read_points(text: str) -> Decimal | None:
    """分值 or 得分, with or without the word 分.  Raises ``NumberUnreadableError``."""
    figure = read_figure(text)
    if figure is None:
        return None
    if figure.unit not in {"", "分"}:
        raise NumberUnreadableError(text)
    return figure.value


def exact_sum(values: Iterable[Decimal | None]) -> Decimal:
    """The sum of figures of any length; ``None`` adds nothing."""
    total, add = ZERO, EXACT.add
    for value in values:
        if value is not None and value is not ZERO:  # most of what was lost is nothing
            total = add(total, value)
    return total


def exact_sums(values: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """The sum of each name's figures, in the order in which the names first come."""
    totals: dict[str, Decimal] = {}
    for name, value in values:
        totals[name] = EXACT.add(totals.get(name, ZERO), value)
    return totals


def difference(one: Decimal, other: Decimal) -> Decimal:
    """How far apart two figures of any length are, never negative."""
    return EXACT.subtract(one, other).copy_abs()


def decimals(value: Decimal) -> int:
    """How many decimals the figure was written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, digits: int) -> Decimal:
    """``value`` with ``digits`` decimals, half up, never ``-0``. Rounding happens only here."""
    return EXACT.add(value.quantize(_last_place(digits), context=EXACT), ZERO)


def cut(value: Decimal, digits: int) -> Decimal:
    """``value`` cut off after ``digits`` decimals (towards zero), never ``-0``."""
    return EXACT.add(value.quantize(_last_place(digits), ROUND_DOWN, EXACT), ZERO)


@lru_cache(maxsize=128)
def _last_place(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


def shown_as(value: Decimal, digits: int) -> tuple[Decimal, Decimal]:
    """``value`` with ``digits`` decimals: rounded half up, and cut off (重庆 2021-2024)."""
    return rounded(value, digits), cut(value, digits)


def fixed(value: Decimal, digits: int) -> str:
    """``value`` as text with exactly ``digits`` decimals (for JSON)."""
    return f"{rounded(value, digits):f}"


def plain(value: Decimal, digits: int = 2) -> str:
    """``value`` as it prints: at most ``digits`` decimals, no trailing zeros."""
    text = fixed(value, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def short_of(value: Decimal, whole: Decimal, digits: int) -> Decimal:
    """``value`` rounded, but cut off where rounding would fill it up to the ``whole`` or over."""
    figure = rounded(value, digits)
    if value < whole <= figure:
        return cut(value, digits)
    return min(figure, whole)


def plain_short(value: Decimal, whole: Decimal, digits: int = 2) -> str:
    """``value`` as it prints, never as the ``whole`` that it is short of."""
    return plain(short_of(value, whole, digits), digits)


def exactly(value: Decimal) -> str:
    """``value`` with all its decimals and no trailing zeros: 9.999 is never shown as 10."""
    return f"{value.normalize(EXACT):f}"


def percent(ratio: Decimal, digits: int = 2) -> str:
    """A ratio as a percentage with fixed decimals, as 执行率 prints: ``97.00%``."""
    return fixed(EXACT.multiply(ratio, HUNDRED), digits) + "%"


def shows_rate(text: str, rate: Decimal) -> bool:
    """Whether the text shows ``rate``, as a percentage or, without a sign, as a ratio.

    Rounded or cut off at the decimals that are printed, of a ratio at least two.
    """
    try:
        figure = read_figure(text)
    except NumberUnreadableError:
        return False
    if figure is None or figure.unit not in {"", "%", "百分比"}:
        return False
    digits = decimals(figure.value)
    if figure.value in shown_as(EXACT.multiply(rate, HUNDRED), digits):
        return True
    return not figure.unit and figure.value in shown_as(rate, max(2, digits))
