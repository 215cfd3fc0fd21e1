"""The grid: cells with spans and places. A value that every face (window, PDF …) renders."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from core.model.path import Path
from core.sheet.picture import Picture


class Role(Enum):
    """What a cell is for."""

    __hash__ = object.__hash__  # an enum's own is a call to Python

    TITLE = "title"
    """The form's name; edited in place, not a Tab stop."""
    LABEL = "label"
    """Printed by the form itself, nobody edits it."""
    HEADING = "heading"
    """A name the clerk may change (一级, 二级指标, a source of funds), not a Tab stop."""
    INPUT = "input"
    """The clerk's; a Tab stop."""
    COMPUTED = "computed"
    """Never typed: a sum, a rate."""
    BLANK = "blank"
    """An empty part of the paper."""


class Band(Enum):
    """Which part of the form a row belongs to; faces choose heights, breaks and styles by it."""

    __hash__ = object.__hash__

    TITLE = "title"
    HEADER = "header"
    FUNDS_HEAD = "funds head"
    FUND = "fund"
    GOALS_HEAD = "goals head"
    GOALS = "goals"
    INDICATOR_HEAD = "indicator head"
    INDICATOR = "indicator"
    TOTAL = "total"
    SECTION = "section"
    SIGNATURE = "signature"
    PICTURE = "picture"
    APPENDIX = "appendix"
    """The title of a part that begins on a page of its own."""


class Align(Enum):
    """How the text stands in its cell; always centred between top and bottom but for TEXT."""

    __hash__ = object.__hash__

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    TEXT = "text"
    """Running text: left and from the top."""


class Sign(Enum):
    """What a hand puts into a place for a signature where nothing is typed."""

    __hash__ = object.__hash__

    LINE = "line"
    """A name, on a line."""
    SEAL = "seal"
    """A seal, on clean paper."""
    DATE = "date"
    """Figures before 年, 月 and 日, which the face prints."""


class Cell(Struct, frozen=True):
    """One cell. ``text`` is what prints.

    ``path`` is the field that the clerk edits here (``None``: nothing to edit). ``derived`` says
    that the field is blank and the text was computed. ``framed`` cells have the form's lines;
    title, year line and signatures stand outside the table. ``node`` is the id of the node that
    the cell belongs to (its row's indicator, fund …), also where nothing can be edited.
    ``sign``: the cell is a place to sign. ``indent``: in ems, before each line of a name that is a
    part of what stands above it.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    role: Role
    align: Align = Align.CENTER
    path: Path | None = None
    derived: bool = False
    framed: bool = True
    node: int | None = None
    sign: Sign | None = None
    indent: float = 0.0
    picture: Picture | None = None
    """Drawn in place of a text."""


class Sheet(Struct, frozen=True):
    """The whole form. ``cells`` tile ``len(bands)`` rows x ``len(widths)`` columns exactly.

    ``widths`` are relative nominal widths of the grid's columns; a face scales or improves them.
    """

    widths: tuple[int, ...]
    bands: tuple[Band, ...]
    cells: tuple[Cell, ...]
