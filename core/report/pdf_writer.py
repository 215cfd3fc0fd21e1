"""A Sheet as the bytes of a PDF: the same sheet, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from core.report import page_style
from core.report.archival import LANGUAGE, Description, describe
from core.report.fonts import font
from core.report.objects import document_of, end_pages
from core.report.page_composition import compose
from core.report.page_marks import Stamp
from core.report.paint import Painter
from core.report.running import Running, stands_behind_the_total
from core.sheet.sheet import Sheet

VERSION: Final = (1, 7)


rl_config.useA85 = 0  # binary streams: a quarter smaller, and every mail and archive takes them


def render(
    sheet: Sheet,
    description: Description,
    *,
    draft: bool = False,
    landscape: bool = False,
    stamp: Stamp | None = None,
    running: Running | None = None,
) -> bytes:
    """The form on A4, with its own page ends, every font embedded and its data attached.

    ``draft`` marks each page as 草稿; ``stamp`` says on each page of which file it is, ``running``
    on each further page of which form.
    """
    composition = compose(sheet, landscape=landscape, stamped=stamp is not None)
    buffer = BytesIO()
    canvas = _canvas(buffer, composition.size)
    describe(canvas, description)
    painter = Painter(canvas, composition)
    count = len(composition.pages)
    for number, page in enumerate(composition.pages, 1):
        if draft:
            painter.draft()
        painter.page(page)
        if running is not None and number > 1:
            painter.running(running, total=stands_behind_the_total(sheet, page))
        if stamp is not None:
            mark = replace(stamp.mark, page=number, pages=count)
            painter.stamp(replace(stamp, mark=mark))
        painter.number(number, count)
        canvas.showPage()
    end_pages(document_of(canvas))
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: BytesIO, size: tuple[float, float]) -> Canvas:
    first = font(page_style.BODY.face).fontName  # else an unembedded Helvetica stands in every file
    return Canvas(
        buffer,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        pdfVersion=VERSION,
        initialFontName=first,  # type: ignore[arg-type]
        lang=LANGUAGE,
    )
