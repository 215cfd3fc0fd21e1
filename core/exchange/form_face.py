"""The paper's look for files that other programs open: faces, widths and heights of a Sheet.

Those programs set the text, so lines are only estimated here: from the width that a text has at
half an em for a Latin character and one em for a Chinese one. An estimate errs on the high side:
a row that is a line too high is no harm, a text that is cut is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from msgspec import Struct

from core.sheet.cell_kinds import is_note, is_upright
from core.sheet.heights import Metrics, row_sizes
from core.sheet.page_setup import MM, UPRIGHT
from core.sheet.sheet import Align, Band, Cell, Role, Sheet

LEFT, RIGHT = UPRIGHT.sides()
TOP, BOTTOM = UPRIGHT.margins.head * MM, UPRIGHT.margins.foot * MM
WIDTH: Final = UPRIGHT.frame().width
"""Points between the margins of an A4 page, which are those of the paper."""

SONG, HEI = "宋体", "黑体"
"""Chinese Windows and WPS have both; elsewhere the programs know what stands in for them."""

_PAD: Final = 5.0  # on both sides of a text together
_TALL: Final = {Band.TITLE: 24.0, Band.SIGNATURE: 30.0, Band.GOALS: 38.0, Band.SECTION: 38.0}
_ROW: Final = 17.0
_SHORT: Final = 5
_HEADS: Final = (Band.FUNDS_HEAD, Band.INDICATOR_HEAD)
_SLACK: Final = 1.04  # lines end where words do
_LEADING: Final = 1.34


class Face(Struct, frozen=True):
    """The font of a cell; ``size`` in points."""

    font: str
    size: float
    bold: bool = False


_TITLE, _YEAR = Face(SONG, 18, bold=True), Face(SONG, 11)
_LABEL, _NOTE, _BODY = Face(HEI, 9), Face(SONG, 9), Face(SONG, 9.5)
FACES: Final = (_TITLE, _YEAR, _LABEL, _NOTE, _BODY)


def face_of(cell: Cell) -> Face:
    """The font that the paper has in this cell."""
    role = cell.role
    if role is Role.INPUT or role is Role.BLANK or role is Role.COMPUTED:
        return _BODY
    if role is Role.TITLE:
        return _YEAR if cell.path is not None and cell.path.field == "year" else _TITLE
    return _NOTE if is_note(cell) else _LABEL


def column_widths(sheet: Sheet, figures: Sequence[Cell]) -> list[float]:
    """Points of each column: the paper's own, wider where a figure or a head would be broken.

    A spreadsheet shows hashes for a figure that is wider than its cell. The sum may come to more
    than ``WIDTH``: the page is then printed smaller.
    """
    scale = WIDTH / sum(sheet.widths)
    widths = [width * scale for width in sheet.widths]
    rows = {row for row, band in enumerate(sheet.bands) if band is _HEADS[0] or band is _HEADS[1]}
    heads = (cell for cell in sheet.cells if cell.row in rows and _is_short_head(cell))
    for cell, padding in chain(((c, _PAD) for c in heads), ((c, 2 * _PAD) for c in figures)):
        span = range(cell.column, cell.column + cell.colspan)
        lack = text_width(cell.text) * face_of(cell).size / 2 + padding
        lack -= sum(widths[column] for column in span)
        for column in span if lack > 0 else ():
            widths[column] += lack / cell.colspan
    return widths


def _is_short_head(cell: Cell) -> bool:
    return cell.role is Role.LABEL and len(cell.text) <= _SHORT and not is_upright(cell)


def row_heights(sheet: Sheet, widths: Sequence[float]) -> list[float]:
    """Points of each row, high enough for the lines that its texts take."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    lines, leadings = [], [_BODY.size * _LEADING] * len(sheet.bands)
    minima = [least_height(band) for band in sheet.bands]
    for cell in sheet.cells:
        face, text = face_of(cell), cell.text
        room = edges[cell.column + cell.colspan] - edges[cell.column]
        if face is _BODY:
            lines.append(_lines(text, room, face.size) if text else 1)
            continue
        lines.append(len(text) if is_upright(cell) else _lines(text, room, face.size))
        leadings[cell.row] = max(leadings[cell.row], face.size * _LEADING)
        if face is _NOTE:
            minima[cell.row] = 0.0
    metrics = Metrics(leadings, minima, padding=3.0, tear=math.inf)
    return [size.height for size in row_sizes(sheet, lines, metrics)]


def least_height(band: Band) -> float:
    """Points of a row in which nothing stands."""
    return _TALL.get(band, _ROW)


@lru_cache(maxsize=8192)
def _lines(text: str, room: float, size: float) -> int:
    whole = (room - _PAD) / (size / 2)
    most = max(2, int(whole / _SLACK))
    widths = map(text_width, text.split("\n") if "\n" in text else (text,))
    return sum(1 if width <= whole else -(-width // most) for width in widths)


def text_width(text: str) -> int:
    """In halves of an em: a Latin character has one, a Chinese one two."""
    return len(text) if text.isascii() else (len(text.encode("utf-8", "replace")) + len(text)) // 2


def horizontal(cell: Cell) -> str:
    """``left``, ``center`` or ``right``."""
    return "left" if cell.align is Align.TEXT else cell.align.value
