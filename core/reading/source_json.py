"""``SourceFile`` as JSON and back: how it comes out of the child that read the file.

The child is not to be trusted after hostile data, so whatever comes is checked: types, ranges,
and how much of it there is. ``decoded`` raises ``ValueError`` for anything that ``encoded``
does not make.
"""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

from core.reading.source import (
    PageBox,
    SourceCell,
    SourceFile,
    SourceSection,
    SourceTable,
    SourceText,
)

MOST_CELLS: Final = 500_000
"""Of a whole file, paragraphs counted with the cells."""
MOST_LINES: Final = 1_100_000
"""Rows or columns of a table: Excel has 1,048,576."""
LONGEST_TEXT: Final = 200_000
LONGEST_PLACE: Final = 500
MOST_NOTES: Final = 200
MOST_SECTIONS: Final = 1_000
LONGEST_CARRIED: Final = 64 * 1024 * 1024


def encoded(file: SourceFile) -> dict[str, Any]:
    """As plain JSON values."""
    return {
        "sections": [
            {"name": section.name, "parts": [_part(part) for part in section.parts]}
            for section in file.sections
        ],
        "notes": list(file.notes),
        "carried": file.carried,
    }


def decoded(value: object) -> SourceFile:
    """The file that was encoded. Raises ``ValueError``."""
    return _Decoder().file(value)


def _part(part: SourceTable | SourceText) -> list[Any]:
    if isinstance(part, SourceText):
        return [part.text, part.place, _box(part.box)]
    cells = [
        [
            *(cell.row, cell.column, cell.text, cell.rowspan, cell.colspan),
            *(cell.place, _box(cell.box), cell.formula, cell.doubt),
        ]
        for cell in part.cells
    ]
    return [part.rows, part.columns, cells, None]


def _box(box: PageBox | None) -> list[float] | None:
    return None if box is None else [box.page, box.left, box.top, box.right, box.bottom]


class _Decoder:
    """Counts the cells while it reads."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

    def file(self, value: object) -> SourceFile:
        match value:
            case {
                "sections": list(sections),
                "notes": list(notes),
                "carried": carried,
                **rest,
            } if not rest:
                return SourceFile(
                    tuple(self._section(section) for section in _few(sections, MOST_SECTIONS)),
                    tuple(_text(note, LONGEST_PLACE) for note in _few(notes, MOST_NOTES)),
                    _text(carried, LONGEST_CARRIED),
                )
        raise ValueError("no file")

    def _section(self, value: object) -> SourceSection:
        match value:
            case {"name": name, "parts": list(parts), **rest} if not rest:
                return SourceSection(
                    _text(name, LONGEST_PLACE), tuple(self._part(part) for part in parts)
                )
        raise ValueError("no section")

    def _part(self, value: object) -> SourceTable | SourceText:
        match value:
            case [text, place, box]:
                self._count(1)
                return SourceText(_text(text), _text(place, LONGEST_PLACE), _page_box(box))
            case [rows, columns, list(cells), None]:
                self._count(1 + len(cells))
                size = _whole(rows, 0, MOST_LINES), _whole(columns, 0, MOST_LINES)
                return SourceTable(tuple(_cell(cell, *size) for cell in cells), *size)
        raise ValueError("no part")

    def _count(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise ValueError("too many cells")


def _cell(value: object, rows: int, columns: int) -> SourceCell:
    match value:
        case [row, column, text, rowspan, colspan, place, box, bool(formula), doubt]:
            row, column = _whole(row, 0, rows - 1), _whole(column, 0, columns - 1)
            return SourceCell(
                row,
                column,
                _text(text),
                _whole(rowspan, 1, rows - row),
                _whole(colspan, 1, columns - column),
                _text(place, LONGEST_PLACE),
                _page_box(box),
                formula,
                _text(doubt, LONGEST_PLACE),
            )
    raise ValueError("no cell")


def _page_box(value: object) -> PageBox | None:
    match value:
        case None:
            return None
        case [page, left, top, right, bottom]:
            sides = map(_number, (left, top, right, bottom))
            return PageBox(_whole(page, 0, MOST_LINES), *sides)
    raise ValueError("no box")


def _few(values: list[Any], most: int) -> list[Any]:
    if len(values) > most:
        raise ValueError("too many")
    return values


def _text(value: object, most: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("no text")
    return value


def _whole(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("no number")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise ValueError("no number")
    return float(value)
