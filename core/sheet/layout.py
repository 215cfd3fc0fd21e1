"""版式: which cells the paper of one place has, and where. Data, read from resources/layouts.

The evaluation's content is the same whatever the layout: a column that a layout does not print
keeps its texts.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from msgspec import Struct

from core.resources import resource

DEFAULT_LAYOUT = "上海"

Span = tuple[int, int]
"""First column of the grid and number of columns."""


class Column(Struct, frozen=True):
    """One column of a block: the field it shows, its heading, its place on the grid."""

    field: str
    head: str
    span: Span


class Entry(Struct, frozen=True):
    """A labelled field of the header; where it is blank, ``stand_in`` is the field that shows."""

    field: str
    label: str
    label_span: Span
    span: Span
    stand_in: str = ""


class Block(Struct, frozen=True):
    """A part of the form with a label at its left and columns beside it."""

    label: str
    label_span: Span
    columns: tuple[Column, ...]

    def span(self, field: str) -> Span | None:
        """Where a field stands, ``None`` where this layout has no column for it."""
        return next((column.span for column in self.columns if column.field == field), None)


class Layout(Struct, frozen=True, eq=False):
    """One paper form. ``fund_rows`` are the sources that a new form begins with.

    Compared by identity: a layout is a key of the rows that are kept from one key to the next.

    ``reasons``: the section that gathers the rows' reasons where they have no column of their own.
    """

    name: str
    source: str
    profile: str
    money_unit: str
    widths: tuple[int, ...]
    header: tuple[tuple[Entry, ...], ...]
    funds: Block
    fund_rows: tuple[str, ...]
    goals: Block
    indicators: Block
    total_label: str
    sections: tuple[str, ...]
    signatures: tuple[str, ...]
    notes: tuple[str, ...]
    reasons: str

    @property
    def header_fields(self) -> frozenset[str]:
        """The fields that the header shows."""
        return frozenset(entry.field for row in self.header for entry in row)


@lru_cache(maxsize=1)
def layout_names() -> tuple[str, ...]:
    """The names of all layouts, the default one first."""
    names = sorted(path.stem for path in resource("layouts").glob("*.toml"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT_LAYOUT))


def layout_for(name: str) -> Layout:
    """The layout that a form names, or the default one where it names none that is known."""
    return _loaded(name if name in layout_names() else DEFAULT_LAYOUT)


@lru_cache(maxsize=32)
def _loaded(name: str) -> Layout:
    data = tomllib.loads(resource("layouts", f"{name}.toml").read_text("utf-8"))
    return Layout(
        name=data["name"],
        source=data["source"],
        profile=data["profile"],
        money_unit=data["money_unit"],
        widths=tuple(data["widths"]),
        header=tuple(tuple(_entry(*written) for written in row) for row in data["header"]),
        funds=_block(data["funds"]),
        fund_rows=tuple(data["funds"]["rows"]),
        goals=_block(data["goals"]),
        indicators=_block(data["indicators"]),
        total_label=data["total"]["label"],
        sections=tuple(data.get("sections", ())),
        signatures=tuple(data.get("signatures", ())),
        notes=tuple(data.get("notes", ())),
        reasons=data.get("reasons", ""),
    )


def _block(table: dict[str, Any]) -> Block:
    columns = (Column(field, head, _span(place)) for field, head, place in table["columns"])
    return Block(table["label"], _span(table["place"]), tuple(columns))


def _entry(field: str, label: str, at: str, to: str, stand_in: str = "") -> Entry:
    return Entry(field, label, _span(at), _span(to), stand_in)


def _span(place: str) -> Span:
    first, count = place.split("+")
    return int(first), int(count)
