"""The formulas of a Word table (``{ =SUM(F7:F15) }``), which name cells by their row.

Word itself leaves them as they are when rows come and go, so that they would sum up others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from core.exchange.into.document_rows import rows_of
from core.exchange.into.references import (
    Formulas,
    Insertion,
    RowMoves,
    RowRemoval,
    RowShift,
    rows_that_formulas_need,
    translated,
)
from core.exchange.sources.docx_text import local, value
from core.exchange.sources.package import Element

_HERE = ""
"""Cells are named without the table that they are of."""


class TableFormulas:
    """The formulas of one table; rows count from 1."""

    def __init__(self, table: Element) -> None:
        self._table = table
        self._computes = next(table.iter("{*}instrText", "{*}fldSimple"), None) is not None

    def needed(self, rows: Iterable[Element]) -> set[Element]:
        """Which of these rows a formula cannot do without."""
        if not self._computes:
            return set()
        numbers = self._numbers()
        found = {numbers[row]: row for row in rows}
        formulas = [(field.formula, True, 0) for field in self._fields()]
        needed: set[Element] = set()
        while found and (required := rows_that_formulas_need(set(found), formulas, _HERE)):
            needed |= {found.pop(number) for number in required}
        return needed

    def put_in(self, rows: Sequence[tuple[Element, Element, Element, bool]]) -> None:
        """Make room for a copy of each first row behind the second one.

        The third one and the flag are scope and ``summed`` of the ``Insertion``.
        """
        if not self._computes:
            return
        numbers = self._numbers()
        self._move(
            RowShift(
                tuple(
                    Insertion(numbers[behind], 1, numbers[like], numbers.get(scope, 1), summed)
                    for like, behind, scope, summed in rows
                )
            )
        )

    def follow(self, copies: Iterable[tuple[Element, Element]]) -> None:
        """Let the formulas in a copy of a row name the cells of the copy."""
        if not self._computes:
            return
        numbers = self._numbers()
        for like, copy in copies:
            for field in _fields(copy):
                field.write(translated(field.formula, numbers[like], numbers[copy]))

    def take_out(self, rows: Iterable[Element]) -> None:
        """Let no formula count rows that are about to go."""
        if not self._computes:
            return
        numbers = self._numbers()
        self._move(RowRemoval(tuple(sorted(numbers[row] for row in rows))))

    def _move(self, moves: RowMoves) -> None:
        for field in self._fields():
            field.write(Formulas(moves, _HERE).moved(field.formula, here=True))

    def _numbers(self) -> dict[Element, int]:
        return {row: number for number, row in enumerate(rows_of(self._table), start=1)}

    def _fields(self) -> Iterator[_Field]:
        for row in rows_of(self._table):
            yield from _fields(row)


class _Field:
    """A field that computes: its instruction, in one piece or in several."""

    def __init__(self, parts: Sequence[Element]) -> None:
        self._parts = parts

    @property
    def formula(self) -> str:
        """What is computed, without the sign ahead of it and the switches behind."""
        return self._text.strip().removeprefix("=").partition("\\")[0].strip()

    @property
    def is_formula(self) -> bool:
        return self._text.strip().startswith("=")

    def write(self, formula: str) -> None:
        """Let it compute another formula."""
        if formula == self.formula:
            return
        _, mark, switches = self._text.partition("\\")
        text = f" ={formula} {mark}{switches}"
        first, *others = self._parts
        if local(first) == "fldSimple":
            key = next(key for key in first.attrib if key.rpartition("}")[2] == "instr")
            first.set(key, text)
        else:
            first.text = text
        for other in others:
            other.text = ""

    @property
    def _text(self) -> str:
        first = self._parts[0]
        if local(first) == "fldSimple":
            return value(first, "instr") or ""
        return "".join(part.text or "" for part in self._parts)


def _fields(row: Element) -> Iterator[_Field]:
    """The fields of a row that compute; those of a table in one of its cells are not its own."""
    own = [one for one in row.iter() if _row_around(one) is row]
    parts: list[Element] = []
    for one in own:
        name = local(one)
        if name == "fldSimple":
            yield from (field for field in [_Field([one])] if field.is_formula)
        elif name == "instrText":
            parts.append(one)
        elif name == "fldChar" and value(one, "fldCharType") in {"separate", "end"} and parts:
            yield from (field for field in [_Field(parts)] if field.is_formula)
            parts = []


def _row_around(element: Element) -> Element | None:
    while element is not None and local(element) != "tr":
        element = element.getparent()
    return element


def table_around(row: Element) -> Element:
    """The table that a row is of."""
    while local(row) != "tbl":
        row = row.getparent()
    return row
