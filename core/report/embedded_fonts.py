"""The faces in a PDF: cut down to what a document uses, embedded.

ReportLab's own ``TTFont`` splits a Chinese text over many small 8-bit fonts and writes a wrong text
map outside the basic plane. So this is a composite font instead: one per face and document, two
bytes a character, and a code of its own for each character, whatever its glyph. What neither face
can draw shows as 〓 and is still found, copied and read as what it is.
"""

from __future__ import annotations

import functools
import itertools
import zlib
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from core.report.fonts import typeface
from core.report.objects import dictionary, stream
from core.report.pdf_library import pdfdoc, pdfmetrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.report.fonts import Typeface

_CODES: Final = 0x10000
_MAP_BLOCK: Final = 100  # no more lines are allowed in one block of a text map
_SYMBOLIC: Final = 4  # a flag: no viewer may guess an encoding


class PaperFont:
    """One face, as ReportLab wants a font to be: it calls the camel-cased methods."""

    _dynamicFont = True  # noqa: N815
    _multiByte = False  # noqa: N815
    shapable = False

    def __init__(self, typeface: Typeface) -> None:
        self.typeface, self.sfnt = typeface, typeface.sfnt
        self.name = self.fontName = typeface.name
        self.face = self  # ReportLab asks for ``font.face.name``
        self._codes: WeakKeyDictionary[pdfdoc.PDFDocument, _Codes] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:  # noqa: ARG002, N802
        """The width of a text in points."""
        return sum(map(self.typeface.advance, text)) * size / 1000

    def splitString(self, text: str, doc: pdfdoc.PDFDocument) -> list[tuple[int, bytes]]:  # noqa: N802
        """The codes of a text, all in subset 0: there is no other."""
        return [(0, b"".join(map(self._codes_in(doc).__getitem__, text)))]

    def getSubsetInternalName(self, subset: int, doc: pdfdoc.PDFDocument) -> str:  # noqa: ARG002, N802
        """The name of this font in the content of the document's pages."""
        codes = self._codes_in(doc)
        if not codes.internal_name:
            codes.internal_name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = "/" + codes.internal_name
            doc.delayedFonts.append(self)
        return "/" + codes.internal_name

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """Put the font into the document; ReportLab calls this when all pages are done."""
        codes = self._codes.pop(doc)
        program = self.sfnt.subset(codes.glyphs)
        base = pdfdoc.PDFName(f"{_tag(program)}+{self.sfnt.name}")
        ascent, descent = self.sfnt.ascent_and_descent
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(self.sfnt.box),
            "ItalicAngle": 0,
            "Ascent": ascent,
            "Descent": descent,
            "CapHeight": ascent,
            "StemV": 80,
            "CIDSet": stream(doc, _every(len(codes.glyphs)), f"codes {self.name}"),
            "FontFile2": stream(doc, program, f"program {self.name}", Length1=len(program)),
        }
        collection = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": base,
            "CIDSystemInfo": pdfdoc.PDFDictionary(collection),
            "CIDToGIDMap": "/Identity",
            "FontDescriptor": dictionary(doc, descriptor, f"descriptor {self.name}"),
            "DW": 1000,
            "W": _widths([self.sfnt.advance(glyph) for glyph in codes.glyphs]),
        }
        below = dictionary(doc, descendant, f"descendant {self.name}")
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": base,
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([below]),
            "ToUnicode": stream(doc, to_unicode(codes.chars).encode(), f"text {self.name}"),
        }
        fonts: dict[str, object] = doc.idToObject["BasicFonts"].dict  # type: ignore[attr-defined]
        fonts[codes.internal_name] = dictionary(doc, font, f"font {self.name}")

    def _codes_in(self, doc: pdfdoc.PDFDocument) -> _Codes:
        codes = self._codes.get(doc)
        if codes is None:
            codes = self._codes[doc] = _Codes(self)
        return codes


class _Codes(dict[str, bytes]):
    """The codes of one face in one document, given out as the characters come."""

    def __init__(self, font: PaperFont) -> None:
        super().__init__()
        self._font = font
        self.internal_name = ""
        self.chars = ["\ufffd"]
        self.glyphs = [0]

    def __missing__(self, char: str) -> bytes:
        """The next code. When they run out, the last character stands for all others."""
        if len(self.chars) < _CODES:
            self.chars.append(char)
            self.glyphs.append(self._font.typeface.glyph(char))
        code = self[char] = (len(self.chars) - 1).to_bytes(2, "big")
        return code


@functools.cache
def paper_font(name: str) -> PaperFont:
    """The font of a typeface that has been opened, known to ReportLab by the same name."""
    opened = PaperFont(typeface(name))
    pdfmetrics.registerFont(opened)
    return opened


def to_unicode(chars: Sequence[str]) -> str:
    """The map from codes 0, 1, 2 … to these characters, as PDF wants it."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(chars), _MAP_BLOCK):
        block = chars[start : start + _MAP_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        for code, char in enumerate(block, start):
            lines.append(f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>")
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines)


def _every(count: int) -> bytes:
    """The codes 0 to ``count - 1`` as bits: all that the embedded program has."""
    bits = (1 << count) - 1 << -count % 8
    return bits.to_bytes(-(-count // 8), "big")


def _widths(widths: Sequence[float]) -> pdfdoc.PDFArray:
    """The widths that differ from the full em, as runs of neighbouring codes."""
    array: list[object] = []
    narrow = [(code, width) for code, width in enumerate(widths) if width != 1000]
    for _, run in itertools.groupby(enumerate(narrow), lambda item: item[1][0] - item[0]):
        members = [pair for _, pair in run]
        array += [members[0][0], pdfdoc.PDFArray([width for _, width in members])]
    return pdfdoc.PDFArray(array)


def _tag(program: bytes) -> str:
    """Six capitals by which viewers tell the subsets of a face apart."""
    number, letters = zlib.crc32(program), ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters
