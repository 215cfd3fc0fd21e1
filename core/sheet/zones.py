"""The parts of a Sheet, as funds, goals and indicators, that cut its width each in their own way.

A face may give each of them its own inner grid, so that a long text in one widens nothing in
another. Lines that run through all of them stay one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from core.sheet.sheet import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.sheet.sheet import Sheet

_PART_OF: Final = {
    Band.FUNDS_HEAD: Band.FUND,
    Band.GOALS_HEAD: Band.GOALS,
    Band.INDICATOR_HEAD: Band.INDICATOR,
    Band.TOTAL: Band.INDICATOR,
}


class Zone(Struct, frozen=True):
    """The rows from ``first`` up to ``end``, which share one grid.

    ``lines``: the columns of the sheet before which a framed cell of the zone begins, and the end
    of the last one; only the two edges where nothing is framed. ``cells``: how many are framed.
    """

    first: int
    end: int
    lines: tuple[int, ...]
    cells: int


def zones(sheet: Sheet) -> list[Zone]:
    """The zones of a sheet, from top to bottom; no cell reaches from one into another."""
    parts = [_PART_OF.get(band, band) for band in sheet.bands]
    begins = {row for row in range(len(parts)) if not row or parts[row] is not parts[row - 1]}
    for cell in sheet.cells:
        if cell.rowspan > 1:
            begins.difference_update(range(cell.row + 1, cell.row + cell.rowspan))
    starts = sorted(begins)
    zone_of = [0] * len(parts)
    for number, (first, end) in enumerate(zip(starts, [*starts[1:], len(parts)], strict=True)):
        zone_of[first:end] = [number] * (end - first)
    lines: list[set[int]] = [{0, len(sheet.widths)} for _ in starts]
    counts = [0] * len(starts)
    for cell in sheet.cells:
        if cell.framed:
            number = zone_of[cell.row]
            lines[number] |= {cell.column, cell.column + cell.colspan}
            counts[number] += 1
    ends = [*starts[1:], len(parts)]
    return [
        Zone(first, end, tuple(sorted(own)), count)
        for first, end, own, count in zip(starts, ends, lines, counts, strict=True)
    ]


def common_lines(parts: Sequence[Zone]) -> tuple[int, ...]:
    """The lines that run through all zones that have any cell within the frame."""
    framed = [set(zone.lines) for zone in parts if zone.cells]
    return tuple(sorted(set.intersection(*framed))) if framed else ()
