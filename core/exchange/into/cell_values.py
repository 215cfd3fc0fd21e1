"""How a text goes into a cell of a workbook: as a number where the cell's format is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from msgspec import Struct

from core.exchange.into.plan import Entry, Kind
from core.exchange.into.target_parts import canonical_sign
from core.model.number import EXACT, decimals, exactly, normalized, shown_as, shows_rate
from core.reading.headings import squeezed
from core.regex import regex

_PLAIN = regex(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,12})?")
_GROUPED = regex(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,12})?")
_PERCENT = regex(r"(-?(?:0|[1-9]\d{0,9})(?:\.\d{1,10})?)[%％]")
_FIGURE = regex(r"\d(\.\d+)?(?!\d)")
_QUOTED = regex(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_YEAR = regex(r"((?:19|20)\d\d)(?:年度?)?")
_DATE = regex(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_MOST_DIGITS: Final = 15
"""Excel keeps no more digits of a number."""


class Form(Enum):
    """What a number format shows."""

    GENERAL = "general"
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"


class CellFormat(Struct, frozen=True):
    """The number format of a cell; ``places`` are the decimals it shows, ``None`` for any."""

    form: Form
    places: int | None = None


def format_of_code(code: str) -> CellFormat:
    """What a format code shows of a positive number."""
    first = _QUOTED.sub("", code.partition(";")[0])
    if code.strip() == "@" or "@" in first:
        return CellFormat(Form.TEXT)
    if not first.strip() or "general" in code.lower():
        return CellFormat(Form.GENERAL)
    if re.search(r"[ymdhsYMDHS]", first):
        return CellFormat(Form.DATE)
    if not re.search(r"[0#?]", first):
        return CellFormat(Form.GENERAL)
    tail = first.partition(".")[2]
    places = None if "E" in first.upper() else len(re.findall(r"[0#?]", tail))
    return CellFormat(Form.PERCENT if "%" in first else Form.NUMBER, places)


def number_for(entry: Entry, known: CellFormat, *, from_1904: bool = False) -> Decimal | None:
    """The number to be stored for an entry, ``None`` where it is to be a text."""
    text = normalized(entry.text).strip()
    percent = _PERCENT.fullmatch(text)
    if known.form is Form.DATE:
        return _serial(text, from_1904=from_1904)
    if known.form is Form.PERCENT and percent:
        return EXACT.divide(Decimal(percent[1]), Decimal(100))
    textual = known.form in {Form.TEXT, Form.PERCENT} or entry.kind is Kind.TEXT
    if textual or percent or not text:
        return None
    return _figure(entry, known, text)


def _figure(entry: Entry, known: CellFormat, text: str) -> Decimal | None:
    """The number of an entry that can be one, where Excel keeps all of it."""
    number = entry.figure
    if entry.kind is Kind.VALUE:
        number = _plain_number(text, grouped=known.form is Form.NUMBER)
        if number is not None and known.form is Form.GENERAL and exactly(number) != text:
            return None  # 9.70 would be shown as 9.7
    if number is None or len(number.normalize(EXACT).as_tuple().digits) > _MOST_DIGITS:
        return None
    return number


def hides_decimals(number: Decimal, known: CellFormat) -> bool:
    """Whether a format shows another figure than the one that is stored."""
    if known.places is None:
        return False
    shown = known.places + (2 if known.form is Form.PERCENT else 0)
    return decimals(number.normalize(EXACT)) > shown


def agrees(result: object, entry: Entry) -> bool:
    """Whether what a formula came to is what the form says, at the decimals that it says.

    A rate without a sign may be a percentage or a ratio.
    """
    is_rate = entry.place.endswith("/rate")
    counts = is_rate or entry.figure is not None
    if counts and isinstance(result, str) and (percent := _PERCENT.fullmatch(result)):
        result = EXACT.divide(Decimal(percent[1]), Decimal(100))  # TEXT(…,"0.00%")
    if is_rate and isinstance(result, Decimal):
        return shows_rate(entry.text, result)
    if not isinstance(result, Decimal) or entry.figure is None:
        return str(result or "").strip() == entry.text.strip()
    figure = _FIGURE.search(normalized(entry.text))
    written = len((figure[1] or "").lstrip(".")) if figure else decimals(entry.figure)
    places = written + (2 if normalized(entry.text).strip().endswith("%") else 0)
    return entry.figure in shown_as(result, places)


def _plain_number(text: str, *, grouped: bool) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if grouped and _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None


def _serial(text: str, *, from_1904: bool) -> Decimal | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    serial = (day - (_EPOCH_1904 if from_1904 else _EPOCH)).days
    return Decimal(serial) if serial > 60 else None


def chosen(text: str, choices: Sequence[str]) -> str | None:
    """The entry of a list that means the text: ≥ for >=, 2021年 for 2021; else ``None``."""
    if text in choices:
        return text
    wanted = _choice(text)
    found = next((choice for choice in choices if _choice(choice) == wanted), None)
    if found is not None or not (year := _YEAR.fullmatch(wanted)):
        return found
    years = [one for one in choices if (its := _YEAR.fullmatch(_choice(one))) and its[1] == year[1]]
    return years[0] if len(years) == 1 else None


def _choice(text: str) -> str:
    plain = squeezed(text)
    return normalized(canonical_sign(plain))
