"""Words that a page draws beyond the part of their cell that it shows.

A spreadsheet prints a cell's whole text in the middle of the cell and clips it to what of the cell
is on the page: of a label merged over several pages the text stands above or below the table or in
its repeated head, of a row that is too low the lines stand in the rows around. The clip tells the
cell, so the words are moved into it.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

_Handle: TypeAlias = Any  # pypdfium2 has no types

_SLACK: Final = 1.0
"""Points by which words may miss their clip, or meet without standing over each other."""
_MOST_CLIPS: Final = 400
"""Of a page, with words that are not seen."""
_MOST_SEGMENTS: Final = 32
"""Of a clip; what has more is no cell."""


class Clip(NamedTuple):
    """What is shown of a cell: a rectangle on the page, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Box(Protocol):
    """A word's place; its height can be changed."""

    left: float
    top: float
    right: float
    bottom: float


class Clips:
    """The clips of a page's text, each object's asked for once."""

    def __init__(
        self, text: _Handle, turn: Callable[[float, float], tuple[float, float]], raw: _Handle
    ) -> None:
        self._text = text
        self._turn = turn
        self._raw = raw
        self._known: dict[int | None, Clip | None] = {}

    def of(self, sign: int) -> Clip | None:
        """The clip of the sign at this place of the text; ``None`` where all is shown."""
        item = self._raw.FPDFText_GetTextObject(self._text, sign)
        address = ctypes.cast(item, ctypes.c_void_p).value
        if address is None:
            return None
        if address not in self._known:
            self._known[address] = self._clip(item)
        return self._known[address]

    def _clip(self, item: _Handle) -> Clip | None:
        raw = self._raw
        path = raw.FPDFPageObj_GetClipPath(item)
        count = raw.FPDFClipPath_CountPaths(path) if path else 0
        x, y = ctypes.c_float(), ctypes.c_float()
        shown: Clip | None = None
        for at in range(max(count, 0)):
            corners = raw.FPDFClipPath_CountPathSegments(path, at)
            if not 2 < corners <= _MOST_SEGMENTS:
                return None
            places = []
            for corner in range(corners):
                segment = raw.FPDFClipPath_GetPathSegment(path, at, corner)
                raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
                places.append(self._turn(x.value, y.value))
            left, right = min(u for u, _ in places), max(u for u, _ in places)
            top, bottom = min(v for _, v in places), max(v for _, v in places)
            if shown is not None:
                left, right = max(left, shown.left), min(right, shown.right)
                top, bottom = max(top, shown.top), min(bottom, shown.bottom)
            shown = Clip(left, top, right, bottom)
        return shown


def move_into_clips(words: Sequence[tuple[Box, Clip | None]]) -> None:
    """Move what is not seen up or down into what is shown of its cell, all its lines in order.

    Only what is not wholly seen has a clip; what is seen beside it in the clip's height and above
    or below the same words is the rest of its cell.
    """
    hidden: dict[Clip, list[Box]] = defaultdict(list)
    for word, clip in words:
        if clip is not None and _is_beside(word, clip) and _is_hidden(word, clip):
            hidden[clip].append(word)
    for clip in list(hidden)[:_MOST_CLIPS]:
        seen = [word for word, _ in words if _stands_in(word, clip)]
        for cell in _columns(hidden[clip]):
            left, right = min(word.left for word in cell), max(word.right for word in cell)
            rest = [one for one in seen if one.left < right - _SLACK and left + _SLACK < one.right]
            _move([*cell, *rest], clip)


def _stands_in(word: Box, clip: Clip) -> bool:
    return _is_beside(word, clip) and not _is_hidden(word, clip)


def _is_beside(word: Box, clip: Clip) -> bool:
    return clip.left - _SLACK <= word.left <= clip.right


def _columns(words: list[Box]) -> list[list[Box]]:
    """Words that stand above each other: cells side by side may have one clip."""
    columns: list[list[Box]] = []
    end = 0.0
    for word in sorted(words, key=lambda one: one.left):
        if columns and word.left <= end + _SLACK:
            columns[-1].append(word)
            end = max(end, word.right)
        else:
            columns.append([word])
            end = word.right
    return columns


def _is_hidden(word: Box, clip: Clip) -> bool:
    middle = (word.top + word.bottom) / 2
    return not clip.top < middle < clip.bottom


def _move(words: list[Box], clip: Clip) -> None:
    """Lines that fit keep their distances; others are pressed together in their order."""
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    room, height = clip.bottom - clip.top, bottom - top
    if height <= 0:
        return
    scale = min(1.0, room / height)
    start = min(max(top, clip.top), clip.bottom - height * scale)
    for word in words:
        word.top, word.bottom = (
            start + (word.top - top) * scale,
            start + (word.bottom - top) * scale,
        )
