"""A TrueType file: looking up glyphs, and cutting out the few that a document needs.

Nothing is read before it is asked for, so opening a face of 30,000 glyphs costs a millisecond
where ReportLab's own reader needs a tenth of a second. Only what ``faces.py`` makes is
understood: a character map of format 12 and outlines without components.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_COPIED: Final = ("head", "hhea", "maxp")


class FaceError(ValueError):
    """The file is no face that can be embedded."""


class Sfnt:
    """One open face. Metrics are in thousandths of the em."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        version, count = struct.unpack_from(">LH", self._data)
        if version != 0x00010000:
            raise FaceError(f"{path.name}: no TrueType outlines")
        self._tables: dict[bytes, tuple[int, int]] = {}
        for place in range(12, 12 + 16 * count, 16):
            tag, _, start, length = struct.unpack_from(">4sLLL", self._data, place)
            self._tables[tag] = (start, length)
        self._units = self._short("head", 18)
        self._long_loca = self._short("head", 50)
        self._metrics = self._short("hhea", 34)
        self._read_character_map()

    def glyph(self, code: int) -> int:
        """The glyph of a character; 0 where the face has none."""
        group = bisect_right(self._firsts, code) - 1
        if group < 0 or code > self._lasts[group]:
            return 0
        return self._glyphs[group] + code - self._firsts[group]

    def advance(self, glyph: int) -> float:
        """How far a glyph moves the pen."""
        return self._raw_advance(glyph) * 1000 / self._units

    @property
    def ascent_and_descent(self) -> tuple[float, float]:
        """Of the em box of the characters, from the line's base (the second one is negative)."""
        place = self._start("OS/2") + 68
        ascent, descent = struct.unpack_from(">hh", self._data, place)
        return ascent * 1000 / self._units, descent * 1000 / self._units

    @property
    def box(self) -> list[float]:
        """The box that holds every glyph: left, bottom, right, top."""
        box = struct.unpack_from(">4h", self._data, self._start("head") + 36)
        return [side * 1000 / self._units for side in box]

    @property
    def name(self) -> str:
        """The face's PostScript name."""
        start = self._start("name")
        _, count, strings = struct.unpack_from(">HHH", self._data, start)
        for place in range(start + 6, start + 6 + 12 * count, 12):
            platform, _, _, kind, length, offset = struct.unpack_from(">6H", self._data, place)
            if platform == 3 and kind == 6:
                text = self._data[start + strings + offset :][:length]
                return text.decode("utf-16-be")
        raise FaceError("a face without a name")

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A face of just these glyphs, numbered in this order; the first should be glyph 0."""
        outlines = [self._outline(glyph) for glyph in glyphs]
        ends = [0]
        for outline in outlines:
            ends.append(ends[-1] + len(outline))
        tables = {tag: bytearray(self._table(tag)) for tag in _COPIED}
        struct.pack_into(">L", tables["head"], 8, 0)
        struct.pack_into(">h", tables["head"], 50, 1)
        struct.pack_into(">H", tables["hhea"], 34, len(glyphs))
        struct.pack_into(">H", tables["maxp"], 4, len(glyphs))
        tables["hmtx"] = bytearray(b"".join(map(self._metric, glyphs)))
        tables["loca"] = bytearray(struct.pack(f">{len(ends)}L", *ends))
        tables["glyf"] = bytearray(b"".join(outlines))
        return _assembled({tag: bytes(table) for tag, table in tables.items()})

    def _start(self, tag: str) -> int:
        try:
            return self._tables[tag.encode()][0]
        except KeyError:
            raise FaceError(f"a face without the table {tag}") from None

    def _short(self, tag: str, offset: int) -> int:
        """An unsigned number of two bytes."""
        place = self._start(tag) + offset
        return int.from_bytes(self._data[place : place + 2], "big")

    def _table(self, tag: str) -> bytes:
        start = self._start(tag)
        return self._data[start : start + self._tables[tag.encode()][1]]

    def _read_character_map(self) -> None:
        start = self._start("cmap")
        count = self._short("cmap", 2)
        for place in range(start + 4, start + 4 + 8 * count, 8):
            platform, encoding, offset = struct.unpack_from(">HHL", self._data, place)
            if (platform, encoding) == (3, 10):
                break
        else:
            raise FaceError("a face without a map of all planes")
        kind, _, _, _, groups = struct.unpack_from(">HHLLL", self._data, start + offset)
        if kind != 12:
            raise FaceError(f"a character map of format {kind}")
        first = start + offset + 16
        numbers = array("I", self._data[first : first + 12 * groups])
        if sys.byteorder == "little":
            numbers.byteswap()
        self._firsts, self._lasts, self._glyphs = numbers[0::3], numbers[1::3], numbers[2::3]

    def _raw_advance(self, glyph: int) -> int:
        return self._short("hmtx", 4 * min(glyph, self._metrics - 1))

    def _metric(self, glyph: int) -> bytes:
        if glyph < self._metrics:
            place = self._start("hmtx") + 4 * glyph
            return self._data[place : place + 4]
        place = self._start("hmtx") + 4 * self._metrics + 2 * (glyph - self._metrics)
        return struct.pack(">H", self._raw_advance(glyph)) + self._data[place : place + 2]

    def _outline(self, glyph: int) -> bytes:
        if self._long_loca:
            place = self._start("loca") + 4 * glyph
            start, end = struct.unpack_from(">LL", self._data, place)
        else:
            place = self._start("loca") + 2 * glyph
            start, end = (2 * half for half in struct.unpack_from(">HH", self._data, place))
        begin = self._start("glyf")
        outline = self._data[begin + start : begin + end]
        if outline and outline[0] & 0x80:
            raise FaceError(f"glyph {glyph} is made of others")
        return outline + bytes(-len(outline) % 4)


def _assembled(tables: dict[str, bytes]) -> bytes:
    """A whole file from its tables."""
    count = len(tables)
    power = count.bit_length() - 1
    search = 16 << power  # of a binary search in the directory, as the format wants it
    header = struct.pack(">LHHHH", 0x00010000, count, search, power, 16 * count - search)
    directory, body = [header], []
    place = 12 + 16 * count
    for tag, table in sorted(tables.items()):
        directory.append(struct.pack(">4sLLL", tag.encode(), _checksum([table]), place, len(table)))
        body.append(table + bytes(-len(table) % 4))
        place += len(body[-1])
    whole = bytearray(b"".join(directory + body))
    head = 12 + 16 * sorted(tables).index("head")
    (at,) = struct.unpack_from(">L", whole, head + 8)
    struct.pack_into(">L", whole, at + 8, (0xB1B0AFBA - _checksum([bytes(whole)])) & 0xFFFFFFFF)
    return bytes(whole)


def _checksum(parts: Iterable[bytes]) -> int:
    data = b"".join(parts)
    data += bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
