"""A Sheet as the bytes of a PDF: the same sheet, the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from core.report import style
from core.report.composition import compose
from core.report.fonts import font
from core.report.paint import Painter
from core.report.text import clean
from core.sheet.sheet import Sheet

PROGRAM: Final = "自评通"
LANGUAGE: Final = "zh-CN"
VERSION: Final = (1, 7)


rl_config.useA85 = 0  # binary streams: a quarter smaller, and every mail and archive takes them


def render(
    sheet: Sheet,
    *,
    title: str,
    author: str,
    subject: str = "",
    draft: bool = False,
    landscape: bool = False,
) -> bytes:
    """The form on A4, with its own page ends and every font embedded.

    ``title``, ``author`` and ``subject`` describe the file; ``draft`` marks each page as 草稿.
    """
    composition = compose(sheet, landscape=landscape)
    buffer = BytesIO()
    canvas = _canvas(buffer, composition.size)
    for text, put in (
        (title, canvas.setTitle),
        (author, canvas.setAuthor),
        (subject, canvas.setSubject),
        (PROGRAM, canvas.setCreator),
    ):
        put(" ".join(clean(text).split("\n")))
    painter = Painter(canvas, composition)
    for number, page in enumerate(composition.pages, 1):
        if draft:
            painter.draft()
        painter.page(page)
        painter.number(number, len(composition.pages))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: BytesIO, size: tuple[float, float]) -> Canvas:
    first = font(style.BODY.face).fontName  # else an unembedded Helvetica stands in every file
    canvas = Canvas(
        buffer,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        pdfVersion=VERSION,
        initialFontName=first,  # type: ignore[arg-type]
        lang=LANGUAGE,
    )
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas
