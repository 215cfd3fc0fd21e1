"""Blocks of the paper to the clipboard, and blocks of other programs from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData

from core.exchange.clipboard_formats import (
    Block,
    Written,
    read_html,
    read_text,
    write_html,
    write_text,
)
from core.exchange.pasted_text import NotPastedError
from core.sheet.sheet import Cell

FILES = "复制的是文件，不是文字，没有粘贴；要把自评表文件读进来，请用“导入”"


def copied(cells: Sequence[Cell]) -> QMimeData:
    """The clipboard's content for these cells: text and HTML that other programs paste alike."""
    table = _table(cells)
    data = QMimeData()
    data.setText(write_text(table))
    data.setHtml(write_html(table))
    return data


class FilesError(NotPastedError):
    """Files were copied, not texts."""

    def __init__(self) -> None:
        super().__init__(FILES)


class Offered(NamedTuple):
    """``table``: whether it is several cells for certain, not lines of a text."""

    block: Block
    table: bool


def offered(data: QMimeData | None) -> Offered:
    """The block on the clipboard: its HTML flavour first, then its text; empty where none is.

    Each flavour is read once at the most: another program may take seconds to answer.  Some Qt
    give nothing at all for an empty clipboard. Raises ``NotPastedError``.
    """
    if data is None:
        return Offered((), table=False)
    html = data.hasHtml()
    block = read_html(data.html()) if html else None
    if block is not None:
        return Offered(block, table=len(block) * len(block[0]) > 1)
    if holds_files(data):
        raise FilesError
    # Without a table in its HTML it comes from no spreadsheet: its quotes are the text's own.
    block = read_text(data.text(), quoted=not html) if data.hasText() else ()
    return Offered(block, table=any(len(texts) > 1 for texts in block))


def holds_files(data: QMimeData) -> bool:
    """Whether files are copied or dragged, of which the text flavour has only the addresses."""
    return any(url.isLocalFile() for url in data.urls())


def _table(cells: Sequence[Cell]) -> list[list[Written | None]]:
    """The cells as a block with a column for each left edge among them.

    So parts of the form that cut the width differently stand under one another as on paper.  A
    merged cell reaches down over those of its rows that are in the block for another cell's sake.
    """
    rows = {cell.row for cell in cells if cell.rowspan == 1}
    rows |= {cell.row for cell in cells if not rows.intersection(_rows(cell))}
    lines = {row: line for line, row in enumerate(sorted(rows))}
    lefts = sorted({cell.column for cell in cells})
    table: list[list[Written | None]] = [[Written("")] * len(lefts) for _ in lines]
    for cell in cells:
        right = cell.column + cell.colspan
        across = [at for at, left in enumerate(lefts) if cell.column <= left < right]
        down = [lines[row] for row in _rows(cell) if row in lines]
        for line in down:
            for at in across:
                table[line][at] = None
        table[down[0]][across[0]] = Written(cell.text, len(down), len(across))
    return table


def _rows(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.rowspan)
