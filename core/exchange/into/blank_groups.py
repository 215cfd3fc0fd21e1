"""The groups of indicators that a blank has, and how their names stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from msgspec import Struct, field

from core.reading.form_map import FormMap, Spot, TableRow
from core.reading.source import SourceCell
from core.values.cell_texts import is_instruction, is_placeholder

LEVELS = ("level1", "level2")


class Naming(Enum):
    """How a level's name stands beside several rows."""

    MERGED = "one cell over all rows"
    EACH = "in every row"
    FIRST = "in the first row only"
    OWN = "in a row of its own above"
    OUTSIDE = "in a paragraph above the table"


class BlankGroup(Struct):
    """Rows of the blank below the same names; a ``pool`` has none, and takes groups of any name."""

    level1: str
    level2: str
    rows: list[TableRow] = field(default_factory=list)
    single: bool = False
    """Whether the blank names one level only, the first: all below it goes into these rows."""

    @property
    def pool(self) -> bool:
        """Whether its name is still to be written."""
        return not self.level2

    @property
    def loose(self) -> bool:
        """Whether it is a pool whose rows take names of their own, for no cell is over them."""
        return self.pool and all(_cell_key(row, "level2") is None for row in self.rows)


def groups_in(form: FormMap) -> list[BlankGroup]:
    """The groups of a blank in its order."""
    has_level2 = any("level2" in row.fields and text_of(row, "level2") for row in form.indicators)
    found: list[BlankGroup] = []
    last: tuple[object, ...] | None = None
    for row in form.indicators:
        names = [text_of(row, level) for level in LEVELS]
        key = (*(name or _cell_key(row, at) for name, at in zip(names, LEVELS, strict=True)),)
        if key != last:
            found.append(BlankGroup(names[0], names[1]))
            if not has_level2:
                found[-1].level2 = found[-1].level1
                found[-1].single = True
            last = key
        found[-1].rows.append(row)
    return found


def naming_in(form: FormMap, level: str) -> Naming:
    """How a level's names stand in the blank; merged where nothing tells."""
    rows = form.indicators
    numbers = {(row.part, row.row) for row in rows}
    spot = label_spot(rows, level) if rows else None
    if spot is not None and not isinstance(spot.item, SourceCell):
        return Naming.OUTSIDE
    for row in rows:
        cell, part = _cell(row, level)
        if cell is not None and cell.text.strip() and (part, cell.row) not in numbers:
            return Naming.OWN
    for one, other in pairwise(rows):
        (above, _), (cell, _) = _cell(one, level), _cell(other, level)
        if above is None or cell is None or text_of(one, level) != text_of(other, level):
            continue
        if not above.text.strip():
            continue
        if above is cell:
            covers = cell.row + cell.rowspan > other.row
            return Naming.MERGED if covers else Naming.FIRST
        if above.text.strip():
            return Naming.EACH
    first = LEVELS[0]
    return Naming.MERGED if level == first else _like_first_level(naming_in(form, first))


def _like_first_level(naming: Naming) -> Naming:
    """Where every 二级指标 has one row only: in each row, if the 一级指标 is."""
    return Naming.EACH if naming is Naming.EACH else Naming.MERGED


def text_of(row: TableRow, key: str) -> str:
    """A field's text; blank for what a template leaves to be filled in."""
    found = row.fields.get(key)
    text = "" if found is None else found.text
    return "" if is_placeholder(text) or is_instruction(text) else text


def label_spot(rows: Sequence[TableRow], level: str) -> Spot | None:
    """The spot of a level's name beside these rows."""
    found = rows[0].fields.get(level)
    return found.spots[0] if found is not None and found.spots else None


def _cell_key(row: TableRow, level: str) -> object:
    """What tells apart groups without a name: the merged cell; cells of one row are one pool."""
    cell, part = _cell(row, level)
    if cell is None or cell.rowspan == 1:
        return None
    return part, cell.row


def _cell(row: TableRow, level: str) -> tuple[SourceCell | None, int]:
    found = row.fields.get(level)
    if found is None or not found.spots:
        return None, row.part
    spot = found.spots[0]
    return (spot.item if isinstance(spot.item, SourceCell) else None), spot.part
