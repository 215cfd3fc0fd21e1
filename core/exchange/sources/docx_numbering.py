"""Numbers that Word itself counts before paragraphs: shown (1. 一、), but not in the text."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from core.exchange.sources.chinese_numerals import in_chinese
from core.exchange.sources.docx_text import child, local, value
from core.exchange.sources.package import Element
from core.regex import regex

_DEEPEST: Final = 9
_CHINESE: Final = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
    "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand",
})  # fmt: skip
_LEGAL: Final = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = regex("%([1-9])")


class _Level(Struct, frozen=True):
    form: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, root: Element | None, styles: Element | None = None) -> None:
        """The parts ``numbering.xml`` and ``styles.xml``; ``None`` where the document has none."""
        self._styles: dict[str, _Style] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                levels = [_level(each) for each in one if local(each) == "lvl"]
                self._levels[value(one, "abstractNumId") or ""] = dict(levels)
            elif local(one) == "num":
                self._lists[value(one, "numId") or ""] = value(child(one, "abstractNumId")) or ""
        for one in styles if styles is not None and self._lists else ():
            if local(one) == "style":
                self._styles[value(one, "styleId") or ""] = _style(one)

    def label(self, paragraph: Element) -> str:
        """The number that stands before the paragraph, with its punctuation; mostly none."""
        own = _counted_by(child(paragraph, "pPr", "numPr"))
        of_style = self._of_style(value(child(paragraph, "pPr", "pStyle")) or "")
        number, text = (mine or other for mine, other in zip(own, of_style, strict=True))
        kind = self._lists.get(number, "")
        at = int(text) if text.isdecimal() and len(text) == 1 else 0
        levels = self._levels.get(kind, {})
        level = levels.get(at)
        if level is None or level.form in {"bullet", "none"}:
            return ""
        self._counts[kind, at] = self._counts.get((kind, at), level.start - 1) + 1
        for deeper in range(at + 1, _DEEPEST):
            self._counts.pop((kind, deeper), None)

        def counted(match: re.Match[str]) -> str:
            one = int(match[1]) - 1
            shown = levels.get(one, level)
            return _spoken(self._counts.get((kind, one), shown.start), shown.form)

        label = _PLACE.sub(counted, level.text)
        return f"{label} " if label[-1:].isdigit() else label

    def _of_style(self, name: str) -> tuple[str, str]:
        """The list and the level that a style or one that it is based on gives its paragraphs."""
        number = level = ""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                break
            number, level, name = number or style.number, level or style.level, style.based_on
        return number, level


class _Style(Struct, frozen=True):
    number: str
    level: str
    based_on: str


def _style(element: Element) -> _Style:
    number, level = _counted_by(child(element, "pPr", "numPr"))
    return _Style(number, level, value(child(element, "basedOn")) or "")


def _counted_by(properties: Element | None) -> tuple[str, str]:
    """The number of a list and the level in it; list 0 is none, whatever the style says."""
    return value(child(properties, "numId")) or "", value(child(properties, "ilvl")) or ""


def _level(element: Element) -> tuple[int, _Level]:
    start = value(child(element, "start")) or "1"
    number = value(element, "ilvl") or "0"
    return int(number) if number.isdecimal() and len(number) == 1 else 0, _Level(
        value(child(element, "numFmt")) or "decimal",
        (value(child(element, "lvlText")) or "")[:40],
        int(start) if start.isdecimal() and len(start) < 6 else 1,
    )


def _spoken(number: int, form: str) -> str:
    if form in _CHINESE or form in _LEGAL:
        return in_chinese(str(number), 2 if form in _LEGAL else 1)
    if form.endswith("Letter"):
        letter = chr(97 + (number - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and number < 40:
        roman, left = "", number
        for size, sign in _ROMAN:
            roman += sign * (left // size)
            left %= size
        return roman.upper() if form.startswith("upper") else roman
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)
