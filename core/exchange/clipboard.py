"""Blocks of cells on their way through the clipboard: the text and HTML of Excel, WPS, LibreOffice.

HTML is read first because it keeps line breaks inside cells and tells merged cells apart; the
text flavour is tab-separated lines with Excel's quoting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import islice

from core.model.selfeval import MAX_ROWS, MAX_TEXT

Block = tuple[tuple[str | None, ...], ...]
"""Rows of texts; ``None`` where a cell merged from above covers the place.

A cell that is merged to the right counts once, as it does on the paper.
"""

MAX_COLUMNS = 256

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Between Chinese characters a line end of the source is no space (Word and WPS fold there).
_FOLD = re.compile(r"(?<=[^\x00-\xa0])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xa0])")
_HIDDEN = re.compile(r"display\s*:\s*none")


@dataclass(frozen=True, slots=True)
class Written:
    """One cell to be put on the clipboard, with the rows and columns that it covers there."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def clean(text: str) -> str:
    """``text`` as a field can hold it: one kind of line break, no control or broken characters."""
    text = _BREAKS.sub("\n", text)
    text = _FORBIDDEN.sub("", text)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)[:MAX_TEXT]


def read_text(text: str) -> Block:
    """The block in tab-separated lines. The line feed that ends the last row begins no other."""
    return tuple(tuple(row) for row in islice(_lines(text), MAX_ROWS))


def _lines(text: str) -> Iterator[list[str]]:
    """Rows of the text flavour; a cell in quotes may hold tabs, line breaks and doubled quotes."""
    row: list[str] = []
    at, end = 0, len(text)
    while at < end or row:
        quoted = _QUOTED.match(text, at)
        if quoted:
            value = quoted[1].replace('""', '"')
            at = quoted.end()
        else:
            match = _BARE.match(text, at)
            assert match is not None  # noqa: S101  (the pattern matches the empty text)
            value, at = match[0], match.end()
        row.append(clean(value))
        if text.startswith("\t", at):
            at += 1
            continue
        yield row[:MAX_COLUMNS]
        row = []
        at += 2 if text.startswith("\r\n", at) else 1


_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|\Z)')
_BARE = re.compile(r"[^\t\r\n]*")


def read_html(html: str) -> Block | None:
    """The block of the first table in ``html``; ``None`` where there is none."""
    reader = _TableReader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # how the standard library meets markup that it cannot make out
        return None
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
    if re.search('[\t\n"]', cell.text):
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


@dataclass(slots=True)
class _Cell:
    rowspan: int
    colspan: int
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        lines = "".join(self.parts).replace("\xa0", " ").split("\n")
        return clean("\n".join(line.strip(" ") for line in lines).strip("\n"))


class _TableReader(HTMLParser):
    """Collects the cells of the first table; what stands in a table within a cell is its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[list[_Cell]] = []
        self._depth = 0
        self._done = False
        self._hidden_row = False
        self._cell: _Cell | None = None
        self._muted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "table":
            self._depth += not self._done
        elif tag in {"style", "script", "title"}:
            self._muted += 1
        elif self._done or self._depth == 0:
            return
        elif self._depth == 1 and tag == "tr":
            self._begin_row(attributes)
        elif self._depth == 1 and tag in {"td", "th"}:
            self._begin_cell(attributes)
        elif self._cell is not None and tag in {"br", "p", "div", "li", "tr"}:
            self._break(always=tag == "br")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script", "title"}:
            self._muted = max(0, self._muted - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            self._done = self._depth == 0
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is None or self._muted:
            return
        text = _SPACE.sub(" ", _FOLD.sub("", data))
        parts = self._cell.parts
        if not parts or parts[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            parts.append(text)

    def _begin_row(self, attributes: dict[str, str | None]) -> None:
        self._cell = None
        # A filter's hidden rows travel along in the HTML; nobody chose to copy them.
        self._hidden_row = _HIDDEN.search(attributes.get("style") or "") is not None
        if not self._hidden_row and len(self._rows) < MAX_ROWS:
            self._rows.append([])

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._cell = _Cell(
            _span(attributes, "rowspan", MAX_ROWS), _span(attributes, "colspan", MAX_COLUMNS)
        )
        if not self._rows:
            self._rows.append([])
        if not self._hidden_row and len(self._rows[-1]) < MAX_COLUMNS:
            self._rows[-1].append(self._cell)

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
        for row in self._rows:
            texts, reach = _placed(row, reach)
            block.append(texts)
        return tuple(block)


_Reach = dict[int, tuple[int, bool]]
"""Grid columns that cells merged from above cover: how many rows yet, and whether it is the first
column of its cell (the others are the same cell and do not count)."""


def _placed(row: list[_Cell], above: _Reach) -> tuple[tuple[str | None, ...], _Reach]:
    """The texts of one row with ``None`` for what is merged from above, and its own reach down."""
    texts: list[str | None] = []
    column = 0
    for cell in row:
        while column in above:
            texts += [None] * above[column][1]
            column += 1
        texts.append(cell.text)
        column += cell.colspan
    texts += [None] * sum(first for at, (_, first) in above.items() if at >= column)
    return tuple(texts), _reach(row, above)


def _reach(row: list[_Cell], above: _Reach) -> _Reach:
    reach = {at: (rows - 1, first) for at, (rows, first) in above.items() if rows > 1}
    column = 0
    for cell in row:
        while column in above:
            column += 1
        if cell.rowspan > 1:
            for inner in range(cell.colspan):
                reach[column + inner] = (cell.rowspan - 1, inner == 0)
        column += cell.colspan
    return reach


def _span(attributes: dict[str, str | None], name: str, limit: int) -> int:
    text = (attributes.get(name) or "").strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        return 1
    return min(max(int(text), 1), limit)
