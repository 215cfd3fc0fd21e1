"""Excel workbooks of the old kind (.xls, also .et of WPS), read by xlrd with their formats."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any, Final, TypeAlias

from msgspec import Struct

from core.exchange.sources.bounds import MAX_SECTIONS, Budget, SourceError
from core.exchange.sources.number_format import BUILT_IN, GENERAL, shown_number, shown_text
from core.exchange.sources.package import DAMAGED, LOCKED, NO_PART, NO_SHEET
from core.exchange.sources.sheet_grid import SheetGrid, TooLargeError
from core.exchange.sources.xlsx_source import ERROR_VALUE
from core.reading.source import SourceFile, SourceSection

_Book: TypeAlias = Any
_Sheet: TypeAlias = Any

_BIFF8: Final = 80
_LAST_COLUMN: Final = 255
_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
                  0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}  # fmt: skip
_FILLED: Final = frozenset({_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR})


def read_xls(data: bytes) -> SourceFile:
    """The worksheets of a workbook. Raises ``SourceError``."""
    book = _opened(data)
    if book.biff_version < _BIFF8 and not book.codepage:
        # Without its code page an old Chinese file would come out as Latin letters.
        book = _opened(data, encoding_override="gb18030")
    budget = Budget()
    own_formats = {record.format_key: str(record.format_str) for record in book.format_list}
    formats = BUILT_IN | own_formats
    sections = []
    for at, name in enumerate(book.sheet_names()[:MAX_SECTIONS]):
        sheet = _sheet(book, at)
        shown_name = name.strip()[:100]
        if sheet.visibility:
            budget.note(f"隐藏的工作表“{shown_name}”没有读入")
        else:
            reader = _Reader(book, sheet, formats, SheetGrid(shown_name, budget), budget)
            sections.append(reader.section())
        book.unload_sheet(at)
    if not sections:
        raise SourceError(NO_SHEET if book.nsheets else NO_PART)
    return SourceFile(tuple(sections), budget.notes)


def _opened(data: bytes, **options: str) -> _Book:
    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True,
            ignore_workbook_corruption=True, logfile=io.StringIO(), **options,
        )  # fmt: skip
    except xlrd.XLRDError as error:
        locked = "encrypt" in str(error).lower() or "password" in str(error).lower()
        raise SourceError(LOCKED if locked else DAMAGED) from error
    except Exception as error:  # xlrd meets damage with whatever comes up first
        raise SourceError(DAMAGED) from error


def _sheet(book: _Book, at: int) -> _Sheet:
    try:
        return book.sheet_by_index(at)
    except Exception as error:  # as above
        raise SourceError(DAMAGED) from error


class _Reader(Struct, frozen=True):
    book: _Book
    sheet: _Sheet
    formats: dict[int, str]
    grid: SheetGrid
    budget: Budget

    def section(self) -> SourceSection:
        try:
            for row in range(self.sheet.nrows):
                self._take_row(row)
            for top, bottom, left, right in self.sheet.merged_cells:
                self.grid.merge(top + 1, left + 1, bottom, right)
            self._hide()
            table = self.grid.table()
        except TooLargeError:
            self.budget.sheet_too_large(self.grid.name)
            table = None
        return SourceSection(self.grid.name, (table,) if table else ())

    def _take_row(self, row: int) -> None:
        values = self.sheet.row_values(row)
        for column, kind in enumerate(self.sheet.row_types(row)):
            if kind in _FILLED:
                code = self._format(row, column)
                text = self._shown(values[column], kind, code)
                doubt = ERROR_VALUE if kind == _ERROR else ""
                text, struck = self._parted(row, column, text)
                if struck:
                    self.budget.struck(f"{self.grid.place(row + 1, column + 1)} 里", struck)
                self.grid.put(row + 1, column + 1, text, doubt=doubt)
                if kind == _ERROR:
                    place = self.grid.place(row + 1, column + 1)
                    self.budget.note(f"{place} 是错误值，请核对原表")

    def _hide(self) -> None:
        for row, info in self.sheet.rowinfo_map.items():
            if info.hidden or info.height == 0:
                self.grid.hide_row(row + 1)
        for column, info in self.sheet.colinfo_map.items():
            if (info.hidden or info.width == 0) and column <= _LAST_COLUMN:
                self.grid.hide_columns(column + 1, column + 1)

    def _shown(self, value: Any, kind: int, code: str) -> str:  # noqa: ANN401  (no types)
        if kind == _TEXT:
            return shown_text(str(value), code)
        if kind == _TRUTH:
            return "TRUE" if value else "FALSE"
        if kind == _ERROR:
            return _ERRORS.get(value, "#N/A")
        return shown_number(Decimal(repr(value)), code, from_1904=self.book.datemode == 1)

    def _parted(self, row: int, column: int, text: str) -> tuple[str, str]:
        """A text, and apart from it what of it is struck out."""
        record = self._record(row, column)
        struck = record is not None and self._strikes(record.font_index)
        kept, gone, start = "", "", 0
        runs = self.sheet.rich_text_runlist_map.get((row, column), ())
        for end, font in (*runs, (len(text), None)):
            piece, start = text[start:end], end
            kept, gone = (kept, gone + piece) if struck else (kept + piece, gone)
            struck = font is not None and self._strikes(font)
        return kept, gone

    def _strikes(self, font: int) -> bool:
        fonts = self.book.font_list
        return 0 <= font < len(fonts) and bool(fonts[font].struck_out)

    def _format(self, row: int, column: int) -> str:
        record = self._record(row, column)
        return GENERAL if record is None else self.formats.get(record.format_key, GENERAL)

    def _record(self, row: int, column: int) -> Any:  # noqa: ANN401  (no types)
        """What the cell looks like; ``None`` where the file does not say it."""
        index = self.sheet.cell_xf_index(row, column)
        records = self.book.xf_list
        return None if index is None or not 0 <= index < len(records) else records[index]
