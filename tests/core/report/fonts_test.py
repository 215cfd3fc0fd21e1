"""The faces: read as fontTools reads them, cut down to what is used, with a right text map."""

import io
import re
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from core.report.embedded_fonts import to_unicode
from core.report.faces import FACE_NAMES, FaceName, face_file
from core.report.fonts import LOOKALIKES, REPLACEMENT, face, typeface
from core.report.sfnt import FaceError, Sfnt

RARE = "𬭊𫓧𬀩𬇕𫖯"  # from 通用规范汉字表, outside the basic plane


@cache
def whole(name: FaceName) -> TTFont:
    return TTFont(face_file(name))


@pytest.mark.parametrize("name", FACE_NAMES)
def test_every_character_has_the_glyph_and_the_width_that_fonttools_finds(name: FaceName) -> None:
    sfnt = Sfnt(face_file(name))
    order = whole(name).getReverseGlyphMap()
    metrics = whole(name)["hmtx"].metrics
    best = whole(name).getBestCmap()
    for code, glyph in best.items():
        assert sfnt.glyph(code) == order[glyph]
        assert sfnt.advance(order[glyph]) == metrics[glyph][0]
    for code in (0, 0x10FFFF, 0xE000, 0x1F600):
        assert bool(sfnt.glyph(code)) == (code in best)


@pytest.mark.parametrize("name", FACE_NAMES)
def test_a_subset_holds_the_outlines_in_the_order_asked_for(name: FaceName) -> None:
    sfnt = Sfnt(face_file(name))
    glyphs = [0, *(sfnt.glyph(ord(char)) for char in "绩效1%绩" + RARE)]
    cut = TTFont(io.BytesIO(sfnt.subset(glyphs)), checkChecksums=2)
    assert cut["maxp"].numGlyphs == len(glyphs)
    for new, old in enumerate(glyphs):
        mine, theirs = cut.getGlyphName(new), whole(name).getGlyphName(old)
        assert cut["glyf"][mine] == whole(name)["glyf"][theirs]
        assert cut["hmtx"][mine] == whole(name)["hmtx"][theirs]


def test_the_faces_hold_no_glyph_made_of_others() -> None:
    for name in FACE_NAMES:
        sfnt = Sfnt(face_file(name))
        sfnt.subset(range(len(whole(name).getGlyphOrder())))


def test_what_is_no_face_is_refused(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "face.ttf"
    path.write_bytes(b"OTTO" + bytes(40))
    with pytest.raises(FaceError):
        Sfnt(path)
    path.write_bytes(b"\0\1\0\0" + bytes(40))
    with pytest.raises(FaceError):
        Sfnt(path)


def test_a_character_that_hei_lacks_is_drawn_by_song() -> None:
    foreign = next(c for c in whole("song").getBestCmap() if not typeface("hei").has(chr(c)))
    text = f"绩{chr(foreign)}效"
    voice = face("hei")
    assert [voice[char] for char in text][1] == typeface("song").advance(chr(foreign))
    assert list(voice.runs(text)) == [("hei", "绩"), ("song", chr(foreign)), ("hei", "效")]


def test_a_character_that_neither_face_has_shows_as_something() -> None:
    assert typeface("song").glyph("😀") == typeface("song").glyph(REPLACEMENT)
    assert typeface("song").glyph("\u2009") == typeface("song").glyph(" ")
    for sign, shown in LOOKALIKES.items():
        for name in FACE_NAMES:
            assert not typeface(name).has(sign)
            assert typeface(name).glyph(sign) == typeface(name).glyph(shown) != 0


def test_the_text_map_is_right_outside_the_basic_plane_and_in_short_blocks() -> None:
    chars = ["\ufffd", *map(chr, range(0x4E00, 0x4E00 + 250)), "𬭊"]
    text = to_unicode(chars)
    assert re.findall(r"(\d+) beginbfchar", text) == ["100", "100", "52"]
    found = dict(re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", text))
    assert len(found) == len(chars)
    for code, char in enumerate(chars):
        assert bytes.fromhex(found[f"{code:04X}"]).decode("utf-16-be") == char
