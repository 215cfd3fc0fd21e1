"""Finding one's way in a Sheet: which cell covers a place, where the cell of a field stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from core.model.evaluation import ROOT
from core.model.path import Path
from core.sheet.sheet import Band, Cell, Role, Sheet

Slots = list[list[int]]
"""For every row and column the number of the covering cell."""

RowKey = tuple[Band, tuple[object, ...]]
"""What a row of the paper is about: equal keys in two Sheets are the same row."""


class Fields:
    """What is looked up in Sheets that are cut alike: found when it is first asked for."""

    def __init__(self, sheet: Sheet, slots: Slots) -> None:
        self._sheet, self._slots = sheet, slots

    @cached_property
    def by_path(self) -> dict[Path, int]:
        """The numbers of the cells that show a field, computed ones among them."""
        cells = self._sheet.cells
        return {cell.path: n for n, cell in enumerate(cells) if cell.path} | self.computed

    @cached_property
    def computed(self) -> dict[Path, int]:
        """The numbers of the computed cells that show a field."""
        return _computed(self._sheet, self._slots)

    @cached_property
    def merged(self) -> Sequence[int]:
        """The numbers of the cells of several rows, those of fewer rows first."""
        spans = [(c.rowspan, n) for n, c in enumerate(self._sheet.cells) if c.rowspan > 1]
        return [number for _, number in sorted(spans)]

    @cached_property
    def row_keys(self) -> Sequence[RowKey]:
        """What each row is about."""
        parts: list[list[object]] = [[] for _ in self._sheet.bands]
        for cell in self._sheet.cells:
            if cell.rowspan == 1:
                part = (cell.column, cell.colspan, cell.path or cell.role, cell.node)
                parts[cell.row].append(part)
        return list(zip(self._sheet.bands, map(tuple, parts), strict=True))


class Grid:
    """A Sheet with its cells by place and by field. Its attributes are read only."""

    def __init__(
        self, sheet: Sheet, cells: Sequence[Cell], slots: Slots, rows: Sequence[int], fields: Fields
    ) -> None:
        self.sheet = sheet
        self.cells = cells
        self.slots = slots
        self.rows = rows
        """Where each row stands in the Sheet that its cells are of."""
        self._fields = fields
        self.changed: tuple[Cell, ...] = ()
        """The cells that show something else than in the grid that this one is a renewal of."""

    @classmethod
    def of_sheet(cls, sheet: Sheet) -> Grid:
        """The grid of a whole Sheet."""
        columns = len(sheet.widths)
        slots: Slots = [[-1] * columns for _ in sheet.bands]
        for number, cell in enumerate(sheet.cells):
            row, column, right = cell.row, cell.column, cell.column + cell.colspan
            if cell.rowspan == 1:
                slots[row][column:right] = [number] * cell.colspan
                continue
            share = [number] * cell.colspan
            for shared in slots[row : row + cell.rowspan]:
                shared[column:right] = share
        return cls(sheet, sheet.cells, slots, range(len(slots)), Fields(sheet, slots))

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
        grid = Grid(sheet, sheet.cells, self.slots, self.rows, self._fields)
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
        slots, rows, cells = self.slots[last:], [*self.rows[last:]], self.cells
        if come is not None:
            new = slice(first, len(come.slots) - len(slots))
            offset = len(cells)
            slots = [[n + offset for n in row] for row in come.slots[new]] + slots
            rows = [*come.rows[new], *rows]
            cells = (*cells, *come.cells)
        slots, rows = self.slots[:first] + slots, [*self.rows[:first], *rows]
        return Grid(self.sheet, cells, slots, rows, self._fields)

    def beginning_at(self, row: int, column: int) -> Cell | None:
        """What begins at this place; ``None`` where one covers it that begins elsewhere."""
        cell = self.cells[self.slots[row][column]]
        return cell if cell.column == column and cell.row == self.rows[row] else None

    def at(self, row: int, column: int) -> Cell:
        """The cell that covers this place."""
        return self.cells[self.slots[row][column]]

    def of_path(self, path: Path) -> Cell | None:
        """The cell that shows the field at ``path``."""
        number = self._fields.by_path.get(path)
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
    def merged(self) -> list[Cell]:
        """The cells of several rows, those of fewer rows first; of a whole Sheet's grid."""
        return [self.cells[number] for number in self._fields.merged]

    @property
    def row_keys(self) -> Sequence[RowKey]:
        """What each row is about."""
        return self._fields.row_keys

    def address(self, cell: Cell) -> Path | None:
        """The field that a cell of this grid shows, also where nobody edits it."""
        if cell.path is not None or cell.role is not Role.COMPUTED:
            return cell.path
        known = self._fields.computed.items()
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
