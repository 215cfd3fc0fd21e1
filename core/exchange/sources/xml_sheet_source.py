"""XML spreadsheets of Excel 2003, as many accounting systems export them under the name .xls."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from core.exchange.sources.bounds import MAX_SECTIONS, Budget, SourceError, whole_number
from core.exchange.sources.docx_text import child, local, value
from core.exchange.sources.number_format import GENERAL, shown_number, shown_text
from core.exchange.sources.package import NO_SHEET, Element, parse_xml
from core.exchange.sources.sheet_grid import SheetGrid, TooLargeError
from core.exchange.sources.xlsx_source import ERROR_VALUE, NO_RESULT
from core.reading.source import SourceFile, SourceSection

_NAMED: Final = {
    "Percent": "0.00%", "Standard": "#,##0.00", "Fixed": "0.00", "Scientific": "0.00E+00",
    "Currency": '"¥"#,##0.00', "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy",
    "Long Date": 'yyyy"年"m"月"d"日"', "General Date": "yyyy/m/d h:mm", "Short Time": "h:mm",
    "Medium Time": "h:mm AM/PM", "Long Time": "h:mm:ss", "General Number": GENERAL,
}  # fmt: skip
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  (days of the calendar)


def read_xml_sheets(data: bytes) -> SourceFile:
    """The worksheets of a workbook. Raises ``SourceError``."""
    root = parse_xml(data)
    budget = Budget()
    formats = {}
    styles = child(root, "Styles")
    for style in styles if styles is not None else ():
        code = value(child(style, "NumberFormat"), "Format") or GENERAL
        formats[value(style, "ID") or ""] = _NAMED.get(code, code)
    sheets = [one for one in root if local(one) == "Worksheet"][:MAX_SECTIONS]
    sections = []
    for sheet in sheets:
        name = (value(sheet, "Name") or "").strip()[:100]
        visible = child(sheet, "WorksheetOptions", "Visible")
        if visible is not None and (visible.text or "").strip() in {
            "SheetHidden",
            "SheetVeryHidden",
        }:
            budget.note(f"隐藏的工作表“{name}”没有读入")
            continue
        reader = _Reader(SheetGrid(name, budget), formats)
        try:
            reader.read(child(sheet, "Table"))
            table = reader.grid.table()
        except TooLargeError:
            budget.sheet_too_large(name)
            table = None
        sections.append(SourceSection(name, (table,) if table else ()))
    if not sections:
        raise SourceError(NO_SHEET)
    return SourceFile(tuple(sections), budget.notes)


class _Reader:
    def __init__(self, grid: SheetGrid, formats: dict[str, str]) -> None:
        self.grid = grid
        self._formats = formats
        self._covered: dict[int, int] = {}
        """Column -> last row that a cell merged from above covers."""

    def read(self, table: Element | None) -> None:
        row = column = 0
        for one in table if table is not None else ():
            if local(one) == "Column":
                column = whole_number(value(one, "Index"), column + 1)
                span = whole_number(value(one, "Span"), 0)
                if value(one, "Hidden") == "1":
                    self.grid.hide_columns(column, column + span)
                column += span
            elif local(one) == "Row":
                row = whole_number(value(one, "Index"), row + 1)
                if value(one, "Hidden") == "1":
                    self.grid.hide_row(row)
                self._row(one, row)
                row += whole_number(value(one, "Span"), 0)

    def _row(self, element: Element, row: int) -> None:
        column = 0
        for cell in element:
            if local(cell) != "Cell":
                continue
            column += 1
            while self._covered.get(column, 0) >= row:
                column += 1
            column = whole_number(value(cell, "Index"), column)
            across = whole_number(value(cell, "MergeAcross"), 0)
            down = whole_number(value(cell, "MergeDown"), 0)
            if across or down:
                self.grid.merge(row, column, row + down, column + across)
            if down:
                for covered in range(column, column + min(across, 1_000) + 1):
                    self._covered[covered] = row + down
            self._put(cell, row, column)
            column += across

    def _put(self, cell: Element, row: int, column: int) -> None:
        data = child(cell, "Data")
        formula = value(cell, "Formula") is not None
        text = "" if data is None else "".join(data.itertext())
        kind = value(data, "Type") or "String"
        code = self._formats.get(value(cell, "StyleID") or "", GENERAL)
        doubt = ERROR_VALUE if kind == "Error" else ""
        if formula and not text:
            doubt = NO_RESULT
        self.grid.put(row, column, _shown(text, kind, code), formula=formula, doubt=doubt)


def _shown(text: str, kind: str, code: str) -> str:
    if kind == "Number":
        try:
            figure = Decimal(text.strip())
        except InvalidOperation:
            return text
        return shown_number(figure, code) if -400 < figure.adjusted() < 400 else text
    if kind == "DateTime":
        try:
            gone = datetime.fromisoformat(text.strip()).replace(tzinfo=None) - _EPOCH
        except ValueError:
            return text
        days = Decimal(gone.days) + Decimal(gone.seconds) / 86_400
        return shown_number(days, "yyyy/m/d" if code == GENERAL else code)
    if kind == "Boolean":
        return "TRUE" if text.strip() == "1" else "FALSE"
    return shown_text(text, code) if kind == "String" else text
