"""What kind of place a cell is, where more than its role decides how faces show it."""

from __future__ import annotations

from typing import Final

from core.sheet.sheet import Align, Cell, Role, Sheet, Sign

_SHORT: Final = 2  # characters: 序号 stands level in the same column


def is_upright(cell: Cell) -> bool:
    """Whether a label stands in the narrow first column of the table, as 绩效指标 does."""
    first = cell.role is Role.LABEL and (cell.column, cell.colspan) == (0, 1)
    return first and cell.framed and len(cell.text) > _SHORT


def is_to_be_signed(cell: Cell) -> bool:
    """Whether a place outside the table waits for a hand: a signature that nobody typed."""
    return cell.sign is Sign.LINE and not cell.framed and not cell.text.strip()


def is_blank(sheet: Sheet) -> bool:
    """Whether a form waits to be filled in by hand: it has rows, and none tells what was done."""
    done = [c for c in sheet.cells if c.path is not None and c.path.field == "actual"]
    return bool(done) and not any(cell.text.strip() for cell in done)


def is_note(cell: Cell) -> bool:
    """Whether the form explains itself here, below the table."""
    return cell.role is Role.LABEL and cell.align is Align.TEXT and not cell.framed
