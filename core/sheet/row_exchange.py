"""From one Sheet to another by exchanging rows: one block goes and one comes, the rest stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import eq
from typing import NamedTuple

from core.sheet.grid import Grid
from core.sheet.sheet import Cell


class Exchange(NamedTuple):
    """``come`` rows stand from row ``first`` on where ``gone`` rows stood."""

    first: int
    gone: int
    come: int


class ChangedPlace(NamedTuple):
    """A place that shows something else though its row stays; ``cell``: what begins there now."""

    row: int
    column: int
    cell: Cell | None


def exchange_of(before: Grid, after: Grid) -> Exchange:
    """The smallest block of rows that are about something else."""
    old, new = before.row_keys, after.row_keys
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return Exchange(head, len(old) - head - tail, len(new) - head - tail)


def changed_places(before: Grid, after: Grid, exchange: Exchange) -> Iterator[ChangedPlace]:
    """What looks different in the rows around the exchanged ones."""
    first, gone, come = exchange
    old = [c for c in before.cells if c.rowspan == 1 and not first <= c.row < first + gone]
    new = [c for c in after.cells if c.rowspan == 1 and not first <= c.row < first + come]
    for was, now in zip(old, new, strict=True):
        if was is not now and _looks_other(was, now):
            yield ChangedPlace(now.row, now.column, now)
    merged, remerged = _merged(before, first, gone, come - gone), _merged(after, first, come, 0)
    for place in merged.keys() | remerged.keys():
        one, other = merged.get(place), remerged.get(place)
        if one is None or other is None or _looks_other(one, other):
            yield ChangedPlace(*place, other)


def _looks_other(was: Cell, now: Cell) -> bool:
    """Whether two cells of the same place show something else."""
    return (
        was.text != now.text
        or was.derived != now.derived
        or was.align is not now.align
        or was.indent != now.indent
    )


def _merged(grid: Grid, first: int, exchanged: int, step: int) -> dict[tuple[int, int], Cell]:
    """The cells of several rows that begin beside the exchanged ones, by where they begin."""
    last = first + exchanged
    return {
        (cell.row if cell.row < first else cell.row + step, cell.column): cell
        for cell in grid.merged
        if not first <= cell.row < last
    }


def _common(a: Sequence[object], b: Sequence[object]) -> int:
    """How many members two sequences have in common at their beginning."""
    return sum(1 for _ in takewhile(bool, map(eq, a, b)))
