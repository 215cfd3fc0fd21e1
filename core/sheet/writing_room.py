"""The room that a form keeps for what is still to be written into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.sheet.sheet import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.sheet.sheet import Sheet
    from core.sheet.zones import Zone

_SHARE: Final = 0.9  # of its own width on the paper: so much a column keeps where all is blank


def rooms_to_write(
    sheet: Sheet, parts: Sequence[Zone], total: float
) -> list[dict[tuple[int, int], float]]:
    """For each zone the least widths of its columns, on paper of a ``total`` width.

    A row is open where at least half of what the clerk fills in is blank; the more rows of a zone
    are open, the nearer its columns keep to the paper's own widths. A filled row without a reason
    is not open: what is blank there stays so.
    """
    written: dict[int, list[bool]] = {}
    inputs = [cell for cell in sheet.cells if cell.role is Role.INPUT and cell.framed]
    for cell in inputs:
        written.setdefault(cell.row, []).append(bool(cell.text.strip()))
    point = total / sum(sheet.widths)
    rooms = []
    for zone in parts:
        rows = [row for row in range(zone.first, zone.end) if row in written]
        share = sum(2 * sum(written[row]) <= len(written[row]) for row in rows) / (len(rows) or 1)
        inside = (cell for cell in inputs if zone.first <= cell.row < zone.end) if share else ()
        found = {(cell.column, cell.column + cell.colspan) for cell in inside}
        rooms.append(
            {(a, b): _SHARE * share * point * sum(sheet.widths[a:b]) for a, b in sorted(found)}
        )
    return rooms
