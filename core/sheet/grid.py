"""Finding one's way in a Sheet: which cell covers a place, where the cell of a field stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from core.dataclass import dataclass
from core.model.evaluation import ROOT
from core.model.path import Path
from core.sheet.sheet import Band, Cell, Role, Sheet

Slots = list[list[int]]
"""For every row and column the number of the covering cell."""

Begins = list[list[bool]]
"""For every row and column whether a cell begins there."""


RowKey = tuple[Band, tuple[object, ...]]
"""What a row of the paper is about: equal keys in two Sheets are the same row."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where cells stand, and the numbers of the cells that show a field: all, and computed ones."""

    slots: Slots
    begins: Begins
    by_path: dict[Path, int]
    computed: dict[Path, int]
    row_keys: list[RowKey] = field(default_factory=list)


class Grid:
    """A Sheet with its cells by place and by field. ``slots`` and ``cells`` are read only."""

    def __init__(self, sheet: Sheet, cells: Sequence[Cell], places: Places) -> None:
        self.sheet = sheet
        self.cells = cells
        self.slots, self.begins = places.slots, places.begins
        self._places = places
        self.changed: tuple[Cell, ...] = ()
        """The cells that show something else than in the grid that this one is a renewal of."""

    @classmethod
    def of_sheet(cls, sheet: Sheet) -> Grid:
        """The grid of a whole Sheet."""
        columns = len(sheet.widths)
        slots: Slots = [[-1] * columns for _ in sheet.bands]
        begins: Begins = [[False] * columns for _ in sheet.bands]
        for number, cell in enumerate(sheet.cells):
            begins[cell.row][cell.column] = True
            right = cell.column + cell.colspan
            share = [number] * cell.colspan
            for row in slots[cell.row : cell.row + cell.rowspan]:
                row[cell.column : right] = share
        computed = _computed(sheet, slots)
        by_path = {cell.path: n for n, cell in enumerate(sheet.cells) if cell.path is not None}
        return cls(sheet, sheet.cells, Places(slots, begins, by_path | computed, computed))

    def renewed(self, sheet: Sheet) -> Grid | None:
        """The grid of ``sheet`` if it is cut exactly as this one, else ``None``.

        Nearly every key leaves the cut as it is, and then places and fields need no new search.
        """
        old = self.sheet
        if sheet.bands != old.bands or sheet.widths != old.widths:
            return None
        if len(sheet.cells) != len(self.cells):
            return None
        fresh = [
            (before, after)
            for before, after in zip(self.cells, sheet.cells, strict=True)
            if before is not after
        ]
        if not all(_same_place(before, after) for before, after in fresh):
            return None
        grid = Grid(sheet, sheet.cells, self._places)
        grid.changed = tuple(
            after
            for before, after in fresh
            if before.text != after.text or before.derived != after.derived
        )
        return grid

    def spliced(self, first: int, gone: int, come: Grid | None = None) -> Grid:
        """A grid on the way to another: ``gone`` rows are out, those of ``come`` may be in.

        All other rows show exactly what they showed, as Qt expects while it is told of rows.
        """
        last = first + gone
        slots, begins, cells = self.slots[last:], self.begins[last:], self.cells
        if come is not None:
            rows = slice(first, len(come.slots) - len(slots))
            offset = len(cells)
            slots = [[n + offset for n in row] for row in come.slots[rows]] + slots
            begins = come.begins[rows] + begins
            cells = (*cells, *come.cells)
        slots, begins = self.slots[:first] + slots, self.begins[:first] + begins
        return Grid(
            self.sheet, cells, replace(self._places, slots=slots, begins=begins, row_keys=[])
        )

    def at(self, row: int, column: int) -> Cell:
        """The cell that covers this place."""
        return self.cells[self.slots[row][column]]

    def of_path(self, path: Path) -> Cell | None:
        """The cell that shows the field at ``path``."""
        number = self._places.by_path.get(path)
        return None if number is None else self.cells[number]

    def near(self, path: Path) -> Cell | None:
        """The cell of a field or, where the paper has none for it, the best place to go to."""
        cell = self.of_path(path)
        if cell is not None:
            return cell
        if path == Path(ROOT, "year"):
            return self.of_path(Path(ROOT, "title"))
        own = [cell for cell in self.cells if cell.node == path.node and cell.path is not None]
        inputs = [cell for cell in own if cell.role is Role.INPUT]
        return next(iter(inputs or own), None)

    def in_row(self, row: int) -> list[Cell]:
        """The cells that stand in this row, the merged ones included, from left to right."""
        return [self.cells[number] for number in dict.fromkeys(self.slots[row])]

    @property
    def row_keys(self) -> Sequence[RowKey]:
        """What each row is about; looked up once for all grids that are cut alike."""
        keys = self._places.row_keys
        if not keys:
            keys.extend(map(self._row_key, range(len(self.slots))))
        return keys

    def _row_key(self, row: int) -> RowKey:
        parts = tuple(
            (cell.column, cell.colspan, cell.path or cell.role, cell.node)
            for cell in self.in_row(row)
            if cell.rowspan == 1
        )
        return self.sheet.bands[row], parts

    def address(self, cell: Cell) -> Path | None:
        """The field that a cell of this grid shows, also where nobody edits it."""
        if cell.path is not None or cell.role is not Role.COMPUTED:
            return cell.path
        known = self._places.computed.items()
        return next((path for path, number in known if self.cells[number] is cell), None)


def _computed(sheet: Sheet, slots: Slots) -> dict[Path, int]:
    """The fields that computed cells show, with the numbers of those cells."""
    found = {}
    for number, cell in enumerate(sheet.cells):
        if cell.role is not Role.COMPUTED:
            continue
        if sheet.bands[cell.row] is Band.TOTAL:
            # A total stands under the figures that it sums up.
            above = sheet.cells[slots[cell.row - 1][cell.column]].path
            points = above is not None and above.field == "points"
            found[Path(ROOT, "total_points" if points else "total_score")] = number
        elif cell.node is not None:
            found[Path(cell.node, "rate")] = number
    return found


def _same_place(a: Cell, b: Cell) -> bool:
    return (
        a.row == b.row
        and a.column == b.column
        and a.rowspan == b.rowspan
        and a.colspan == b.colspan
        and a.path == b.path
        and a.node == b.node
        and a.role is b.role
    )
