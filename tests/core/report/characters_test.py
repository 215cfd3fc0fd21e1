"""Every character prints, and one that cannot is told with its place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from msgspec.structs import replace

from core.commands.forms import FormAddress
from core.commands.print_command import print_form
from core.issuing.form_pdf import pdf
from core.model.selfeval import dumps
from core.report import fonts, installed
from core.report.missing import in_words, missing_characters
from core.sample import sample
from tests.core.report.conftest import forget
from tests.core.report.pdf_writer_test import objects_of, sheet_of, text_of

COMMON = Path(__file__).parents[2] / "golden" / "common_characters.txt"
RARE = "\U000239c2"
"""In neither of our faces."""


def common() -> str:
    return "".join(COMMON.read_text(encoding="utf-8").split())


def test_the_list_of_common_characters_is_whole() -> None:
    chars = common()
    assert len(chars) == len(set(chars)) == 8_105
    assert sum(ord(char) > 0xFFFF for char in chars) == 196


def test_every_common_character_is_in_the_song_face() -> None:
    song = fonts.typeface("song")
    assert not [char for char in common() if not song.has(char)]


def test_all_of_extension_a_is_in_the_song_face() -> None:
    song = fonts.typeface("song")
    assert not [code for code in range(0x3400, 0x4DC0) if not song.has(chr(code))]


def test_common_characters_are_printed_and_found_again() -> None:
    chars = common()
    lots = [chars[at : at + 2_000] for at in range(0, len(chars), 2_000)]
    for lot in lots:
        data = pdf(replace(sample(), goal_expected=lot, funds=(), categories=()))
        found = text_of(data)
        assert not set(lot) - set(found)
        assert "〓" not in found


def test_a_missing_character_is_told_with_its_place() -> None:
    evaluation = sample()
    first = next(evaluation.indicators)
    category = evaluation.categories[0]
    group = category.groups[0]
    row = replace(first, deviation=f"由{RARE}同志负责")
    group = replace(group, indicators=(row, *group.indicators[1:]))
    category = replace(category, groups=(group, *category.groups[1:]))
    evaluation = replace(
        evaluation, unit=f"{RARE}乡", categories=(category, *evaluation.categories[1:])
    )
    found = missing_characters(sheet_of(evaluation))
    assert found == [(RARE, "实施单位"), (RARE, "“养老金发放人数”的偏差原因分析及改进措施")]
    assert "U+239C2，在实施单位" in in_words(found)
    assert not missing_characters(sheet_of(sample()))
    assert not in_words([])


def test_print_says_it_and_prints_all_the_same(tmp_path: Path) -> None:
    form, target = tmp_path / "表.json", tmp_path / "表.pdf"
    form.write_text(dumps(replace(sample(), unit=f"{RARE}乡")), encoding="utf-8")
    answer = print_form(FormAddress(str(form)), target)
    assert answer.status == 0
    assert "纸上印成〓" in answer.complaint
    assert RARE in text_of(target.read_bytes())
    form.write_text(dumps(sample()), encoding="utf-8")
    assert not print_form(FormAddress(str(form)), target).complaint


@pytest.fixture
def installed_face(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A face of the machine with one rare character, made of another glyph, and broken files."""
    pen = TTGlyphPen(None)
    for number, point in enumerate([(100, 0), (100, 800), (900, 800), (900, 0)]):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()
    square = pen.glyph()
    pen = TTGlyphPen({"square": square})
    pen.addComponent("square", (1, 0, 0, 1, 0, 0))
    builder = FontBuilder(2000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square", "rare"])
    builder.setupCharacterMap({ord(RARE): "rare"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": square, "rare": pen.glyph()})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "square", "rare"), (2000, 100)))
    builder.setupHorizontalHeader(ascent=1700, descent=-300)
    builder.setupNameTable({"familyName": "Rare", "styleName": "Regular", "psName": "Rare-Regular"})
    builder.setupOS2(sTypoAscender=1700, sTypoDescender=-300)
    builder.setupPost()
    builder.save(tmp_path / "rare.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 no face")
    (tmp_path / "empty.ttc").write_bytes(b"")
    monkeypatch.setattr(installed, "font_folders", lambda: [tmp_path, tmp_path / "none"])
    monkeypatch.setattr(installed, "cache_folder", lambda: tmp_path / "缓存")
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.mark.usefixtures("installed_face")
def test_an_installed_face_stands_in() -> None:
    evaluation = replace(sample(), unit=f"{RARE}乡")
    assert not missing_characters(sheet_of(evaluation))
    data = pdf(evaluation)
    assert data == pdf(evaluation)
    assert f"{RARE}乡" in text_of(data)
    names = set(re.findall(r"/BaseFont /(\S+)", objects_of(data)))
    assert {name.partition("+")[2] for name in names} >= {"Rare-Regular", "NotoSerifSC-Regular"}
    document = pypdfium2.PdfDocument(data)
    for item in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        handle = pypdfium2.raw.FPDFTextObj_GetFont(item.raw)
        assert pypdfium2.raw.FPDFFont_GetIsEmbedded(handle) == 1
    document.close()
