"""Web pages with tables (.html, .htm; also .xls of systems that write HTML), as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from core.exchange.sources.bounds import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Budget,
    SourceError,
)
from core.exchange.sources.package import Element
from core.exchange.sources.text_decoding import decode_text
from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable, SourceText
from core.regex import regex

_XML_HEAD = regex(r"^\s*<\?xml[^>]*\?>")
_SPACE = regex(r"[ \t\r\n\f]+")
# Between Chinese characters a line end of the source is no space (Word and WPS fold there).
_FOLD = regex(r"(?<=[^\x00-\xa0])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xa0])")
_HIDDEN = regex(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_STRUCK = regex(r"text-decoration[-a-z]*\s*:[^;]{0,40}line-through", re.IGNORECASE)
_OF_EXCEL: Final = "urn:schemas-microsoft-com:office:excel"
_NEVER: Final = frozenset({"script", "style", "head", "title", "noscript", "template", "option"})
_BLOCKS: Final = frozenset({
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "center",
    "section", "article", "header", "footer", "form", "fieldset", "legend", "pre", "hr", "tr",
})  # fmt: skip

_TAG = regex(r"<!--|-->|</?(?:table|script)\b", re.IGNORECASE)
_UNSEEN: Final = {"<!--": "-->", "<script": "</script"}
_CUT: Final = "网页在表格中间断了，可能没有下载完整，请对照原表核对最后几行"
_LEFT_OUT: Final = "网页里隐藏的内容没有读入"

_Token = str | Element
_Part = SourceText | SourceTable


def read_html(data: bytes) -> SourceFile:
    """The page as one section. Raises ``SourceError``."""
    from lxml import etree

    text = _XML_HEAD.sub("", decode_text(data, declared=True)).replace("\0", "")
    try:
        root = etree.HTML(text, etree.HTMLParser(huge_tree=False, remove_comments=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("网页已经损坏，读不出来，请用 Excel 打开后另存为 .xlsx 再导入") from error
    page = _Page(of_excel=_OF_EXCEL in text)
    if _ends_in_table(text):
        page.budget.note(_CUT)
    try:
        parts = () if root is None else tuple(page.parts(root))
    except RecursionError as error:
        raise SourceError("网页里的内容嵌套得太深，没有读取") from error
    if not parts:
        raise SourceError("网页里没有文字；多个工作表的网页请用 Excel 打开后另存为 .xlsx 再导入")
    return SourceFile((SourceSection("网页", parts),), page.budget.notes)


def _ends_in_table(text: str) -> bool:
    """Whether a page breaks off within a table; parsers close it without a word."""
    depth, until = 0, ""
    for match in _TAG.finditer(text):
        tag = match[0].lower()
        if until:
            until = "" if tag == until else until
        elif tag in _UNSEEN:
            until = _UNSEEN[tag]
        elif tag == "<table":
            depth += 1
        elif tag == "</table":
            depth = max(depth - 1, 0)
    return depth > 0


class _Page:
    def __init__(self, *, of_excel: bool) -> None:
        self.budget = Budget()
        self._of_excel = of_excel
        self._tables = 0
        self._count = 0

    def parts(self, root: Element) -> Iterator[_Part]:
        """Paragraphs and tables in their order."""
        pieces: list[str] = []
        for token in self._flow(root):
            if isinstance(token, str):
                pieces.append(token)
                continue
            yield from self._paragraphs(pieces)
            pieces = []
            yield from self._table(token)
        yield from self._paragraphs(pieces)

    def _paragraphs(self, pieces: list[str]) -> Iterator[SourceText]:
        for line in _joined(pieces).split("\n"):
            text = self.budget.take(line)
            if text:
                self._counted()
                yield SourceText(text, "网页正文")

    def _counted(self) -> None:
        self._count += 1
        if self._count > MAX_CELLS:
            raise SourceError("网页里的内容太多，不像自评表，没有读取")

    def _flow(self, element: Element) -> Iterator[_Token]:
        """Texts, line ends and tables below an element; what is hidden is passed over."""
        if element.text:
            yield _folded(element.text)
        for one in element:
            name = one.tag if isinstance(one.tag, str) else ""
            if self._is_struck(one):
                pass
            elif name and name not in _NEVER and not self._is_hidden(one):
                if name == "table":
                    yield one
                elif name == "br":
                    yield "\n"
                elif name in {"input", "textarea", "select"}:
                    yield _entered(one, name)
                else:
                    edge = ["\n"] if name in _BLOCKS else []
                    yield from edge
                    yield from self._flow(one)
                    yield from edge
            if one.tail:
                yield _folded(one.tail)

    def _is_hidden(self, element: Element) -> bool:
        if self._of_excel and element.tag == "span":
            return False  # what of a cell's text the width of its column has no room for
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if hidden and "".join(element.itertext()).strip():
            self.budget.note(_LEFT_OUT)
        return bool(hidden)

    def _is_struck(self, element: Element) -> bool:
        """Whether somebody struck a text out, which is told."""
        struck = element.tag in {"s", "strike", "del"}
        if struck or _STRUCK.search(element.get("style") or ""):
            self.budget.struck("网页里", "".join(element.itertext()))
            return True
        return False

    def _table(self, element: Element) -> Iterator[_Part]:
        self._tables += 1
        rows = [row for row in _rows(element) if not self._is_hidden(row)]
        if len(rows) > MAX_ROWS:
            self.budget.table_too_long(self._tables)
            return
        hidden = _hidden_columns(element)
        table = _Table(self._tables, len(rows), hidden)
        for row in rows:
            nested: list[Element] = []
            table.begin_row()
            for cell in (one for one in row if one.tag in {"td", "th"}):
                spans = _span(cell, "rowspan"), _span(cell, "colspan")
                if self._is_hidden(cell):
                    # A browser lays out the others as if it were not there; Excel, which hides the
                    # column as well, means the place in that column.
                    if hidden:
                        table.add("", *spans)
                    continue
                self._counted()
                if table.hides_next(spans[1]):
                    if "".join(cell.itertext()).strip():
                        self.budget.note(_LEFT_OUT)
                    table.add("", *spans)
                else:
                    table.add(self._cell(cell, nested), *spans)
            if nested:
                yield from table.cut()
                for inner in nested:
                    yield from self._table(inner)
        yield from table.cut()

    def _cell(self, cell: Element, nested: list[Element]) -> str:
        """The cell's lines. A table of some size within goes to ``nested``, a small one is text."""
        if self._is_struck(cell):
            return ""
        pieces: list[str] = []
        for token in self._flow(cell):
            if isinstance(token, str):
                pieces.append(token)
                continue
            rows = [[one for one in row if one.tag in {"td", "th"}] for row in _rows(token)]
            if len(rows) > 1 and max(map(len, rows)) > 1:
                nested.append(token)
            else:
                pieces += ["\n" + " ".join(self._cell(one, nested) for one in row) for row in rows]
        return self.budget.take(_joined(pieces))


class _Table:
    """Places cells with their spans into a grid; a nested table cuts it in two."""

    def __init__(self, number: int, rows: int, hidden: frozenset[int]) -> None:
        """``hidden``: the columns that are not seen."""
        self._number = number
        self._hidden = hidden
        self._left = rows
        self._done = 0
        self._cells: list[SourceCell] = []
        self._row = -1
        self._nth = 0
        self._width = 0
        self._reach: dict[int, int] = {}
        """Column -> first row that no cell from above covers."""

    def begin_row(self) -> None:
        self._row += 1
        self._left -= 1
        self._nth = 0
        self._column = 0

    def hides_next(self, colspan: int) -> bool:
        """Whether the next cell of the row stands in hidden columns alone."""
        self._pass_by()
        return self._hidden.issuperset(range(self._column, self._column + max(colspan, 1)))

    def _pass_by(self) -> None:
        """Go on to the next column that no cell from above covers."""
        while self._reach.get(self._column, 0) > self._row:
            self._column += 1

    def add(self, text: str, rowspan: int, colspan: int) -> None:
        self._pass_by()
        self._nth += 1
        width = min(colspan, MAX_COLUMNS - self._column)
        if width < 1:
            return
        height = min(rowspan, self._left + 1)
        place = f"表格{self._number} 第{self._done + self._row + 1}行第{self._nth}格"
        if text or height > 1 or width > 1:
            self._cells.append(SourceCell(self._row, self._column, text, height, width, place))
        for column in range(self._column, self._column + width):
            if self._reach.get(column, 0) > self._row:  # broken markup: one cell runs into another
                last = self._cells.pop() if self._cells else None
                if last is not None:
                    self._cells.append(replace(last, colspan=max(column - self._column, 1)))
                width = max(column - self._column, 1)
                break
            self._reach[column] = self._row + height
        self._column += width
        self._width = max(self._width, self._column)

    def cut(self) -> Iterator[SourceTable]:
        """What was read so far as a table of its own."""
        rows = self._row + 1
        cells = [replace(one, rowspan=min(one.rowspan, rows - one.row)) for one in self._cells]
        width = self._width
        if self._hidden:
            cells = [shown for one in cells if (shown := self._closed_up(one)) is not None]
            width = self._seen(width)
        if any(one.text for one in cells):
            yield SourceTable(tuple(cells), rows, width)
        self._done += rows
        self._row, self._width, self._cells, self._reach = -1, 0, [], {}

    def _seen(self, columns: int) -> int:
        """How many of the first columns are seen."""
        return columns - sum(column < columns for column in self._hidden)

    def _closed_up(self, cell: SourceCell) -> SourceCell | None:
        """A cell where it stands once the hidden columns are gone."""
        first, behind = self._seen(cell.column), self._seen(cell.column + cell.colspan)
        return replace(cell, column=first, colspan=behind - first) if behind > first else None


def _hidden_columns(table: Element) -> frozenset[int]:
    """Excel and WPS hide a column here alone; its cells look like any others."""
    found: set[int] = set()
    column = 0
    for group in table:
        each = [one for one in group if one.tag == "col"] if group.tag == "colgroup" else []
        for one in each or [group] * (group.tag in {"col", "colgroup"}):
            behind = min(column + _span(one, "span"), MAX_COLUMNS)
            if any(_HIDDEN.search(each.get("style") or "") for each in (one, group)):
                found.update(range(column, behind))
            column = behind
    return frozenset(found)


def _rows(table: Element) -> list[Element]:
    """The rows of a table and not those of tables within its cells."""
    found = []
    for one in table:
        if one.tag == "tr":
            found.append(one)
        elif one.tag in {"tbody", "thead", "tfoot"}:
            found += [row for row in one if row.tag == "tr"]
    return found


def _folded(text: str) -> str:
    return _SPACE.sub(" ", _FOLD.sub("", text)).replace("\xa0", " ")


def _joined(pieces: list[str]) -> str:
    lines = "".join(pieces).split("\n")
    return "\n".join(line for each in lines if (line := _SPACE.sub(" ", each).strip()))


def _entered(element: Element, name: str) -> str:
    """What stands in a field to fill: saved pages of 一体化 hold their figures there."""
    if name == "textarea":
        return str(element.text or "")
    if name == "select":
        options = list(element.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return " ".join("".join(one.itertext()).strip() for one in chosen)
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if element.get("checked") is not None else "□"
    return "" if kind in {"hidden", "button", "submit", "reset", "image", "password", "file"} else (
        element.get("value") or "")  # fmt: skip


def _span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "").strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        return 1
    return max(int(text), 1)
