"""Where a pasted table belongs that says itself what its first columns are.

Tab leads to 三级指标, and there a clerk pastes the whole table, 一级指标 and all.  By the top left
rule every text would land two columns too far to the right.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from core.exchange.clipboard_formats import Block
from core.filling.naming import USUAL, short
from core.model.evaluation import Category, Evaluation, Group
from core.model.path import find
from core.sheet.grid import Grid
from core.sheet.sheet import Align, Band, Cell


def place_of(evaluation: Evaluation, grid: Grid, start: Cell, block: Block) -> Cell:
    """``start``, or the cell to the left in its row to which the block's first column belongs."""
    bands = grid.sheet.bands
    if bands[start.row] is not Band.INDICATOR or not block or not block[0][1:]:
        return start
    left = [cell for cell in grid.in_row(start.row) if cell.column < start.column]
    for cell in left:
        if cell.path is not None and repeats_heads(heads_from(grid, cell), block[0]):
            return _in_row(cell, start)
    first = [texts[0] for texts in block if texts and texts[0]]
    for cell in left:
        level = None if cell.path is None else find(evaluation, cell.path.node)
        if isinstance(level, Category | Group) and _names(first, _known(evaluation, type(level))):
            return _in_row(cell, start)
    return start


def as_one_text(start: Cell, block: Block) -> Block:
    """Lines below one another that go where a long text belongs are that text, not several cells.

    So a goal comes from Word, a web page or a text file as it is.
    """
    if start.align is not Align.TEXT or any(len(texts) != 1 for texts in block):
        return block
    return (("\n".join(texts[0] or "" for texts in block),),)


def heads_from(grid: Grid, start: Cell) -> tuple[str, ...]:
    """The names of the columns from where the paste begins, where it goes among indicators."""
    bands = grid.sheet.bands
    if bands[start.row] is not Band.INDICATOR or Band.INDICATOR_HEAD not in bands:
        return ()
    head = bands.index(Band.INDICATOR_HEAD)
    return tuple(
        cell.text for cell in grid.in_row(head) if cell.column + cell.colspan > start.column
    )


def repeats_heads(heads: Sequence[str], texts: Sequence[str | None]) -> bool:
    """Whether these texts are the column heads, which stand on the paper already.

    Other places word one or another differently (指标值, 偏差原因): the first and most must agree.
    """
    pairs = [
        ("".join(text.split()), "".join(head.split()))
        for text, head in zip(texts, heads, strict=False)
        if text
    ]
    agreeing = sum(text == head for text, head in pairs)
    return agreeing > 1 and 2 * agreeing >= len(pairs) and pairs[0][0] == pairs[0][1]


def names_categories(evaluation: Evaluation, block: Block) -> bool:
    """Whether the first column of a table of several holds 一级指标."""
    first = [texts[0] for texts in block if texts and texts[0]]
    return len(block[0]) > 1 and _names(first, _known(evaluation, Category))


def _known(evaluation: Evaluation, level: type[Category | Group]) -> set[str]:
    """The names of a level: the usual ones and those of this form."""
    if level is Category:
        names = (*USUAL, *(category.name for category in evaluation.categories))
    else:
        usual = (name for below in USUAL.values() for name in below)
        groups = (group.name for category in evaluation.categories for group in category.groups)
        names = (*usual, *groups)
    return {short(name) for name in names if name.strip()}


def _names(texts: Sequence[str], known: set[str]) -> bool:
    """Whether most of the texts name a level (成本 is one of both: the paper's column decides)."""
    found = sum(short("".join(text.split())) in known for text in texts)
    return bool(texts) and 2 * found > len(texts)


def _in_row(cell: Cell, start: Cell) -> Cell:
    """The cell as if it began in the row of ``start``: the paste goes on from there."""
    return replace(cell, row=start.row, rowspan=max(1, cell.row + cell.rowspan - start.row))
