"""A sheet printed wider than its paper: the right columns stand on pages of their own.

Excel prints such a sheet band by band: first all pages of the left columns, then those of the
right ones, or the two in turn. The rows of both have the same heights, so their lines stand at
the same places of the pages. Two bands may be as wide as each other; then a merged cell that the
paper cuts, open at the right of the one and at the left of the other, tells them from a table that
goes on below.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
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
_FEWEST_LINES: Final = 2
_FEWEST_PROOFS: Final = 3
"""So many lines tell that a page stands at the right of the sheet's first one."""
_MOST_LINES: Final = 400
_MOST_COMPARED: Final = 4_000_000
_MOST_ACROSS: Final = 4
_FEW_PARTS: Final = 6
"""One of so many lines may part a row on the right page only."""
_STEP: Final = 8.0
"""Points: by less a text that each page bears in its middle differs from page to page."""
_ABOUT: Final = (-1, 0, 1)
_FIRST_WORDS: Final = "项目名称"


class _Frame(Struct):
    """The sides of a page's lines, and where its rows end."""

    left: float
    right: float
    ys: list[float]
    top: float
    bottom: float
    open_left: list[float]
    """The middles of rows without a line at the left side: cells that the paper cuts."""
    open_right: list[float]

    def is_beyond(self, word: Word) -> bool:
        """Whether a word stands above or below the rows."""
        return not self.ys[0] < word.middle < self.ys[-1]


class WholePages(Struct):
    """The pages, those of right columns put beside the left ones.

    ``apart``: whether some seem to be pages of right columns, and it was not told of which.
    """

    pages: list[PageContent]
    apart: bool = False


def whole_pages(pages: Sequence[PageContent]) -> WholePages:
    """The pages, with those of the right columns put beside those of the left ones."""
    frames = [_frame(page) for page in pages]
    fits = [
        {left for left in range(right) if _fit(pages, frames, left, right)}
        for right in range(len(pages))
    ]
    blank = {at for at, page in enumerate(pages) if not page.words}
    pairs = _in_bands(frames, fits, blank) or _in_turn(frames, fits)
    whole = list(pages)
    for left, right in pairs:
        joined = _beside(whole[left], pages[right])
        if joined is None:
            pairs = []
            break
        whole[left] = joined
    if not pairs:
        return WholePages(list(pages), _seems_cut(frames, fits))
    taken = {right for _, right in pairs}
    return WholePages([page for at, page in enumerate(whole) if at not in taken])


def _seems_cut(frames: Sequence[_Frame | None], fits: Sequence[set[int]]) -> bool:
    """Whether cells of the first page go on upon another one that has the same rows."""
    first = frames[0]
    others = (frame for frame, lefts in zip(frames, fits, strict=True) if 0 in lefts)
    return first is not None and any(
        other is not None and _goes_beyond(first, first, other) for other in others
    )


def _in_bands(
    frames: Sequence[_Frame | None], fits: Sequence[set[int]], blank: Collection[int]
) -> list[tuple[int, int]]:
    """Left and right pages where all left ones come first; ``fits``: each page's left ones.

    ``blank`` pages have no words: where nothing is said at the right, nothing is put there.
    """
    for first in range(1, len(fits)):
        if not _end_alike(frames[0], frames[first - 1]):
            break
        pairs: list[tuple[int, int]] = []
        outermost = dict[int, int]()  # of each left page, the last one that stands beside it
        after = 0
        rights = [at for at in range(first, len(fits)) if at not in blank]
        for right in rights:
            lefts = [left for left in sorted(fits[right]) if left < first]
            found = next((left for left in lefts if left >= after), None)
            if found is None and after:  # a third band begins
                after, found = 0, next(iter(lefts), None)
            if found is None:
                break
            beside = frames[outermost.get(found, found)]
            if not after and not _is_cut(frames[0], beside, frames[right]):
                break
            pairs.append((found, right))
            outermost[found] = right
            after = found + 1
        if pairs and len(pairs) == len(rights):
            return pairs
    return []


def _end_alike(one: _Frame | None, other: _Frame | None) -> bool:
    """Whether two pages have the same right side: both are of one band."""
    return one is not None and other is not None and abs(one.right - other.right) <= 2 * _NEAR


def _is_cut(first: _Frame | None, one: _Frame | None, other: _Frame | None) -> bool:
    """Whether nothing speaks against a page being that at the right of another one.

    Where both are as wide, only a cell that goes on from the one into the other tells it.
    """
    if one is None or other is None or not _end_alike(one, other):
        return True
    return first is not None and _goes_beyond(first, one, other)


def _in_turn(frames: Sequence[_Frame | None], fits: Sequence[set[int]]) -> list[tuple[int, int]]:
    """Left and right pages where each left one is followed by its right ones."""
    for across in range(2, _MOST_ACROSS + 1):
        pairs = [(at - at % across, at) for at in range(len(fits)) if at % across]
        begun = range(1, min(across, len(fits)))
        cut = all(_is_cut(frames[0], frames[at - 1], frames[at]) for at in begun)
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
    if left == 0 and len(other.ys) < _FEWEST_PROOFS:
        return False
    same_paper = abs(pages[left].width - pages[right].width) <= _NEAR
    if not same_paper or abs(one.left - other.left) > _NEAR:
        return False
    if _end_alike(one, other) and not _same_height(one, other):
        return False  # the same columns: the table goes on below
    if not _has_rows_of(one, other, proven=left > 0):
        return False
    inside = (word.text for word in pages[right].words if word.left >= other.left)
    return not any(text.startswith(_FIRST_WORDS) for text in inside)  # a form of its own


def _has_rows_of(one: _Frame, other: _Frame, *, proven: bool) -> bool:
    """Whether the lines of the right page are those of the left one, but for merged cells.

    ``proven``: the band of the right page was told by its first page.
    """
    within = [y for y in one.ys if other.ys[0] - _NEAR <= y <= other.ys[-1] + _NEAR]
    extra = [y for y in other.ys if not _is_among(within, y)]
    high = _same_height(one, other)
    if len(extra) <= (len(other.ys) // _FEW_PARTS if high else 0):
        return len(other.ys) >= _SHARE * len(within)  # but for 得分 parted into two scores
    finer = all(_is_among(other.ys, y) for y in one.ys)  # 绩效指标 over rows at the right
    return finer and high and (proven or _goes_beyond(one, one, other))


def _is_among(ys: Sequence[float], y: float) -> bool:
    """Whether a line of these (they rise) stands at that height."""
    at = bisect_left(ys, y - _SAME)
    return at < len(ys) and ys[at] <= y + _SAME


def _same_height(one: _Frame, other: _Frame) -> bool:
    """Whether the tables of two pages begin and end at the same heights."""
    return abs(one.top - other.top) <= _NEAR and abs(one.bottom - other.bottom) <= _NEAR


def _goes_beyond(first: _Frame, one: _Frame, other: _Frame) -> bool:
    """Whether a cell that the paper cuts goes on from one page into the other.

    What is open at the left of the first band is no cell but the gap between two tables.
    """
    cut = [y for y in one.open_right if not any(abs(y - at) <= _NEAR for at in first.open_left)]
    return any(abs(y - at) <= _NEAR for y in cut for at in other.open_left)


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
    top = min(ys[0], *(line.start for line in page.down))
    bottom = max(ys[-1], *(line.end for line in page.down))  # a merged cell may go on below
    sides_open = _open(page, left, middles), _open(page, right, middles)
    return _Frame(left, right, ys, top, bottom, *sides_open)


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
    edge = one.right - 1
    if len(new) * len(page.words) > _MOST_COMPARED:
        return None
    kept = [w for w in page.words if w.left < edge or one.is_beyond(w)]
    across = [w for w in kept if w.right > edge]
    new = [w for w in new if not any(_is_rest(w, whole) for whole in across)]
    cut = [w for w in new if w.left < edge or other.is_beyond(w)]
    kept = [w for w in kept if not any(_overlap(w, whole) for whole in cut)]
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


def _is_rest(word: Word, whole: Word) -> bool:
    """Whether a word of the right page is all or a part of one that the left page has whole."""
    return word.text in whole.text and _overlap(word, whole)


def _overlap(one: Word, other: Word) -> bool:
    """Whether two words stand at the same place: the one is the other as far as its page goes."""
    beside = min(one.right, other.right) - max(one.left, other.left) > 0
    return beside and abs(one.middle - other.middle) < (one.bottom - one.top) / 2
