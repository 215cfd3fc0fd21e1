"""Which rows of a worksheet the workbook can do without.

A row stays where anything else leads to it or stands in it: a formula that would lose its
operand, a picture beside the table, a link, a macro that counts rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from core.exchange.into.cell_texts import column_number
from core.exchange.into.package_parts import Parts
from core.exchange.into.references import Formulas, RowRemoval, rows_that_formulas_need
from core.exchange.into.sheet_followers import mentions
from core.exchange.into.worksheet import Worksheet
from core.exchange.sources.bounds import whole_number
from core.exchange.sources.package import Element
from core.exchange.sources.xlsx_source import all_sheets
from core.regex import regex

_CELL = regex(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COMPUTED: Final = regex(r"\b(?:INDIRECT|OFFSET|INDEX|ADDRESS|CHOOSE|LOOKUP)\(", re.IGNORECASE)
"""Functions that find a cell by counting."""
_POINTING: Final = ("hyperlink", "brk", "cellWatch", "inputCells")
_MOST: Final = 20_000


class SheetSpareRows:
    """The rows of one worksheet, and everything of the workbook that leads to them."""

    def __init__(self, parts: Parts, book: str, part: str, name: str, sheet: Worksheet) -> None:
        self._parts = parts
        self._book = book
        self._part = part
        self._name = name
        self._sheet = sheet

    def removable(self, rows: Mapping[int, Collection[int]]) -> set[int]:
        """Those of these rows that can go; for each row the columns whose texts may go."""
        if any(name.endswith("vbaproject.bin") for name in self._parts.package.names):
            return set()
        self._sheet.write_out_shared_formulas()
        found = {row for row, columns in rows.items() if self._is_bare(row, columns)}
        found -= set(self._led_to())
        outside = [one for one in self._formulas() if one[2] not in found]
        if any(_COMPUTED.search(text) for text, here, _ in outside if here or self._name in text):
            return set()
        # A row that stays needs no other one: its formulas compute the row itself.
        return found - rows_that_formulas_need(found, outside, self._name)

    def _is_bare(self, row: int, columns: Collection[int]) -> bool:
        """Whether nothing would be lost with a row but what is to go anyway."""
        for column, cell in self._sheet.cells(row).items():
            formula = cell.find("{*}f")
            if formula is not None:
                if formula.get("t") not in {None, "normal"} or not self._is_of(row, formula.text):
                    return False
            elif column not in columns and self._sheet.text((row, column)).strip():
                return False
        return True

    def _is_of(self, row: int, formula: str | None) -> bool:
        """Whether a formula computes the row itself, as every row of the table does."""
        places = Formulas(RowRemoval(()), self._name).rows_in(formula or "", here=True)
        return bool(places) and set(places or ()) == {(row, row)}

    def _led_to(self) -> Iterator[int]:
        """Rows that drawings, links, page ends and comments stand at."""
        root = self._sheet.root
        for element in root.iter(*(f"{{*}}{name}" for name in _POINTING)):
            text = element.get("ref") or element.get("r") or f"A{element.get('id')}"
            yield from _rows_of(text)
        for kind, part in self._parts.package.relations(self._part).values():
            if part not in self._parts.package:
                continue
            if kind == "drawing":
                yield from _anchored(self._parts.look(part))
            elif kind in {"comments", "threadedComment"}:
                for one in self._parts.look(part).iter("{*}comment", "{*}threadedComment"):
                    yield from _rows_of(one.get("ref") or "")
            elif kind == "vmlDrawing":
                for row in self._parts.look(part).iter("{*}Row"):
                    yield from _rows_of(f"A{whole_number(row.text, -1) + 1}")

    def _formulas(self) -> Iterator[tuple[str, bool, int]]:
        """Every formula with whether it stands on the sheet, and in which row of it (else 0).

        Those of validations and formats go with their cells: they do not count.
        """
        for row, column, formula in self._sheet.formulas():
            del column
            yield formula.text or "", True, row
        for one in self._parts.look(self._book).iterfind("{*}definedNames/{*}definedName"):
            for piece in (one.text or "").split(","):
                yield piece, False, 0
        for _, part in all_sheets(self._parts.package):
            if part != self._part and mentions(self._parts, part, self._name):
                for one in self._parts.look(part).iter("{*}f", "{*}formula1", "{*}formula"):
                    yield one.text or "", False, 0
        for part in self._parts.package.names:
            if part.startswith("xl/charts/") and part.endswith(".xml"):
                for one in self._parts.look(part).iter("{*}f"):
                    yield one.text or "", False, 0


def _rows_of(reference: str) -> Iterator[int]:
    first, _, last = reference.partition(":")
    start, end = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
    if start and end and column_number(start[1]):
        top, bottom = int(start[2]), int(end[2])
        yield from range(top, min(bottom, top + _MOST) + 1)


def _anchored(root: Element) -> Iterator[int]:
    """The rows that pictures and text boxes stand beside; anchors count from 0."""
    for anchor in root:
        rows = (whole_number(row.text, -1) for row in anchor.iter("{*}row"))
        numbers = [number for number in rows if number >= 0]
        if numbers:
            yield from range(min(numbers) + 1, min(max(numbers), min(numbers) + _MOST) + 2)
