"""A sheet printed over several bands of pages that are as wide as each other."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from core.exchange.sources.pdf_source import read_pdf_source
from core.reading.source import SourceTable, SourceText
from tests.core.exchange.pdf_torn_rows_test import register
from tests.examples import examples

Row = Sequence[tuple[str, int]]
"""Texts of a row, each with how many columns its cell covers."""

LEFT, TOP, SIZE, WIDTH, HEIGHT = 40.0, 60.0, 9.0, 70.0, 24.0
"""Points; every column is as wide as the others, and so are the bands."""


def sheet(pages: Sequence[Sequence[Row]], columns: int, across: int) -> bytes:
    """The pages of a sheet, band by band, ``columns`` on each: cells are cut at the paper's edge.

    As a spreadsheet does, every page has the whole text of each cell that it shows a part of.
    """
    register()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(LEFT * 2 + columns * WIDTH, 600))
    for band in range(across):
        first, last = band * columns, (band + 1) * columns
        for rows in pages:
            canvas.setFont("Song", SIZE)
            for at, row in enumerate(rows):
                _row(canvas, row, 600 - TOP - at * HEIGHT - 3 * (at % 3), first, last)
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _row(canvas: Canvas, row: Row, top: float, first: int, last: int) -> None:
    """The part of a row in the columns from ``first`` up to ``last``."""
    begin = 0
    for text, span in row:
        end = begin + span
        if begin < last and end > first:
            left, right = (LEFT + (at - first) * WIDTH for at in (begin, end))
            shown = (
                LEFT + (max(begin, first) - first) * WIDTH,
                LEFT + (min(end, last) - first) * WIDTH,
            )
            bottom = top - HEIGHT
            for y in (top, bottom):
                canvas.line(shown[0], y, shown[1], y)
            for x, inside in ((left, begin >= first), (right, end <= last)):
                if inside:
                    canvas.line(x, top, x, bottom)
            canvas.drawCentredString((left + right) / 2, top - HEIGHT / 2 - 3, text)
        begin = end


def table(data: bytes) -> list[tuple[int, int, str]]:
    (part,) = read_pdf_source(data).sections[0].parts
    assert isinstance(part, SourceTable)
    return [(cell.row, cell.column, cell.text) for cell in part.cells]


COLUMNS = 4
words = st.sampled_from(["甲", "120人", "≥95%", "9.84", "道路长度", "10", "数量指标"])


@settings(max_examples=examples(40), deadline=None)
@given(
    across=st.integers(2, 3),
    pages=st.lists(st.lists(st.lists(words, min_size=12, max_size=12), min_size=3, max_size=5),
                   min_size=1, max_size=2),
)  # fmt: skip
def test_bands_as_wide_as_each_other_stand_side_by_side(
    across: int, pages: list[list[list[str]]]
) -> None:
    many = COLUMNS * across
    name: Row = [("项目名称", 1), ("城区道路养护和路灯改造", many - 1)]
    rows: list[list[Row]] = [[[(text, 1) for text in row[:many]] for row in page] for page in pages]
    rows[0].insert(0, name)
    assert table(sheet(rows, COLUMNS, across)) == table(sheet(rows, many, 1))


@pytest.mark.parametrize("count", [2, 3])
def test_a_table_that_goes_on_below_in_rows_as_high_is_put_beside_nothing(count: int) -> None:
    row: Row = [("甲", 1), ("120人", 1), ("10", 1), ("9.84", 1)]
    data = sheet([[row] * 5] * count, COLUMNS, 1)
    assert {column for _, column, _ in table(data)} == {0, 1, 2, 3}


def test_two_forms_of_one_template_are_put_beside_nothing() -> None:
    rows: list[Row] = [
        [("政策名称", 1), ("某政策", 3)],
        [("甲", 1), ("120人", 1), ("10", 1), ("9.84", 1)],
        [("乙", 1), ("12人", 1), ("10", 1), ("9", 1)],
    ]
    parts = read_pdf_source(sheet([rows, rows], COLUMNS, 1)).sections[0].parts
    cells = [c for part in parts if not isinstance(part, SourceText) for c in part.cells]
    assert {cell.column for cell in cells} == {0, 1, 2, 3}


def test_a_label_merged_over_the_rows_of_the_left_page_has_finer_rows_at_its_right() -> None:
    register()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(LEFT * 2 + 2 * WIDTH, 600))
    top, low = 600 - TOP, 600 - TOP - 6 * HEIGHT
    for page in range(2):
        canvas.setFont("Song", SIZE)
        canvas.line(LEFT, top, LEFT + 2 * WIDTH, top)
        canvas.line(LEFT, low, LEFT + 2 * WIDTH, low)
        _row(canvas, [("项目名称", 1), ("某项目", 3)], top, 2 * page, 2 * page + 2)
        _row(canvas, [("主管部门", 1), ("某某局", 3)], top - HEIGHT, 2 * page, 2 * page + 2)
        for at in range(2, 6):
            if page:
                _row(canvas, [(f"第{at}行", 1), (str(at), 1)], top - at * HEIGHT, 0, 2)
        if not page:
            canvas.rect(LEFT, low, 2 * WIDTH, 4 * HEIGHT)
            canvas.drawCentredString(LEFT + WIDTH, (low + top) / 2 - HEIGHT, "绩效指标")
        canvas.showPage()
    canvas.save()
    found = {(row, text) for row, _, text in table(stream.getvalue())}
    assert {(2, "绩效指标"), (2, "第2行"), (5, "5")} <= found


def test_right_columns_that_find_no_left_ones_make_all_doubtful() -> None:
    name: Row = [("项目名称", 1), ("城区道路养护和路灯改造", 7)]
    row: Row = [(text, 1) for text in ("甲", "120人", "10", "9.84", "乙", "12人", "5", "4")]
    other: Row = [(f"第{at}列", 1) for at in range(4)]
    data = sheet([[name, row, row], [row] * 3], COLUMNS, 2)
    lone = sheet([[other] * 4], COLUMNS, 1)
    parts = read_pdf_source(joined(data, lone)).sections[0].parts
    cells = [c for part in parts if not isinstance(part, SourceText) for c in part.cells]
    assert {bool(cell.doubt) for cell in cells} == {True}


def joined(*files: bytes) -> bytes:
    writer = PdfWriter()
    for data in files:
        writer.append(BytesIO(data))
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()
