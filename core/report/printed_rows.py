"""The lines of every cell at given column widths: what is drawn, and what decides the heights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from core.regex import regex
from core.report import page_style
from core.report.decimal_points import columns_of_amounts, parted
from core.report.fonts import face
from core.report.punctuation import inner_width, squeezable, width_of
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


class SetCell(Struct, frozen=True):
    """A cell with its text broken into lines; ``again`` is its text where it is continued.

    ``kind``: the type of its text.  ``indent``: in points, before each line, behind it where the
    text stands at the right.
    ``hang``: how much further in the lines after the first begin, in points.
    """

    cell: Cell
    left: float
    width: float
    lines: list[Line]
    again: list[Line]
    kind: page_style.Type
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
    texts = _Texts()
    cells = []
    for index, cell in enumerate(sheet.cells):
        columns = edges[cell.row]
        left = columns[cell.column]
        width = columns[cell.column + cell.colspan] - left
        if index in places:
            left, width = places[index]
        kind, text = page_style.type_of(cell), printed_text(cell)
        again: list[Line] = []
        if is_repeated(cell) and text.strip():
            again = texts.again(cell, kind, text, width)
        hang, lines = texts.hanging(cell, kind, text, width)
        indent = cell.indent * kind.size
        if (parts := parted(cell)) is not None and len(lines) == 1:
            spare = width - 2 * page_style.PAD_X - sum(parts)
            indent = max(0.0, min(spare, amounts[cell.column, cell.colspan][1] - parts[1]))
        cells.append(SetCell(cell, left, width, lines, again, kind, indent, hang))
    return cells


def printed_text(cell: Cell) -> str:
    """What of a cell is drawn: its text, or where a date is to be written 年 月 日."""
    text = clean(cell.text)
    return page_style.DATE_TO_WRITE if cell.sign is Sign.DATE and not text.strip() else text


class _Texts:
    """Texts broken into lines: the same one in the same room is broken once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, float, str, int], list[Line]] = {}

    def hanging(
        self, cell: Cell, kind: page_style.Type, text: str, width: float
    ) -> tuple[float, list[Line]]:
        """The lines of a cell; those of a numbered note begin below its words, not its number."""
        number = _NUMBER.match(text) if is_note(cell) and "\n" not in text else None
        if number is None or number.end() == len(text):
            return 0.0, self._lines(cell, kind, text, width)
        head, advances = number[0], face(kind.face)
        hang = inner_width(head, advances)
        points = hang * kind.size / 1000
        if points > width / 3:
            return 0.0, self._lines(cell, kind, text, width)
        first, *rest = self._lines(cell, kind, text[len(head) :], width - points)
        whole = head + first.text
        width = width_of(whole, advances) - first.squeeze * squeezable(whole)
        return points, [Line(whole, width, first.soft, first.squeeze), *rest]

    def again(self, cell: Cell, kind: page_style.Type, text: str, width: float) -> list[Line]:
        """The lines of a cell where it is continued."""
        mark, advances = page_style.CONTINUED, face(kind.face)
        if not is_upright(cell):
            return self._lines(cell, kind, text + mark, width)
        if width_of(mark, advances) > _inner(cell, kind, width):
            return self._lines(cell, kind, text + page_style.UPRIGHT_CONTINUED, width)
        line = Line(mark, width_of(mark, advances), soft=False)
        return [*self._lines(cell, kind, text, width), line]

    def _lines(self, cell: Cell, kind: page_style.Type, text: str, width: float) -> list[Line]:
        setting, inner = page_style.setting_of(cell), _inner(cell, kind, width)
        key = (text, inner, kind.face, id(setting))  # an enum's own hash is slow
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = wrap(text, inner, face(kind.face), setting)
        return found


def _inner(cell: Cell, kind: page_style.Type, width: float) -> float:
    """The width for text, in thousandths of its em."""
    room = width - 2 * page_style.padding_x(cell)
    return room * 1000 / kind.size - cell.indent * 1000
