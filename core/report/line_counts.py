"""How many lines a text takes at any width, found without setting it.

Looking for column widths asks for that thousands of times. So where lines may end is found once
for each text; how far a line reaches is then a bisection.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.report.fonts import face
from core.report.line_breaks import Widths
from core.report.punctuation import width_of
from core.report.text import Setting, clean, clusters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.report.faces import FaceName

_EXACT: Final = 1_200  # characters of a paragraph: the lines of a longer one are estimated
_MEASURED: Final = 2_000  # characters of a longer one; the rest is taken to be like them
_PARAGRAPHS: Final = 300  # of a text; each of the others counts as one line
_LOSS: Final = 1.04  # lines that break at words are not quite full
_GRAIN: Final = 0.5  # as where texts are set


class LineCount:
    """The paragraphs of one text in one type; widths are in thousandths of its em."""

    __slots__ = ("_known", "_more", "_parts")

    def __init__(self, text: str, setting: Setting, advances: Mapping[str, float]) -> None:
        paragraphs = text.split("\n")
        self._more = max(0, len(paragraphs) - _PARAGRAPHS)
        del paragraphs[_PARAGRAPHS:]
        widths = [_width(part, advances) for part in paragraphs]
        self._parts = [
            (width, _Ends(part, setting, advances) if len(part) <= _EXACT else None)
            for part, width in zip(paragraphs, widths, strict=True)
        ]
        self._known: dict[float, int] = {}

    def fits(self, width: float) -> bool:
        """Whether the text is one line at this width."""
        return len(self._parts) == 1 and self._parts[0][0] <= width + _GRAIN

    def at(self, width: float) -> int:
        """The lines at this width."""
        count = self._known.get(width)
        if count is None:
            count, room = self._more, width + _GRAIN
            for natural, ends in self._parts:
                if natural <= room:
                    count += 1
                elif ends is None or room <= _GRAIN:
                    count += _estimated(natural, room)
                else:
                    count += ends.lines(room)
            self._known[width] = count
        return count


class _Ends:
    """Where the lines of a paragraph may end; measured when first asked for."""

    __slots__ = ("_advances", "_pieces", "_setting", "_text", "_widths")

    def __init__(self, text: str, setting: Setting, advances: Mapping[str, float]) -> None:
        self._text, self._setting, self._advances = text, setting, advances
        self._pieces: Sequence[str] = ()
        self._widths: Widths | None = None

    def lines(self, limit: float) -> int:
        """The lines when each is filled as far as it goes."""
        if (widths := self._widths) is None:
            self._pieces = clusters(self._text.rstrip(), self._setting)
            tight = self._setting is Setting.RUNNING
            widths = self._widths = Widths(self._pieces, self._advances, tight=tight)
        starts, ends = widths.starts, widths.ends
        at, count, last = 0, 0, len(ends)
        while at < last:
            end = bisect_right(ends, starts[at] + limit, lo=at)
            if end == at:  # it is cut anywhere
                count += self._torn(at, limit)
                end = at + 1
            at, count = end, count + 1
        return count

    def _torn(self, at: int, limit: float) -> int:
        """How many full lines a piece takes that is wider than a line."""
        count, room = 0, limit
        for char in self._pieces[at].rstrip():
            width = self._advances[char]
            if width > room and room < limit:
                count, room = count + 1, limit
            room -= width
        return count


def _estimated(width: float, room: float) -> int:
    """The lines of a paragraph that is not set, or of any where there is no room at all."""
    return 1 + int(width / 1000) if room <= _GRAIN else math.ceil(width * _LOSS / room)


def _width(paragraph: str, advances: Mapping[str, float]) -> float:
    shown = paragraph.rstrip()
    width = width_of(shown[:_MEASURED], advances)
    return width * max(1.0, len(shown) / _MEASURED)


def line_count(text: str, setting: Setting, name: FaceName) -> LineCount:
    """The lines of a text as it stands in the model; short ones are kept, for forms repeat them."""
    if len(text) > _MEASURED:
        return LineCount(clean(text), setting, face(name))
    return _short(text, setting, name)


@lru_cache(maxsize=8192)
def _short(text: str, setting: Setting, name: FaceName) -> LineCount:
    return LineCount(clean(text), setting, face(name))
