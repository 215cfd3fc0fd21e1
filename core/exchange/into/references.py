"""References to cells of a worksheet that gets new rows: where they point to afterwards."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.regex import regex

_CELL = regex(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
_ROW = regex(r"(\$?)([0-9]{1,7})")
_LONGEST: Final = 20_000
"""Excel's formulas have 8,192 characters at most."""


@dataclass(frozen=True, slots=True)
class Insertion:
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


@dataclass(frozen=True, slots=True)
class RowShift:
    """Where the rows of one worksheet are after the insertions."""

    insertions: tuple[Insertion, ...]
    _behind: list[int] = field(init=False)
    _sums: list[int] = field(init=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.insertions, key=lambda one: one.behind)
        sums = [0]
        for one in ordered:
            sums.append(sums[-1] + one.count)
        object.__setattr__(self, "_behind", [one.behind for one in ordered])
        object.__setattr__(self, "_sums", sums)

    def row(self, row: int) -> int:
        """The place of a row."""
        return row + self._sums[bisect_left(self._behind, row)]

    def last(self, row: int, first: int | None = None) -> int:
        """The place of the last row of a range, which takes in rows behind it.

        ``first`` is the first row of the range, ``None`` for one that takes in any.
        """
        more = sum(
            one.count
            for one in self.insertions
            if one.behind == row and (first is None or first <= one.scope)
        )
        return self.row(row) + more

    def area(self, reference: str, *, looks: bool = False) -> str:
        """A cell or a range without a sheet's name.

        ``looks``: it says how cells look or what they take, so that new rows are always taken in.
        """
        first, colon, last = reference.partition(":")
        for pattern, group in ((_CELL, 4), (_ROW, 2)):
            start, end = pattern.fullmatch(first), pattern.fullmatch(last or first)
            if start is None or end is None:
                continue
            top, bottom = int(start[group]), int(end[group])
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
        return " ".join(self.area(one, looks=looks) for one in references.split())


@dataclass(frozen=True, slots=True)
class Formulas:
    """Moves formulas. ``sheet`` is the name of the worksheet that gets the rows."""

    shift: RowShift
    sheet: str

    def moved(self, formula: str, *, here: bool) -> str:
        """A formula after the insertions; ``here``: whether it stands on that very worksheet."""
        tokens = _tokens(formula)
        if tokens is None:
            return formula
        parts = [
            self._operand(token, here=here) if is_range else token for token, is_range in tokens
        ]
        if here:
            self._lengthen(tokens, parts)
        return "".join(parts)

    def _operand(self, text: str, *, here: bool) -> str:
        prefix, mark, reference = text.rpartition("!")
        named = prefix.strip("'").replace("''", "'") if mark else ""
        if mark and named.casefold() != self.sheet.casefold():
            return text
        if not mark and not here:
            return text
        return prefix + mark + self.shift.area(reference)

    def _lengthen(self, tokens: Sequence[tuple[str, bool]], parts: list[str]) -> None:
        """Let ``F3+F4`` and ``SUM(F3,F4)`` take in rows that look like one of theirs."""
        cells = [(at, m) for at, (token, is_range) in enumerate(tokens)
                 if is_range and (m := _CELL.fullmatch(token))]  # fmt: skip
        for one in (one for one in self.shift.insertions if one.summed):
            for at, match in cells:
                kin = [int(m[4]) for _, m in cells if m[2] == match[2]]
                sign = _joins(tokens, at)
                if int(match[4]) != one.like or len(kin) < 2 or not sign or min(kin) > one.scope:
                    continue
                first = self.shift.row(one.behind) + 1 + _before(self.shift, one)
                parts[at] += "".join(
                    f"{sign}{match[1]}{match[2]}{match[3]}{row}"
                    for row in range(first, first + one.count)
                )


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


def _joins(tokens: Sequence[tuple[str, bool]], at: int) -> str:
    """What the sum of which an operand is a part has between its parts: ``+``, ``,`` or nothing."""
    before = _beside(token for token, _ in reversed(tokens[:at]))
    after = _beside(token for token, _ in tokens[at + 1 :])
    ends = {"", "=", "(", ")"}
    if before in {"+", *ends} and after in {"+", *ends} and "+" in {before, after}:
        return "+"
    summed = before.upper() in {"SUM(", ","} and after in {",", ")"}
    return "," if summed and "," in {before, after} and _is_plain_sum(tokens) else ""


def _is_plain_sum(tokens: Sequence[tuple[str, bool]]) -> bool:
    return sum(1 for token, _ in tokens if token.endswith("(")) == 1 and any(
        token.upper() == "SUM(" for token, _ in tokens
    )


def _beside(tokens: Iterable[str]) -> str:
    return next((token for token in tokens if token.strip()), "")


def _with_row(match: re.Match[str], group: int, row: int) -> str:
    return "".join([*(match[i] for i in range(1, group)), str(row)])


def _tokens(formula: str) -> list[tuple[str, bool]] | None:
    """The parts of a formula (without its ``=``), and whether each is a range; ``None`` if odd."""
    if len(formula) > _LONGEST or not any(c.isdigit() for c in formula):
        return None
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token, TokenizerError

    try:
        items = Tokenizer("=" + formula).items
    except (TokenizerError, IndexError, ValueError):
        return None
    return [
        (item.value, item.type == Token.OPERAND and item.subtype == Token.RANGE) for item in items
    ]
