"""The manual on paper: every chapter has a bookmark, every picture is on a page."""

import re
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from pytestqt.qtbot import QtBot

from core.manual import chapters

PACKAGING = Path(__file__).parents[2] / "packaging"


def test_the_manual_becomes_pages(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del qtbot
    monkeypatch.syspath_prepend(PACKAGING)
    import manual_paper

    target = tmp_path / "手册.pdf"
    pages = manual_paper.write(target)
    sys.modules.pop("manual_paper")
    read = PdfReader(target)
    assert len(read.pages) == pages
    marks = [mark for mark in read.outline if not isinstance(mark, list)]
    titles = [str(mark["/Title"]) for mark in marks]
    assert titles == [chapter.title for chapter in chapters()]
    at = [read.get_destination_page_number(mark) or 0 for mark in marks]
    assert at == sorted(at)
    with PdfDocument(target) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    for title, page in zip(titles, at, strict=True):
        assert "".join(title.split()) in "".join(texts[page].split())
    whole = "".join("".join(texts).split())
    for chapter in chapters():
        for heading in re.findall("^#+ (.+)$", chapter.text, re.MULTILINE):
            assert "".join(heading.split()) in whole  # nothing is lost between two pages
    assert not re.search("[\u2e80-\u2fdf]", "".join(texts))  # radicals: nobody looks for those
    shown = sum(len(page.images) for page in read.pages)
    assert shown >= sum(chapter.text.count("![") for chapter in chapters())
