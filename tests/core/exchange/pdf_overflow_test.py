"""Text that overflows its cell and is printed over that of the next one."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from core.exchange.sources.pdf_overflow import OVERPRINTED
from core.exchange.sources.pdf_source import read_pdf_source
from core.reading.source import SourceTable
from tests.core.exchange.pdf_torn_rows_test import register


def table(name: str, target: str, width: float) -> dict[str, str]:
    """Text and doubt of each cell of a row in which the name may be longer than its cell."""
    register()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(500, 300))
    for row, (left, middle, right) in enumerate(
        (("三级指标", "指标值", "分值"), (name, target, "5"))
    ):
        canvas.setFont("Song", 10)
        top = 250 - 30 * row
        for x, wide, text in (
            (40, width, left),
            (40 + width, 90, middle),
            (130 + width, 60, right),
        ):
            canvas.rect(x, top - 30, wide, 30)
            canvas.drawString(x + 3, top - 18, text)
    canvas.showPage()
    canvas.save()
    (part,) = read_pdf_source(stream.getvalue()).sections[0].parts
    assert isinstance(part, SourceTable)
    return {cell.text: cell.doubt for cell in part.cells if cell.row == 1}


@pytest.mark.parametrize("target", ["每月15日前", "12月底", "按时完成"])
def test_a_sign_printed_over_the_next_cell_is_put_back_and_told(target: str) -> None:
    assert table("工资发放及时性", target, 65) == {
        "工资发放及时性": OVERPRINTED, target: OVERPRINTED, "5": ""
    }  # fmt: skip


def test_texts_that_keep_to_their_cells_raise_no_doubt() -> None:
    assert table("工资发放及时性", "每月15日前", 80) == {
        "工资发放及时性": "", "每月15日前": "", "5": ""
    }  # fmt: skip
