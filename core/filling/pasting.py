"""The edit that a paste is: a block laid on the paper from a cell to the right and down.

Each place of the block meets the cell that stands there; labels and computed cells take nothing.
Rows that go beyond the last indicator become new indicators.  Names without levels stay in the
group where they are pasted.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from core.exchange.clipboard_formats import Block
from core.filling.new_rows import (
    GROUP,
    Columns,
    added_rows,
    brings_levels,
    fits,
    indicator_of,
    new_row,
    replaced_rows,
)
from core.filling.paste_columns import cells_from, columns_from, in_paper_order, to_indicators
from core.filling.paste_headings import heads_from, place_of, repeats_heads
from core.model.edits import Edit, Insert, Remove, SetField, Together, apply, parent_place
from core.model.evaluation import Category, Evaluation, Group, Indicator, fresh_id
from core.model.fields import names
from core.model.path import Path, read, read_all
from core.sheet.grid import Grid
from core.sheet.sheet import Band, Cell, Role

PASTE = "粘贴"
# What a form does not begin with; names and points are on every blank one.
_FILLED = frozenset(names(Indicator, lambda field: field.on_paper and field.is_text)) - {
    "name",
    "points",
}


Row = tuple[Category, Group, Indicator]
Where = tuple[int, int]
"""Row and column of a text in a block."""


class Pasting(Struct, frozen=True):
    """What a paste would do with ``block`` (without heads that stand on the paper already).

    ``heads`` name its columns.  Rows from ``fitting`` on are added; the texts at ``unplaced`` find
    no cell that takes them.
    """

    edit: Together | None
    block: Block = ()
    heads: tuple[str, ...] = ()
    fitting: int = 0
    unplaced: frozenset[Where] = frozenset()
    overrun: tuple[str, ...] = ()
    """Groups into which the block runs over, though it does not name them."""
    group: str | None = None
    """The group that takes all the rows, where they would run over into others."""
    offset: int = 0
    """How many rows of the paper below the start the first row of the block lands."""
    homes: tuple[str, ...] = ()
    """Of each row of the block the second level under which it comes to stand."""
    replaced: tuple[int, int] = (0, 0)
    """How many indicators give way to the block, and how many of them are filled in."""
    gone: tuple[str, ...] = ()
    """Second levels of the form that have no place in the block's own tree."""
    instead: Pasting | None = None
    """The other way to take the block, where the clerk has to choose."""

    @property
    def added(self) -> int:
        """How many indicators come new."""
        return len(self.block) - self.fitting


def place(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> tuple[Cell, Block]:
    """Where a block begins that says itself what its columns are, and the block in that order."""
    start = to_indicators(evaluation, grid, start, block)
    arranged = in_paper_order(evaluation, grid, start, block)
    return arranged or (place_of(evaluation, grid, start, block), block)


def paste(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> Pasting:
    """Lay ``block`` on the paper with its top left corner at ``start``.

    A table with its own levels takes the place of the indicators from there on, unless each of
    its rows meets one under the same levels.  Where that would cost what is filled in already,
    ``instead`` is the paste that lays it over them cell by cell.
    """
    heads = heads_from(grid, start)
    if block and repeats_heads(heads, block[0]):
        block = block[1:]
    if grid.sheet.bands[start.row] is not Band.INDICATOR:
        return _laid_over(evaluation, grid, start, block, len(block))
    pasting = _among_indicators(evaluation, grid, start, block)
    first = start.row - grid.sheet.bands.index(Band.INDICATOR)
    other = pasting.instead
    return replace(
        _at_home(evaluation, pasting, first),
        heads=heads,
        instead=None if other is None else replace(_at_home(evaluation, other, first), heads=heads),
    )


def _among_indicators(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> Pasting:
    rows = _rows_from(evaluation, grid, start.row)
    fitting = min(len(block), len(rows))
    columns = columns_from(evaluation, grid, start)
    over = _laid_over(evaluation, grid, start, block, fitting)
    if not brings_levels(columns, block):
        if not _runs_over(rows, columns, block):
            return over
        return replace(_kept_in_group(evaluation, grid, start, block), instead=over)
    if fits(rows, block, columns):
        return over
    above = list(evaluation.rows)[: -len(rows)]
    if not any(_filled(row) or row.name.strip() for _, _, row in above):
        rows = [*above, *rows]  # blank rows above the cursor give way as well
    whole = _with_rows_replaced(evaluation, rows, columns, block)
    covered, beyond = rows[: len(block)], rows[len(block) :]
    if not any(_filled(row) for _, _, row in covered) and not any(
        _filled(row) or row.name.strip() for _, _, row in beyond
    ):
        return whole
    if len(rows) > len(block):
        return replace(over, instead=whole)  # more would go than comes
    return replace(whole, instead=over)


def _at_home(evaluation: Evaluation, pasting: Pasting, first: int) -> Pasting:
    """Say under which second level each row lands, and which are no more.

    ``first``: the indicator of the start.
    """
    after = evaluation if pasting.edit is None else apply(evaluation, pasting.edit)
    at = len(list(after.rows)) - len(pasting.block) if pasting.replaced[0] else first
    landed = list(after.rows)[at + pasting.offset :][: len(pasting.block)]
    gone: tuple[str, ...] = ()
    if pasting.replaced[0]:
        left = {group.name for category in after.categories for group in category.groups}
        before = [group.name for category in evaluation.categories for group in category.groups]
        gone = tuple(name for name in dict.fromkeys(before) if name.strip() and name not in left)
    return replace(pasting, homes=tuple(group.name for _, group, _ in landed), gone=gone)


def _runs_over(rows: Sequence[Row], columns: Columns, block: Block) -> bool:
    """Whether a block of names without levels would go on into rows of another group or beyond.

    Not where it bears the very names that stand there: then it is the same table again.
    """
    met = rows[: len(block)]
    if "name" not in columns or not any(_name(columns, texts) for texts in block):
        return False
    if len(met) == len(block) and met[-1][1] is met[0][1]:
        return False
    return not all(
        row.name.strip() == (_name(columns, texts) or row.name).strip() and row.name.strip()
        for (_, _, row), texts in zip(met, block, strict=False)
    )


def _kept_in_group(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> Pasting:
    """All rows in the group of the start: over its blank rows and those of the same names.

    The others are added after these, so that nothing that is filled in is written over.
    """
    columns = columns_from(evaluation, grid, start)
    rows = _rows_from(evaluation, grid, start.row)
    category, group, here = rows[0]
    own = [row for _, of, row in rows if of is group][: len(block)]
    met = 0
    for row, texts in zip(own, block, strict=False):
        name = row.name.strip()
        if (name or _filled(row)) and name != _name(columns, texts):
            break
        met += 1
    sets, unplaced = _sets(evaluation, grid, start, block[:met])
    new = fresh_id(evaluation)
    added = tuple(
        indicator_of(new + at, new_row(columns, texts).fields)
        for at, texts in enumerate(block[met:])
    )
    place = group.indicators.index(own[met - 1] if met else here) + 1
    grown = replace(
        group, indicators=(*group.indicators[:place], *added, *group.indicators[place:])
    )
    groups = tuple(grown if one is group else one for one in category.groups)
    edits: list[Edit] = list(sets)
    if added:
        # In one piece: each edit looks through the whole form.
        at = parent_place(evaluation, category.id)
        whole = replace(category, groups=groups)
        edits = [Remove(frozenset({category.id})), Insert(at, whole), *sets]
    return Pasting(
        Together(tuple(edits), PASTE) if edits else None,
        block,
        fitting=met,
        unplaced=frozenset(unplaced | _left_out(columns, block, met)),
        group=group.name.strip(),
        offset=0 if met else 1,
    )


def _name(columns: Columns, texts: Sequence[str | None]) -> str:
    """The indicator's name in a row of a block."""
    return (dict(zip(columns, texts, strict=False)).get("name") or "").strip()


def _left_out(columns: Columns, block: Block, first: int) -> set[Where]:
    """Texts in added rows, from ``first`` on, for which an indicator has no field."""
    return {
        (row, at)
        for row, texts in enumerate(block[first:], first)
        for at, text in enumerate(texts)
        if text and not "".join(columns[at : at + 1])
    }


def _laid_over(
    evaluation: Evaluation, grid: Grid, start: Cell, block: Block, fitting: int
) -> Pasting:
    """Cell by cell; rows from ``fitting`` on are added after the last indicator."""
    sets, unplaced = _sets(evaluation, grid, start, block[:fitting])
    columns = columns_from(evaluation, grid, start)
    added = [new_row(columns, texts) for texts in block[fitting:]]
    unplaced |= _left_out(columns, block, fitting)
    edits: list[Edit] = [*added_rows(evaluation, added), *sets]
    edit = Together(tuple(edits), PASTE) if edits else None
    overrun = _overrun(evaluation, grid, start, block[:fitting])
    heads = heads_from(grid, start)
    return Pasting(edit, block, heads, fitting, frozenset(unplaced), overrun)


def _with_rows_replaced(
    evaluation: Evaluation, rows: Sequence[Row], columns: Columns, block: Block
) -> Pasting:
    """The block's own tree in the place of these rows."""
    gone = frozenset(row.id for _, _, row in rows)
    edits = replaced_rows(evaluation, gone, [new_row(columns, texts) for texts in block])
    return Pasting(
        Together(tuple(edits), PASTE),
        block,
        fitting=min(len(block), len(rows)),
        replaced=(len(rows), sum(_filled(row) for _, _, row in rows)),
    )


def _filled(row: Indicator) -> bool:
    return any(getattr(row, name).strip() for name in _FILLED)


def fill(evaluation: Evaluation, cells: Sequence[Cell], text: str, name: str) -> Together | None:
    """Put one text into all of these cells that can be edited."""
    paths = [cell.path for cell in cells if cell.path is not None]
    written = zip(paths, read_all(evaluation, paths), strict=True)
    edits = tuple(SetField(path, text) for path, was in written if was != text)
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


def _overrun(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> tuple[str, ...]:
    """The groups after the first one whose rows would get other names than they have."""
    names = columns_from(evaluation, grid, start)
    if grid.sheet.bands[start.row] is not Band.INDICATOR or "name" not in names:
        return ()
    at, columns = names.index("name"), max(map(len, block), default=0)
    if GROUP in names[:at] or at >= columns:
        return ()  # the block brings its own groups, or no names
    found: dict[str, None] = {}
    rows = _rows_from(evaluation, grid, start.row)
    for (_, group, row), texts in zip(rows, block, strict=False):
        text = texts[at] if at < len(texts) else None
        if group is not rows[0][1] and row.name.strip() and text and text != row.name:
            found[group.name.strip() or "未命名的二级指标"] = None
    return tuple(found)


def _rows_from(evaluation: Evaluation, grid: Grid, row: int) -> list[Row]:
    """The indicators from this row of the paper on, each with its levels."""
    first = grid.sheet.bands.index(Band.INDICATOR)
    return list(evaluation.rows)[row - first :]


def _sets(
    evaluation: Evaluation, grid: Grid, start: Cell, block: Block
) -> tuple[list[SetField], set[Where]]:
    """The fields that a block sets where it meets the paper, and where its other texts stand."""
    sets: dict[Path, str] = {}
    unplaced: set[Where] = set()
    for number, texts in enumerate(block):
        row = start.row + number
        cells = cells_from(grid, row, start) if row < len(grid.slots) else []
        for at, text in enumerate(texts):
            cell = cells[at] if at < len(cells) else None
            if text is None or (cell is not None and cell.role is Role.HEADING and not text):
                continue  # covered by a merged cell, here or there, or a level as in the row above
            if cell is None or cell.path is None:
                if text and (cell is None or text != cell.text):
                    unplaced.add((number, at))
            elif sets.setdefault(cell.path, text) != text:
                unplaced.add((number, at))
    written = zip(sets.items(), read_all(evaluation, sets), strict=True)
    return [SetField(path, text) for (path, text), was in written if was != text], unplaced
