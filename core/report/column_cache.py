"""The widths that were found for the form that was open last, so that it opens at once.

To find them takes longer than all else between reading a form and painting it, and the same sheet
gets the same widths as long as the program and its faces are the same. They lie in the cache under
a digest of all that decides and of themselves; what is damaged or another's is as good as none.
"""

from __future__ import annotations

import json
import math
import os
from contextlib import suppress
from hashlib import sha256
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from msgspec import msgpack

from core.output import PRIVATE, OutputError, write_whole
from core.own_files import open_own
from core.places import cache_folder
from core.report import faces
from core.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from core.report.columns import Edges
    from core.sheet.sheet import Sheet

RECIPE: Final = 2
"""Raise it whenever a sheet gets other widths than before without a new version number."""

NAME: Final = "columns.json"
_MOST_BYTES: Final = 1 << 20


def load_columns(sheet: Sheet, total: float, folder: Path | None = None) -> list[Edges] | None:
    """What ``column_edges`` would find, where that is remembered (in the cache, or ``folder``)."""
    try:
        handle = open_own((folder or cache_folder()) / NAME, os.O_RDONLY, create=False)
        with os.fdopen(handle, "rb") as stream:
            kept = json.loads(stream.read(_MOST_BYTES))
        columns = kept["columns"]
        if kept["digest"] != _digest(sheet, total, columns):
            return None
        edges: list[Edges] = []
        for rows, places in columns:
            if not 0 < rows <= len(sheet.bands) - len(edges):
                return None
            edges += [tuple(map(float, places))] * rows
    except (OSError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
        return None
    return edges if _possible(edges, sheet, total) else None


def save_columns(
    sheet: Sheet, total: float, edges: list[Edges], folder: Path | None = None
) -> None:
    """Keep the widths of this sheet, and of no other; where nothing can be written, of none."""
    columns = [[len(list(rows)), list(places)] for places, rows in groupby(edges)]
    place = folder or cache_folder()
    with suppress(OutputError, OSError, ValueError):
        content = json.dumps({"digest": _digest(sheet, total, columns), "columns": columns})
        place.mkdir(parents=True, exist_ok=True)
        write_whole(place / NAME, content.encode(), mode=PRIVATE, own=True)


def _digest(sheet: Sheet, total: float, columns: object) -> str:
    """Of all that decides, and of what was found: one bit elsewhere would be another page.

    Raises ``ValueError`` for a text that is none (a lone surrogate).
    """
    decides = (VERSION, RECIPE, faces.RECIPE, total, sheet, columns)
    return sha256(msgpack.encode(decides)).hexdigest()


def _possible(edges: list[Edges], sheet: Sheet, total: float) -> bool:
    return len(edges) == len(sheet.bands) and all(
        len(row) == len(sheet.widths) + 1
        and row[0] == 0
        and all(left <= right for left, right in pairwise(row))
        and math.isclose(row[-1], total, abs_tol=1)
        for row in edges
    )
