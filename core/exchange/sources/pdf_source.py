"""PDF files with text: tables drawn with lines or set in columns, and the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from core.exchange.pdf_refusal import DAMAGED, why_unopened
from core.exchange.sources.bounds import MAX_CELLS, MAX_PAGES, Budget, SourceError
from core.exchange.sources.pdf_columns import ColumnReader
from core.exchange.sources.pdf_joining import join
from core.exchange.sources.pdf_overflow import put_back
from core.exchange.sources.pdf_page import PageContent, page_content
from core.exchange.sources.pdf_paragraphs import Paragraph, paragraphs
from core.exchange.sources.pdf_placed import PlacedTable, placed
from core.exchange.sources.pdf_ruling import ruled_tables
from core.exchange.sources.pdf_text import TextLine, text_lines
from core.exchange.sources.pdf_wide_pages import MOST_PAGES, whole_pages
from core.reading.source import PageBox, SourceFile, SourceSection, SourceTable, SourceText
from core.regex import regex

SCAN: Final = "扫描件没有文字，请导入原来的 Excel、Word 文件，或带文字的 PDF"
APART: Final = "这张表印得比纸宽，右边几栏印在另外的页上，没有能接起来，请对照原件逐格核对"
_PAGE_NUMBER = regex(
    r"[\s\-—–－~·.]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－~·.]*"
)
_MARGIN: Final = 0.1
"""Of a page's height: what is repeated there belongs to the paper, not to the form."""

_Block = TextLine | PlacedTable


def read_pdf_source(data: bytes) -> SourceFile:
    """The text of all pages as one section. Raises ``SourceError``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise SourceError(why_unopened(error)) from error
    try:
        if len(document) > MAX_PAGES:
            raise SourceError(f"共 {len(document)} 页，不像自评表，请只留下自评表的几页再导入")
        return _Reader().read(document, pypdfium2.raw)
    except pypdfium2.PdfiumError as error:
        raise SourceError(DAMAGED) from error
    finally:
        document.close()


def _page(document: Any, number: int, raw: Any) -> PageContent:  # noqa: ANN401
    page = document[number]
    try:
        return page_content(page, number, raw)
    finally:
        page.close()


def _on_its_page(table: PlacedTable, content: PageContent) -> PlacedTable:
    """The table with the places of cells that were printed on another page."""
    for start, by, page in content.beside:
        for cell in table.cells:
            if cell.left >= start - 1:
                box = cell.box
                left, right = cell.left - by, cell.right - by
                cell.box = PageBox(page, left, box.top, right, box.bottom)
    return table


class _Reader:
    def __init__(self) -> None:
        self._budget = Budget()
        self._margins: set[tuple[str, int]] = set()
        self._parts: list[_Block] = []
        self._count = 0
        self._columns = ColumnReader()
        self._doubt = ""

    def read(self, document: Any, raw: Any) -> SourceFile:  # noqa: ANN401  (no types)
        empty = []
        for order, content in enumerate(self._pages(document, raw)):
            if content.words:
                self._take(content, order)
            else:
                empty.append(content.number + 1)
        if not self._parts:
            raise SourceError(SCAN)
        for number in empty:
            self._budget.note(f"第 {number} 页没有文字，可能是扫描件或空白页")
        blocks = paragraphs(self._parts)
        parts = tuple(shown for one in blocks if (shown := self._shown(one)) is not None)
        return SourceFile((SourceSection("PDF", parts),), self._budget.notes)

    def _pages(self, document: Any, raw: Any) -> Iterable[PageContent]:  # noqa: ANN401
        pages = (_page(document, number, raw) for number in range(len(document)))
        if not 1 < len(document) <= MOST_PAGES:
            return pages
        whole = whole_pages(list(pages))
        self._doubt = APART if whole.apart else ""
        return whole.pages

    def _take(self, content: PageContent, order: int) -> None:
        """Add a page's blocks; a table that began on the page before goes on."""
        blocks = [one for one in self._blocks(content) if not self._in_margin(one, content)]
        for block in blocks:
            if isinstance(block, PlacedTable):
                block.doubt = block.doubt or self._doubt
                block.page = order  # pages of right columns are not counted
            self._count += len(block.cells) if isinstance(block, PlacedTable) else 1
        if self._count > MAX_CELLS:
            raise SourceError("表格太多，不像自评表，请只留下自评表的几页再导入")
        first = next((at for at, one in enumerate(blocks) if isinstance(one, PlacedTable)), None)
        last = next((one for one in reversed(self._parts) if isinstance(one, PlacedTable)), None)
        if first is not None and last is not None:
            more = blocks[first]
            above, below = blocks[:first], self._parts[self._parts.index(last) + 1 :]
            if isinstance(more, PlacedTable) and join(
                last, [one for one in below if isinstance(one, TextLine)],
                [one for one in above if isinstance(one, TextLine)], more,
            ):  # fmt: skip
                del self._parts[self._parts.index(last) + 1 :]
                blocks = blocks[first + 1 :]
        self._parts += blocks

    def _blocks(self, content: PageContent) -> list[_Block]:
        tables, words = ruled_tables(content)
        found = [placed(table) for table in tables]
        for table in found:
            put_back(table.cells)
        blocks: list[_Block] = [_on_its_page(table, content) for table in found]
        lines = text_lines(words, content.number)
        for line in lines:
            for start, by, page in content.beside:
                line.beside = (page, by) if line.left >= start - 1 else line.beside
        if not blocks and lines:
            return self._columns.blocks(content, lines)
        blocks += lines
        blocks.sort(key=lambda one: one.top)
        return blocks

    def _in_margin(self, line: _Block, content: PageContent) -> bool:
        """Page numbers, and what an earlier page has in the same place of its margin."""
        if isinstance(line, PlacedTable):
            return False
        middle = (line.top + line.bottom) / 2 / content.height
        if _MARGIN < middle < 1 - _MARGIN:
            return False
        text = line.text
        if _PAGE_NUMBER.fullmatch(text):
            return True
        key = (re.sub(r"\d", "", text), round(line.top / 3))
        known = key in self._margins
        self._margins.add(key)
        return known

    def _shown(self, part: Paragraph | PlacedTable) -> SourceText | SourceTable | None:
        if isinstance(part, PlacedTable):
            return part.shown(self._budget)
        text = self._budget.take(part.text)
        return SourceText(text, f"第{part.page + 1}页", part.box) if text else None
