"""The edit that a paste is: a block laid on the paper from a cell to the right and down.

Each place of the block meets the cell that stands there; labels and computed cells take nothing.
Rows that go beyond the last indicator become new indicators.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from core.exchange.clipboard import Block
from core.model.edits import Edit, Insert, Place, Remove, SetField, Together
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator, fresh_id
from core.model.path import Path, find, read
from core.sheet.sheet import Band, Cell, Role
from ui.form.grid import Grid
from ui.form.pasting_place import heads_from, repeats_heads

PASTE = "粘贴"
_CATEGORY, _GROUP = "category", "group"
_FILLED = ("target", "actual", "score", "deviation")


Where = tuple[int, int]
"""Row and column of a text in a block."""


@dataclass(frozen=True, slots=True)
class Pasting:
    """What a paste would do with ``block`` (without heads that stand on the paper already).

    ``heads`` name its columns.  Rows from ``fitting`` on are added; the texts at ``homeless`` find
    no cell that takes them.
    """

    edit: Together | None
    block: Block = ()
    heads: tuple[str, ...] = ()
    fitting: int = 0
    homeless: frozenset[Where] = frozenset()
    overrun: tuple[str, ...] = ()
    """Groups into which the block runs over, though it does not name them."""

    @property
    def added(self) -> int:
        """How many indicators come new."""
        return len(self.block) - self.fitting


@dataclass(slots=True)
class _Row:
    """An indicator to be added; ``None`` as a level's name means: as in the row above."""

    category: str | None = None
    group: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


def paste(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> Pasting:
    """Lay ``block`` on the paper with its top left corner at ``start``."""
    heads = heads_from(grid, start)
    if block and repeats_heads(heads, block[0]):
        block = block[1:]
    fitting = len(block)
    if grid.sheet.bands[start.row] is Band.INDICATOR:
        if _brings_a_tree(evaluation, grid, start, block):
            return _replanted(evaluation, grid, start, block)
        last = max(at for at, band in enumerate(grid.sheet.bands) if band is Band.INDICATOR)
        fitting = min(fitting, last + 1 - start.row)
    sets, homeless = _sets(evaluation, grid, start, block[:fitting])
    columns = _columns(evaluation, grid, start)
    added = [_new_row(columns, texts) for texts in block[fitting:]]
    homeless |= {
        (row, at)
        for row, texts in enumerate(block[fitting:], fitting)
        for at, text in enumerate(texts)
        if text and not "".join(columns[at : at + 1])
    }
    edits: list[Edit] = [*_planted(evaluation, added), *sets]
    edit = Together(tuple(edits), PASTE) if edits else None
    overrun = _overrun(evaluation, grid, start, block[:fitting])
    return Pasting(edit, block, heads, fitting, frozenset(homeless), overrun)


def fill(evaluation: Evaluation, cells: Sequence[Cell], text: str, name: str) -> Together | None:
    """Put one text into all of these cells that can be edited."""
    edits = tuple(
        SetField(cell.path, text)
        for cell in cells
        if cell.path is not None and read(evaluation, cell.path) != text
    )
    return Together(edits, name) if edits else None


def fill_down(evaluation: Evaluation, grid: Grid, cells: Sequence[Cell]) -> Together | None:
    """Put the text of each column's uppermost selected cell into those below it (Ctrl+D).

    With a single cell, the text comes from the cell above.
    """
    fillable = [cell for cell in cells if cell.path is not None and cell.role is Role.INPUT]
    if len(fillable) == 1 and fillable[0].row > 0:
        above = grid.at(fillable[0].row - 1, fillable[0].column)
        fillable = [above, *fillable] if above.role is Role.INPUT else []
    edits: list[Edit] = []
    for column in sorted({cell.column for cell in fillable}):
        first, *below = (cell for cell in fillable if cell.column == column)
        if first.path is not None:
            filled = fill(evaluation, below, read(evaluation, first.path), "")
            edits += filled.edits if filled else ()
    return Together(tuple(edits), "向下填充") if edits else None


def _cells_from(grid: Grid, row: int, start: Cell) -> list[Cell]:
    """The cells of a row from the column where the paste begins."""
    return [cell for cell in grid.in_row(row) if cell.column + cell.colspan > start.column]


def _overrun(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> tuple[str, ...]:
    """The groups after the first one whose rows would get other names than they have."""
    names = _columns(evaluation, grid, start)
    if grid.sheet.bands[start.row] is not Band.INDICATOR or "name" not in names:
        return ()
    at, columns = names.index("name"), max(map(len, block), default=0)
    if _GROUP in names[:at] or at >= columns:
        return ()  # the block brings its own groups, or no names
    found: dict[str, None] = {}
    rows = _rows_from(evaluation, grid, start.row)
    for (group, row), texts in zip(rows, block, strict=False):
        text = texts[at] if at < len(texts) else None
        if group is not rows[0][0] and row.name.strip() and text and text != row.name:
            found[group.name] = None
    return tuple(found)


def _rows_from(evaluation: Evaluation, grid: Grid, row: int) -> list[tuple[Group, Indicator]]:
    """The indicators from this row of the paper on, each with its group."""
    first = grid.sheet.bands.index(Band.INDICATOR)
    return [(group, indicator) for _, group, indicator in evaluation.rows][row - first :]


def _sets(
    evaluation: Evaluation, grid: Grid, start: Cell, block: Block
) -> tuple[list[SetField], set[Where]]:
    """The fields that a block sets where it meets the paper, and where its other texts stand."""
    sets: dict[Path, str] = {}
    homeless: set[Where] = set()
    for number, texts in enumerate(block):
        row = start.row + number
        cells = _cells_from(grid, row, start) if row < len(grid.slots) else []
        for at, text in enumerate(texts):
            cell = cells[at] if at < len(cells) else None
            if text is None or (cell is not None and cell.rowspan > 1 and not text):
                continue  # covered by a merged cell, here or there
            if cell is None or cell.path is None:
                if text and (cell is None or text != cell.text):
                    homeless.add((number, at))
            elif sets.setdefault(cell.path, text) != text:
                homeless.add((number, at))
    changed = ((path, text) for path, text in sets.items() if read(evaluation, path) != text)
    return [SetField(path, text) for path, text in changed], homeless


def _columns(evaluation: Evaluation, grid: Grid, start: Cell) -> list[str]:
    """For each column of the block what it holds on an indicator row; ``""`` for a label."""
    levels = {Category: _CATEGORY, Group: _GROUP}
    names = []
    for cell in _cells_from(grid, start.row, start):
        if cell.path is None:
            names.append("")
        else:
            kind = type(find(evaluation, cell.path.node))
            names.append(levels.get(kind, cell.path.field))
    return names


def _new_row(columns: Sequence[str], texts: Sequence[str | None]) -> _Row:
    row = _Row()
    for name, text in zip(columns, texts, strict=False):
        if not text or not name:
            continue
        if name == _CATEGORY:
            row.category = text
        elif name == _GROUP:
            row.group = text
        else:
            row.fields[name] = text
    return row


def _brings_a_tree(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> bool:
    """Whether the block is a table with its own levels that comes into a form not yet filled in.

    Rows of the form that it covers may have names and points, those after it nothing at all.
    """
    if start.role is not Role.HEADING or len(block) < 2 or len(block[0]) < 2:
        return False
    if "name" not in _columns(evaluation, grid, start)[: max(map(len, block))]:
        return False
    rows = _from(evaluation, grid, start.row)
    covered, beyond = rows[: len(block)], rows[len(block) :]
    return not any(getattr(row, name).strip() for row in covered for name in _FILLED) and not any(
        getattr(row, name).strip() for row in beyond for name in ("name", *_FILLED)
    )


def _from(evaluation: Evaluation, grid: Grid, row: int) -> list[Indicator]:
    """The indicators from this row of the paper on."""
    return [indicator for _, indicator in _rows_from(evaluation, grid, row)]


def _replanted(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> Pasting:
    """Blank rows give way to the block's own tree, as when a whole table is brought in."""
    gone = frozenset(indicator.id for indicator in _from(evaluation, grid, start.row))
    columns = _columns(evaluation, grid, start)
    rows = [_new_row(columns, texts) for texts in block]
    remaining = replace(
        evaluation,
        categories=tuple(
            replace(category, groups=groups)
            for category in evaluation.categories
            if (groups := tuple(_kept(category, gone)))
        ),
    )
    edits = (Remove(gone), *_planted(remaining, rows, fresh_id(evaluation)))
    fitting = min(len(block), len(gone))
    return Pasting(Together(edits, PASTE), block, heads_from(grid, start), fitting)


def _kept(category: Category, gone: frozenset[int]) -> Iterator[Group]:
    for group in category.groups:
        rows = tuple(row for row in group.indicators if row.id not in gone)
        if rows:
            yield replace(group, indicators=rows)


def _planted(evaluation: Evaluation, rows: list[_Row], first_id: int | None = None) -> list[Edit]:
    """Edits that add these rows at the end of the tree, under the levels that they name."""
    if not rows:
        return []
    ids = iter(range(first_id or fresh_id(evaluation), 2**62))
    last = evaluation.categories[-1] if evaluation.categories else None
    named = _named(last, rows)
    edits: list[Edit] = []
    for number, (category, members) in enumerate(groupby(named, key=lambda row: row[0])):
        groups = [
            Group(
                id=next(ids),
                name=group,
                indicators=tuple(_indicator(next(ids), fields) for _, _, fields in in_group),
            )
            for group, in_group in groupby(members, key=lambda row: row[1])
        ]
        if number == 0 and last is not None and category == last.name:
            edits.append(Remove(frozenset({last.id})))
            edits.append(Insert(Place(ROOT, "categories"), _joined(last, groups)))
        else:
            new = Category(id=next(ids), name=category, groups=tuple(groups))
            edits.append(Insert(Place(ROOT, "categories"), new))
    return edits


def _indicator(node: int, fields: dict[str, str]) -> Indicator:
    return Indicator(
        id=node,
        name=fields.get("name", ""),
        target=fields.get("target", ""),
        actual=fields.get("actual", ""),
        points=fields.get("points", ""),
        score=fields.get("score", ""),
        deviation=fields.get("deviation", ""),
    )


def _named(last: Category | None, rows: list[_Row]) -> list[tuple[str, str, dict[str, str]]]:
    """Each row with the names of its levels; a new first level begins without a second one."""
    category = last.name if last else ""
    group = last.groups[-1].name if last else ""
    named = []
    for row in rows:
        if row.category is not None and row.category != category:
            category, group = row.category, ""
        if row.group is not None:
            group = row.group
        named.append((category, group, row.fields))
    return named


def _joined(category: Category, groups: list[Group]) -> Category:
    """The category with more groups; the first goes on with its last one if they share a name."""
    *before, end = category.groups
    if groups[0].name == end.name:
        end = replace(end, indicators=(*end.indicators, *groups[0].indicators))
        groups = groups[1:]
    return replace(category, groups=(*before, end, *groups))
