"""A plain table as an Excel file: figures as figures, and no text that Excel could calculate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | Decimal | None

_FORMULA = ("=", "+", "-", "@")
_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WIDEST, _NARROWEST, _SHORT, _LONGEST = 26, 6, 12, 32_767
_LEADING, _PADDING = 14, 8


def summary_xlsx(
    title: str, head: Sequence[str], rows: Sequence[Sequence[Value]], note: str = ""
) -> bytes:
    """A sheet with title, head, rows and a paragraph below, ready to print on A4 landscape."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  (a new book has one)
    sheet.title = "汇总表"
    columns = max(len(head), 1)
    _write(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(name="宋体", size=16, bold=True)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=columns)
    widths = _widths((head, *rows))
    last = len(rows) + 1
    for at, line in enumerate((head, *rows), start=2):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(at, column)
            _write(cell, value)
            cell.border = _BORDER
            cell.font = Font(name="宋体", size=10, bold=at in {2, last + 1})
            across = "center" if at == 2 else _across(value, widths[column - 1])
            cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        each = zip(line, widths, strict=False)
        lines = max((_lines(value, width) for value, width in each), default=1)
        sheet.row_dimensions[at].height = _PADDING + lines * _LEADING
    if note:
        below = len(rows) + 4
        _write(sheet.cell(below, 1), note)
        sheet.cell(below, 1).font = Font(name="宋体", size=10)
        sheet.cell(below, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=below, end_row=below, start_column=1, end_column=columns)
        lines = _lines(note, sum(widths)) + 1
        sheet.row_dimensions[below].height = _PADDING + lines * _LEADING
    sheet.row_dimensions[1].height = 32
    _fit(sheet, widths)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(cell: Cell | object, value: Value) -> None:
    assert isinstance(cell, Cell)  # noqa: S101  (nothing is merged yet)
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
        cell.value = text
        if text:
            cell.data_type = "s"
            # Also when the clerk edits the cell and presses Enter, it stays a text.
            cell.quotePrefix = text.startswith(_FORMULA)
        return
    cell.value = value
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"


def _fit(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.page_margins = margins
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = "1:2"


def _widths(lines: Sequence[Sequence[Value]]) -> list[int]:
    """As wide as the longest text, longer ones in several lines."""
    columns = max(map(len, lines), default=0)
    found = []
    for column in range(columns):
        texts = [_width(line[column]) for line in lines if len(line) > column]
        found.append(min(_WIDEST, max(_NARROWEST, *texts)) + 2)
    return found


def _across(value: Value, width: int) -> str:
    """Names to the left, amounts to the right, what is short in the middle."""
    if isinstance(value, Decimal):
        return "right"
    return "left" if isinstance(value, str) and width > _SHORT else "center"


def _lines(value: Value, width: int) -> int:
    return -(-_width(value) // max(1, width - 1))


def _width(value: Value) -> int:
    text = f"{value:,.2f}" if isinstance(value, Decimal) else str(value or "")
    return sum(1 if char.isascii() else 2 for char in text)
