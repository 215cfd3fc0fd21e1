"""Which cells of a Sheet head others: what a reader who cannot see the lines is told of each cell.

A table of several blocks has several rows of column heads, and labels of several levels at its
left. A cell is headed by the heads of its own block above it and by the labels beside it.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from core.sheet.page import HEAD_OF, is_repeated
from core.sheet.sheet import Band, Cell, Role, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HEADS: Final = tuple(dict.fromkeys(HEAD_OF.values()))
_BLOCKS: Final = (Band.INDICATOR, Band.SECTION)
_LABELS: Final = (Role.LABEL, Role.HEADING)  # (quicker than a set: an enum's hash is slow)


class Scope(Enum):
    """Which cells a header cell heads."""

    COLUMN = "Column"
    ROW = "Row"


def scope_of(sheet: Sheet, cell: Cell) -> Scope | None:
    """Whether a cell heads its column or its rows; ``None``: it heads nothing."""
    if not cell.framed or not is_repeated(cell) or not cell.text.strip():
        return None
    heads_columns = cell.rowspan == 1 and sheet.bands[cell.row] in _HEADS
    return Scope.COLUMN if heads_columns else Scope.ROW


class Heads(NamedTuple):
    """The cells that head a cell: those above it, and those at its left, the outermost first."""

    above: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()


def heads_of_cells(sheet: Sheet, scopes: Sequence[Scope | None]) -> list[Heads]:
    """What heads each cell; ``scopes`` as ``scope_of`` says."""
    cells = sheet.cells
    rows, labels = _rows_and_labels(sheet, scopes)
    found = [Heads()] * len(cells)
    head, columns = None, _ColumnHeads(sheet)
    for row, band in enumerate(sheet.bands):
        if band in _HEADS:
            if row == 0 or sheet.bands[row - 1] is not band:
                columns = _ColumnHeads(sheet)
            head = band
        headed = head is not None and (head is band or HEAD_OF.get(band) is head)
        beside = sorted(labels[row], key=lambda one: cells[one].column)
        last = cells[beside[-1]].column if beside else -1
        every = tuple(beside)
        for index in rows[row]:
            cell = cells[index]
            left = every
            if cell.column <= last:
                left = tuple([one for one in beside if cells[one].column < cell.column])
            if headed:
                found[index] = Heads(columns.over(cell), left)
            else:
                found[index] = Heads((), _nearest(sheet, left, row, scopes[index]))
        if head is band:
            columns.add(index for index in rows[row] if scopes[index] is Scope.COLUMN)
    return found


def _rows_and_labels(
    sheet: Sheet, scopes: Sequence[Scope | None]
) -> tuple[list[list[int]], list[list[int]]]:
    """Of each row the cells that begin in it, and the labels that stand in it."""
    rows: list[list[int]] = [[] for _ in sheet.bands]
    labels: list[list[int]] = [[] for _ in sheet.bands]
    for index, cell in enumerate(sheet.cells):
        rows[cell.row].append(index)
        if scopes[index] is Scope.ROW:
            for row in range(cell.row, cell.row + cell.rowspan):
                labels[row].append(index)
    return rows, labels


class _ColumnHeads:
    """The heads of one block by columns."""

    def __init__(self, sheet: Sheet) -> None:
        self._cells = sheet.cells
        self._of_column: dict[int, list[int]] = {}
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def add(self, heads: Iterable[int]) -> None:
        """Heads that stand over what comes below them."""
        self._known.clear()
        for index in heads:
            cell = self._cells[index]
            for column in range(cell.column, cell.column + cell.colspan):
                self._of_column.setdefault(column, []).append(index)

    def over(self, cell: Cell) -> tuple[int, ...]:
        """Those over a cell, from the left."""
        span = (cell.column, cell.colspan)
        known = self._known.get(span)
        if known is None:
            columns = range(cell.column, cell.column + cell.colspan)
            found = [index for column in columns for index in self._of_column.get(column, ())]
            known = self._known[span] = tuple(dict.fromkeys(found))
        return known


def _nearest(sheet: Sheet, left: tuple[int, ...], row: int, scope: Scope | None) -> tuple[int, ...]:
    """Where no column is headed (主管部门 … 实施单位 …), a label heads up to the next one."""
    if not left or sheet.cells[left[-1]].row != row:
        return left
    nearest = () if scope is Scope.ROW else left[-1:]
    return (*[one for one in left if sheet.cells[one].row < row], *nearest)


def first_levels(sheet: Sheet, scopes: Sequence[Scope | None]) -> list[tuple[int, int]]:
    """The cells by which one finds a place on the form, each with its level: 0, 1.

    First the blocks (资金, 目标, 指标, each section), then the first level of what heads the
    indicators.
    """
    blocks, names = [], []
    for index, cell in enumerate(sheet.cells):
        band = sheet.bands[cell.row]
        if scopes[index] is not Scope.ROW or cell.role not in _LABELS:
            continue
        if cell.column == 0 and cell.role is Role.LABEL and (band in _HEADS or band in _BLOCKS):
            blocks.append(index)
        elif band is Band.INDICATOR:
            names.append(index)
    first = min((sheet.cells[index].column for index in names), default=0)
    levels = [(index, 0) for index in blocks]
    levels += [(index, 1) for index in names if sheet.cells[index].column == first]
    return sorted(levels, key=lambda one: (sheet.cells[one[0]].row, sheet.cells[one[0]].column))
