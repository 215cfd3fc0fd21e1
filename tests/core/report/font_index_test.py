"""The index of the machine's faces: made once, renewed where a file is another, never trusted."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st

from core.report import font_index
from core.report.font_index import NAME, KnownFace, known_faces, rank, spans

RARE = ord("𠮷")
GB, JIS = 1 << 18, 1 << 17


def make_face(path: Path, family: str, *, weight: int = 400, code: int = RARE) -> Path:
    """A face with one square for one character."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 800), (800, 800), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "rare"])
    builder.setupCharacterMap({code: "rare"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "rare": pen.glyph()})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "rare"), (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "psName": path.stem}, mac=False
    )
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=weight)
    builder.setupPost()
    builder.save(path)
    return path


def order(names: list[tuple[str, int, int]]) -> list[str]:
    def of(one: tuple[str, int, int]) -> list[int]:
        family, weight, pages = one
        table = SimpleNamespace(fsSelection=0, usWeightClass=weight, ulCodePageRange1=pages)
        return rank(family, table)

    return [name for name, *_ in sorted(names, key=of)]


def test_song_before_hei_regular_before_bold_chinese_before_japanese() -> None:
    wanted = [
        ("Noto Serif CJK SC", 400, GB),
        ("思源宋体 JP", 400, JIS),
        ("Noto Serif CJK SC Bold", 700, GB),
        ("仿宋_GB2312 FangSong", 400, GB),
        ("Noto Sans CJK SC", 400, GB),
        ("IPAGothic 日本語", 400, JIS),
        ("Noto Sans CJK SC Bold", 700, GB),
        ("DejaVu", 400, 0),
    ]
    assert order(wanted[::-1])[0] == "Noto Serif CJK SC"
    song = order([wanted[1], wanted[2], wanted[0]])
    assert song == ["Noto Serif CJK SC", "思源宋体 JP", "Noto Serif CJK SC Bold"]
    assert order([wanted[5], wanted[4], wanted[6]])[0] == "Noto Sans CJK SC"
    assert order([("SimSun-ExtB", 400, 0), ("Microsoft YaHei", 400, GB)])[0] == "SimSun-ExtB"


@given(st.sets(st.integers(0, 0x10FFFF), max_size=60), st.integers(0, 0x10FFFF))
def test_a_face_draws_the_characters_it_has_and_no_others(codes: set[int], other: int) -> None:
    runs = spans(codes)
    face = KnownFace(Path("x"), 0, (), tuple(runs[::2]), tuple(runs[1::2]))
    assert all(face.draws(code) for code in codes)
    assert face.draws(other) == (other in codes)


def test_each_file_is_read_once_and_again_when_it_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, cache = make_face(tmp_path / "a.ttf", "宋体"), tmp_path / "缓存"
    read: list[Path] = []
    real = font_index._read

    def counted(one: Path) -> object:
        read.append(one)
        return real(one)

    monkeypatch.setattr(font_index, "_read", counted)
    for _ in range(3):
        (face,) = known_faces([path], cache)
        assert face.draws(RARE)
    assert read == [path]
    make_face(path, "宋体体", code=RARE + 1)
    (face,) = known_faces([path], cache)
    assert not face.draws(RARE)
    assert read == [path, path]
    assert known_faces([], cache) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1}', "[" * 100_000, '{"PATH": {"stamp": [1, 2], "faces": [1]}}']
)
def test_a_damaged_index_is_made_anew(tmp_path: Path, text: str) -> None:
    path = make_face(tmp_path / "a.ttf", "宋体")
    (tmp_path / NAME).write_text(text.replace("PATH", str(path)), encoding="utf-8")
    (face,) = known_faces([path], tmp_path)
    assert face.draws(RARE)


def test_where_no_index_can_be_kept_faces_are_found_all_the_same(tmp_path: Path) -> None:
    path = make_face(tmp_path / "a.ttf", "宋体")
    (face,) = known_faces([path], path / "no folder")
    assert face.draws(RARE)
