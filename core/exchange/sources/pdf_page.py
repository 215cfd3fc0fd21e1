"""What a PDF page holds, by place: words, and the straight lines that are drawn on it.

Places are in points from the top left corner of the page as it is shown (turned pages too).
"""

from __future__ import annotations

import ctypes
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final, TypeAlias

from msgspec import Struct

from core.exchange.sources.pdf_clip import Clip, Clips, move_into_clips

_Page: TypeAlias = Any
_Raw: TypeAlias = Any

_MOST_SIGNS: Final = 40_000
"""Of one page; a page of small print has some 5,000."""
_MOST_OBJECTS: Final = 40_000
_MOST_SEGMENTS: Final = 200
"""Of one drawn path; what has more is a picture."""
_DEEPEST: Final = 4
_THIN: Final = 3.0
"""Points: narrower bars are lines."""
_TALLEST: Final = 90.0
"""Points: larger words are watermarks."""
_STRAIGHT: Final = 0.7
_SPACES: Final = frozenset(" \u00a0\u3000")


class Word(Struct):
    """Signs side by side with their box; ``spaced`` when a space stands before them."""

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


class Line(Struct, frozen=True):
    """A straight line along an axis: at ``at``, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class PageContent(Struct):
    """Words and lines of one page, and its size in points."""

    number: int
    width: float
    height: float
    words: list[Word]
    across: list[Line]
    """Horizontal lines; ``at`` is a distance from the top."""
    down: list[Line]
    beside: tuple[tuple[float, float, int], ...] = ()
    """What stands at the right from another page: from where, by how much moved, which page."""


_Turn = Callable[[float, float], tuple[float, float]]


def page_content(page: _Page, number: int, raw: _Raw) -> PageContent:
    """Read a page. pypdfium2's errors pass through."""
    width, height = page.get_size()
    turn = _turned(page, width, height)
    content = PageContent(number, width, height, [], [], [])
    text = page.get_textpage()
    try:
        if raw.FPDFText_CountChars(text.raw) > 0:
            for points, bar in _paths(page, raw):
                _take_path([turn(x, y) for x, y in points], content, bar=bar)
            content.words = _Text(text, turn, raw).words(_crossing(content.down))
    finally:
        text.close()
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


class _Text:
    """The signs of a page's text. Boxes are asked for seldom: each call costs a microsecond."""

    def __init__(self, text: Any, turn: _Turn, raw: _Raw) -> None:  # noqa: ANN401  (no types)
        self._page = text.raw
        self._turn = turn
        self._raw = raw
        self._box = raw.FS_RECTF()
        self._reference = ctypes.byref(self._box)
        self._clips = Clips(text.raw, turn, raw)

    def words(self, crossed: Callable[[Word], bool]) -> list[Word]:
        """Signs without space between them; those that ``crossed`` tells are told one by one.

        Those that are drawn beyond what is shown of their cell stand within it.
        """
        found = list(self._clipped_words(crossed))
        move_into_clips(found)
        return [word for word, _ in found]

    def _clipped_words(self, crossed: Callable[[Word], bool]) -> Iterator[tuple[Word, Clip | None]]:
        signs = self._signs()
        start, spaced = None, False
        for at, sign in enumerate([*signs, " "]):
            if sign and not sign.isspace():
                start = at if start is None else start
                continue
            if start is not None and sign:
                yield from self._word(signs, start, at, crossed, spaced=spaced)
                start, spaced = None, False
            spaced = spaced or sign in _SPACES

    def _signs(self) -> list[str]:
        """One for each place of the text; blank for what is not seen."""
        count = min(self._raw.FPDFText_CountChars(self._page), _MOST_SIGNS)
        buffer = (ctypes.c_ushort * (count + 1))()
        length = self._raw.FPDFText_GetText(self._page, 0, count, buffer)
        codes = buffer[:count]
        if length != count + 1 or any(0xD800 <= code <= 0xDFFF for code in codes):
            # Signs outside the basic plane, or without a code, shift what follows them.
            codes = [self._raw.FPDFText_GetUnicode(self._page, at) for at in range(count)]
        return [_sign(code) for code in codes]

    def _word(
        self, signs: list[str], start: int, end: int, crossed: Callable[[Word], bool], *,
        spaced: bool,
    ) -> Iterator[tuple[Word, Clip | None]]:  # fmt: skip
        seen = [at for at in range(start, end) if signs[at]]
        first, last = self._place(seen[0]), self._place(seen[-1])
        if first is None or last is None:
            yield from self._apart(signs, seen, spaced=spaced)
            return
        text = "".join(signs[start:end])
        word = Word(text, first[0], min(first[1], last[1]), last[2], max(first[3], last[3]), spaced)
        high = first[3] - first[1]
        if high > _TALLEST:
            return
        bent = abs(first[1] - last[1]) > 0.5 * high or last[0] < first[0]
        clip = self._clips.of(seen[0])
        if len(seen) > 1 and (
            bent or _is_uneven(word, first[2] - first[0]) or crossed(word)
            or self._clips.of(seen[-1]) != clip
        ):  # fmt: skip
            yield from self._apart(signs, seen, spaced=spaced)
        else:
            yield word, clip

    def _apart(
        self, signs: list[str], seen: list[int], *, spaced: bool
    ) -> Iterator[tuple[Word, Clip | None]]:
        for at in seen:
            place = self._place(at)
            if place is not None and place[3] - place[1] <= _TALLEST:
                yield Word(signs[at], *place, spaced), self._clips.of(at)
            spaced = False

    def _place(self, at: int) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of a sign."""
        if not self._raw.FPDFText_GetLooseCharBox(self._page, at, self._reference):
            return None
        x, y = self._turn(self._box.left, self._box.bottom)
        u, v = self._turn(self._box.right, self._box.top)
        return min(x, u), min(y, v), max(x, u), max(y, v)


def _is_uneven(word: Word, first: float) -> bool:
    """Whether a word is wider or narrower than its signs: lines printed over each other."""
    wide = sum(not sign.isascii() for sign in word.text)
    if wide < 2:
        return False
    em = 2 * first if word.text[0].isascii() else first
    narrow = len(word.text) - wide
    return abs(word.right - word.left - em * (wide + 0.5 * narrow)) > em * (0.6 + 0.2 * narrow)


def _crossing(down: list[Line]) -> Callable[[Word], bool]:
    """Whether one of the lines runs through a word: then its signs stand in several cells."""
    lines = sorted(down, key=lambda line: line.at)
    places = [line.at for line in lines]

    def crossed(word: Word) -> bool:
        first = bisect_left(places, word.left + 1)
        last = bisect_left(places, word.right - 1)
        return any(line.start <= word.middle <= line.end for line in lines[first:last])

    return crossed


def _sign(code: int) -> str:
    """A word. Some faces name 一 by its radical ⼀, which looks the same."""
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", chr(code))
    if code < 0x20:
        return "\n"
    if 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF, 0xFEFF, 0x200B, 0xAD}:
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
