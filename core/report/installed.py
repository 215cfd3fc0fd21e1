"""Faces of the machine, asked only for a character that neither of our own has.

A name with a rare character may print from a face that somebody installed for it. The folders are
looked through once, at the first such character (``font_index``); what is drawn by such a face
differs from one machine to another, so nothing else is.
"""

from __future__ import annotations

import functools
import os
import sys
import unicodedata
from contextlib import AbstractContextManager, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.home import home_folder
from core.places import cache_folder
from core.report.font_index import KnownFace, first_with, known_faces, opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENDINGS: Final = {".ttf", ".ttc", ".otf", ".otc"}
_NOT_LOOKED_FOR: Final = {"Cc", "Cf", "Co", "Cs"}
"""Signs without a shape, and those to which every face gives a meaning of its own."""

_MOST_FILES: Final = 2_000


def font_folders() -> list[Path]:
    """Where this system keeps its faces."""
    home = home_folder()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA")
        own = [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
        return [Path(windows, "Fonts"), *own]
    if sys.platform == "darwin":
        shared = [Path("/System/Library/Fonts"), Path("/Library/Fonts")]
        return [*shared, *([home / "Library/Fonts"] if home else [])]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, *([home / ".local/share/fonts", home / ".fonts"] if home else [])]


class Installed:
    """One face of the machine; it answers what ``sfnt.Sfnt`` answers, by fontTools.

    The file is opened for each new character and for each subset, and closed again: such faces
    have tens of megabytes, and one character of them is wanted.
    """

    def __init__(self, path: Path, index: int) -> None:
        """Raises whatever fontTools makes of a broken file."""
        self._path = path
        self._index = index
        self._glyphs: dict[int, int] = {}
        self._advances: dict[int, float] = {}
        with self._opened() as font:
            head, table = font["head"], font["OS/2"]
            self._scale: float = 1000 / head.unitsPerEm
            self.box: list[float] = [
                side * self._scale for side in (head.xMin, head.yMin, head.xMax, head.yMax)
            ]
            """As ``Sfnt`` has it."""
            ascent, descent = float(table.sTypoAscender), float(table.sTypoDescender)
            self.ascent_and_descent = ascent * self._scale, descent * self._scale
            """As ``Sfnt`` has it."""
            name = str(font["name"].getDebugName(6)).encode("ascii", "ignore").decode()
        self.name = "".join(char for char in name if char.isalnum() or char == "-")

    def _opened(self) -> AbstractContextManager[Any]:
        return opened(self._path, self._index)

    def glyph(self, code: int) -> int:
        """As ``Sfnt`` has it."""
        known = self._glyphs.get(code)
        if known is None:
            known = self._glyphs[code] = self._look_up(code)
        return known

    def _look_up(self, code: int) -> int:
        with self._opened() as font:
            name = (font.getBestCmap() or {}).get(code)
            if name is None:
                return 0
            glyph = int(font.getGlyphID(name))
            self._advances[glyph] = float(font["hmtx"][name][0]) * self._scale
            return glyph

    def advance(self, glyph: int) -> float:
        """As ``Sfnt`` has it."""
        if glyph not in self._advances:
            with self._opened() as font:
                width = float(font["hmtx"][font.getGlyphName(glyph)][0])
                self._advances[glyph] = width * self._scale
        return self._advances[glyph]

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """These glyphs as simple TrueType outlines, in this order."""
        with self._opened() as font:
            return _subset(font, glyphs, self._scale)


def _subset(font: Any, glyphs: Sequence[int], scale: float) -> bytes:  # noqa: ANN401
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    outlines, drawn, metrics = font.getGlyphSet(), {}, {}
    order = [".notdef", *(f"g{place}" for place in range(1, len(glyphs)))]
    curves = "CFF " in font
    for own, glyph in zip(order, glyphs, strict=True):
        name = font.getGlyphName(glyph)
        pen = TTGlyphPen(outlines if not curves else None, outputImpliedClosingLine=True)
        target = Cu2QuPen(pen, 1 / scale, reverse_direction=True) if curves else pen
        _draw_simple(outlines, name, target)
        drawn[own] = outline = pen.glyph()
        outline.recalcBounds(None)
        metrics[own] = (font["hmtx"][name][0], getattr(outline, "xMin", 0))
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(metrics)
    hhea = font["hhea"]
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    made = BytesIO()
    builder.font.save(made)
    return made.getvalue()


def _draw_simple(outlines: Any, name: str, pen: Any) -> None:  # noqa: ANN401  (fontTools' own)
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    recorded = DecomposingRecordingPen(outlines)
    outlines[name].draw(recorded)
    recorded.replay(pen)


def face_for(char: str) -> Installed | None:
    """An installed face that has this character; of several the likest to the paper's own."""
    if unicodedata.category(char) in _NOT_LOOKED_FOR:
        return None
    for known in first_with(_known(), ord(char)):
        with suppress(Exception):  # the file is another one by now, or gone
            return _opened(known.path, known.index)
    return None


@functools.cache
def _opened(path: Path, index: int) -> Installed:
    return Installed(path, index)


@functools.cache
def _known() -> list[KnownFace]:
    return known_faces(_files(), cache_folder())


def _files() -> Iterator[Path]:
    left = _MOST_FILES
    for folder in font_folders():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in _ENDINGS and left:
                left -= 1
                yield path
