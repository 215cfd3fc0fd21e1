"""Faces of the machine, asked only for a character that neither of our own has.

A name with a rare character may print from a face that somebody installed for it. The folders are
read once, at the first such character; what is drawn by such a face differs from one machine to
another, so nothing else is.
"""

from __future__ import annotations

import functools
import os
import sys
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENDINGS: Final = {".ttf", ".ttc", ".otf", ".otc"}
_NOT_LOOKED_FOR: Final = {"Cc", "Cf", "Co", "Cs"}
"""Signs without a shape, and those to which every face gives a meaning of its own."""

_MAY_NOT_BE_EMBEDDED: Final = 0x0002
_MOST_FILES: Final = 2_000


def font_folders() -> list[Path]:
    """Where this system keeps its faces."""
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA")
        own = [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
        return [Path(windows, "Fonts"), *own]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, home / ".local/share/fonts", home / ".fonts"]


class Installed:
    """One face of the machine; it answers what ``sfnt.Sfnt`` answers, by fontTools."""

    def __init__(self, file: BinaryIO, index: int) -> None:
        from fontTools.ttLib import TTFont

        self._font: Any = TTFont(file, fontNumber=index, lazy=True)
        if not ({"glyf", "CFF "} & set(self._font.keys())):
            raise ValueError("no outlines")
        if self._font["OS/2"].fsType & _MAY_NOT_BE_EMBEDDED:
            raise ValueError("may not be embedded")
        self._map: dict[int, str] = self._font.getBestCmap() or {}
        self._scale: float = 1000 / self._font["head"].unitsPerEm
        name = str(self._font["name"].getDebugName(6)).encode("ascii", "ignore").decode()
        self.name = "".join(char for char in name if char.isalnum() or char == "-")

    @property
    def characters(self) -> set[int]:
        """All that it can draw."""
        return set(self._map)

    @property
    def ascent_and_descent(self) -> tuple[float, float]:
        """As ``Sfnt`` has it."""
        table = self._font["OS/2"]
        ascent, descent = float(table.sTypoAscender), float(table.sTypoDescender)
        return ascent * self._scale, descent * self._scale

    @property
    def box(self) -> list[float]:
        """As ``Sfnt`` has it."""
        head = self._font["head"]
        return [side * self._scale for side in (head.xMin, head.yMin, head.xMax, head.yMax)]

    def glyph(self, code: int) -> int:
        """As ``Sfnt`` has it."""
        return int(self._font.getGlyphID(self._map[code])) if code in self._map else 0

    def advance(self, glyph: int) -> float:
        """As ``Sfnt`` has it."""
        width = float(self._font["hmtx"][self._font.getGlyphName(glyph)][0])
        return width * self._scale

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """These glyphs as simple TrueType outlines, in this order."""
        from fontTools.fontBuilder import FontBuilder
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        outlines, drawn, metrics = self._font.getGlyphSet(), {}, {}
        order = [".notdef", *(f"g{place}" for place in range(1, len(glyphs)))]
        curves = "CFF " in self._font
        for own, glyph in zip(order, glyphs, strict=True):
            name = self._font.getGlyphName(glyph)
            pen = TTGlyphPen(outlines if not curves else None, outputImpliedClosingLine=True)
            target = Cu2QuPen(pen, 1 / self._scale, reverse_direction=True) if curves else pen
            _draw_simple(outlines, name, target)
            drawn[own] = outline = pen.glyph()
            outline.recalcBounds(None)
            metrics[own] = (self._font["hmtx"][name][0], getattr(outline, "xMin", 0))
        builder = FontBuilder(self._font["head"].unitsPerEm, isTTF=True)
        builder.setupGlyphOrder(order)
        builder.setupGlyf(drawn)
        builder.setupHorizontalMetrics(metrics)
        hhea = self._font["hhea"]
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
    """An installed face that has this character."""
    if unicodedata.category(char) in _NOT_LOOKED_FOR:
        return None
    for path, index, characters in _coverage():
        if ord(char) in characters:
            return _opened(path, index)
    return None


@functools.cache
def _opened(path: Path, index: int) -> Installed:
    return Installed(BytesIO(path.read_bytes()), index)


@functools.cache
def _coverage() -> list[tuple[Path, int, frozenset[int]]]:
    """What each face of the machine can draw."""
    found = []
    for path in _files():
        count = _faces_in(path)
        for index in range(count):
            try:
                with path.open("rb") as stream:
                    characters = Installed(stream, index).characters
            except Exception:  # noqa: BLE001, S112  (fontTools raises whatever a broken file is)
                continue
            found.append((path, index, frozenset(characters)))
    return found


def _files() -> Iterator[Path]:
    left = _MOST_FILES
    for folder in font_folders():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in _ENDINGS and left:
                left -= 1
                yield path


def _faces_in(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            start = stream.read(12)
    except OSError:
        return 0
    return int.from_bytes(start[8:12], "big") if start[:4] == b"ttcf" else 1
