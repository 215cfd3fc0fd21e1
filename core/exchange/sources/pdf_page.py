"""What a PDF page holds, by place: letters, and the straight lines that are drawn on it.

Places are in points from the top left corner of the page as it is shown (turned pages too).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

_Page: TypeAlias = Any
_Raw: TypeAlias = Any

_MOST_LETTERS: Final = 40_000
"""Of one page; a page of small print has some 5,000."""
_MOST_OBJECTS: Final = 40_000
_MOST_SEGMENTS: Final = 200
"""Of one drawn path; what has more is a picture."""
_DEEPEST: Final = 4
_THIN: Final = 3.0
"""Points: narrower bars are lines."""
_TALLEST: Final = 90.0
"""Points: larger letters are watermarks."""
_STRAIGHT: Final = 0.7


@dataclass(slots=True)
class Letter:
    """A character with its box; ``spaced`` when a space stands before it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = False

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Its middle from left to right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line along an axis: at ``at``, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """Letters and lines of one page, and its size in points."""

    number: int
    width: float
    height: float
    letters: list[Letter]
    across: list[Line]
    """Horizontal lines; ``at`` is a distance from the top."""
    down: list[Line]


_Turn = Callable[[float, float], tuple[float, float]]


def page_content(page: _Page, number: int, raw: _Raw) -> PageContent:
    """Read a page. pypdfium2's errors pass through."""
    width, height = page.get_size()
    turn = _turned(page, width, height)
    content = PageContent(number, width, height, [], [], [])
    text = page.get_textpage()
    try:
        content.letters = list(_letters(text, turn, raw))
    finally:
        text.close()
    if content.letters:
        for points, bar in _paths(page, raw):
            _take_path([turn(x, y) for x, y in points], content, bar=bar)
    return content


def _turned(page: _Page, width: float, height: float) -> _Turn:
    """From the file's own coordinates to those of the page as shown."""
    left, bottom, _, _ = page.get_cropbox()
    quarter = page.get_rotation() // 90 % 4
    return (
        lambda x, y: (x - left, height - (y - bottom)),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (width - (x - left), y - bottom),
        lambda x, y: (width - (y - bottom), height - (x - left)),
    )[quarter]


def _letters(text: Any, turn: _Turn, raw: _Raw) -> Iterator[Letter]:  # noqa: ANN401  (no types)
    page = text.raw
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    spaced = False
    for at in range(min(raw.FPDFText_CountChars(page), _MOST_LETTERS)):
        sign = _sign(raw.FPDFText_GetUnicode(page, at))
        if sign.isspace() or not sign:
            spaced = True
            continue
        if not raw.FPDFText_GetLooseCharBox(page, at, reference):
            continue
        x, y = turn(box.left, box.bottom)
        u, v = turn(box.right, box.top)
        letter = Letter(sign, min(x, u), min(y, v), max(x, u), max(y, v), spaced)
        if letter.bottom - letter.top <= _TALLEST:
            spaced = False
            yield letter


def _sign(code: int) -> str:
    """A letter. Some faces name 一 by its radical ⼀, which looks the same."""
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", chr(code))
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF, 0xFEFF, 0x200B, 0xAD}:
        return ""
    return chr(code)


_Points = list[tuple[float, float]]
_Matrix = tuple[float, float, float, float, float, float]
_SAME: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _paths(page: _Page, raw: _Raw) -> Iterator[tuple[_Points, bool]]:
    """The corners of each drawn path, and whether it is filled without an outline."""
    count = raw.FPDFPage_CountObjects(page.raw)
    budget = [_MOST_OBJECTS]
    for at in range(min(count, _MOST_OBJECTS)):
        yield from _object(raw.FPDFPage_GetObject(page.raw, at), _SAME, 0, budget, raw)


def _object(
    item: Any, outer: _Matrix, depth: int, budget: list[int], raw: _Raw  # noqa: ANN401
) -> Iterator[tuple[_Points, bool]]:  # fmt: skip
    budget[0] -= 1
    if budget[0] < 0:
        return
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        yield from _path(item, _times(_matrix(item, raw), outer), raw)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        matrix = _times(_matrix(item, raw), outer)
        for at in range(min(raw.FPDFFormObj_CountObjects(item), max(budget[0], 0))):
            yield from _object(raw.FPDFFormObj_GetObject(item, at), matrix, depth + 1, budget, raw)


def _matrix(item: Any, raw: _Raw) -> _Matrix:  # noqa: ANN401
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _path(item: Any, matrix: _Matrix, raw: _Raw) -> Iterator[tuple[_Points, bool]]:  # noqa: ANN401
    """Each run of straight segments; curves end a run."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    if not fill.value and not stroke.value:
        return
    bar = not stroke.value
    count = raw.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MOST_SEGMENTS * 10:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    points: _Points = []
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_LINETO and points:
            points.append(point)
        else:
            if len(points) > 1:
                yield points, bar
            points = [point]
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            yield [*points, points[0]], bar
            points = [points[0]]
    if len(points) > 1:
        yield points, bar


def _take_path(points: _Points, content: PageContent, *, bar: bool) -> None:
    """Keep what lies along an axis; a thin bar is one line, other filled shapes are shading."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if right - left <= _THIN and bottom - top > _THIN:
        content.down.append(Line((left + right) / 2, top, bottom))
    elif bottom - top <= _THIN and right - left > _THIN:
        content.across.append(Line((top + bottom) / 2, left, right))
    elif not bar:
        for (x, y), (u, v) in pairwise(points):
            if abs(x - u) <= _STRAIGHT and abs(y - v) > _THIN:
                content.down.append(Line((x + u) / 2, min(y, v), max(y, v)))
            elif abs(y - v) <= _STRAIGHT and abs(x - u) > _THIN:
                content.across.append(Line((y + v) / 2, min(x, u), max(x, u)))
