"""汇总表 as an Excel file: figures and formulas that work, and no text that Excel calculates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from msgspec import Struct

from core.exchange.new_workbook import new_workbook
from core.regex import regex
from core.sheet.page_setup import USUAL

NOTHING = "—"
"""Stands where a form has no figure; formulas pass it by."""

_INITIAL, _ANNUAL, _EXECUTED, _RATE, _SCORE, _GRADE, _STAGE = range(4, 11)
_COUNTS = range(11, 14)
_COLUMNS = _COUNTS.stop
_MONEY, _PERCENT, _POINTS, _COUNT = "#,##0.00", "0.00%", "0.00", "0"
_HEADS, _A4 = 2, 9
_INCH = 25.4  # millimetres
_PLAIN: dict[str, object] = {
    "font_name": "宋体",
    "font_size": 10,
    "text_wrap": True,
    "border": 1,
    "valign": "vcenter",
    "align": "center",
}
_LABEL: dict[str, object] = {"font_name": "黑体"}
"""Hei for what the table itself says, as on the form."""
_FORMULA = ("=", "+", "-", "@")
_FIGURE = regex(r"-?[\d,]+\.\d\d")
_ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST, _NARROWEST, _AIR, _LONGEST = 28, 5, 2, 32_767
_LEADING, _PADDING, _TALLEST = 14, 8, 409
_SIGNED = ("填表人：", "负责人：", "日期：")


class Line(Struct, frozen=True):
    """One row below the head; ``None`` where there is no figure.

    ``names``: 项目名称, 主管部门, 实施单位; ``amounts``: 年初预算数, 全年预算数, 全年执行数 in 元;
    ``counts``: errors, warnings, and what is still to be filled in.
    """

    names: tuple[str, str, str]
    amounts: Sequence[Decimal | None]
    rate: Decimal | None
    score: Decimal | None
    grade: str
    stage: str
    counts: tuple[int, int, int]


class Workbook(Struct, frozen=True):
    """What the file says.  ``sums`` are the results that the formulas of the last row come to.

    ``texts`` stand below the table, each with its label; ``details`` is a second sheet: its name,
    its head and its rows, nothing where it has no rows.
    """

    title: str
    head: Sequence[str]
    lines: Sequence[Line]
    sums: Line
    texts: Sequence[tuple[str, str]]
    details: tuple[str, Sequence[str], Sequence[Sequence[str]]]


def summary_xlsx(wanted: Workbook) -> bytes:
    """The file, ready to print on A4 landscape."""
    stream = BytesIO()
    book = new_workbook(stream)
    _table(_Page(book, "汇总表"), wanted)
    name, head, rows = wanted.details
    if rows:
        _details(_Page(book, name), head, rows)
    book.close()
    return stream.getvalue()


class _Page:
    """A sheet of a book, written in one style (``_PLAIN``)."""

    def __init__(self, book: Any, name: str) -> None:  # noqa: ANN401  (xlsxwriter has no types)
        self._book = book
        self.sheet = book.add_worksheet(name)
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def text(self, row: int, column: int, text: str, **style: object) -> None:
        """A text that stays one, also when the clerk edits the cell and presses Enter."""
        clean = _ILLEGAL.sub("", text)[:_LONGEST]
        quoted = {"quote_prefix": True} if clean.startswith(_FORMULA) else {}
        self.sheet.write_string(row, column, clean, self._style(**style, **quoted))

    def wide_text(self, row: int, columns: tuple[int, int], text: str, **style: object) -> None:
        """A text over several columns, first and last."""
        self.sheet.merge_range(row, columns[0], row, columns[1], "", self._style(**style))
        self.text(row, columns[0], text, **style)

    def figure(self, row: int, column: int, value: Decimal | int | None, **style: object) -> None:
        """A figure, or what stands where there is none."""
        if value is None:
            self.text(row, column, NOTHING, **style)
        else:
            self.sheet.write_number(row, column, float(value), self._style(**style))

    def formula(
        self, row: int, column: int, formula: str, value: Decimal | int | None, **style: object
    ) -> None:
        """A formula, with its result for readers that do not calculate."""
        result = NOTHING if value is None else float(value)
        self.sheet.write_formula(row, column, formula, self._style(**style), result)

    def height(self, row: int, lines: int) -> None:
        """Make a row as high as so many lines."""
        self.sheet.set_row(row, min(_TALLEST, _PADDING + max(1, lines) * _LEADING))

    def for_print(self, widths: Sequence[int], heads: int) -> None:
        """Columns as wide as that; A4 landscape, the head on each page."""
        sheet = self.sheet
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(heads, 0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        # In inches: as the paper, which is bound by its head where it lies across.
        left, right, top, bottom = USUAL.foot, USUAL.head, USUAL.binding, USUAL.edge
        sheet.set_margins(left / _INCH, right / _INCH, top / _INCH, bottom / _INCH)
        sheet.set_footer("&C第 &P 页 共 &N 页")
        sheet.center_horizontally()
        sheet.repeat_rows(0, heads - 1)

    def _style(self, **style: object) -> Any:  # noqa: ANN401
        wanted = _PLAIN | style
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def _table(page: _Page, wanted: Workbook) -> None:
    end = _HEADS + len(wanted.lines)
    page.wide_text(0, (0, _COLUMNS - 1), wanted.title, font_size=16, bold=True, border=0)
    page.height(0, 2)
    shown = [_shown(line, number) for number, line in enumerate(wanted.lines, start=1)]
    widths = _widths([wanted.head, *shown, ["", *_shown(wanted.sums, 0)[1:]]])
    for column, text in enumerate(wanted.head):
        page.text(1, column, text, **_LABEL)
    page.height(1, _tallest(wanted.head, widths))
    for at, (line, texts) in enumerate(zip(wanted.lines, shown, strict=True), start=_HEADS):
        page.figure(at, 0, at - _HEADS + 1, num_format=_COUNT)
        _line(page, at, line)
        page.height(at, _tallest(texts, widths))
    if wanted.lines:
        _sums(page, end, wanted.sums)
    else:
        page.wide_text(end, (0, _COLUMNS - 1), "没有项目")
    below = end + 2
    for label, text in wanted.texts:
        page.text(below, 0, label, **_LABEL)
        page.wide_text(below, (1, _COLUMNS - 1), text, align="left")
        page.height(below, 1 + sum(_lines(part, sum(widths[1:])) for part in text.split("\n")))
        below += 1
    for text, column in zip(_SIGNED, (1, _INITIAL, _RATE), strict=True):
        page.text(below + 1, column, text, align="left", border=0, text_wrap=False, **_LABEL)
    page.height(below + 1, 2)
    page.for_print(widths, _HEADS)


def _line(page: _Page, at: int, line: Line) -> None:
    for column, text in enumerate(line.names, start=1):
        page.text(at, column, text, align="left")
    for column, amount in enumerate(line.amounts, start=_INITIAL):
        page.figure(at, column, amount, align="right", num_format=_MONEY)
    page.formula(at, _RATE, _rate(at), line.rate, num_format=_PERCENT)
    page.figure(at, _SCORE, line.score, num_format=_POINTS)
    page.text(at, _GRADE, line.grade or NOTHING)
    page.text(at, _STAGE, line.stage)
    for column, number in zip(_COUNTS, line.counts, strict=True):
        page.figure(at, column, number, num_format=_COUNT)


def _sums(page: _Page, at: int, sums: Line) -> None:
    """合计: budget, expenditure and rate of the very rows that have both."""
    page.wide_text(at, (0, _INITIAL - 1), sums.names[0], **_LABEL)

    def below(letter: str) -> str:
        return f"{letter}{_HEADS + 1}:{letter}{at}"

    both = f"ISNUMBER({below('F')})*ISNUMBER({below('G')})"
    for column, letter, result in zip(
        (_INITIAL, _ANNUAL, _EXECUTED), "EFG", sums.amounts, strict=True
    ):
        lacking = f"SUMPRODUCT({both}*(1-ISNUMBER({below(letter)})))"
        known = f"AND(SUMPRODUCT({both})>0,{lacking}=0)"
        formula = f'=IF({known},SUMPRODUCT({both},{below(letter)}),"{NOTHING}")'
        page.formula(at, column, formula, result, align="right", num_format=_MONEY, bold=True)
    page.formula(at, _RATE, _rate(at), sums.rate, num_format=_PERCENT, bold=True)
    graded = f'AVERAGEIF({below("J")},"<>{NOTHING}",{below("I")})'
    formula = f'=IFERROR(ROUND({graded},2),"{NOTHING}")'
    page.formula(at, _SCORE, formula, sums.score, num_format=_POINTS, bold=True)
    page.text(at, _GRADE, sums.grade, **_LABEL)
    page.text(at, _STAGE, sums.stage, **_LABEL)
    for column, letter, number in zip(_COUNTS, "LMN", sums.counts, strict=True):
        page.formula(at, column, f"=SUM({below(letter)})", number, num_format=_COUNT, bold=True)


def _rate(at: int) -> str:
    annual, executed = f"F{at + 1}", f"G{at + 1}"
    known = f"COUNT({annual}:{executed})=2"
    return f'=IF({known},IF({annual}<>0,{executed}/{annual},"{NOTHING}"),"{NOTHING}")'


def _details(page: _Page, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = _widths([head, *rows])
    for column, text in enumerate(head):
        page.text(0, column, text, **_LABEL)
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            page.text(at, column, text, align="left")
        page.height(at, _tallest(row, widths))
    page.for_print(widths, 1)


def _shown(line: Line, number: int) -> list[str]:
    """About what each cell of a row shows, to measure it by."""
    amounts = [NOTHING if amount is None else f"{amount:,.2f}" for amount in line.amounts]
    return [
        *(str(number), *line.names, *amounts, "100.00%"),
        *(NOTHING if line.score is None else f"{line.score:.2f}", line.grade, line.stage),
        *map(str, line.counts),
    ]


def _widths(lines: Sequence[Sequence[str]]) -> list[int]:
    """As wide as the longest text of each column; longer ones take several lines.

    A figure is never broken: it is shown whole or as hashes.
    """
    found = []
    for column in range(max(map(len, lines), default=0)):
        texts = [line[column] for line in lines if len(line) > column]
        figures = [_width(text) for text in texts if _FIGURE.fullmatch(text)]
        longest = max([_NARROWEST, *map(_width, texts)])
        found.append(max([min(_WIDEST, longest), *figures]) + _AIR)
    return found


def _tallest(texts: Sequence[str], widths: Sequence[int]) -> int:
    """How many lines the highest cell of a row takes."""
    each = zip(texts, widths, strict=False)
    return max(
        (sum(_lines(part, width) for part in text.split("\n")) for text, width in each), default=1
    )


def _lines(text: str, width: int) -> int:
    return max(1, -(-_width(text) // max(1, width - 1)))


def _width(text: str) -> int:
    """In characters of the Latin width; Chinese ones are twice as wide."""
    return sum(1 if char.isascii() else 2 for char in text)
