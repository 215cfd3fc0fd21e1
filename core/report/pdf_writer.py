"""A Sheet as the bytes of a PDF: the same sheet, the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from core.report import page_style, tagging
from core.report.archival import LANGUAGE, Description, describe
from core.report.bookmarks import Bookmarks
from core.report.embedded_fonts import paper_font
from core.report.objects import document_of, end_pages, marked
from core.report.page_composition import compose
from core.report.page_marks import Stamp, spelled_out
from core.report.paint import Painter
from core.report.pdf_library import Canvas, rl_config
from core.report.running import Running, stands_behind_the_total
from core.report.structure_tree import add_structure
from core.report.tagging import Tagging
from core.sheet.page_setup import UPRIGHT, PageSetup
from core.sheet.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION: Final = (1, 7)


rl_config.useA85 = 0  # binary streams: a quarter smaller, and every mail and archive takes them


def render(
    sheet: Sheet,
    description: Description,
    *,
    setup: PageSetup = UPRIGHT,
    draft: bool = False,
    stamp: Stamp | None = None,
    running: Running | None = None,
) -> bytes:
    """The form on A4, with its own page ends, every font embedded and its data attached.

    ``draft`` marks each page as 草稿; ``stamp`` says on each page of which file it is, ``running``
    on each further page of which form.
    """
    composition = compose(sheet, setup, stamped=stamp is not None)
    sides = [setup.frame(stamped=stamp is not None, back=back) for back in (False, True)]
    buffer = BytesIO()
    canvas = _canvas(buffer, sides[0].page)
    describe(canvas, description, _drawn(sheet, running))
    tags = Tagging(sheet, composition.cells)
    painter = Painter(canvas, composition, tags, setup)
    bookmarks = Bookmarks(canvas, sheet, tags.scopes)
    count = len(composition.pages)
    for number, page in enumerate(composition.pages, 1):
        tags.new_page()
        frame = sides[setup.is_back(number)]
        painter.turn_to(frame, back=setup.is_back(number))
        bookmarks.page(page, frame)
        if draft:
            with marked(canvas, tags.furniture("P", tagging.WATERMARK, first=True)):
                painter.draft()
        painter.page(page)
        if running is not None and number > 1:
            with marked(canvas, tagging.HEADER):
                painter.running(running, total=stands_behind_the_total(sheet, page))
        if stamp is not None:
            mark = replace(stamp.mark, page=number, pages=count)
            with marked(canvas, tags.furniture("P", tagging.FOOTER)):
                painter.stamp(replace(stamp, mark=mark))
            picture = tagging.picture(spelled_out(mark), painter.symbol_box)
            with marked(canvas, tags.furniture("Figure", tagging.FOOTER, picture)):
                painter.symbol(mark)
        with marked(canvas, tagging.FOOTER):
            painter.number(number, count)
        canvas.showPage()
    end_pages(document_of(canvas))
    add_structure(canvas, tags)
    canvas.save()
    return buffer.getvalue()


def _drawn(sheet: Sheet, running: Running | None) -> Iterator[str]:
    """All that is drawn but for the program's own words."""
    yield from (cell.text for cell in sheet.cells)
    for cell in sheet.cells:
        if cell.picture is not None:
            yield from cell.picture.words
    if running is not None:
        yield from (running.name, running.unit, running.total)


def _canvas(buffer: BytesIO, size: tuple[float, float]) -> Canvas:
    first = paper_font(
        page_style.BODY.face
    ).fontName  # else an unembedded Helvetica stands in every file
    return Canvas(
        buffer,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        pdfVersion=VERSION,
        initialFontName=first,  # type: ignore[arg-type]
        lang=LANGUAGE,
    )
