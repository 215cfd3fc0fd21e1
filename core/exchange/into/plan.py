"""What is written where in a blank, whatever kind of file it is.

A row of the blank is known by its part and number in the ``SourceSection``; a copy of one stands
behind another row. The editors of the kinds of files carry a plan out.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from msgspec import Struct, field

from core.reading.form_map import Spot


class Kind(Enum):
    """What a text is."""

    TEXT = "text"
    FIGURE = "figure"
    """An amount or points: a number wherever the blank can hold one."""
    VALUE = "value"
    """A target or what was done: a number where the text is nothing else."""


class RowAt(Struct, frozen=True):
    """A row of a table of the blank (``copy`` 0), or the copy of that number made of it."""

    part: int
    row: int
    copy: int = 0


class RowCopy(Struct, frozen=True):
    """A row that the blank lacks: it looks like ``like`` and stands behind the row ``behind``.

    Copies behind the same row stand in the order of their numbers, which are unique in a plan.
    """

    like: RowAt
    behind: RowAt
    scope: RowAt | None = None
    """The first row of what the copy becomes a part of; ``None`` where that is the row behind."""
    summed: bool = True
    """Whether sums of single cells that count the row it looks like are to count it as well."""

    @property
    def number(self) -> int:
        """The copy's number."""
        return self.like.copy


class SpareRow(Struct, frozen=True):
    """A row that the form does not need; ``texts``: places of the cells whose texts may go."""

    at: RowAt
    texts: frozenset[str]


class Entry(Struct, frozen=True):
    """A text for a spot of the blank; in a copy of the spot's row where ``copy`` is a number.

    ``figure`` is the number that the text stands for, a rate as a ratio. ``place`` is the field in
    the form file, blank where something of the blank is taken away.
    """

    spot: Spot
    text: str
    kind: Kind = Kind.TEXT
    figure: Decimal | None = None
    copy: int = 0
    place: str = ""
    label: str = ""
    """The field in Chinese, for messages."""


class LabelSpan(Struct, frozen=True):
    """Rows that share a name of a level: one cell over all of them, from the first on.

    ``column`` and ``columns`` count in the grid of the part.
    """

    rows: tuple[RowAt, ...]
    column: int
    columns: int


class Plan(Struct):
    """Everything that is done to one form of a blank.

    ``lost`` names in Chinese what of the form has no place; ``told`` what else is to be known.
    """

    section: int
    entries: list[Entry] = field(default_factory=list)
    copies: list[RowCopy] = field(default_factory=list)
    removed: list[RowAt] = field(default_factory=list)
    """Rows to be taken out when the copies are made; nothing is written into them."""
    spans: list[LabelSpan] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def copy_row(
        self, like: RowAt, behind: RowAt, scope: RowAt | None = None, *, summed: bool = True
    ) -> RowAt:
        """A new row that looks like one and stands behind another (and behind its copies)."""
        number = len(self.copies) + 1
        made = RowAt(like.part, like.row, number)
        self.copies.append(RowCopy(made, behind, scope, summed))
        return made
