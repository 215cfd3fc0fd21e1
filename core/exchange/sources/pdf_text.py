"""Letters at places as lines and paragraphs of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from core.exchange.sources.pdf_page import Letter

_PADDING: Final = 12.0
"""Points that a cell may keep free on both sides together (Word: 10.8)."""
_WORD = re.compile(r"[!-~]+")
_CLOSING: Final = frozenset("，。；：、！？）》】”’」』％%,.;:!?)")
_OPENING: Final = frozenset("（《【“‘「『(")
_WIDE_GAP: Final = 1.2
"""Of a letter's height: a wider gap is blank space on the paper."""


@dataclass(slots=True)
class TextLine:
    """Letters side by side, from left to right."""

    letters: list[Letter]
    top: float
    bottom: float
    page: int = 0

    @property
    def left(self) -> float:
        """Where its first letter begins."""
        return self.letters[0].left

    @property
    def right(self) -> float:
        """Where its last letter ends."""
        return self.letters[-1].right

    @property
    def height(self) -> float:
        """From the top of the highest letter to the lowest's bottom."""
        return self.bottom - self.top

    @property
    def em(self) -> float:
        """The width of a Chinese character of its size, about."""
        wide = [one.right - one.left for one in self.letters if not one.text.isascii()]
        if wide:
            return max(wide)
        return 1.9 * (self.right - self.left) / len(self.letters)

    @property
    def text(self) -> str:
        """The line's text; spaces stand where the file or the paper has them."""
        return spaced_text(self.letters)


def spaced_text(letters: list[Letter]) -> str:
    """Letters side by side as text."""
    out: list[str] = []
    before: Letter | None = None
    for letter in letters:
        if before is not None:
            gap = letter.left - before.right
            size = letter.bottom - letter.top
            latin = before.text.isascii() and letter.text.isascii()
            if gap > _WIDE_GAP * size or (letter.spaced and gap > (0.1 if latin else 0.3) * size):
                out.append(" ")
        out.append(letter.text)
        before = letter
    return "".join(out)


def text_lines(letters: Iterable[Letter], page: int = 0) -> list[TextLine]:
    """The lines of some letters, from top to bottom."""
    lines: list[TextLine] = []
    for letter in sorted(letters, key=lambda one: (one.middle, one.left)):
        line = lines[-1] if lines else None
        if line is not None and _same_line(line, letter):
            line.letters.append(letter)
            line.top, line.bottom = min(line.top, letter.top), max(line.bottom, letter.bottom)
        else:
            lines.append(TextLine([letter], letter.top, letter.bottom, page))
    for line in lines:
        line.letters.sort(key=lambda one: one.left)
    return lines


def _same_line(line: TextLine, letter: Letter) -> bool:
    """Whether a letter stands beside the line's last one; small signs may stand off the middle."""
    overlap = min(line.bottom, letter.bottom) - max(line.top, letter.top)
    return overlap > 0.55 * min(line.height, letter.bottom - letter.top)


def pieces(line: TextLine) -> list[TextLine]:
    """A line cut where wide blank spaces are."""
    out = [TextLine([line.letters[0]], line.top, line.bottom, line.page)]
    for before, letter in pairwise(line.letters):
        if letter.left - before.right > _WIDE_GAP * (letter.bottom - letter.top):
            out.append(TextLine([], line.top, line.bottom, line.page))
        out[-1].letters.append(letter)
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
    if not is_full(line, after, width):
        return "\n"
    latin = before[-1:].isascii() and after[:1].isascii()
    return " " if latin and before[-1:].isalpha() and after[:1].isalpha() else ""


def _needed(text: str, em: float) -> float:
    """How wide the first piece of a text is that may not be torn."""
    word = _WORD.match(text)
    if word:
        wide = word[0].count("%")
        return em * (0.5 * min(len(word[0]), 12) + 0.4 * wide)
    count = 1
    while count < len(text) and count < 3 and text[count] in _CLOSING:
        count += 1
    return em * count
