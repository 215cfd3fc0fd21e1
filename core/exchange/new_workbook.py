"""A new Excel file in memory, the same byte for byte whenever and wherever it is written."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""What the properties say, as the parts of the package do: the clock would tell copies apart."""


def new_workbook(stream: BytesIO, title: str = "", **options: object) -> Any:  # noqa: ANN401  (xlsxwriter has no types)
    """A workbook that is written into ``stream`` when it is closed."""
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, {"in_memory": True} | options)
    book.set_properties({"title": title, "created": _MADE})
    return book
