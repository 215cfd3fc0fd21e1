"""Several things in one value: 2期/100人, 1、泵站2座；2、管网3公里, 保障1256户1893人."""

from __future__ import annotations

from core.regex import regex

_PARTED = regex(
    r"[、;]|(?<!\d),|,(?!\d{3}(?!\d))|/(?=[≥≤<>=]?\d)|(?<=\D)[和及与且](?=\D{0,8}\d)",
    needs="、;,/和及与且",
)
_NEXT_FIGURE = regex(r"(?<=[\u4e00-\u9fff])(?<![年月日号])(?=[≥≤<>=]?\d)")
_CIRCLED = regex(r"(?<![\d.])[\u2460-\u2473]", needs="①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NUMBERED = regex(r"(?:(?<=[;,。:])|^)(?:\(\d{1,2}\)|\d{1,2}[.、)])(?=[^\d\s.、)%])", needs=".、)")


def without_circles(text: str) -> str:
    """``①泵站2座②管网3公里`` with ; for the numbers in circles, which NFKC would make figures."""
    return _CIRCLED.sub(";", text).lstrip(";")


def without_numbers(plain: str) -> str:
    """``1、泵站2座;2、管网3公里`` without the numbers that count the items."""
    numbered = _NUMBERED.findall(plain)
    return _NUMBERED.sub("", plain) if len(numbered) > 1 else plain


def is_parted(plain: str) -> bool:
    """Whether marks or words stand between the figures."""
    return _PARTED.search(plain) is not None


def parted(plain: str) -> list[str]:
    """The clauses of a text: between marks, else one for each figure with the words before it."""
    if is_parted(plain):
        return [text for text in _PARTED.split(plain) if text]
    first, *others = _NEXT_FIGURE.split(plain)
    if others and not any(map(str.isdigit, first)):
        first += others.pop(0)
    return [text for text in (first, *others) if text]
