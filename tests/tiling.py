"""The first promise of a Sheet, asked for by every test that lays one out."""

from __future__ import annotations

from collections import Counter

from core.sheet.sheet import Sheet


def assert_tiles(sheet: Sheet) -> None:
    """Its cells cover every place of its grid exactly once."""
    covered = Counter(
        (row, column)
        for cell in sheet.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    )
    places = {(row, col) for row in range(len(sheet.bands)) for col in range(len(sheet.widths))}
    assert set(covered) == places
    assert set(covered.values()) == {1}
