"""The year's summary as files."""

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from core.archive.archive import Archive
from core.assessment import assess
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years.summary_files import pdf, texts, xlsx
from core.years.yearly import HEAD, Year, year_of
from tests.core.report.ruled import cells_on
from tests.core.report.tagged import Tagged

RULES = load_profile()
FIGURE = re.compile(r"[\d,]+\.\d\d%?")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        put(store, sample())
        yield store


def put(archive: Archive, form: Evaluation) -> None:
    number = archive.add(form, summarize(form, assess(form, RULES)), rules=RULES.text)
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


LONG = "2023年度中央财政衔接推进乡村振兴补助资金（巩固拓展脱贫攻坚成果）农村公路养护工程第三标段"


@pytest.mark.parametrize("count", [3, 60, 600])
def test_no_figure_and_no_head_of_the_summary_is_torn(archive: Archive, count: int) -> None:
    (one,) = year_of(archive, 2021).projects
    amount = Decimal("123456789.12")
    projects = tuple(
        replace(one, name=f"{LONG}{at}", unit="县交通运输局公路养护中心", initial=amount * (at + 1))
        for at in range(count)
    )
    year = Year(2021, projects)
    data = pdf(year)
    tables = Tagged(data).tables
    cells = {cell.text for table in tables for row in table.parts for cell in row.parts}
    assert {project.name for project in projects} <= cells
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            texts = {"".join(cell.text.split()): len(cell.texts) for cell in cells_on(page)}
            said = page.get_textpage().get_text_bounded()
            if number:
                assert "2021年度项目支出绩效自评汇总表县交通运输局公路养护中心（续表）" in "".join(
                    said.split()
                )
            whole = {"序号", "等级", "状态", "总分", "执行率", "（平均）", "合计"}
            assert all(texts[text] == 1 for text in whole & texts.keys())
            figures = [text for text in texts if FIGURE.fullmatch(text)]
            assert all(texts[text] == 1 for text in figures)
            assert figures or number
    assert "填表人：" in said
