"""标点挤压: marks give away the blank half of their square, as CLREQ (中文排版需求) has it.

The ink of an opening mark fills the right half of its em, that of a closing one the left half. Two
marks that meet share one blank half instead of two; at the edge of a line the blank half falls
away. A line that lacks room may squeeze the pauses within it, all by the same share of their blank
half. Widths are in thousandths of the em.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OPENING: Final = "（《「『【〔〖〈［｛“‘"
CLOSING: Final = "、。，．；：！？）》」』】〕〗〉］｝”’"
PAUSES: Final = "、，。；："
HALF: Final = 500.0

_open, _close = re.escape(OPENING), re.escape(CLOSING)
_MEETING: Final = regex(f"[{_close}](?=[{_close}{_open}])|[{_open}](?=[{_open}])")
_PAUSE: Final = regex(f"[{PAUSES}](?=[^{_close}{_open}])")
_LATIN: Final = r"[^\s\u2000-\U0010ffff]"
"""Below U+2000 stand the letters that are set with spaces between words only."""
_WITHIN_A_WORD: Final = regex(f"{_LATIN}(?={_LATIN})")


def measure(text: Iterable[str], advances: Mapping[str, float]) -> float:
    """The width of the characters of a text without any squeezing."""
    return sum(map(advances.__getitem__, text))


def inner_width(text: str, advances: Mapping[str, float]) -> float:
    """The width of a text within a line, its marks squeezed where they meet."""
    width = measure(text, advances)
    return width if text.isascii() else width - HALF * len(_MEETING.findall(text))


def width_of(text: str, advances: Mapping[str, float]) -> float:
    """The width of a text that is a line by itself."""
    if not text:
        return 0.0
    return inner_width(text, advances) - edge_before(text) - edge_behind(text)


def edge_before(text: str) -> float:
    """What falls away where a text begins a line."""
    return HALF if text[:1] in OPENING and text else 0.0


def edge_behind(text: str) -> float:
    """What falls away where a text ends a line; a single mark is not squeezed to nothing."""
    return HALF if len(text) > 1 and text[-1] in CLOSING else 0.0


def between(one: str, other: str) -> float:
    """What falls away where two texts meet."""
    return HALF if _MEETING.match(one[-1:] + other[:1]) else 0.0


def squeezable(text: str) -> float:
    """What the pauses within a text can give away where its line lacks room."""
    return 0.0 if text.isascii() else HALF * len(_PAUSE.findall(text))


def squeezable_between(one: str, other: str) -> float:
    """What a pause can give away that ends one text where another follows."""
    return HALF if _PAUSE.match(one[-1:] + other[:1]) else 0.0


def moved_left(text: str, gap: float, squeeze: float = 0.0) -> dict[int, float]:
    """By how much the text behind a character moves left, by the place of that character.

    ``gap`` is added behind each character; within a Latin word it is taken back. ``squeeze``: the
    share that the pauses give away of what they can.
    """
    moved = {match.start(): HALF for match in _MEETING.finditer(text)}
    if squeeze:
        moved |= {match.start(): HALF * squeeze for match in _PAUSE.finditer(text)}
    if gap:
        for match in _WITHIN_A_WORD.finditer(text):
            at = match.start()
            moved[at] = moved.get(at, 0.0) + gap
    return moved


def gaps(text: str) -> int:
    """How many places of a line take a share of what it lacks."""
    return max(0, len(text) - 1 - len(_WITHIN_A_WORD.findall(text)))
