"""The cells of one worksheet on their way to a table: merged, hidden and far-off ones sorted out.

Rows and columns that nothing stands in are left out (one blank row stays where there was a gap),
so that a stray cell in the last row of a sheet costs nothing. Places keep the sheet's own names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from core.exchange.sources.bounds import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Budget,
)
from core.reading.source import SourceCell, SourceTable

_MOST_COVERED = 1_000_000
"""Places that merged cells of one sheet may cover together."""
_MOST_MERGES = 20_000
_MOST_HIDINGS = 300
_LAST_COLUMN = 16_384
_FRAMES_BELOW = 100
"""So many framed blank rows below the last text may be places of a form."""


_Content = tuple[str, bool, str]
"""Text, whether it is a formula's, doubt."""


class TooLargeError(Exception):
    """The sheet is a list of another kind, too large for a form."""


class _Area(Struct, frozen=True):
    top: int
    left: int
    bottom: int
    right: int
    endless: bool = False
    """Whether it was cut: its blank rows and columns are no part of the form."""


class SheetGrid:
    """Collects what a worksheet shows; rows and columns count from 1, as in cell names.

    ``whole``: the table has a cell for every place of its lines, blank ones too, each with its
    name, so that a blank form can be filled in; framed cells are places though nothing is in them.
    """

    def __init__(self, name: str, budget: Budget, *, whole: bool = False) -> None:
        self.name = name
        self.whole = whole
        self._budget = budget
        self._frames: set[tuple[int, int]] = set()
        self._units: dict[tuple[int, int], str] = {}
        self._cells: dict[tuple[int, int], _Content] = {}
        self._merges: list[_Area] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._hidings = 0

    def put(
        self, row: int, column: int, text: str, *, formula: bool = False, doubt: str = ""
    ) -> None:
        """Put the shown text of a cell. A blank one counts where a formula should stand."""
        text = self._budget.take(text)
        if not text and not formula:
            return
        if len(self._cells) >= MAX_CELLS:
            raise TooLargeError
        self._cells[row, column] = (text, formula, doubt)

    def frame(self, row: int, column: int) -> None:
        """Take a blank cell with a border for a place of the table."""
        if self.whole and len(self._frames) < MAX_CELLS:
            self._frames.add((row, column))

    def name_unit(self, row: int, column: int, unit: str) -> None:
        """Keep the unit of money that the format of a blank cell sets behind a figure."""
        if self.whole and unit and len(self._units) < MAX_CELLS:
            self._units[row, column] = unit

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make one cell of an area, corners included."""
        if 0 < top <= bottom and 0 < left <= right and len(self._merges) < _MOST_MERGES:
            self._merges.append(_Area(top, left, bottom, right))

    def hide_row(self, row: int) -> None:
        """Leave out a row."""
        self._hidden_rows.add(row)

    def hide_columns(self, first: int, last: int) -> None:
        """Leave out columns, both ends included."""
        self._hidings += 1
        if self._hidings <= _MOST_HIDINGS:
            self._hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))

    def place(self, row: int, column: int) -> str:
        """The cell's name for people: ``Sheet1!B5``."""
        return f"{self.name}!{column_letters(column)}{row}"

    def table(self) -> SourceTable | None:
        """All visible cells; ``None`` where there is none. Raises ``TooLargeError``."""
        merges = self._merged()
        visible = self._cells
        if self._hidden_rows or self._hidden_columns:
            visible = {at: cell for at, cell in visible.items() if self._shows(*at)}
        rows = {row for row, _ in visible}
        columns = {column for _, column in visible}
        for area in merges.values():
            if area.endless:
                rows.add(area.top)
                columns.add(area.left)
                continue
            rows.update(range(area.top, area.bottom + 1))
            columns.update(range(area.left, area.right + 1))
        last = max(rows, default=0) + _FRAMES_BELOW
        rows.update(row for row, _ in self._frames if row <= last)
        rows -= self._hidden_rows
        if self.whole and columns:
            columns.update(column for row, column in self._frames if row <= last)
            columns = set(range(min(columns), max(columns) + 1))
        columns -= self._hidden_columns
        if len(rows) > MAX_ROWS or len(columns) > MAX_COLUMNS:
            raise TooLargeError
        self._tell_hidden(merges)
        down, across = _with_gaps(sorted(rows)), sorted(columns)
        if not rows:
            return None
        numbers = {row: at for at, row in enumerate(down) if row}
        cells = []
        for (row, column), (text, formula, doubt) in visible.items():
            if (row, column) not in merges:
                at = (numbers[row], bisect_left(across, column))
                cells.append(
                    SourceCell(*at, text, 1, 1, self.place(row, column), None, formula, doubt)
                )
        cells += self._merged_cells(merges, numbers, across)
        if self.whole:
            cells += self._blank_cells(cells, numbers, across)
        cells = self._with_units(cells, numbers, across)
        cells.sort(key=lambda cell: (cell.row, cell.column))
        return SourceTable(tuple(cells), len(down), len(across), self.whole)

    def _merged_cells(
        self, merges: dict[tuple[int, int], _Area], numbers: dict[int, int], across: list[int]
    ) -> Iterable[SourceCell]:
        for (top, left), area in merges.items():
            inside = [numbers[row] for row in range(area.top, area.bottom + 1) if row in numbers]
            first = bisect_left(across, area.left)
            width = bisect_left(across, area.right + 1) - first
            if inside and width:
                text, formula, doubt = self._cells.get((top, left), ("", False, ""))
                yield SourceCell(
                    inside[0], first, text, inside[-1] - inside[0] + 1, width,
                    self.place(top, left), None, formula, doubt,
                )  # fmt: skip

    def _blank_cells(
        self, cells: list[SourceCell], numbers: dict[int, int], across: list[int]
    ) -> list[SourceCell]:
        """A cell for each place that has none. Raises ``TooLargeError``."""
        if len(numbers) * len(across) > MAX_CELLS:
            raise TooLargeError
        covered = {
            (row, column)
            for cell in cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        return [
            SourceCell(at, number, "", place=self.place(row, column))
            for row, at in numbers.items()
            for number, column in enumerate(across)
            if (at, number) not in covered
        ]

    def _with_units(
        self, cells: list[SourceCell], numbers: dict[int, int], across: list[int]
    ) -> list[SourceCell]:
        if not self._units:
            return cells
        units = {
            (numbers[row], bisect_left(across, column)): unit
            for (row, column), unit in self._units.items()
            if row in numbers and column in across
        }
        return [
            replace(cell, unit=units[cell.row, cell.column])
            if not cell.text and (cell.row, cell.column) in units
            else cell
            for cell in cells
        ]

    def _merged(self) -> dict[tuple[int, int], _Area]:
        """The merged areas by their first cell, cut to what is used; no two overlap.

        What lies under a merged cell is seen by nobody: it is taken out and told.
        """
        found: dict[tuple[int, int], _Area] = {}
        covered: set[tuple[int, int]] = set()
        last_row = max((row for row, _ in self._cells), default=0)
        last_column = max((column for _, column in self._cells), default=0)
        for area in self._merges:
            bottom, right = area.bottom, area.right
            if bottom - area.top >= MAX_ROWS:
                bottom = max(area.top, min(last_row, area.top + MAX_ROWS - 1))
            if right - area.left >= MAX_COLUMNS:
                right = max(area.left, min(last_column, area.left + MAX_COLUMNS - 1))
            size = (bottom - area.top + 1) * (right - area.left + 1)
            if size == 1 or len(covered) + size > _MOST_COVERED:
                continue
            inside = {
                (row, column)
                for row in range(area.top, bottom + 1)
                for column in range(area.left, right + 1)
            }
            if covered.isdisjoint(inside):
                covered |= inside
                endless = (bottom, right) != (area.bottom, area.right)
                found[area.top, area.left] = _Area(area.top, area.left, bottom, right, endless)
        for at in (covered - found.keys()) & self._cells.keys():
            del self._cells[at]
            self._budget.note(f"{self.place(*at)} 被合并单元格遮住，其中的内容没有读入")
        return found

    def _shows(self, row: int, column: int) -> bool:
        return row not in self._hidden_rows and column not in self._hidden_columns

    def _tell_hidden(self, merges: dict[tuple[int, int], _Area]) -> None:
        if not self._hidden_rows and not self._hidden_columns:
            return
        lost = [at for at, (text, *_) in self._cells.items() if text and at not in merges]
        rows = sorted({row for row, _ in lost} & self._hidden_rows)
        columns = sorted({column for _, column in lost} & self._hidden_columns)
        if rows:
            spoken = "、".join(_runs(rows, str))
            self._budget.note(f"工作表“{self.name}”隐藏的第 {spoken} 行没有读入")
        if columns:
            spoken = "、".join(_runs(columns, column_letters))
            self._budget.note(f"工作表“{self.name}”隐藏的 {spoken} 列没有读入")


@lru_cache(maxsize=512)
def column_letters(column: int) -> str:
    """The name of a column that counts from 1: A, Z, AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _with_gaps(rows: list[int]) -> list[int]:
    """The rows, with one 0 where blank rows lay between two of them."""
    out: list[int] = []
    for row in rows:
        if out and row > out[-1] + 1:
            out.append(0)
        out.append(row)
    return out


def _runs(numbers: list[int], spoken: Callable[[int], str]) -> Iterable[str]:
    """3, 5, 6, 7 -> ``3``, ``5–7``; ten runs at most."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    for first, last in runs[:10]:
        yield spoken(first) if first == last else f"{spoken(first)}–{spoken(last)}"
    if len(runs) > 10:
        yield "……"
