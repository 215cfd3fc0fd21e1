"""The year's summary as files."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from core.archive.archive import Archive
from core.assessment import assess
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years.summary_files import pdf, texts, xlsx
from core.years.yearly import HEAD, year_of

RULES = load_profile()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        put(store, sample())
        yield store


def put(archive: Archive, form: Evaluation) -> None:
    number = archive.add(form, summarize(assess(form, RULES)), rules=RULES.text)
    archive.finalize(number, errors=0)


def test_the_workbook_shows_what_the_table_says(archive: Archive) -> None:
    put(archive, replace(sample(), project="=CMD|'/C calc'!A0", unit="某站"))
    unspent = replace(sample().funds[0], executed="")
    put(archive, replace(sample(), project="没有执行数", funds=(unspent,)))
    year = year_of(archive, 2021)
    book = load_workbook(BytesIO(xlsx(year)), data_only=True)
    rows = list(book["汇总表"].iter_rows(min_row=2, max_row=6, values_only=True))
    assert rows[0] == HEAD
    for shown, said in zip(rows[1:], texts(year), strict=True):
        for at, (cell, text) in enumerate(zip(shown, said, strict=True)):
            if at in range(4, 7) and not isinstance(cell, str):
                assert f"{cell:,.2f}" == text
            elif at == 7 and not isinstance(cell, str):
                assert f"{cell:.2%}" == text
            elif at in {0, 8, 11, 12, 13} and not isinstance(cell, str):
                assert f"{cell:g}" == text
            else:
                assert str(cell or "") == text
    # Of the two that have both: 2 x 14,478,739.00 and 2 x 14,044,028.98.
    assert rows[4][5:7] == (28_957_478, 28_088_057.96)
    lines = list(book["问题与整改"].values)
    assert len(lines) == 1 + 6
    assert lines[1][2] == "建立长效管理机制，促进窗口服务水平提升"


def test_the_paper_repeats_its_head_and_ends_with_the_sums(archive: Archive) -> None:
    for number in range(60):
        put(archive, replace(sample(), project=f"第{number}项农村公路养护和安全防护工程补助"))
    year = year_of(archive, 2021)
    data = pdf(year)
    assert data == pdf(year)
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        width, height = document[0].get_size()
    assert width > height
    assert len(pages) > 1
    assert all("项目名称" in page for page in pages if "工程补助" in page)
    assert "合计" in "".join(pages[-2:])
    # A line may end where the text has a space.
    assert "平均得分96.7分" in "".join("".join(pages).split())
    assert sum(page.count("工程补助") for page in pages) >= 60
