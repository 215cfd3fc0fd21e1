"""Dates and times as Excel shows them: serial days since 1900 or 1904 under a format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

Token = tuple[str, str]
"""What a piece of a format is (``literal``, ``digit``, ``date`` …) and its text."""

DATE_LETTERS: Final = "AM/PM|A/P|上午/下午|y+|m+|d+|a{3,4}|h+|s+|e(?![+-])|b{1,4}|g+"

_LAST_DAY: Final = 2_958_465
_LEAP_BUG: Final = 60
"""Excel counts a 29 February 1900 that never was."""
_DAY: Final = 86_400
_WEEK = "一二三四五六日"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG: Final = (("date", "yyyy"), ("literal", "年"), ("date", "m"), ("literal", "月"),
                ("date", "d"), ("literal", "日"))  # fmt: skip


def is_date(tokens: Sequence[Token]) -> bool:
    """Whether a format with these pieces shows dates or times."""
    kinds = {kind for kind, _ in tokens}
    return bool(kinds & {"date", "elapsed", "long-date"}) and "general" not in kinds


def shown_date(value: Decimal, tokens: Sequence[Token], *, from_1904: bool) -> str | None:
    """The day and time ``value`` under a format; ``None`` where no such day exists."""
    if not 0 <= value <= _LAST_DAY:
        return None
    if any(kind == "long-date" for kind, _ in tokens):
        tokens = _LONG
    fraction = _fraction_digits(tokens)
    step = Decimal(1).scaleb(-fraction)
    seconds = (value * _DAY).quantize(step, rounding=ROUND_HALF_UP)
    days, within = divmod(seconds, _DAY)
    moment = _day(int(days), from_1904=from_1904)
    if moment is None:
        return None
    moment += timedelta(seconds=int(within))
    halves = any(kind == "date" and text in _HALVES for kind, text in tokens)
    out: list[str] = []
    at = 0
    while at < len(tokens):
        kind, text = tokens[at]
        if kind == "date":
            out.append(_part(moment, _letters(tokens, at), halves=halves))
        elif kind == "elapsed":
            out.append(_elapsed(seconds, text))
        elif kind == "point" and fraction and tokens[at + 1 : at + 2] and at:
            out.append(f".{within % 1:.{fraction}f}".replace(".0.", "."))
            at += fraction
        elif kind != "text":
            out.append(text)
        at += 1
    return "".join(out)


_HALVES = {"AM/PM", "am/pm", "A/P", "a/p", "上午/下午"}


def _day(days: int, *, from_1904: bool) -> datetime | None:
    try:
        if from_1904:
            return datetime(1904, 1, 1) + timedelta(days=days)  # noqa: DTZ001  (a day of the calendar)
        return datetime(1899, 12, 31) + timedelta(days=days - (days >= _LEAP_BUG))  # noqa: DTZ001
    except OverflowError:
        return None


def _fraction_digits(tokens: Sequence[Token]) -> int:
    """How many places of a second the format shows (``ss.000``), three at most."""
    for at, (kind, _) in enumerate(tokens):
        if kind == "point":
            count = 0
            for after, _ in tokens[at + 1 : at + 4]:
                if after != "digit":
                    break
                count += 1
            return count
    return 0


def _letters(tokens: Sequence[Token], at: int) -> str:
    """The letters at a place; ``m`` after hours or before seconds are minutes (then ``n``)."""
    text = tokens[at][1]
    if text in _HALVES:
        return text
    text = text.lower()
    if text[0] != "m" or len(text) > 2:
        return text
    before = next((t for k, t in reversed(tokens[:at]) if _is_time(k, t)), "")
    after = next((t for k, t in tokens[at + 1 :] if _is_time(k, t)), "")
    if before[:1].lower() == "h" or after[:1].lower() == "s":
        return "n" * len(text)
    return text


def _is_time(kind: str, text: str) -> bool:
    return kind in {"date", "elapsed"} and text not in _HALVES


def _part(moment: datetime, letters: str, *, halves: bool) -> str:
    hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
    week = moment.weekday()
    long = {
        "mmm": _MONTHS[moment.month - 1][:3], "mmmm": _MONTHS[moment.month - 1],
        "mmmmm": _MONTHS[moment.month - 1][:1], "ddd": _DAYS[week][:3], "dddd": _DAYS[week],
        "aaa": _WEEK[week], "aaaa": f"星期{_WEEK[week]}",
    }  # fmt: skip
    if letters in long:
        return long[letters]
    if letters in _HALVES:
        early, late = letters.split("/")
        return early if moment.hour < 12 else late
    kind, two = letters[0], len(letters) == 2
    if kind in "ybe":
        return f"{moment.year % 100:02d}" if two else f"{moment.year}"
    figures = {
        "m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second,
    }  # fmt: skip
    if kind not in figures:
        return ""
    return f"{figures[kind]:02d}" if two else str(figures[kind])


def _elapsed(seconds: Decimal, letters: str) -> str:
    unit = {"h": 3600, "m": 60, "s": 1}[letters[0]]
    return f"{int(seconds // unit):0{len(letters)}d}"
