"""Word documents (.docx): paragraphs and tables of the body in their order, as they are shown.

Read from the parts with lxml: python-docx passes over text boxes, content controls and revisions,
and asks for each cell anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from core.exchange.carried_part import carried_in
from core.exchange.sources.bounds import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Budget, SourceError
from core.exchange.sources.docx_numbering import Numbering
from core.exchange.sources.docx_text import (
    RunText,
    alternative,
    child,
    has_formula,
    is_on,
    is_placeholder,
    local,
    value,
)
from core.exchange.sources.package import DAMAGED, Element, Package
from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable, SourceText
from core.regex import regex

_INSIDE: Final = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
"""What may stand around paragraphs, tables, rows and cells without being seen."""
_PAGE_NUMBER = regex(r"[第共页\d\s/／\-－—–~.]*")

_Part = SourceText | SourceTable
Parse = Callable[[str], Element]


def read_docx(data: bytes) -> SourceFile:
    """The body of a document as one section. Raises ``SourceError``."""
    package = Package(data)
    return _read(_Document(package, package.parse))


def read_docx_places(package: Package, parse: Parse) -> tuple[SourceFile, dict[str, Element]]:
    """The body with blank places, and by its place the element of each paragraph and cell.

    Paragraphs have places of their own here. ``parse`` gives the root of a part by its name.
    """
    document = _Document(package, parse, whole=True)
    return _read(document), document.elements


def _read(document: _Document) -> SourceFile:
    try:
        return document.read()
    except RecursionError as error:
        raise SourceError("文档里的内容嵌套得太深，没有读取") from error


def main_document(package: Package) -> str:
    """The part that holds the body. Raises ``SourceError``."""
    relations = package.relations("").values()
    found = [part for kind, part in relations if kind == "officeDocument"]
    main = next((part for part in found if part in package), "word/document.xml")
    if main not in package:
        raise SourceError(DAMAGED)
    return main


class _Table(Struct):
    """The cells of a table as far as they are read; a nested table cuts it in two."""

    number: int
    cells: list[SourceCell]
    above: dict[int, int]
    """First column of what a cell of the row above may be continued by -> place in ``cells``."""
    rows: int = 0
    columns: int = 0
    whole: bool = False
    first: int = 0
    """Rows of the table that stand in parts before."""

    def cut(self) -> SourceTable | None:
        """What was read so far as a table of its own."""
        cells, rows, columns = tuple(self.cells), self.rows, self.columns
        self.cells, self.above, self.first = [], {}, self.first + self.rows
        self.rows = self.columns = 0
        return SourceTable(cells, rows, columns, self.whole) if cells else None


class _Document:
    def __init__(self, package: Package, parse: Parse, *, whole: bool = False) -> None:
        self._package = package
        self._parse = parse
        self._whole = whole
        self._main = main_document(package)
        self.elements: dict[str, Element] = {}
        """Of a document that is to be filled in: what stands at each place."""
        self._budget = Budget()
        self._tables = 0
        self._count = 0
        self._numbering = Numbering(None)

    def read(self) -> SourceFile:
        body = child(self._parse(self._main), "body")
        if body is None:
            raise SourceError(DAMAGED)
        relations = sorted(self._package.relations(self._main).values())
        counted = self._related(relations, "numbering")
        with suppress(SourceError):  # without its styles a document can be read all the same
            styles = None if counted is None else self._related(relations, "styles")
            self._numbering = Numbering(counted, styles)
        parts = [*self._margins(relations, "header", "页眉"), *self._parts(body)]
        parts += self._margins(relations, "footer", "页脚")
        carried = carried_in(self._package, self._main)
        return SourceFile((SourceSection("正文", tuple(parts)),), self._budget.notes, carried)

    def _related(self, relations: list[tuple[str, str]], wanted: str) -> Element | None:
        part = next((part for kind, part in relations if kind == wanted), "")
        return self._package.parse(part) if part in self._package else None

    def _margins(
        self, relations: list[tuple[str, str]], kind: str, place: str
    ) -> Iterator[SourceText]:
        """What stands above or below every page, once; page numbers are nothing to read."""
        told = set()
        for found, part in relations:
            if found == kind and part in self._package:
                root = self._parse(part)
                for paragraph in (one for one in root.iter() if local(one) == "p"):
                    text, _ = self._paragraph(paragraph)
                    if not _PAGE_NUMBER.fullmatch(text) and text not in told:
                        told.add(text)
                        yield SourceText(text, self._place(place, paragraph))

    def _parts(self, element: Element) -> Iterator[_Part]:
        """Paragraphs and tables below ``element`` in their order."""
        for block in _blocks(element):
            if local(block) == "tbl":
                yield from self._table(block)
                continue
            text, boxes = self._paragraph(block)
            if text:
                yield SourceText(text, self._place("正文", block))
            for box in boxes:
                yield from self._parts(box)

    def _paragraph(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The paragraph's text, and the text boxes that hang on it."""
        self._counted()
        runs = RunText()
        text = runs.read(paragraph)
        if runs.hidden:
            self._budget.note("文档里隐藏的文字没有读入")
        self._budget.struck("文档里", runs.struck)
        if runs.pictures:
            self._budget.note("文档里有图片，图片里的文字没有读入")
        if text.strip():
            text = self._numbering.label(paragraph) + text
        return self._budget.take(text), runs.boxes

    def _place(self, name: str, paragraph: Element) -> str:
        if not self._whole:
            return name
        place = f"{name} 第{len(self.elements) + 1}处"
        self.elements[place] = paragraph
        return place

    def _counted(self) -> None:
        self._count += 1
        if self._count > MAX_CELLS:
            raise SourceError("文档里的段落太多，不像自评表，请只留下自评表后再导入")

    def _table(self, element: Element) -> Iterator[_Part]:
        self._tables += 1
        table = _Table(self._tables, [], {}, whole=self._whole)
        rows = list(_below(element, "tr"))
        if len(rows) > MAX_ROWS:
            self._budget.table_too_long(table.number)
            return
        for at, row in enumerate(rows):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            if is_on(child(properties, "hidden")):
                self._budget.note("文档里隐藏的表格行没有读入")
                continue
            nested = self._row(table, row, at + 1)
            if nested:
                before = table.cut()
                if before:
                    yield before
                for inner in nested:
                    yield from self._table(inner)
        rest = table.cut()
        if rest:
            yield rest

    def _row(self, table: _Table, row: Element, number: int) -> list[Element]:
        """Take in a row; what is returned are tables within its cells."""
        column = _bounded(value(child(row, "trPr", "gridBefore")), 0)
        above, table.above = table.above, {}
        nested: list[Element] = []
        at_row, last = table.rows, None
        for at, cell in enumerate(_below(row, "tc"), start=1):
            properties = child(cell, "tcPr")
            span = max(_bounded(value(child(properties, "gridSpan")), 1), 1)
            if column + span > MAX_COLUMNS:
                self._budget.note(f"第 {table.number} 个表格太宽，右边的没有读入")
                break
            text = self._cell(cell, nested)
            place = f"表格{table.number} 第{number}行第{at}格"
            if _continues(properties, "hMerge") and last is not None:
                one = table.cells[last]
                table.cells[last] = replace(one, colspan=one.colspan + span)
            elif _continues(properties, "vMerge") and column in above:
                last = above[column]
                one = table.cells[last]
                table.cells[last] = replace(one, rowspan=at_row - one.row + 1)
                table.above[column] = last
                if text:
                    self._budget.note(f"{place}被合并单元格遮住，其中的内容没有读入")
            else:
                last = len(table.cells)
                formula = self._whole and has_formula(cell)
                table.cells.append(
                    SourceCell(at_row, column, text, 1, span, place, formula=formula)
                )
                if self._whole:
                    self.elements[place] = cell
                table.above[column] = last
            column += span
        table.rows += 1
        table.columns = max(table.columns, column)
        return nested

    def _cell(self, cell: Element, nested: list[Element]) -> str:
        """The cell's lines. A table of some size within goes to ``nested``, a small one is text."""
        lines: list[str] = []
        for block in _blocks(cell):
            if local(block) == "tbl":
                rows = [[*_below(row, "tc")] for row in _below(block, "tr")]
                if len(rows) > 1 and max(map(len, rows)) > 1:
                    nested.append(block)
                else:
                    lines += [" ".join(self._cell(one, nested) for one in row) for row in rows]
                continue
            text, boxes = self._paragraph(block)
            lines.append(text)
            lines += [self._cell(box, nested) for box in boxes]
        return self._budget.take("\n".join(lines)) if len(lines) > 1 else "".join(lines)


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables directly below, whatever unseen wrapping is around them."""
    for one in element:
        name = local(one)
        if name in {"p", "tbl"}:
            yield one
        elif name in _INSIDE and not is_placeholder(one):
            yield from _blocks(one)
        elif name == "AlternateContent":
            chosen = alternative(one)
            if chosen is not None:
                yield from _blocks(chosen)


def _below(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those in content controls."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in _INSIDE:
            yield from _below(one, name)


def _continues(properties: Element | None, name: str) -> bool:
    merge = child(properties, name)
    return merge is not None and value(merge) != "restart"


def _bounded(text: str | None, otherwise: int) -> int:
    if text is None or not (text.isascii() and text.isdecimal()) or len(text) > 4:
        return otherwise
    return int(text)
