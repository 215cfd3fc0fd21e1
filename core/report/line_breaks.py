"""Where the lines of a paragraph end, given the pieces that no line end tears.

Running text takes as few lines as it can where the pauses within them are squeezed. Filled line by
line it is good enough most of the time; where that takes a line more, stretches one by too much or
leaves a lone character for the last one, all breaks are weighed against each other. Widths are in
thousandths of the em.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from core.report.punctuation import (
    between,
    edge_before,
    edge_behind,
    inner_width,
    squeezable,
    squeezable_between,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LOOSE: Final = 1 / 12
"""Of a line: what a justified one may lack where other breaks of its paragraph avoid more."""

_TOO_LOOSE: Final = 100.0
_ALONE: Final = 20.0
_SQUEEZED: Final = LOOSE**2  # what a line costs whose pauses give away all they can
_GRAIN: Final = 1e-6  # sums of widths are not exact
_MOST_WEIGHED: Final = 3_000  # pieces: longer paragraphs are filled line by line


class Widths:
    """The widths of lines made of neighbouring pieces.

    ``starts``, ``ends``: from where a line measures that begins with a piece, and up to where if
    it ends with it. ``tight``: the pauses within a line give away all they can.
    """

    __slots__ = ("ends", "starts")

    def __init__(
        self, pieces: Sequence[str], advances: Mapping[str, float], *, tight: bool = False
    ) -> None:
        full = [inner_width(piece, advances) for piece in pieces]
        met = [between(*pair) for pair in pairwise(pieces)]
        if tight:
            full = [width - squeezable(piece) for piece, width in zip(pieces, full, strict=True)]
            met = [
                less + squeezable_between(*p) for less, p in zip(met, pairwise(pieces), strict=True)
            ]
        steps = (width - less for width, less in zip(full, met, strict=False))
        self.starts: list[float] = []
        self.ends: list[float] = []
        for piece, width, place in zip(pieces, full, accumulate(steps, initial=0.0), strict=True):
            shown, bare = piece, width
            if piece[-1].isspace():  # spaces at the end of a line take no room there
                shown = piece.rstrip()
                bare = inner_width(shown, advances) - (squeezable(shown) if tight else 0.0)
            self.starts.append(place + edge_before(piece))
            self.ends.append(place + bare - edge_behind(shown))

    def of(self, start: int, end: int) -> float:
        """Of a line of these pieces."""
        return self.ends[end - 1] - self.starts[start]

    def filled(self, limit: float) -> list[int]:
        """Where each line ends when each is filled as far as it goes."""
        starts, ends = self.starts, self.ends
        found, at = [], 0
        while at < len(ends):
            at = max(at + 1, bisect_right(ends, starts[at] + limit, lo=at))
            found.append(at)
        return found

    def filled_from_the_end(self, limit: float) -> list[int]:
        """Where each line begins when each is filled as far as it goes, from the last one up."""
        starts, ends = self.starts, self.ends
        found, at = [], len(ends)
        while at:
            at = min(at - 1, bisect_left(starts, ends[at - 1] - limit, hi=at))
            found.append(at)
        return found[::-1]


def balanced_ends(widths: Widths, ends: list[int], limit: float) -> list[int]:
    """As many lines in the narrowest column that holds them."""
    low, high = max(widths.of(at, at + 1) for at in range(len(widths.ends))), limit
    while high - low > 50:  # a twentieth of the em: less is not seen
        middle = (low + high) / 2
        tried = widths.filled(middle)
        if len(tried) <= len(ends):
            ends, high = tried, middle
        else:
            low = middle
    return ends


def running_ends(
    pieces: Sequence[str],
    limit: float,
    advances: Mapping[str, float],
    is_lone: Callable[[str], bool],
) -> list[int]:
    """Where each line of running text ends.

    ``is_lone``: whether a piece is too little for a last line. What is wider than ``limit`` fits
    with its pauses squeezed, but for a single piece that is wider than any line.
    """
    natural = Widths(pieces, advances)
    ends = natural.filled(limit)
    if len(pieces) > _MOST_WEIGHED or len(ends) < 2:
        return ends
    tight = Widths(pieces, advances, tight=True)
    fewest = tight.filled(limit)
    full = pairwise([0, *ends[:-1]])
    good = (
        len(fewest) == len(ends)
        and not (ends[-1] - ends[-2] == 1 and is_lone(pieces[-1]))
        and all(limit - natural.of(*line) <= limit * LOOSE for line in full)
    )
    return ends if good else _Weighed(natural, tight, limit, lone=is_lone(pieces[-1])).ends(fewest)


class _Weighed:
    """A shortest path over the breaks: the least sum of what lines cost."""

    def __init__(self, natural: Widths, tight: Widths, limit: float, *, lone: bool) -> None:
        self._natural, self._tight, self._limit, self._lone = natural, tight, limit, lone
        self._count = len(natural.ends)

    def ends(self, furthest: list[int]) -> list[int]:
        """As many lines as in ``furthest``, where each goes as far as it can.

        Filled from the last one up, each goes as near as it can: the breaks are between the two.
        """
        nearest = [*self._tight.filled_from_the_end(self._limit)[1:], self._count]
        if len(nearest) != len(furthest):  # sums of widths are not exact
            return furthest
        costs, before = {0: 0.0}, []
        for low, high in zip(nearest, furthest, strict=True):
            reached: dict[int, tuple[float, int]] = {}
            for end in range(low, high + 1):
                best = min((cost + self._cost(at, end), at) for at, cost in costs.items())
                if best[0] < math.inf:
                    reached[end] = best
            before.append({end: at for end, (_, at) in reached.items()})
            costs = {end: cost for end, (cost, _) in reached.items()}
        ends = [self._count]
        for starts in reversed(before[1:]):
            ends.append(starts[ends[-1]])
        return ends[::-1]

    def _cost(self, start: int, end: int) -> float:
        """What a line costs; the last one may be short, but for a lone character."""
        if end <= start:
            return math.inf
        width, limit = self._natural.of(start, end), self._limit
        if (over := width - limit) > 0:
            most = width - self._tight.of(start, end)
            if over <= most + _GRAIN:
                return _SQUEEZED * (over / (most or 1)) ** 2
            return 0.0 if end == start + 1 else math.inf
        if end == self._count:
            return _ALONE if end == start + 1 and self._lone else 0.0
        share = -over / limit
        return share**2 + (_TOO_LOOSE * (share - LOOSE) if share > LOOSE else 0.0)
