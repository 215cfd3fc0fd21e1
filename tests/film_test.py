"""The film of the manual is a test: the sample by keys alone, the total right at each stage."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pytestqt.qtbot import QtBot

from core.exchange.clipboard_formats import read_html, read_text
from tests.examples import examples
from tests.film.camera import LARGEST, SIZE, reduce
from tests.film.excel import from_excel, from_libreoffice, from_wps
from tests.film.film import PAPER, on_the_clerks_sheet, shoot
from tests.film.manual_tables import MANUAL, renewed


def test_the_film(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del qtbot
    monkeypatch.setattr("tests.film.camera.SMALL", False)  # larger, and still not too large
    shoot(tmp_path)
    pictures = sorted(tmp_path.glob("*.png"))
    assert {picture.name for picture in pictures} == {
        picture.name for picture in MANUAL.parent.glob("*.png")
    }
    for picture in pictures:
        assert picture.stat().st_size < LARGEST
        with Image.open(picture) as image:
            assert image.size == SIZE or picture.stem == "11-pdf"


def test_excel_and_wps_tell_the_same() -> None:
    rows = list(on_the_clerks_sheet(PAPER))
    excel, wps = from_excel(rows), from_wps(rows)
    block = read_html(excel.html)
    assert block is not None
    assert block == read_html(wps.html)
    assert [tuple(text or "" for text in row) for row in block] == list(read_text(excel.text))


def test_the_real_copy_of_libreoffice_tells_what_the_paper_says() -> None:
    copied = from_libreoffice()
    block = read_html(copied.html)
    assert block is not None
    assert [tuple(text or "" for text in row) for row in block] == list(read_text(copied.text))
    assert [row[2:] for row in block] == [
        (row.name, row.target, row.actual, row.points, row.score, row.deviation)
        for row in PAPER.indicators
    ]


def test_the_manual_names_every_key_check_and_profile() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    assert manual == renewed(manual), "renew it: python -m tests.film.manual_tables"


def test_the_manual_shows_every_picture_of_the_film() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    for picture in MANUAL.parent.glob("*.png"):
        assert f"]({picture.name})" in manual


@settings(max_examples=examples(40))
@given(st.lists(st.integers(0, 12), min_size=3, max_size=3), st.integers(200, 700))
def test_large_areas_keep_their_colour_beside_many_near_ones(off: list[int], many: int) -> None:
    ground = tuple(255 - part for part in off)
    picture = Image.new("RGB", (100, 60), ground)
    for at in range(many):
        near = tuple(max(0, part - at % 7 - at // 90) for part in ground)
        picture.putpixel((at % 100, at // 100), (near[0], near[1], near[2]))
        picture.putpixel((99 - at % 100, 59 - at // 100), (at % 256, at * 7 % 256, at * 13 % 256))
    with TemporaryDirectory() as folder:
        path = reduce(picture, Path(folder) / "picture.png")
        with Image.open(path) as small:
            assert small.convert("RGB").getpixel((50, 30)) == ground
