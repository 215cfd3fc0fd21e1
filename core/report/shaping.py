"""Texts whose characters the paper sets side by side though their script joins or turns them.

Nothing here shapes: each character is drawn by itself, from left to right. That is right for
Chinese, Latin, Greek and Cyrillic; Arabic runs the other way and joins its letters, Mongolian and
the scripts of India and Tibet build their syllables, and a mark that the face gives a width of its
own stands behind its letter instead of on it. Whoever prints such a text is told before.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from core.quoting import first_of
from core.regex import regex
from core.report.fonts import face, is_drawn
from core.report.missing import in_words, missing_characters, place_of
from core.report.text import clean

if TYPE_CHECKING:
    from core.sheet.sheet import Sheet

_JOINED: Final = regex(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"  # 从右往左
    "\u0900-\u109f\u1100-\u11ff\u1700-\u18af\u1900-\u1aaf\u1b00-\u1c7f"  # syllables, jamo, 蒙古文
    "\ua800-\uabff\U00011000-\U00011fff]"
)
_MARK: Final = regex("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_SHOWN: Final = 8
"""Characters of a text, and texts, that are named."""


def unshaped(sheet: Sheet) -> list[tuple[str, str]]:
    """The first such piece of each text, with its place, in paper order."""
    found = []
    for cell in sheet.cells:
        text = cell.text
        if not text.isascii() and (piece := _unshaped(clean(text))):
            found.append((piece, place_of(sheet, cell)))
    return found


def _unshaped(text: str) -> str:
    for joined in _JOINED.finditer(text):
        if is_drawn(joined[0]) and unicodedata.category(joined[0])[0] in "LM":
            return text[joined.start() :][:_SHOWN].split(maxsplit=1)[0]
    for mark in _MARK.finditer(text):
        if is_drawn(mark[0]) and face("song")[mark[0]] > 0:
            return text[max(0, mark.start() - 1) : mark.end()]
    return ""


def character_doubts(sheet: Sheet) -> tuple[str, ...]:
    """What to say of a sheet's characters before it is printed, in sentences."""
    missing, set_apart = in_words(missing_characters(sheet)), unshaped_in_words(unshaped(sheet))
    return tuple(filter(None, (missing, set_apart)))


def unshaped_in_words(found: list[tuple[str, str]]) -> str:
    """One sentence about them for the clerk; nothing where there are none."""
    if not found:
        return ""
    named = first_of([f"“{piece}”（在{place}）" for piece, place in found], "处", _SHOWN, "；")
    return (
        "有的文字从右往左写，或者要和前后的字母拼在一起，纸上只能一个个从左往右排："
        f"{named}，请对照原文看打印稿，必要时改写成汉字或拉丁字母"
    )
