"""Signs that were printed beyond their cell, over the text of the one beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from core.exchange.sources.pdf_page import Word
from core.exchange.sources.pdf_placed import NEAR, PlacedCell
from core.exchange.sources.pdf_text import TextLine

OVERPRINTED: Final = "这里的字和相邻一格的字印在了一起，请核对"
_COVERED: Final = 0.4
"""Of the narrower word's width: words side by side never stand over each other so far."""
_TOUCHING: Final = 1.0
_MOST: Final = 200
"""So many words of a table are looked at; more are no slip of the paper."""


def put_back(cells: Sequence[PlacedCell]) -> None:
    """Put words that overprint others into the cell that they go on from; all is doubtful then."""
    for number, (cell, line, words) in enumerate(_overprinted(cells)):
        cell.doubt = OVERPRINTED
        if number >= _MOST:
            return
        for word in words:
            if word not in line.words or len(line.words) == 1:
                continue  # put back before
            if (own := _goes_on_from(cells, cell, word)) is None:
                continue
            owner, begun = own
            line.words.remove(word)
            begun.words.append(word)
            owner.doubt = OVERPRINTED
            break


def _overprinted(
    cells: Sequence[PlacedCell],
) -> Iterator[tuple[PlacedCell, TextLine, tuple[Word, Word]]]:
    for cell in cells:
        for line in cell.lines:
            for one, other in list(pairwise(line.words)):
                covered = min(one.right, other.right) - max(one.left, other.left)
                narrower = min(one.right - one.left, other.right - other.left)
                if one.text != other.text and covered > _COVERED * narrower:
                    yield cell, line, (one, other)


def _goes_on_from(
    cells: Sequence[PlacedCell], cell: PlacedCell, word: Word
) -> tuple[PlacedCell, TextLine] | None:
    """The cell at the left with the line that a word is the end of."""
    for other in cells:
        beside = abs(other.right - cell.left) <= NEAR
        if not beside or not other.row <= cell.row < other.row + other.rowspan:
            continue
        for line in other.lines:
            last = line.words[-1]
            level = abs(last.middle - word.middle) < (word.bottom - word.top) / 2
            if level and abs(word.left - last.right) <= _TOUCHING:
                return other, line
    return None
