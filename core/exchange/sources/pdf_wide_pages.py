"""A sheet printed wider than its paper: the right columns stand on pages of their own.

Excel prints such a sheet band by band: first all pages of the left columns, then those of the
right ones, or the two in turn. The rows of both have the same heights, so their lines stand at
the same places of the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_FIRST_WORDS: Final = "项目名称"


class _Frame(Struct):
    """The sides of a page's lines, and where its rows end."""

    left: float
    right: float
    ys: list[float]


def whole_pages(pages: Sequence[PageContent]) -> list[PageContent]:
    """The pages, with those of the right columns put beside those of the left ones."""
    frames = [_frame(page) for page in pages]
    for pairs in (_in_bands(pages, frames), _in_turn(pages, frames)):
        if pairs:
            whole = list(pages)
            for left, right in pairs:
                whole[left] = _beside(whole[left], pages[right])
            taken = {right for _, right in pairs}
            return [page for at, page in enumerate(whole) if at not in taken]
    return list(pages)


def _in_bands(
    pages: Sequence[PageContent], frames: Sequence[_Frame | None]
) -> list[tuple[int, int]]:
    """Left and right pages where all left ones come first."""
    for first in range(1, len(pages)):
        if not _end_alike(frames[0], frames[first - 1]):
            break
        pairs: list[tuple[int, int]] = []
        after = 0
        for right in range(first, len(pages)):
            found = _partner(pages, frames, range(after, first), right)
            if found is None and after:  # a third band begins
                found = _partner(pages, frames, range(first), right)
            if found is None:
                break
            pairs.append((found, right))
            after = found + 1
        if len(pairs) == len(pages) - first:
            return pairs
    return []


def _end_alike(one: _Frame | None, other: _Frame | None) -> bool:
    """Whether two pages have the same right side: both are of one band."""
    return one is not None and other is not None and abs(one.right - other.right) <= 2 * _NEAR


def _in_turn(
    pages: Sequence[PageContent], frames: Sequence[_Frame | None]
) -> list[tuple[int, int]]:
    """Left and right pages where each right one follows its left one."""
    lefts = range(0, len(pages) - 1, 2)
    matched = all(_partner(pages, frames, range(at, at + 1), at + 1) == at for at in lefts)
    return [(at, at + 1) for at in lefts] if matched and len(pages) % 2 == 0 else []


def _partner(
    pages: Sequence[PageContent],
    frames: Sequence[_Frame | None],
    lefts: range,
    right: int,
) -> int | None:
    """The page whose rows a page continues to the right."""
    return next((at for at in lefts if _fit(pages, frames, at, right)), None)


def _fit(
    pages: Sequence[PageContent], frames: Sequence[_Frame | None], left: int, right: int
) -> bool:
    one, other = frames[left], frames[right]
    if one is None or other is None:
        return False
    same_paper = abs(pages[left].width - pages[right].width) <= _NEAR
    if not same_paper or abs(one.left - other.left) > _NEAR:
        return False
    if _end_alike(one, other):
        return False  # the same columns: the table goes on below
    inside = (word.text for word in pages[right].words if word.left >= other.left)
    if any(text.startswith(_FIRST_WORDS) for text in inside):
        return False  # a form of its own
    within = [y for y in one.ys if other.ys[0] - _NEAR <= y <= other.ys[-1] + _NEAR]
    same = all(any(abs(y - known) <= _SAME for known in within) for y in other.ys)
    return same and len(other.ys) >= _SHARE * len(within)


def _frame(page: PageContent) -> _Frame | None:
    across = [line for line in page.across if line.end - line.start >= _SHORTEST]
    ys: list[float] = []
    for line in sorted(across, key=lambda one: one.at):
        if not ys or line.at - ys[-1] > _NEAR:
            ys.append(line.at)
    if len(ys) < _FEWEST_LINES or not page.down:
        return None
    sides = [line.at for line in page.down]
    left = min(*sides, *(line.start for line in across))
    right = max(*sides, *(line.end for line in across))
    return _Frame(left, right, ys)


def _beside(page: PageContent, right: PageContent) -> PageContent:
    """The page with the other's lines and words at its right side."""
    one, other = _frame(page), _frame(right)
    if one is None or other is None:
        return page
    by = one.right - other.left
    moved = [replace(w, left=w.left + by, right=w.right + by) for w in right.words]
    new = [w for w in moved if w.right > one.right and w.top < other.ys[-1]]
    across_cut = [w for w in new if w.left < one.right - 1]
    kept = [
        w
        for w in page.words
        if w.left < one.right and not any(_overlap(w, whole) for whole in across_cut)
    ]
    return replace(
        page,
        width=page.width + other.right - other.left,
        words=[*kept, *new],
        across=[*page.across, *(Line(x.at, x.start + by, x.end + by) for x in right.across)],
        down=[*page.down, *(Line(x.at + by, x.start, x.end) for x in right.down)],
        beside=(*page.beside, (one.right, by, right.number)),
    )


def _overlap(one: Word, other: Word) -> bool:
    """Whether two words stand at the same place: the one is the other as far as its page goes."""
    beside = min(one.right, other.right) - max(one.left, other.left) > 0
    return beside and abs(one.middle - other.middle) < (one.bottom - one.top) / 2
