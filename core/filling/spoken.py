"""What a screen reader says of a cell: its row, its column, what stands in it."""

from __future__ import annotations

from core.model.edits import field_name
from core.model.evaluation import Evaluation, Fund, Indicator
from core.model.path import Path, UnknownPathError, find
from core.quoting import one_line

EMPTY = "空"


def spoken(evaluation: Evaluation, path: Path, text: str) -> str:
    """A field on paper in words: 培训出勤率，实际完成值，95%."""
    try:
        column = field_name(evaluation, path)
    except (UnknownPathError, KeyError):  # asked while rows are being exchanged
        return text
    node = find(evaluation, path.node)
    row = node.name if isinstance(node, (Fund, Indicator)) and path.field != "name" else ""
    parts = (one_line(part) for part in (row, column, text or EMPTY))
    return "，".join(part.rstrip(":：") for part in parts if part)
