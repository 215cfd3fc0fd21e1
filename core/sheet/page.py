"""What stands on a page of a Sheet: values that say which rows and which lines of which texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from core.sheet.sheet import Band, Role

if TYPE_CHECKING:
    from core.sheet.sheet import Cell

HEAD_OF: Final = {
    Band.INDICATOR: Band.INDICATOR_HEAD,
    Band.TOTAL: Band.INDICATOR_HEAD,
    Band.FUND: Band.FUNDS_HEAD,
    Band.GOALS: Band.GOALS_HEAD,
}
"""Which head stands over the rows of a block, and again on each further page."""


class Place(NamedTuple):
    """Where a page may begin: at this line of the text of this row."""

    row: int
    line: int


class Lines(NamedTuple):
    """How many lines a cell's text has, and how many when it is repeated as continued."""

    first: int
    again: int


class Strip(Struct, frozen=True):
    """A row, or its part from line ``first`` on, as it stands on one page."""

    row: int
    top: float
    height: float
    first: int
    lines: int
    repeated: bool = False


class Piece(Struct, frozen=True):
    """What one page shows of a cell: ``count`` lines from ``first`` on, in the strips' height.

    ``again``: the whole text stands there as a repeated label instead.
    """

    cell: int
    top: float
    height: float
    first: int
    count: int
    again: bool


class Page(Struct, frozen=True):
    """One page of the paper; pieces are in paper order."""

    strips: tuple[Strip, ...]
    pieces: tuple[Piece, ...]


def is_repeated(cell: Cell) -> bool:
    """Whether a cell tells what its row is: then it stands on each page that shows the row."""
    named = cell.path is not None and cell.path.field == "name"
    return named or cell.role is Role.LABEL or cell.role is Role.HEADING
