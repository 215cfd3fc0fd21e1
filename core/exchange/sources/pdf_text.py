"""Words at places as lines and paragraphs of text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec import Struct

from core.exchange.sources.pdf_page import Word
from core.regex import regex

_PADDING: Final = 12.0
"""Points that a cell may keep free on both sides together (Word: 10.8)."""
_WORD = regex(r"[!-~]+")
_CLOSING: Final = frozenset("，。；：、！？）》】”’」』％%,.;:!?)")
_OPENING: Final = frozenset("（《【“‘「『(")
_DATED: Final = frozenset("年月日时")
_WIDE_GAP: Final = 1.2
"""Of a word's height: a wider gap is blank space on the paper."""


class TextLine(Struct):
    """Words side by side, from left to right."""

    words: list[Word]
    top: float
    bottom: float
    page: int = 0
    beside: tuple[int, float] | None = None
    """Where it was printed on a page of right columns: on which, and by how much it was moved."""
    _text: str | None = None

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.words[-1].right

    @property
    def height(self) -> float:
        """From the top of the highest word to the lowest's bottom."""
        return self.bottom - self.top

    @property
    def em(self) -> float:
        """The width of a Chinese character of its size, about."""
        signs = sum(0.5 if sign.isascii() else 1 for word in self.words for sign in word.text)
        return sum(word.right - word.left for word in self.words) / signs

    @property
    def text(self) -> str:
        """The line's text; spaces stand where the file or the paper has them."""
        if self._text is None:
            self._text = spaced_text(self.words)
        return self._text


def spaced_text(words: list[Word]) -> str:
    """Words side by side as text."""
    out: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None:
            gap = word.left - before.right
            if word.spaced or gap > 2:
                size = word.bottom - word.top
                latin = before.text[-1].isascii() and word.text[0].isascii()
                least = 0.1 if latin else 0.3
                if gap > _WIDE_GAP * size or (word.spaced and gap > least * size):
                    out.append(" ")
        out.append(word.text)
        before = word
    return "".join(out)


def text_lines(words: Iterable[Word], page: int = 0) -> list[TextLine]:
    """The lines of some words, from top to bottom."""
    lines: list[TextLine] = []
    for word in sorted(words, key=lambda one: (one.middle, one.left)):
        line = lines[-1] if lines else None
        if line is not None and _same_line(line, word):
            line.words.append(word)
            line.top, line.bottom = min(line.top, word.top), max(line.bottom, word.bottom)
        else:
            lines.append(TextLine([word], word.top, word.bottom, page))
    for line in lines:
        line.words.sort(key=lambda one: one.left)
    return lines


def _same_line(line: TextLine, word: Word) -> bool:
    """Whether a word stands beside the line's last one; small signs may stand off the middle."""
    overlap = min(line.bottom, word.bottom) - max(line.top, word.top)
    return overlap > 0.55 * min(line.height, word.bottom - word.top)


def pieces(line: TextLine, wide: float = _WIDE_GAP) -> list[TextLine]:
    """A line cut where blank spaces are, ``wide`` of its words' height or more."""
    out = [TextLine([line.words[0]], line.top, line.bottom, line.page)]
    for before, word in pairwise(line.words):
        if word.left - before.right > wide * (word.bottom - word.top):
            out.append(TextLine([], line.top, line.bottom, line.page))
        out[-1].words.append(word)
    return out


def paragraph(lines: list[TextLine], width: float) -> str:
    """Lines in a cell of that width as text: what was only folded for want of room is joined."""
    out = ""
    for at, line in enumerate(lines):
        text = line.text
        if at:
            out += _joint(lines[at - 1], line, width)
        out += text
    return out


def is_full(line: TextLine, following: str, width: float) -> bool:
    """Whether what follows the line had no room in it, in a cell of that width."""
    need = _needed(following, line.em)
    if line.text[-1:] in _OPENING:
        return True
    return line.right - line.left + need > width - _PADDING


def _joint(line: TextLine, following: TextLine, width: float) -> str:
    before, after = line.text, following.text
    if not is_full(line, after, width) and not begins_none(after):
        return "\n"
    latin = before[-1:].isascii() and after[:1].isascii()
    return " " if latin and before[-1:].isalpha() and after[:1].isalpha() else ""


def begins_none(text: str) -> bool:
    """Whether a text is the rest of one: it begins with a sign that ends something (,000.00 or %).

    A dash or a full stop alone stands for a figure.
    """
    return text[:1] in _CLOSING and len(text.strip(".。")) > 0


def _needed(text: str, em: float) -> float:
    """How wide the first piece of a text is that may not be torn."""
    word = _WORD.match(text)
    if word:
        wide = word[0].count("%")
        sign = not any(map(str.isalnum, word[0]))  # 元/公里 is torn before the sign, not behind it
        dated = word[0].isdigit() and text[word.end() :][:1] in _DATED  # 31日 is never torn
        held = 1 if dated or (sign and text[word.end() :].strip()) else 0
        return em * (0.5 * min(len(word[0]), 12) + 0.4 * wide + held)
    count = 2 if text[:1] in _OPENING else 1
    while count < len(text) and count < 3 and text[count] in _CLOSING:
        count += 1
    return em * count
