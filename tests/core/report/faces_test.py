"""The converted faces: whole, alike at every conversion, and open to ReportLab."""

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from reportlab.pdfbase import ttfonts

from core.report import faces
from core.report.faces import FACE_NAMES, FaceName, convert, face_file

ACUTE = 0x2B5AF
"""𫖯: a character of the common list outside the basic plane."""


@pytest.fixture
def small_face(tmp_path: Path) -> Path:
    """A face with PostScript outlines and three glyphs, one of them round, one empty."""
    round_pen = T2CharStringPen(600, None)
    round_pen.moveTo((100, 0))
    round_pen.curveTo((100, 300), (500, 300), (500, 0))
    round_pen.closePath()
    empty = T2CharStringPen(300, None).getCharString()
    order = [".notdef", "space", "round"]
    glyphs = {".notdef": empty, "space": empty, "round": round_pen.getCharString()}
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({0x20: "space", 0x5706: "round", ACUTE: "round"})
    builder.setupCFF("Small", {}, glyphs, {})
    # The bearing of the round glyph is wrong on purpose: PostScript outlines do not use it.
    builder.setupHorizontalMetrics({".notdef": (300, 0), "space": (300, 0), "round": (600, 7)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path / "small.otf"
    builder.save(path)
    return path


def test_outlines_become_truetype_and_nothing_shifts(small_face: Path, tmp_path: Path) -> None:
    convert(small_face, tmp_path / "new" / "small.ttf")
    face = TTFont(tmp_path / "new" / "small.ttf")
    glyph = face["glyf"][face.getBestCmap()[0x5706]]
    assert (glyph.xMin, glyph.xMax, glyph.yMin) == (100, 500, 0)
    assert face["hmtx"][face.getBestCmap()[ACUTE]] == (600, 100)
    assert "CFF " not in face
    assert not list((tmp_path / "new").glob("*.part"))


def test_the_same_source_gives_the_same_bytes(small_face: Path, tmp_path: Path) -> None:
    for name in ("one.ttf", "two.ttf"):
        convert(small_face, tmp_path / name)
    assert (tmp_path / "one.ttf").read_bytes() == (tmp_path / "two.ttf").read_bytes()


@pytest.mark.parametrize("name", FACE_NAMES)
def test_a_face_has_every_character_of_its_source(name: FaceName) -> None:
    source, made = TTFont(faces._source(name)), TTFont(face_file(name))
    assert made.getBestCmap().keys() == source.getBestCmap().keys()
    assert ACUTE in made.getBestCmap()


@pytest.mark.parametrize("name", FACE_NAMES)
def test_reportlab_opens_a_face(name: FaceName) -> None:
    face = ttfonts.TTFont(name, face_file(name)).face
    assert face.charWidths[ord("财")] == 1000


def test_a_face_that_set_up_did_not_make_is_made_once_in_the_cache(
    small_face: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "FONTS", tmp_path / "none")
    monkeypatch.setattr(faces, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(faces, "_source", lambda _: small_face)
    first = face_file("song")
    written = first.stat()
    assert first.is_relative_to(tmp_path / "cache")
    assert face_file("song").stat() == written


def test_asking_for_a_face_does_not_load_the_converter() -> None:
    program = "import sys, core.report.faces; sys.exit('fontTools' in sys.modules)"
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
