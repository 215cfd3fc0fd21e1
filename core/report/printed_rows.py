"""The lines of every cell at given column widths: what is drawn, and what decides the heights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.regex import regex
from core.report import page_style
from core.report.decimal_points import columns_of_amounts, parted
from core.report.fonts import face
from core.report.punctuation import inner_width, width_of
from core.report.signing_places import signing_places
from core.report.text import Line, clean, wrap
from core.sheet.cell_kinds import is_note, is_upright
from core.sheet.page import Lines, is_repeated
from core.sheet.sheet import Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.report.columns import Edges
    from core.sheet.sheet import Cell, Sheet

_NUMBER: Final = regex("(?:备注|注|说明)?[：:]?[ ]?(?:[0-9]{1,2}[.．、]|[（(][0-9]{1,2}[)）])[ ]?")
"""How a numbered note begins."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell with its text broken into lines; ``again`` is its text where it is continued.

    ``indent``: in points, before each line, behind it where the text stands at the right.
    ``hang``: how much further in the lines after the first begin, in points.
    """

    cell: Cell
    left: float
    width: float
    lines: list[Line]
    again: list[Line]
    indent: float = 0.0
    hang: float = 0.0

    @property
    def counts(self) -> Lines:
        """How many lines there are of each."""
        return Lines(len(self.lines), len(self.again))


def set_cells(sheet: Sheet, edges: Sequence[Edges]) -> list[SetCell]:
    """Every cell of the sheet, set between the edges of the columns in its row."""
    places = signing_places(sheet, edges[0][-1] if edges else 0.0)
    amounts = columns_of_amounts(sheet.cells)
    cells = []
    for index, cell in enumerate(sheet.cells):
        columns = edges[cell.row]
        left = columns[cell.column]
        width = columns[cell.column + cell.colspan] - left
        if index in places:
            left, width = places[index]
        text = printed_text(cell)
        again: list[Line] = []
        if is_repeated(cell) and text.strip():
            again = _again(cell, text, width)
        hang, lines = _hanging(cell, text, width)
        indent = cell.indent * page_style.type_of(cell).size
        if (parts := parted(cell)) is not None and len(lines) == 1:
            spare = width - 2 * page_style.PAD_X - sum(parts)
            indent = max(0.0, min(spare, amounts[cell.column, cell.colspan][1] - parts[1]))
        cells.append(SetCell(cell, left, width, lines, again, indent, hang))
    return cells


def _hanging(cell: Cell, text: str, width: float) -> tuple[float, list[Line]]:
    """The lines of a cell; those of a numbered note begin below its words, not below its number."""
    number = _NUMBER.match(text) if is_note(cell) and "\n" not in text else None
    if number is None or number.end() == len(text):
        return 0.0, _lines(cell, text, width)
    kind, head = page_style.type_of(cell), number[0]
    advances = face(kind.face)
    hang = inner_width(head, advances)
    points = hang * kind.size / 1000
    if points > width / 3:
        return 0.0, _lines(cell, text, width)
    first, *rest = _lines(cell, text[len(head) :], width - points)
    whole = head + first.text
    return points, [Line(whole, width_of(whole, advances), first.soft), *rest]


def printed_text(cell: Cell) -> str:
    """What of a cell is drawn: its text, or where a date is to be written 年 月 日."""
    text = clean(cell.text)
    return page_style.DATE_TO_WRITE if cell.sign is Sign.DATE and not text.strip() else text


def _again(cell: Cell, text: str, width: float) -> list[Line]:
    kind, mark = page_style.type_of(cell), page_style.CONTINUED
    advances = face(kind.face)
    if is_upright(cell) and width_of(mark, advances) <= _inner(cell, width, kind):
        line = Line(mark, width_of(mark, advances), soft=False)
        return [*_lines(cell, text, width), line]
    return _lines(cell, text + mark, width)


def _inner(cell: Cell, width: float, kind: page_style.Type) -> float:
    """The width for text, in thousandths of its em."""
    room = width - 2 * page_style.padding_x(cell)
    return room * 1000 / kind.size - cell.indent * 1000


def _lines(cell: Cell, text: str, width: float) -> list[Line]:
    kind = page_style.type_of(cell)
    return wrap(text, _inner(cell, width, kind), face(kind.face), page_style.setting_of(cell))
