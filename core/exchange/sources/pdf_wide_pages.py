"""A sheet printed wider than its paper: the right columns stand on pages of their own.

Excel prints such a sheet band by band: first all pages of the left columns, then those of the
right ones, or the two in turn. The rows of both have the same heights, so their lines stand at
the same places of the pages. Two bands may be as wide as each other; then a merged cell that the
paper cuts, open at the right of the one and at the left of the other, tells them from a table that
goes on below.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from core.exchange.sources.pdf_page import Line, PageContent, Word

MOST_PAGES: Final = 60
"""More pages are no sheet of one form."""
_NEAR: Final = 2.0
_SAME: Final = 1.0
_SHARE: Final = 0.4
"""So many of the lines on the left go on to the right; the others end at a merged cell."""
_SHORTEST: Final = 20.0
"""Points: shorter lines are signs, not rows."""
_FEWEST_LINES: Final = 3
_MOST_LINES: Final = 400
_MOST_COMPARED: Final = 4_000_000
_MOST_ACROSS: Final = 4
_STEP: Final = 8.0
"""Points: by less a text that each page bears in its middle differs from page to page."""
_ABOUT: Final = (-1, 0, 1)
_FIRST_WORDS: Final = "项目名称"


class _Frame(Struct):
    """The sides of a page's lines, and where its rows end."""

    left: float
    right: float
    ys: list[float]
    open_left: list[float]
    """The middles of rows without a line at the left side: cells that the paper cuts."""
    open_right: list[float]

    def is_beyond(self, word: Word) -> bool:
        """Whether a word stands above or below the rows."""
        return not self.ys[0] < word.middle < self.ys[-1]


def whole_pages(pages: Sequence[PageContent]) -> list[PageContent]:
    """The pages, with those of the right columns put beside those of the left ones."""
    frames = [_frame(page) for page in pages]
    fits = [
        {left for left in range(right) if _fit(pages, frames, left, right)}
        for right in range(len(pages))
    ]
    for pairs in (_in_bands(frames, fits), _in_turn(frames, fits)):
        if pairs:
            whole = list(pages)
            for left, right in pairs:
                joined = _beside(whole[left], pages[right])
                if joined is None:
                    return list(pages)
                whole[left] = joined
            taken = {right for _, right in pairs}
            return [page for at, page in enumerate(whole) if at not in taken]
    return list(pages)


def _in_bands(frames: Sequence[_Frame | None], fits: Sequence[set[int]]) -> list[tuple[int, int]]:
    """Left and right pages where all left ones come first; ``fits``: each page's left ones."""
    for first in range(1, len(fits)):
        if not _end_alike(frames[0], frames[first - 1]):
            break
        pairs: list[tuple[int, int]] = []
        after = band = 0
        for right in range(first, len(fits)):
            lefts = [left for left in sorted(fits[right]) if left < first]
            found = next((left for left in lefts if left >= after), None)
            if found is None and after:  # a third band begins
                found = next(iter(lefts), None)
            if found == 0:  # a band begins
                if not _is_cut(frames[band], frames[right]):
                    break
                band = right
            if found is None:
                break
            pairs.append((found, right))
            after = found + 1
        if len(pairs) == len(fits) - first:
            return pairs
    return []


def _end_alike(one: _Frame | None, other: _Frame | None) -> bool:
    """Whether two pages have the same right side: both are of one band."""
    return one is not None and other is not None and abs(one.right - other.right) <= 2 * _NEAR


def _is_cut(one: _Frame | None, other: _Frame | None) -> bool:
    """Whether nothing speaks against a page being that at the right of another one.

    Where both are as wide, only a cell that goes on from the one into the other tells it.
    """
    if one is None or other is None or not _end_alike(one, other):
        return True
    return any(abs(y - at) <= _NEAR for y in one.open_right for at in other.open_left)


def _in_turn(frames: Sequence[_Frame | None], fits: Sequence[set[int]]) -> list[tuple[int, int]]:
    """Left and right pages where each left one is followed by its right ones."""
    for across in range(2, _MOST_ACROSS + 1):
        pairs = [(at - at % across, at) for at in range(len(fits)) if at % across]
        cut = all(_is_cut(frames[at - 1], frames[at]) for at in range(1, min(across, len(fits))))
        if len(fits) % across == 0 and cut and all(left in fits[at] for left, at in pairs):
            return pairs
    return []


def _fit(
    pages: Sequence[PageContent], frames: Sequence[_Frame | None], left: int, right: int
) -> bool:
    """Whether the rows of one page go on to the right upon another."""
    one, other = frames[left], frames[right]
    if one is None or other is None:
        return False
    same_paper = abs(pages[left].width - pages[right].width) <= _NEAR
    if not same_paper or abs(one.left - other.left) > _NEAR:
        return False
    if _end_alike(one, other) and not _same_rows(one, other):
        return False  # the same columns: the table goes on below
    within = [y for y in one.ys if other.ys[0] - _NEAR <= y <= other.ys[-1] + _NEAR]
    known = iter(within)  # both rise: each line is looked for once
    if not all(any(abs(y - at) <= _SAME for at in known) for y in other.ys):
        return False
    if len(other.ys) < _SHARE * len(within):
        return False
    inside = (word.text for word in pages[right].words if word.left >= other.left)
    return not any(text.startswith(_FIRST_WORDS) for text in inside)  # a form of its own


def _same_rows(one: _Frame, other: _Frame) -> bool:
    """Whether the rows of two pages begin and end at the same heights."""
    ends = zip((one.ys[0], one.ys[-1]), (other.ys[0], other.ys[-1]), strict=True)
    return all(abs(y - at) <= _NEAR for y, at in ends)


def _frame(page: PageContent) -> _Frame | None:
    across = [line for line in page.across if line.end - line.start >= _SHORTEST]
    ys: list[float] = []
    for line in sorted(across, key=lambda one: one.at):
        if not ys or line.at - ys[-1] > _NEAR:
            ys.append(line.at)
    if not _FEWEST_LINES <= len(ys) <= _MOST_LINES or not page.down:
        return None
    sides = [line.at for line in page.down]
    left = min(*sides, *(line.start for line in across))
    right = max(*sides, *(line.end for line in across))
    middles = [(above + below) / 2 for above, below in pairwise(ys)]
    return _Frame(left, right, ys, _open(page, left, middles), _open(page, right, middles))


def _open(page: PageContent, side: float, middles: Sequence[float]) -> list[float]:
    """Which rows (by their middles) have no line at a side of the table."""
    lines = [line for line in page.down if abs(line.at - side) <= _NEAR]
    return [y for y in middles if not any(line.start <= y <= line.end for line in lines)]


def _beside(page: PageContent, right: PageContent) -> PageContent | None:
    """The page with the other's lines and words at its right side; ``None`` if those are many."""
    one, other = _frame(page), _frame(right)
    if one is None or other is None:
        return None
    by = one.right - other.left
    printed = {place for w in page.words if one.is_beyond(w) for place in _places(w, _ABOUT)}
    own = [w for w in right.words if not (other.is_beyond(w) and printed.issuperset(_places(w)))]
    moved = [replace(w, left=w.left + by, right=w.right + by) for w in own]
    new = [w for w in moved if w.right > one.right]
    across_cut = [w for w in new if w.left < one.right - 1]
    if len(across_cut) * len(page.words) > _MOST_COMPARED:
        return None
    kept = [
        w
        for w in page.words
        if (w.left < one.right or one.is_beyond(w))
        and not any(_overlap(w, whole) for whole in across_cut)
    ]
    return replace(
        page,
        width=page.width + other.right - other.left,
        words=[*kept, *new],
        across=[*page.across, *(Line(x.at, x.start + by, x.end + by) for x in right.across)],
        down=[*page.down, *(Line(x.at + by, x.start, x.end) for x in right.down)],
        beside=(*page.beside, (one.right, by, right.number)),
    )


def _places(word: Word, about: Sequence[int] = (0,)) -> set[tuple[str, int, int]]:
    """What a word says and where: a head or a number of pages stands upon each of them.

    ``about``: so many steps to the side, for 9 and 10 in the middle of the paper are not as wide.
    """
    text = "".join(sign for sign in word.text if not sign.isdigit())
    centre = round((word.left + word.right) / 2 / _STEP)
    return {(text, centre + step, round(word.middle / _NEAR)) for step in about}


def _overlap(one: Word, other: Word) -> bool:
    """Whether two words stand at the same place: the one is the other as far as its page goes."""
    beside = min(one.right, other.right) - max(one.left, other.left) > 0
    return beside and abs(one.middle - other.middle) < (one.bottom - one.top) / 2
