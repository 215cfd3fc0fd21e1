"""References to cells of a worksheet whose rows move: where they point to afterwards."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, TypeAlias

from msgspec import Struct

from core.regex import regex

_CELL = regex(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
_ROW = regex(r"(\$?)([0-9]{1,7})")
_LONGEST: Final = 20_000
"""Excel's formulas have 8,192 characters at most."""
_LOST: Final = "#REF!"
_LISTS: Final = frozenset({"SUM(", "MAX(", "MIN(", "AVERAGE(", "COUNT(", "COUNTA("})
"""Functions to which blank cells are nothing."""
_ADDING = regex(r"(?:SUM|ROUND)?\(|[)+,=]|\d*", re.IGNORECASE)
_BROKEN = regex(r"\(\s*\)|\(\s*[+,]|[+,]\s*[+,)]|^\s*\+|[+,]\s*$|^\s*$")

FormulaToken: TypeAlias = tuple[str, bool]
"""A part of a formula, and whether it is a cell or a range."""


class Insertion(Struct, frozen=True):
    """New rows behind the row ``behind``, numbered as before. ``like``: the row they look like.

    A range that ends with ``behind`` takes them in where it begins with ``scope`` or above it: the
    sum of a group does not grow by another group, but the sum of the table does.
    """

    behind: int
    count: int
    like: int
    scope: int
    summed: bool = True
    """Whether sums of single cells take them in."""


class RowMoves(ABC):
    """Where the rows of one worksheet are after a change."""

    @abstractmethod
    def row(self, row: int) -> int:
        """The place of a row; of one that is gone that of the next one."""

    @abstractmethod
    def last(self, row: int, first: int | None = None) -> int:
        """The place of the last row of a range, which takes in new rows behind it.

        ``first`` is the first row of the range, ``None`` for one that takes in any.
        """

    @abstractmethod
    def are_gone(self, top: int, bottom: int) -> bool:
        """Whether none of these rows is left."""

    @abstractmethod
    def reconcile(self, tokens: Sequence[FormulaToken], parts: list[str], *, here: bool) -> None:
        """Let sums of single cells take in rows or leave them out, in the parts of a formula."""

    def area(self, reference: str, *, looks: bool = False) -> str:
        """A cell or a range without a sheet's name; blank where nothing is left of it.

        ``looks``: it says how cells look or what they take, so that new rows are always taken in.
        """
        first, colon, last = reference.partition(":")
        for pattern, group in ((_CELL, 4), (_ROW, 2)):
            start, end = pattern.fullmatch(first), pattern.fullmatch(last or first)
            if start is None or end is None:
                continue
            top, bottom = int(start[group]), int(end[group])
            if self.are_gone(top, bottom):
                return ""
            if not colon and not looks:
                return _with_row(start, group, self.row(top))
            across = group == 2 or start[2] != end[2]
            if looks:
                below = self.last(bottom)
            elif top == bottom and across:  # a row of its own, as SUM(D12:E12)
                below = self.row(bottom)
            else:
                below = self.last(bottom, top)
            if not colon and below == self.row(top):
                return _with_row(start, group, below)
            return f"{_with_row(start, group, self.row(top))}:{_with_row(end, group, below)}"
        return reference

    def areas(self, references: str, *, looks: bool = False) -> str:
        """Several references with blanks between them (``sqref``)."""
        moved = (self.area(one, looks=looks) for one in references.split())
        return " ".join(one for one in moved if one)


class RowShift(RowMoves):
    """Where rows are after insertions."""

    def __init__(self, insertions: tuple[Insertion, ...]) -> None:
        self.insertions = insertions
        ordered = sorted(insertions, key=lambda one: one.behind)
        self._behind = [one.behind for one in ordered]
        self._sums = [0, *accumulate(one.count for one in ordered)]

    def row(self, row: int) -> int:
        """See ``RowMoves``."""
        return row + self._sums[bisect_left(self._behind, row)]

    def last(self, row: int, first: int | None = None) -> int:
        """See ``RowMoves``."""
        more = sum(
            one.count
            for one in self.insertions
            if one.behind == row and (first is None or first <= one.scope)
        )
        return self.row(row) + more

    def are_gone(self, top: int, bottom: int) -> bool:  # noqa: ARG002
        """No row is."""
        return False

    def reconcile(self, tokens: Sequence[FormulaToken], parts: list[str], *, here: bool) -> None:
        """Let ``F3+F4`` and ``SUM(F3,F4)`` take in rows that look like one of theirs."""
        cells = [(at, m) for at, (token, is_range) in enumerate(tokens)
                 if here and is_range and (m := _CELL.fullmatch(token))]  # fmt: skip
        by_column: dict[str, list[int]] = {}
        for _, match in cells:
            by_column.setdefault(match[2], []).append(int(match[4]))
        tops = {column: min(rows) for column, rows in by_column.items() if len(rows) > 1}
        for one in (one for one in self.insertions if one.summed and tops):
            for at, match in cells:
                top = tops.get(match[2])
                if int(match[4]) != one.like or top is None or top > one.scope:
                    continue
                sign = _joins(tokens, at)
                if not sign:
                    continue
                first = self.row(one.behind) + 1 + _before(self, one)
                parts[at] += "".join(
                    f"{sign}{match[1]}{match[2]}{match[3]}{row}"
                    for row in range(first, first + one.count)
                )
        if here and _is_sum(tokens):
            self._join(tokens, parts)

    def _join(self, tokens: Sequence[FormulaToken], parts: list[str]) -> None:
        """Let ``SUM(F3:F5,F6:F9)`` take in rows behind one of its ranges as ``SUM(F3:F9)`` does."""
        ranges = [(at, ends) for at, (token, is_range) in enumerate(tokens)
                  if is_range and (ends := _ends(token)) is not None]  # fmt: skip
        for at, (start, end) in ranges:
            top = min(int(other[4]) for _, (other, _) in ranges if other[2] == start[2])
            first = _with_row(start, 4, self.row(int(start[4])))
            parts[at] = f"{first}:{_with_row(end, 4, self.last(int(end[4]), top))}"


class RowRemoval(RowMoves):
    """Where rows are after some are taken out; ``rows`` in order."""

    def __init__(self, rows: tuple[int, ...]) -> None:
        self.rows = rows

    def row(self, row: int) -> int:
        """See ``RowMoves``."""
        return row - bisect_left(self.rows, row)

    def last(self, row: int, first: int | None = None) -> int:  # noqa: ARG002
        """See ``RowMoves``."""
        return row - bisect_right(self.rows, row)

    def are_gone(self, top: int, bottom: int) -> bool:
        """See ``RowMoves``."""
        gone = bisect_right(self.rows, bottom) - bisect_left(self.rows, top)
        return gone == bottom - top + 1

    def reconcile(self, tokens: Sequence[FormulaToken], parts: list[str], *, here: bool) -> None:  # noqa: ARG002
        """Let ``F3+F4`` and ``SUM(F3,F4)`` leave out what is gone."""
        for at, (token, is_range) in enumerate(tokens):
            if not is_range or parts[at] or not token:
                continue
            beside = _term_ends(parts, at)
            if beside is None:
                parts[at] = _LOST
            else:
                parts[beside] = ""


class Formulas(Struct, frozen=True):
    """Moves formulas. ``sheet`` is the name of the worksheet whose rows move."""

    shift: RowMoves
    sheet: str

    def moved(self, formula: str, *, here: bool) -> str:
        """A formula after the change; ``here``: whether it stands on that very worksheet."""
        tokens = _tokens(formula)
        if tokens is None:
            return formula
        parts = [
            self._operand(token, here=here) if is_range else token for token, is_range in tokens
        ]
        self.shift.reconcile(tokens, parts, here=here)
        return "".join(parts)

    def rows_in(self, formula: str, *, here: bool) -> list[tuple[int, int]] | None:
        """First and last row of each cell and range of the sheet; ``None`` if it cannot be told."""
        tokens = _tokens(formula)
        if tokens is None:
            return None if any(c.isdigit() for c in formula) else []
        found = []
        for reference in (self._reference(token, here=here) for token, ok in tokens if ok):
            first, _, last = reference.partition(":")
            for pattern, group in ((_CELL, 4), (_ROW, 2)):
                start, end = pattern.fullmatch(first), pattern.fullmatch(last or first)
                if start and end:
                    found.append((int(start[group]), int(end[group])))
        return found

    def _operand(self, text: str, *, here: bool) -> str:
        reference = self._reference(text, here=here)
        if not reference:
            return text
        moved = self.shift.area(reference)
        return text.removesuffix(reference) + moved if moved else ""

    def _reference(self, text: str, *, here: bool) -> str:
        """What of an operand points into the sheet; blank for one that does not."""
        prefix, mark, reference = text.rpartition("!")
        named = prefix.strip("'").replace("''", "'") if mark else ""
        if mark:
            return reference if named.casefold() == self.sheet.casefold() else ""
        return reference if here else ""


def is_whole(formula: str) -> bool:
    """Whether a formula of which terms were left out still can be computed."""
    return _LOST not in formula and not _BROKEN.search(formula)


def rows_that_formulas_need(
    rows: set[int], formulas: Iterable[tuple[str, bool, int]], sheet: str
) -> set[int]:
    """Those of these rows without which one of the formulas could not be computed.

    Each formula comes with whether it stands on that very sheet, and its row there, if any.
    """
    removal = RowRemoval(tuple(sorted(rows)))
    moves = Formulas(removal, sheet)
    required: set[int] = set()
    for text, here, _ in formulas:
        places = moves.rows_in(text, here=here)
        if places is None:
            return set(rows)
        gone = [at for at in places if removal.are_gone(*at)]
        if gone and not is_whole(moves.moved(text, here=here)):
            for top, bottom in gone:
                required |= rows.intersection(range(top, bottom + 1))
    return required


def translated(formula: str, from_row: int, to_row: int) -> str:
    """The formula of a row in a copy of it: what points to the row itself or the one above moves.

    Whatever else a formula of a row points to is the same for all rows.
    """
    tokens = _tokens(formula)
    if tokens is None:
        return formula

    def moved(match: re.Match[str]) -> str:
        row = int(match[4])
        near = not match[3] and row in {from_row, from_row - 1}
        return _with_row(match, 4, row + to_row - from_row) if near else match.group()

    return "".join(
        token if not is_range or "!" in token else _CELL.sub(moved, token)
        for token, is_range in tokens
    )


def _before(shift: RowShift, one: Insertion) -> int:
    """How many rows of other insertions behind the same row stand before this one's."""
    count = 0
    for other in shift.insertions:
        if other is one:
            return count
        count += other.count if other.behind == one.behind else 0
    return count


def _ends(token: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """The first and the last cell of a range in one column."""
    first, _, last = token.partition(":")
    start, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
    return (start, end) if start and end and start[2] == end[2] else None


def _is_sum(tokens: Sequence[FormulaToken]) -> bool:
    """Whether a formula does nothing but add up, and perhaps round."""
    return all(is_range or _ADDING.fullmatch(token.strip()) for token, is_range in tokens)


def _joins(tokens: Sequence[FormulaToken], at: int) -> str:
    """What the sum of which an operand is a part has between its parts: ``+``, ``,`` or nothing."""
    before = _beside(token for token, _ in reversed(tokens[:at]))
    after = _beside(token for token, _ in tokens[at + 1 :])
    ends = {"", "=", "(", ")"}
    if before in {"+", *ends} and after in {"+", *ends} and "+" in {before, after}:
        return "+"
    summed = before.upper() in {"SUM(", ","} and after in {",", ")"}
    return "," if summed and "," in {before, after} and _is_plain_sum(tokens) else ""


def _term_ends(parts: Sequence[str], at: int) -> int | None:
    """Which sign goes with an operand that is left out; ``None`` where others hold on to it.

    A blank cell counts as 0 between ``+`` only, and as nothing between the commas of a sum: without
    it ``F3+F4*0.5`` and ``ROUND(F4,2)`` would come to something else.
    """
    before = next((n for n in range(at - 1, -1, -1) if parts[n].strip()), None)
    after = next((n for n in range(at + 1, len(parts)) if parts[n].strip()), None)
    left = "" if before is None else parts[before].strip().upper()
    right = "" if after is None else parts[after].strip()
    opened = left.endswith("(")
    if (left in {"", "+"} or opened) and right in {"", "+", ")", ","} and "+" in {left, right}:
        return before if left == "+" else after
    listed = _opening(parts, at) in _LISTS and (left == "," or opened) and right in {",", ")"}
    return (before if left == "," else after) if listed and "," in {left, right} else None


def _opening(parts: Sequence[str], at: int) -> str:
    """The function within whose brackets a part stands: ``SUM(``."""
    depth = 0
    for part in reversed(parts[:at]):
        depth += part.count(")") - part.count("(")
        if depth < 0:
            return part.strip().upper()
    return ""


def _is_plain_sum(tokens: Sequence[FormulaToken]) -> bool:
    return sum(1 for token, _ in tokens if token.endswith("(")) == 1 and any(
        token.upper() == "SUM(" for token, _ in tokens
    )


def _beside(tokens: Iterable[str]) -> str:
    return next((token for token in tokens if token.strip()), "")


def _with_row(match: re.Match[str], group: int, row: int) -> str:
    return "".join([*(match[i] for i in range(1, group)), str(row)])


@lru_cache(maxsize=4096)
def _tokens(formula: str) -> tuple[FormulaToken, ...] | None:
    """The parts of a formula (without its ``=``), and whether each is a range; ``None`` if odd."""
    if len(formula) > _LONGEST or not any(c.isdigit() for c in formula):
        return None
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token, TokenizerError

    try:
        items = Tokenizer("=" + formula).items
    except (TokenizerError, IndexError, ValueError):
        return None
    return tuple(
        (item.value, item.type == Token.OPERAND and item.subtype == Token.RANGE) for item in items
    )
