"""Labels beside several rows that a page end cuts, clips or repeats are one label."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from core.exchange.sources.pdf_source import read_pdf_source
from core.reading.source import SourceTable
from tests.core.exchange.pdf_torn_rows_test import LEFT, PAD, PAPER, SIZE, register

HEIGHT, WIDTHS = 20.0, (66.0, 90.0, 60.0)
Label = tuple[str, int]
"""A text, and beside how many rows it stands."""


def printed(*pages: Sequence[Label], width: float = WIDTHS[0], raised: float = 0.0) -> bytes:
    """Pages of labels beside rows; ``raised``: so much higher the labels of the last page stand."""
    register()
    stream, number = BytesIO(), 0
    canvas = Canvas(stream, pagesize=PAPER)
    for page in pages:
        canvas.setFont("Song", SIZE)
        y = PAPER[1] - 60
        for text, rows in page:
            up = raised if page is pages[-1] else 0.0
            canvas.rect(LEFT, y - rows * HEIGHT, width, rows * HEIGHT)
            canvas.drawString(LEFT + PAD, y - 0.7 * HEIGHT + up, text)
            for _ in range(rows):
                number += 1
                x, y = LEFT + width, y - HEIGHT
                for cell, wide in zip((f"指标之{number}", f"{number}户"), WIDTHS[1:], strict=True):
                    canvas.rect(x, y, wide, HEIGHT)
                    canvas.drawString(x + PAD, y + 0.3 * HEIGHT, cell)
                    x += wide
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def labels(data: bytes) -> list[Label]:
    (table,) = read_pdf_source(data).sections[0].parts
    assert isinstance(table, SourceTable)
    return [("".join(c.text.split()), c.rowspan) for c in table.cells if c.column == 0]


def test_a_label_that_is_clipped_upon_the_next_page_is_the_same() -> None:
    data = printed([("数量指标", 2), ("经济效益指标", 2)], [("经济效", 1), ("质量指标", 2)])
    assert labels(data) == [("数量指标", 2), ("经济效益指标", 3), ("质量指标", 2)]


def test_a_label_that_was_clipped_is_whole_upon_the_next_page() -> None:
    data = printed([("数量指标", 2), ("经济效", 1)], [("经济效益指标", 2), ("质量指标", 2)])
    assert labels(data) == [("数量指标", 2), ("经济效益指标", 3), ("质量指标", 2)]


def test_points_for_several_rows_are_the_same_where_they_are_cut_off() -> None:
    pages = [("5", 2), ("10", 1)], [("10", 1), ("5", 2)]
    assert labels(printed(*pages)) == [("5", 2), ("10", 1), ("10", 1), ("5", 2)]
    assert labels(printed(*pages, raised=8.0)) == [("5", 2), ("10", 2), ("5", 2)]


def test_a_name_is_cut_where_those_above_are_whole() -> None:
    pages = [("数量指标", 2), ("服务对象", 1)], [("满意度指标", 1), ("其他", 2)]
    found = labels(printed(*pages, width=57.0))
    assert found == [("数量指标", 2), ("服务对象满意度指标", 2), ("其他", 2)]
    pages = [("数量", 2), ("服务对象", 1)], [("满意度指标", 1), ("其他", 2)]
    found = labels(printed(*pages, width=57.0))
    assert found == [("数量", 2), ("服务对象", 1), ("满意度指标", 1), ("其他", 2)]


def test_the_label_of_a_block_is_put_together() -> None:
    data = printed([("甲", 2), ("绩效", 1)], [("指标", 1), ("乙", 2)], width=30.0)
    assert labels(data) == [("甲", 2), ("绩效指标", 2), ("乙", 2)]
