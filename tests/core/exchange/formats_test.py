"""The table of file formats: every record does what it says, no two claim the same file."""

import re
from io import BytesIO
from itertools import chain
from operator import attrgetter
from pathlib import Path
from zipfile import ZipFile

import pytest

from core.exchange.form_files import read_form_file
from core.exchange.formats import FORMATS, JSON, PDF, Format, format_of
from core.exchange.report_docx import report_docx
from core.exchange.summary_xlsx import Line, Workbook, summary_xlsx
from core.issuing.form_pdf import pdf
from core.sample import sample
from core.scoring.profile_file import profile_for

TITLE = attrgetter("title")


def test_no_two_formats_claim_the_same_file() -> None:
    suffixes = list(chain.from_iterable(known.suffixes for known in FORMATS))
    assert len(suffixes) == len(set(suffixes))
    assert all(s == s.lower() and s.startswith(".") for s in suffixes)
    starts = [known.start for known in FORMATS if known.start]
    assert len(starts) == len(set(starts))


def test_the_content_tells_more_than_the_name() -> None:
    assert format_of(Path("表.PDF")) is PDF
    assert format_of(Path("表.json"), b"%PDF-1.7") is PDF
    assert format_of(Path("表")) is JSON


@pytest.mark.parametrize("known", [one for one in FORMATS if one.write and one.read], ids=TITLE)
def test_what_is_written_is_read_back(known: Format) -> None:
    assert known.write
    assert known.read
    form = sample()
    assert known.read(known.write(form, profile_for(""))) == form


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_no_clock_tells_copies_apart(suffix: str) -> None:
    write = format_of(Path(f"表{suffix}")).write
    assert write
    assert _years_named(write(sample(), profile_for(""))) <= {1980, 2013}  # 2013: python-docx


def test_no_clock_tells_summaries_and_reports_apart() -> None:
    line = Line(("", "", ""), (), None, None, "", "", (0, 0, 0))
    book = summary_xlsx(Workbook("汇总表", (), (), line, (), ("", (), ())))
    assert _years_named(book) == {1980}
    assert _years_named(report_docx("报告", "", ())) <= {1980, 2013}


def _years_named(data: bytes) -> set[int]:
    """Of the properties of a document and of the parts of its package."""
    with ZipFile(BytesIO(data)) as package:
        properties = package.read("docProps/core.xml").decode()
        parts = {part.date_time[0] for part in package.infolist()}
    return parts | set(map(int, re.findall(r">(\d{4})-\d\d-\d\dT", properties)))


def test_our_own_pdf_is_read_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "没有扩展名"
    path.write_bytes(pdf(sample()))
    assert read_form_file(path).forms == (sample(),)
