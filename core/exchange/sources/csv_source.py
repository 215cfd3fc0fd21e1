"""Lines of cells between commas, tabs or semicolons (.csv, .tsv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from core.exchange.sources.bounds import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Budget, SourceError
from core.exchange.sources.text_decoding import decode_text
from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable

_SEPARATORS: Final = ("\t", ",", ";", "|", "，")
_TRIED_LINES: Final = 100
_TRIED_CHARACTERS: Final = 65_536


def read_csv(data: bytes) -> SourceFile:
    """The cells as one table. Raises ``SourceError``."""
    text = decode_text(data)
    if "\0" in text:
        raise SourceError("这不是能读的文字文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")
    separator = _separator(text)
    if text[:4].lower() == "sep=" and text[4:6].strip("\r\n"):
        text = text.partition("\n")[2]
    budget = Budget()
    cells: list[SourceCell] = []
    width = height = 0
    widths: list[int] = []
    try:
        for row, fields in enumerate(_rows(text, separator)):
            if row >= MAX_ROWS or len(cells) > MAX_CELLS:
                raise SourceError("行数太多，不像自评表，请只留下自评表后再导入")
            height = row + 1
            widths.append(len(fields))
            for column, field in enumerate(fields[:MAX_COLUMNS]):
                shown = budget.take(field)
                if shown:
                    place = f"第{row + 1}行第{column + 1}列"
                    cells.append(SourceCell(row, column, shown, place=place))
                    width = max(width, column + 1)
    except csv.Error as error:
        raise SourceError("文件里的引号不成对，请用 Excel 打开后另存为 .xlsx 再导入") from error
    if not cells:
        raise SourceError("文件里没有内容")
    if _breaks_off(text, widths):
        budget.note("最后一行不完整，文件可能没有保存或下载完整，请对照原表核对")
    table = SourceTable(tuple(cells), height, width)
    return SourceFile((SourceSection("表格", (table,)),), budget.notes)


def _breaks_off(text: str, widths: list[int]) -> bool:
    """Whether the last line lacks cells that all others have, and its end."""
    *others, last = widths
    ended = text.endswith(("\n", "\r"))
    return not ended and len(others) > 1 and len(set(others)) == 1 and last < others[0]


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    # Only line ends begin a row: a cell may hold the line signs of other programs (U+000B, U+2028).
    return csv.reader(StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """The sign that makes the most lines of more than one cell, in the most even way."""
    if text[:4].lower() == "sep=" and text[4:5] in _SEPARATORS:
        return text[4]

    text = text[:_TRIED_CHARACTERS]

    def evenness(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in islice(_rows(text, separator), _TRIED_LINES)]
        except csv.Error:
            return 0, 0
        several = [width for width in widths if width > 1]
        return max(map(several.count, set(several)), default=0), sum(several)

    return max(_SEPARATORS, key=evenness)
