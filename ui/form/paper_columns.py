"""The widths of the columns on screen: those of the paper, as they were at the last calm moment.

While somebody types, adds, moves or takes out rows they stay, whatever the texts need: nothing may
move beside the hand. They are chosen anew where the whole picture changes anyway: as a form is
opened, comes back into sight, is zoomed, or as many rows become others at once: they are pasted,
and that is undone or done again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from core.model.evaluation import Evaluation
from core.report.column_cache import load_columns, save_columns
from core.sheet.page_setup import UPRIGHT
from core.sheet.sheet import Sheet

if TYPE_CHECKING:
    from core.report.columns import Edges


MANY = 5
"""So many rows are more than what somebody types, moves or doubles beside the hand."""


def many_rows(before: Evaluation, after: Evaluation) -> bool:
    """Whether many rows came, went or are others now; unchanged ones are shared by both."""
    old, new = _rows_beside(before, after), _rows_beside(after, before)
    return max(len(old - new), len(new - old)) >= MANY


def _rows_beside(evaluation: Evaluation, other: Evaluation) -> set[int]:
    """The rows, without those below the first levels that both forms share."""
    shared = {id(category) for category in other.categories}
    categories = (one for one in evaluation.categories if id(one) not in shared)
    rows = {id(row) for category in categories for row in category.indicators}
    return rows.union(map(id, evaluation.funds))


def find_columns(sheet: Sheet) -> list[Edges]:
    """The edges of the columns of each row, in points on an upright page."""
    return list(_found(sheet))


@lru_cache(maxsize=2)
def _found(sheet: Sheet) -> tuple[Edges, ...]:
    """Cached: a form that is zoomed, or comes back into sight, is mostly the same sheet."""
    from core.report.columns import column_edges

    return tuple(column_edges(sheet, UPRIGHT.frame().width))


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
    """The edges after ``come`` rows have taken the place of ``gone`` ones from ``first`` on.

    Rows take the widths that rows of their kind have; found anew only where there are none.
    """
    first, gone, come = exchange
    of_band = dict(zip(before.bands, columns, strict=True))
    rows = after.bands[first : first + come]
    if any(band not in of_band for band in rows):
        return find_columns(after)
    return [*columns[:first], *(of_band[band] for band in rows), *columns[first + gone :]]
