"""Heads of tables that are printed without lines, found by what their words mean.

A head tells how many columns there are and where about; the blank strips between the words below it
tell where each one ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from core.exchange.sources.pdf_page import Word
from core.exchange.sources.pdf_text import TextLine, paragraph, text_lines
from core.reading.headings import columns_of, is_funds_head, is_indicator_head, means

_TALLEST_HEAD: Final = 3
"""Lines of a head."""
_MOST_LINES: Final = 500
"""Of a page on which heads are looked for."""
_STRIP: Final = 3
"""Points of a blank strip between two columns."""
_GAP: Final = 0.5
"""Of a line's height, between two headings side by side."""


class Heading(Struct, frozen=True):
    """One heading of a column, of one or more lines."""

    words: tuple[Word, ...]
    left: float
    right: float

    @property
    def centre(self) -> float:
        """Its middle from left to right."""
        return (self.left + self.right) / 2

    @property
    def text(self) -> str:
        """Its lines joined."""
        return "".join(line.text for line in text_lines(self.words))


class Head(Struct, frozen=True):
    """Headings side by side; ``first`` and ``last`` are lines of the page."""

    kind: str
    """``indicators``, ``funds`` or ``goals``."""
    first: int
    last: int
    headings: tuple[Heading, ...]
    keys: tuple[str, ...]


def heads(lines: Sequence[TextLine]) -> list[Head]:
    """All heads on a page from top to bottom."""
    found: list[Head] = []
    at = 0 if len(lines) <= _MOST_LINES else len(lines)
    while at < len(lines):
        tried = [
            head
            for start in range(max(at - 1, found[-1].last + 1 if found else 0), at + 1)
            for end in range(at, min(at + _TALLEST_HEAD, len(lines)))
            if _close(lines[start : end + 1]) and (head := _head(lines, start, end))
        ]
        if tried:
            best = max(tried, key=lambda one: (sum(map(bool, one.keys)), one.first - one.last))
            best = _whole(lines, best, found[-1].last + 1 if found else 0)
            found.append(best)
            at = best.last
        at += 1
    return found


def _whole(lines: Sequence[TextLine], head: Head, least: int) -> Head:
    """The head with the lines that overlap it: headings of two lines stand around those of one."""
    first, last = head.first, head.last
    while first > least and lines[first - 1].bottom > lines[first].top + 1:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].top < lines[last].bottom - 1:
        last += 1
    whole = _head(lines, first, last) if (first, last) != (head.first, head.last) else None
    return whole if whole is not None and whole.kind == head.kind else head


def _close(lines: Sequence[TextLine]) -> bool:
    return all(below.top - above.bottom < 0.8 * above.height for above, below in pairwise(lines))


def _head(lines: Sequence[TextLine], first: int, last: int) -> Head | None:
    headings = _headings([word for line in lines[first : last + 1] for word in line.words])
    if not 2 <= len(headings) <= 20:
        return None
    texts = [one.text for one in headings]
    indicators = columns_of(texts)
    if is_indicator_head(indicators) and _mostly(indicators):
        return Head("indicators", first, last, headings, indicators)
    funds = columns_of(texts, "funds")
    if is_funds_head(funds) and _mostly(funds):
        return Head("funds", first, last, headings, funds)
    goals = tuple(
        next((key for key in ("actual", "expected") if means("goals", key, text)), "")
        for text in texts
    )
    if len(texts) <= 3 and {"actual", "expected"} <= set(goals):
        return Head("goals", first, last, headings, goals)
    return None


def _mostly(keys: Sequence[str]) -> bool:
    return 2 * sum(map(bool, keys)) > len(keys)


def _headings(words: Sequence[Word]) -> tuple[Heading, ...]:
    """Words that stand over each other or close together are one heading."""
    groups: list[list[Word]] = []
    right = 0.0
    for word in sorted(words, key=lambda one: one.left):
        height = word.bottom - word.top
        if groups and word.left < right + (_GAP * height if _beside(groups[-1], word) else -1):
            groups[-1].append(word)
            right = max(right, word.right)
        else:
            groups.append([word])
            right = word.right
    return tuple(
        Heading(tuple(group), min(w.left for w in group), max(w.right for w in group))
        for group in groups
    )


def _beside(group: list[Word], word: Word) -> bool:
    """Whether a word of the group stands on the same line."""
    return any(abs(one.middle - word.middle) < 0.4 * (word.bottom - word.top) for one in group)


def column_edges(head: Head, body: Sequence[Word], left: float, right: float) -> list[float]:
    """Where columns begin and end: those of the headings, and others that stand left of them.

    Each edge lies in the widest strip between two headings that the fewest words cross.
    """
    cover = [0] * (int(right) + 3)
    for word in [*body, *(word for one in head.headings for word in one.words)]:
        for x in range(max(int(word.left), 0), min(int(word.right) + 1, len(cover))):
            cover[x] += 1
    first = head.headings[0]
    own = [word for word in body if word.centre < first.right]
    start = min([word.left for word in own], default=first.left)
    edges = [left]
    edges += [middle for middle, _ in _strips(cover, start, min(first.left, first.centre))
              if middle > start]  # fmt: skip
    for one, other in pairwise(head.headings):
        strips = _lowest(cover, one.centre, other.centre)
        edges.append(max(strips, key=lambda strip: strip[1])[0])
    return [*edges, right]


def _strips(cover: list[int], start: float, end: float) -> list[tuple[float, int]]:
    """Blank strips with a word before them: their middles and widths."""
    return [one for one in _runs(cover, int(start), int(end), 0) if one[1] >= _STRIP]


def _lowest(cover: list[int], start: float, end: float) -> list[tuple[float, int]]:
    least = min(cover[int(start) : int(end) + 1], default=0)
    return _runs(cover, int(start), int(end), least) or [((start + end) / 2, 1)]


def _runs(cover: list[int], start: int, end: int, level: int) -> list[tuple[float, int]]:
    runs: list[tuple[float, int]] = []
    begun = None
    for x in range(start, end + 2):
        inside = x <= end and x < len(cover) and cover[x] <= level
        if inside and begun is None:
            begun = x
        elif not inside and begun is not None:
            runs.append(((begun + x) / 2, x - begun))
            begun = None
    return runs


def joined(words: Sequence[Word]) -> str:
    """The words of one cell as text."""
    lines = text_lines(words)
    return paragraph(lines, max((line.right - line.left for line in lines), default=0) + 12)
