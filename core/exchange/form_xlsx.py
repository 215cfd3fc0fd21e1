"""The form as an Excel file: the Sheet as it stands on paper, with figures and formulas that work.

What is a plain figure is a number under the format that shows it as it is written; every other
text stays one, whatever it begins with. The file carries the form's data as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from core.assessment import Assessment
from core.exchange import form_face as face
from core.exchange.carried_part import with_carried
from core.exchange.figures import GENERAL, TEXT, Figure, figure_of
from core.exchange.form_formulas import Formula, Formulas
from core.exchange.new_workbook import new_workbook
from core.exchange.sources.sheet_grid import column_letters
from core.model import selfeval
from core.model.evaluation import Evaluation, Fund, Indicator
from core.model.fields import FIELDS, Kind
from core.model.path import Path
from core.reading.carried import Carried, encoded
from core.reading.cell_text import LONGEST, clean_text, writable_text
from core.reading.own_cells import fields_of
from core.scoring.profile import RuleProfile
from core.scoring.score import score
from core.sheet.cell_kinds import is_upright
from core.sheet.form import lay_out
from core.sheet.sheet import Align, Band, Cell, Role, Sheet

NAME: Final = "自评表"
"""Of the worksheet."""

_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False}
_A4: Final = 9
_TALLEST: Final = 400.0
"""Points. Excel has no row over 409."""
_INCH: Final = 72.0
_TYPED: Final = 255
"""A longer text in a cell of the format 文本 is shown as hashes by older programs."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_STACKED: Final = 270  # what xlsxwriter calls characters below each other
_NUMERIC: Final = frozenset(
    {
        field.name
        for node in (Fund, Indicator, Evaluation)
        for field in FIELDS[node]
        if field.kind in {Kind.AMOUNT, Kind.POINTS, Kind.RATE}
    }
    | {"target", "actual"}
)
"""Fields that may hold figures; a project that is called 2021 and a phone number are none."""


def form_xlsx(form: Evaluation, rules: RuleProfile) -> bytes:
    """The file, ready to print on A4."""
    form = selfeval.from_dict(selfeval.to_dict(form))  # as it will be carried
    card = score(form, rules)
    sheet = lay_out(form, Assessment(card, ()))
    stream = BytesIO()
    book = new_workbook(stream, writable_text(form.title)[:_TYPED], **_OPTIONS)
    page = _Page(book, sheet, fields_of(sheet, form))
    page.write(Formulas(sheet, page.fields, page.figures, page.name).of(card, rules.digits))
    page.for_print()
    book.close()
    carried = encoded(Carried.of_sheet(form, sheet))
    return with_carried(stream.getvalue(), "xl/workbook.xml", carried)


class _Page:
    def __init__(self, book: Any, sheet: Sheet, fields: dict[int, Path]) -> None:  # noqa: ANN401  (xlsxwriter has no types)
        self.fields = fields
        self.figures = {
            index: figure
            for index, path in fields.items()
            if path.field in _NUMERIC and (figure := figure_of(sheet.cells[index].text))
        }
        self._book, self._sheet = book, sheet
        self._page = book.add_worksheet(NAME)
        self._formats: dict[tuple[object, ...], Any] = {}
        self._widths = face.column_widths(sheet, [sheet.cells[index] for index in self.figures])
        self._rows = _Rows(face.row_heights(sheet, self._widths))

    def name(self, index: int) -> str:
        """What the cell of this number is called: ``F12``."""
        cell = self._sheet.cells[index]
        return f"{column_letters(cell.column + 1)}{self._rows.first[cell.row] + 1}"

    def write(self, formulas: dict[int, Formula]) -> None:
        """Write all cells."""
        page, first = self._page, self._rows.first
        for row, height in enumerate(self._rows.heights):
            page.set_row(row, height)
        for column, width in enumerate(self._widths):
            page.set_column_pixels(column, column, math.ceil(width * 96 / 72))
        for index, cell in enumerate(self._sheet.cells):
            formula, figure = formulas.get(index), self.figures.get(index)
            style = self._style(index, cell, formula or figure)
            top, left = first[cell.row], cell.column
            bottom, right = first[cell.row + cell.rowspan] - 1, left + cell.colspan - 1
            data = float(figure.value) if figure else _shown(cell.text)
            if (top, left) != (bottom, right):
                page.merge_range(top, left, bottom, right, data, style)
            elif figure:
                page.write_number(top, left, data, style)
            elif data:
                page.write_string(top, left, data, style)
            else:
                page.write_blank(top, left, None, style)
            if formula is not None:
                page.write_formula(top, left, formula.text, style, float(formula.value))

    def for_print(self) -> None:
        """A4 upright, one page wide, the head of the indicators on each page."""
        page, rows = self._page, self._rows.first
        last = (rows[-1] - 1, len(self._widths) - 1)
        page.set_paper(_A4)
        page.set_portrait()
        page.set_margins(
            face.LEFT / _INCH, face.RIGHT / _INCH, face.TOP / _INCH, face.BOTTOM / _INCH
        )
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.set_footer(f'&C&"{face.SONG},常规"&9第 &P 页 共 &N 页', {"margin": 0.35})
        page.print_area(0, 0, *last)
        if Band.INDICATOR_HEAD in self._sheet.bands:
            head = self._sheet.bands.index(Band.INDICATOR_HEAD)
            page.repeat_rows(rows[head], rows[head + 1] - 1)
        whole = f"A1:{column_letters(last[1] + 1)}{last[0] + 1}"
        page.ignore_errors({"number_stored_as_text": whole, "formula_range": whole})

    def _style(self, index: int, cell: Cell, figure: Figure | Formula | None) -> Any:  # noqa: ANN401
        font = face.face_of(cell)
        # (A name, because the hash of an enum is slow.)
        align = cell.align.name
        upright = cell.role is Role.LABEL and is_upright(cell)
        quoted = figure is None and cell.text.startswith(_FORMULA_STARTS)
        code = figure.code if figure else self._code(index, cell)
        key = (font.font, font.size, align, cell.framed, upright, quoted, code, figure is None)
        found = self._formats.get(key)
        if found is None:
            wanted = {
                "font_name": font.font,
                "font_size": font.size,
                "font_charset": 134,
                "bold": font.bold,
                "border": int(cell.framed),
                "align": face.horizontal(cell),
                "valign": "top" if cell.align is Align.TEXT else "vcenter",
                "rotation": _STACKED if upright else 0,
                "num_format": code,
                # A figure is never broken over two lines, and never shown as hashes.
                "shrink" if figure else "text_wrap": not upright,
                "quote_prefix": quoted,
            }
            found = self._formats[key] = self._book.add_format(wanted)
        return found

    def _code(self, index: int, cell: Cell) -> str:
        """Text stays text also when the clerk types 95% or 2021 into its cell."""
        path = self.fields.get(index)
        if path is None or cell.role is not Role.INPUT or len(cell.text) > _TYPED:
            return GENERAL
        blank = not cell.text.strip() and path.field in _NUMERIC - {"target", "actual"}
        return GENERAL if blank else TEXT


class _Rows:
    """Rows of the worksheet: ``first`` of each row of the Sheet, and where the last one ends.

    A row that is too high for Excel is several, and its cells are merged over them.
    """

    def __init__(self, heights: Sequence[float]) -> None:
        self.first = [0]
        self.heights: list[float] = []
        for height in heights:
            count = max(1, math.ceil(height / _TALLEST))
            self.heights += [height / count] * count
            self.first.append(len(self.heights))


def _shown(text: str) -> str:
    return writable_text(text) if len(text) <= LONGEST else clean_text(text)
