"""The film of the manual is a test: the sample by keys alone, the total right at each stage."""

from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from core.exchange.clipboard_formats import read_html, read_text
from tests.film.camera import LARGEST, SIZE
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
