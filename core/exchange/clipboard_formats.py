"""Blocks of cells on their way through the clipboard: the text and HTML of Excel, WPS, LibreOffice.

HTML is read first because it keeps line breaks inside cells and tells merged cells apart; the
text flavour is tab-separated lines with Excel's quoting.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from html import escape
from itertools import islice

from msgspec import Struct, field

from core.exchange.pasted_text import LONGEST_CELL, NotPastedError, clean
from core.regex import regex

Block = tuple[tuple[str | None, ...], ...]
"""Rows of texts; ``None`` where a cell merged from above covers the place.

A cell that is merged to the right counts once, as it does on the paper.
"""

MAX_COLUMNS = 256
MOST_ROWS = 2_000
MOST_CHARACTERS = 2_000_000
"""Of either flavour, marks of HTML counted: a form of 90 rows has some 300,000 from WPS."""
MOST_PLACES = 60_000
"""Rows times columns that are laid out, merged ones counted: forms have some 1,000."""

TOO_MUCH = (
    f"剪贴板里的内容过多（超过 {MOST_ROWS} 行，或一格超过 {LONGEST_CELL} 字），没有粘贴；"
    "请分几次复制"
)

_PIECE = 1 << 16
"""Bytes fed at once: a refusal ends the reading after this many."""
_NOT_IN_MARKUP = regex("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_SPACE = regex(r"[ \t\r\n\f]+")
# Between Chinese characters a line end of the source is no space (Word and WPS fold there).
_FOLD = regex(r"(?<=[^\x00-\xa0])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xa0])")
_HIDDEN = regex(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)


class TooMuchError(NotPastedError):
    """More than a form can hold, or a clipboard that was made to take time; one sentence."""

    def __init__(self) -> None:
        super().__init__(TOO_MUCH)


class Written(Struct, frozen=True):
    """One cell to be put on the clipboard, with the rows and columns that it covers there."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def read_text(text: str, *, quoted: bool = True) -> Block:
    """The block in tab-separated lines. The line feed that ends the last row begins no other.

    ``quoted``: whether it may come from a spreadsheet, which puts cells of several lines in quotes.
    Raises ``TooMuchError``.
    """
    _refuse_long(text)
    rows = tuple(tuple(row) for row in islice(_lines(text, quoted=quoted), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS or sum(map(len, rows)) > MOST_PLACES:
        raise TooMuchError
    return rows


def _refuse_long(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise TooMuchError


def as_text(block: Block) -> str:
    """A block as the text of one cell: a line for each row, its cells after one another."""
    rows = (" ".join(text for text in texts if text) for texts in block)
    return "\n".join(rows).strip("\n")


def _lines(text: str, *, quoted: bool) -> Iterator[list[str]]:
    """Rows of the text flavour; a cell in quotes may hold tabs, line breaks and doubled quotes."""
    row: list[str] = []
    at, end = 0, len(text)
    while at < end or row:
        cell = _QUOTED.match(text, at) if quoted else None
        # A spreadsheet quotes only what needs it; other quotes are the clerk's own.
        if cell and _NEEDS_QUOTES.search(cell[1]):
            value = cell[1].replace('""', '"')
            at = cell.end()
        else:
            match = _BARE.match(text, at)
            assert match is not None  # noqa: S101  (the pattern matches the empty text)
            value, at = match[0], match.end()
        if len(value) > LONGEST_CELL:
            raise TooMuchError
        if len(row) < MAX_COLUMNS:
            row.append(clean(value))
        if text.startswith("\t", at):
            at += 1
            continue
        yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1


_QUOTED = regex(r'"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|\Z)')
_BARE = regex(r"[^\t\r\n]*")
_NEEDS_QUOTES = regex(r'[\t\r\n"]')


def read_html(html: str) -> Block | None:
    """The block of the first table in ``html``; ``None`` where there is none.

    Raises ``TooMuchError``.
    """
    _refuse_long(html)
    from lxml import etree

    reader = _TableReader()
    # libxml2 reads markup of any kind in a time that grows with its length; the standard library's
    # parser takes minutes over some.
    parser = etree.HTMLParser(target=reader, encoding="utf-8")
    with suppress(etree.LxmlError):  # what was read until then is there
        data = _NOT_IN_MARKUP.sub("", html).encode("utf-8", "replace")
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
        parser.close()
    return reader.block()


def write_text(rows: Iterable[Sequence[Written | None]]) -> str:
    """The text flavour; places that a merged cell covers stay empty."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\n" for row in rows)


def write_html(rows: Iterable[Sequence[Written | None]]) -> str:
    """The HTML flavour, with merged cells and line breaks as Excel and WPS read them."""
    lines = ["<tr>" + "".join(_td(cell) for cell in row if cell) + "</tr>" for row in rows]
    return (
        '<html><head><meta charset="utf-8"></head><body>'
        f'<table border="1">{"".join(lines)}</table></body></html>'
    )


def _quoted(cell: Written | None) -> str:
    if cell is None:
        return ""
    if _NEEDS_QUOTES.search(cell.text):
        return '"' + cell.text.replace('"', '""') + '"'
    return cell.text


def _td(cell: Written) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        if count > 1
    )
    # Excel reads "=100%" as a formula and "1-2" as a date unless the cell is said to be text.
    text = escape(cell.text, quote=False).replace("\n", _BREAK)
    return f"<td{spans} style=\"mso-number-format:'\\@'\">{text}</td>"


_BREAK = '<br style="mso-data-placement:same-cell">'


class _Cell(Struct):
    rowspan: int
    colspan: int
    hidden: bool = False
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        if sum(map(len, self.parts)) > LONGEST_CELL:
            raise TooMuchError
        lines = "".join(self.parts).replace("\xa0", " ").split("\n")
        return clean("\n".join(line.strip(" ") for line in lines).strip("\n"))


class _TableReader:
    """Collects the cells of the first table; what stands in a table within a cell is its text.

    A target of lxml's parser, which calls its public methods.
    """

    def __init__(self) -> None:
        self._text: list[str] = []
        self._cells = 0
        self._rows: list[list[_Cell]] = []
        self._depth = 0
        self._done = False
        self._hidden_row = False
        self._columns = 0
        self._hidden_columns: set[int] = set()
        self._cell: _Cell | None = None
        self._muted = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._take_text()
        if tag == "table":
            self._depth += not self._done
        elif tag in {"style", "script", "title"}:
            self._muted += 1
        elif self._done or self._depth == 0:
            return
        elif self._depth == 1 and tag == "col":
            self._column(attributes)
        elif self._depth == 1 and tag == "tr":
            self._begin_row(attributes)
        elif self._depth == 1 and tag in {"td", "th"}:
            self._begin_cell(attributes)
        elif self._cell is not None and tag in {"br", "p", "div", "li", "tr"}:
            self._break(always=tag == "br")

    def end(self, tag: str) -> None:
        """An element ends."""
        self._take_text()
        if tag in {"style", "script", "title"}:
            self._muted = max(0, self._muted - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            self._done = self._depth == 0
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._cell = None

    def data(self, data: str) -> None:
        """A piece of text; the next one may belong to the same line."""
        if self._cell is not None and not self._muted:
            self._text.append(data)

    def close(self) -> None:
        """The end of the markup."""
        self._take_text()

    def _take_text(self) -> None:
        data = "".join(self._text)
        self._text.clear()
        if self._cell is None or not data:
            return
        text = _SPACE.sub(" ", _FOLD.sub("", data))
        parts = self._cell.parts
        if not parts or parts[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            parts.append(text)

    def _column(self, attributes: Mapping[str, str]) -> None:
        """Excel hides a column here alone: its cells look like any others."""
        last = min(self._columns + _span(attributes, "span", MAX_COLUMNS), MAX_COLUMNS)
        if _is_hidden(attributes):
            self._hidden_columns.update(range(self._columns, last))
        self._columns = last

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._cell = None
        # Hidden rows and columns travel along in the HTML; nobody chose to copy them.
        self._hidden_row = _is_hidden(attributes)
        if not self._hidden_row:
            if len(self._rows) == MOST_ROWS:
                raise TooMuchError
            self._rows.append([])

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = _Cell(
            _span(attributes, "rowspan", MOST_ROWS),
            _span(attributes, "colspan", MAX_COLUMNS),
            _is_hidden(attributes),
        )
        if not self._rows:
            self._rows.append([])
        if not self._hidden_row and len(self._rows[-1]) < MAX_COLUMNS:
            self._rows[-1].append(self._cell)
            self._cells += 1
            if self._cells > MOST_PLACES:
                raise TooMuchError

    def _break(self, *, always: bool) -> None:
        assert self._cell is not None  # noqa: S101  (narrows the type)
        parts = self._cell.parts
        if always or (parts and not parts[-1].endswith("\n")):
            parts.append("\n")

    def block(self) -> Block | None:
        if not any(self._rows):
            return None
        block = []
        reach: _Reach = {}
        places = 0
        for row in self._rows:
            # Before they are laid out: one line of merged cells may reach down over thousands.
            places += len(reach) + sum(cell.colspan for cell in row)
            if places > MOST_PLACES:
                raise TooMuchError
            texts, reach = _placed(row, reach, self._hidden_columns)
            block.append(texts)
        return tuple(block)


_Reach = dict[int, tuple[int, bool]]
"""Grid columns that cells merged from above cover: how many rows yet, and whether it is the first
column of its cell that is seen (the others are the same cell and do not count)."""


def _placed(
    row: list[_Cell], above: _Reach, hidden: Container[int]
) -> tuple[tuple[str | None, ...], _Reach]:
    """The texts of one row with ``None`` for what is merged from above, and its own reach down.

    ``hidden``: the grid columns that are not seen.
    """
    texts: list[str | None] = []
    reach = {at: (rows - 1, first) for at, (rows, first) in above.items() if rows > 1}
    column = 0
    for cell in row:
        while column in above:
            texts += [None] * above[column][1]
            column += 1
        covered = range(column, column + cell.colspan)
        seen = None if cell.hidden else next((at for at in covered if at not in hidden), None)
        if seen is not None:
            texts.append(cell.text)
        if cell.rowspan > 1:
            reach.update((at, (cell.rowspan - 1, at == seen)) for at in covered)
        column += cell.colspan
    texts += [None] * sum(first for at, (_, first) in above.items() if at >= column)
    return tuple(texts), reach


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _span(attributes: Mapping[str, str], name: str, limit: int) -> int:
    text = (attributes.get(name) or "").strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        return 1
    return min(max(int(text), 1), limit)
