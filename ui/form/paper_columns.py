"""The widths of the columns on screen: those of the paper, chosen anew as written rows come or go.

While somebody types in a cell they stay, however long the text becomes: nothing may move beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.report.column_cache import load_columns, save_columns
from core.sheet.page_setup import UPRIGHT
from core.sheet.sheet import Sheet

if TYPE_CHECKING:
    from core.report.columns import Edges

SOON = 300
"""Rows: in longer forms rows that are added take the widths that are there.

A blank row does so in every form: it needs no width, and whoever adds it is about to type.
"""


def find_columns(sheet: Sheet) -> list[Edges]:
    """The edges of the columns of each row, in points on an upright page."""
    from core.report.columns import column_edges

    return column_edges(sheet, UPRIGHT.frame().width)


def cached_or_found(sheet: Sheet) -> list[Edges]:
    """As ``find_columns``, of a form that is opened: quicker for the one that was open last."""
    return load_columns(sheet, UPRIGHT.frame().width) or find_columns(sheet)


def cache_columns(sheet: Sheet) -> None:
    """Let this form be the one that opens quickly the next time."""
    total = UPRIGHT.frame().width
    if load_columns(sheet, total) is None:
        save_columns(sheet, total, find_columns(sheet))


def exchange_columns(
    columns: Sequence[Edges], before: Sheet, after: Sheet, exchange: tuple[int, int, int]
) -> list[Edges]:
    """The edges after ``come`` rows have taken the place of ``gone`` ones from ``first`` on."""
    first, gone, come = exchange
    written = _written(before, first, gone) or _written(after, first, come)
    if written and len(after.bands) <= SOON:
        return find_columns(after)
    of_band = dict(zip(before.bands, columns, strict=True))
    rows = after.bands[first : first + come]
    if any(band not in of_band for band in rows):
        return find_columns(after)
    return [*columns[:first], *(of_band[band] for band in rows), *columns[first + gone :]]


def _written(sheet: Sheet, first: int, count: int) -> bool:
    """Whether a text begins in these rows."""
    return any(first <= cell.row < first + count and cell.text for cell in sheet.cells)
