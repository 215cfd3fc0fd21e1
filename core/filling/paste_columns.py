"""Which column of a pasted table is which on the paper, whatever their order and names there.

A table copied with its head row says itself what its columns are: the headings are read by the
very table by which files are read (``core.reading.headings``).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from core.exchange.clipboard_formats import Block
from core.filling.new_rows import CATEGORY, GROUP
from core.filling.paste_headings import names_categories
from core.filling.unused_rows import is_unused
from core.model.evaluation import Category, Evaluation, Group
from core.model.path import Path, find
from core.reading.headings import columns_of, is_indicator_head
from core.sheet.grid import Grid
from core.sheet.sheet import Band, Cell

_KEYS = {CATEGORY: "level1", GROUP: "level2", "name": "level3"}
_TARGET = ("target/sign", "target", "target/unit")


def cells_from(grid: Grid, row: int, start: Cell) -> list[Cell]:
    """The cells of a row from the column where the paste begins."""
    return [cell for cell in grid.in_row(row) if cell.column + cell.colspan > start.column]


def columns_from(evaluation: Evaluation, grid: Grid, start: Cell) -> list[str]:
    """For each column of the block what it holds on an indicator row; ``""`` for a label."""
    levels: dict[type, str] = {Category: CATEGORY, Group: GROUP}
    names = []
    for cell in cells_from(grid, start.row, start):
        if cell.path is None:
            names.append("")
        else:
            kind = type(find(evaluation, cell.path.node))
            names.append(levels.get(kind, cell.path.field))
    return names


def to_indicators(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> Cell:
    """``start``, or the first unused row where whole rows of indicators were pasted elsewhere.

    Into amounts and goals, where the keys were left, such rows are never meant.
    """
    if grid.sheet.bands[start.row] is Band.INDICATOR or not block[1:]:
        return start
    headed = is_indicator_head(columns_of([text or "" for text in block[0]]))
    if not headed and not names_categories(evaluation, block):
        return start
    row = next((row for row in evaluation.indicators if is_unused(row)), None)
    return (None if row is None else grid.of_path(Path(row.id, "name"))) or start


def in_paper_order(
    evaluation: Evaluation, grid: Grid, start: Cell, block: Block
) -> tuple[Cell, Block] | None:
    """A table with its head row, without it and in the order of the paper, and where it begins.

    ``None`` for what has no such head, or goes elsewhere. Columns of the paper that the table lacks
    hold ``None``, which changes nothing; what the paper has no column for stands at the right end.
    """
    if grid.sheet.bands[start.row] is not Band.INDICATOR or not block[1:]:
        return None
    keys = columns_of([text or "" for text in block[0]])
    if not is_indicator_head(keys):
        return None
    row = grid.in_row(start.row)
    named = columns_from(evaluation, grid, row[0])
    paper = [_sources(keys, _KEYS.get(name, name)) for name in named]
    first = next((at for at, columns in enumerate(paper) if columns), None)
    if first is None:
        return None
    sources, cell = paper[first:], row[first]
    begin = replace(cell, row=start.row, rowspan=max(1, cell.row + cell.rowspan - start.row))
    placed = {at for columns in sources for at in columns}
    beyond = [at for at in range(max(map(len, block))) if at not in placed]
    return begin, tuple(
        (*(_joined(texts, columns) for columns in sources), *(_at(texts, at) for at in beyond))
        for texts in block[1:]
    )


def _sources(keys: Sequence[str], key: str) -> list[int]:
    """The columns that a field is read from: of a target up to three, joined in their order."""
    wanted = _TARGET if key == "target" else (key,)
    return [keys.index(one) for one in wanted if one and one in keys]


def _joined(texts: Sequence[str | None], columns: Sequence[int]) -> str | None:
    found = [text for at in columns if (text := _at(texts, at)) is not None]
    return "".join(found) if found else None


def _at(texts: Sequence[str | None], column: int) -> str | None:
    return texts[column] if column < len(texts) else None
