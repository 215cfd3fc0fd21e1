"""What the sources of money sum to: a bounded search over the sensible readings of their rows.

The paper prints sources, parts of sources, subtotals and second breakdowns one below the other and
does not say which is which.  A reading is one way to take them: it adds some rows and leaves out
those that only tell once more what others hold.  All columns are read alike, so that a figure that
is equal by chance in one of them does not hide a wrong sum in another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from core.model.evaluation import Fund
from core.model.number import (
    EXACT,
    ZERO,
    Amount,
    NumberUnreadableError,
    decimals,
    exact_sum,
    normalized,
    read_printed_amount,
)
from core.regex import regex

MOST_ROWS = 20
"""With more rows than a form has, only the plain sum is read."""

_MOST_READINGS = 32
"""How many readings of the first rows are followed on, the plainest ones."""

_DEPTH = 2
"""Parts of parts, no deeper."""

_AMONG = regex(r"[\W\d_]*(?:[一二三四五六七八九十]+[、.)])?其中", needs="其")
"""其中 at the beginning of a name, behind whatever number or bracket: （1）其中：中央资金."""

_SUBTOTAL = regex(r"小计|合计|总计|共计", needs="计")

_OWN_ORIGIN = regex(
    r"[\W\d_]*(?:上年|结转|结余|其[他它]|自筹|自有|单位|财政专户|专户|社会|银行|贷款|事业)"
)
"""Where money comes from that no source of another name can hold as a part."""

_KIND = regex(
    r"一般公共预算|政府性基金|国有资本|社会保险基金|债券|基本支出|项目支出|专项",
    needs="般府国险债支专",
)
"""What a source consists of, seldom a source beside another."""

_LEVEL = regex(r"中央|自治区|盟|旗|[省市州县区乡镇]|地方|本级|上级|配套")
"""Levels of government: sources beside one another."""

_MARKS = tuple(
    regex(pattern, needs=needs)
    for pattern, needs in (
        (r"[一二三四五六七八九十]+[、.．]", "、.．"),
        (r"[(（][一二三四五六七八九十]+[)）]|[㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩]", "(（㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
        (r"\d{1,2}[、.．)](?!\d)", "、.．)"),
        (r"[(（]\d{1,2}[)）]|[⑴-⒇]", None),
        (r"[①-⑳]", None),
    )
)
"""一、 （一） 1. (1) ①: from the top level down."""

Column = tuple[Amount | None, ...]
"""The amounts of the rows in one column, ``None`` where no number stands."""

Sums = tuple[int, ...]


class Reading(Struct, frozen=True):
    """One way to take the rows: the sum of each column, and the rows that make it.

    ``strain``: how much it takes for granted that the paper does not say; 0 for nothing.
    """

    sums: tuple[Decimal, ...]
    added: tuple[int, ...]
    strain: int


class _State(Struct, frozen=True):
    strain: int
    added: tuple[int, ...]


Reach = dict[Sums, _State]


def column(funds: Sequence[Fund], field: str, money_unit: str) -> Column | None:
    """The amounts of these rows in one column; ``None`` if one of them cannot be read."""
    try:
        return tuple(read_printed_amount(getattr(fund, field), money_unit) for fund in funds)
    except NumberUnreadableError:
        return None


@lru_cache(maxsize=256)
def readings(names: tuple[str, ...], columns: tuple[Column, ...]) -> tuple[Reading, ...]:
    """All sensible readings of the rows below the total, the plainest first."""
    if len(names) > MOST_ROWS:
        sums = tuple(_plain_sum(column) for column in columns)
        return (Reading(sums, tuple(range(len(names))), 0),)
    scale = max((_scale(amount) for column in columns for amount in column if amount), default=0)
    search = _Search(names, columns, scale)
    found = search.ways(0, _DEPTH)[len(names)]
    ordered = sorted(found.items(), key=lambda item: (item[1].strain, -len(item[1].added), item[0]))
    return tuple(
        Reading(
            tuple(Decimal(total).scaleb(-scale, context=EXACT) for total in sums),
            state.added,
            state.strain,
        )
        for sums, state in ordered
    )


def rounding(amounts: Sequence[Amount | None]) -> Decimal:
    """How far a sum may be off by rounding: half a unit of the last digit of each figure.

    Zero was not rounded.  A difference must stay below this.
    """
    total = exact_sum(amount.step for amount in amounts if amount is not None and amount.value)
    return EXACT.divide(total, Decimal(2))


def _plain_sum(column: Column) -> Decimal:
    return exact_sum(amount.value for amount in column if amount is not None)


def _scale(amount: Amount) -> int:
    return max(decimals(amount.value), decimals(amount.step))


def _mark(name: str) -> int:
    """How deep the number before a name stands: 1 for 一、 to 5 for ①, 0 without a number."""
    bare = name.strip()
    return next((at for at, mark in enumerate(_MARKS, start=1) if mark.match(bare)), 0)


class _Search:
    """The ways to read the rows from any of them on; amounts as whole numbers of one size."""

    def __init__(self, names: tuple[str, ...], columns: tuple[Column, ...], scale: int) -> None:
        self._count, self._width = len(names), len(columns)
        self._rows = [
            tuple(None if amount is None else _whole(amount.value, scale) for amount in row)
            for row in zip(*columns, strict=True)
        ] or [()] * self._count
        # twice the tolerance of a row, so that half a unit is a whole number
        self._steps = [
            tuple(_whole(amount.step if amount and amount.value else ZERO, scale) for amount in one)
            for one in zip(*columns, strict=True)
        ] or [()] * self._count
        plain = ["".join(normalized(name).split()) for name in names]
        self._among = [_AMONG.match(name) is not None for name in plain]
        self._subtotal = [_SUBTOTAL.search(name) is not None for name in plain]
        self._own = [_OWN_ORIGIN.match(name) is not None for name in plain]
        self._kind = [_KIND.search(name) is not None for name in plain]
        self._level = [_LEVEL.search(name) is not None for name in plain]
        self._marks = [_mark(name) for name in names]
        self._known: dict[tuple[int, int], list[Reach]] = {}

    def ways(self, start: int, depth: int) -> list[Reach]:
        """At each row: the sums of the rows from ``start`` up to it, taken as sources."""
        known = self._known.get((start, depth))
        if known is not None:
            return known
        reach: list[Reach] = [{} for _ in range(self._count + 1)]
        reach[start][(0,) * self._width] = _State(0, ())
        self._known[start, depth] = reach
        for at in range(start, self._count):
            states = sorted(reach[at].items(), key=lambda item: item[1].strain)[:_MOST_READINGS]
            if not states:
                continue
            steps = list(self._steps_from(start, at, depth))
            for sums, state in states:
                for end, more, added, strain in steps:
                    _keep(reach[end], _plus(sums, more), state, added, strain)
                if at > start and depth and (self._among[at] or self._kind[at]):
                    self._once_more(reach, at, depth, sums, state)
            if depth and self._subtotal[at]:
                self._sum_up(reach, start, at, depth)
        return reach

    def _steps_from(
        self, start: int, at: int, depth: int
    ) -> Iterator[tuple[int, Sums, tuple[int, ...], int]]:
        """A row as a source, alone or with the parts below it: end, sums, rows, strain."""
        row = self._rows[at]
        again = self._among[at] and at > start and not self._among[at - 1]
        deeper = self._marks[at] > self._marks[start] > 0
        alone = int(again) + int(deeper) + int(self._subtotal[at])
        yield at + 1, tuple(value or 0 for value in row), (at,), alone
        if not depth or at + 1 >= self._count:
            return
        inner = self.ways(at + 1, depth - 1)
        for end in range(at + 2, self._count + 1):
            if 0 < self._marks[end - 1] <= self._marks[at]:
                return  # the next number of the same kind is no part of this one
            for parts, state in inner[end].items():
                strain = self._as_parts(at, end, parts)
                if strain is None:
                    continue
                value = tuple(
                    part if own is None else own for own, part in zip(row, parts, strict=True)
                )
                written = any(own is not None for own in row)
                added = (at,) if written else state.added
                yield end, value, added, int(again) + int(deeper) + state.strain + strain

    def _as_parts(self, whole: int, end: int, parts: Sums) -> int | None:
        """What it takes to see the rows below ``whole`` as its parts; ``None``: they cannot be."""
        first = whole + 1
        named = self._among[first] or self._marks[first] > self._marks[whole]
        if named:
            return 0 if self._within(whole, end, parts, exact=False) else None
        total = self._subtotal[whole]
        if not any(parts) or not (total or self._may_repeat(whole, end)):
            return None
        return (0 if total else 1) if self._within(whole, end, parts, exact=True) else None

    def _may_repeat(self, whole: int, end: int) -> bool:
        """Whether the rows below can be the same money by its kinds, with nothing to say so.

        Several amounts that make up exactly the one above speak for themselves; a single equal one
        may be chance.
        """
        first = whole + 1
        if self._own[first]:
            return False
        below = range(first, end)
        if sum(any(self._rows[row]) for row in below) > 1 or self._kind[first]:
            return True
        written = sum(any(own is not None for own in self._rows[row]) for row in below)
        return written > 1 and not (self._level[whole] and self._level[first])

    def _within(self, whole: int, end: int, parts: Sums, *, exact: bool) -> bool:
        """Whether parts make up their whole (``exact``) or are at least not more than it."""
        for column, (own, part) in enumerate(zip(self._rows[whole], parts, strict=True)):
            below = range(whole + 1, end)
            if all(self._rows[row][column] is None for row in below):
                continue
            if own is None:
                if exact:
                    return False
                continue
            room = sum(self._steps[row][column] for row in (whole, *below))
            lack = own - part
            if lack and (exact or lack < 0) and 2 * abs(lack) >= room and own >= 0:
                return False
        return True

    def _once_more(
        self, reach: list[Reach], at: int, depth: int, sums: Sums, state: _State
    ) -> None:
        """A later 其中 that breaks down all that was added so far another way.

        Kinds with no 其中 before them (基本支出, 项目支出) have to make up all of it.
        """
        inner = self.ways(at, depth - 1)
        for end in range(at + 1, self._count + 1):
            for parts, below in inner[end].items():
                filled = [
                    any(self._rows[row][column] is not None for row in range(at, end))
                    for column in range(self._width)
                ]
                pairs = [
                    (whole, part)
                    for whole, part, there in zip(sums, parts, filled, strict=True)
                    if there
                ]
                exact = all(part == whole for whole, part in pairs)
                if exact or (self._among[at] and all(part <= whole for whole, part in pairs)):
                    strain = int(not (exact and self._among[at])) + below.strain
                    _keep(reach[end], sums, state, (), strain)

    def _sum_up(self, reach: list[Reach], start: int, at: int, depth: int) -> None:
        """A subtotal below the rows that it sums up."""
        row = self._rows[at]
        for first in range(start, at):
            for parts, below in self.ways(first, depth - 1)[at].items():
                agrees = all(
                    own is None or own == part for own, part in zip(row, parts, strict=True)
                )
                if agrees:
                    for sums, state in list(reach[first].items())[:_MOST_READINGS]:
                        strain = below.strain
                        _keep(reach[at + 1], _plus(sums, parts), state, below.added, strain)


def _keep(reach: Reach, sums: Sums, before: _State, added: tuple[int, ...], strain: int) -> None:
    """Remember a way to these sums if it is the plainest one so far."""
    strain += before.strain
    known = reach.get(sums)
    if known is None or strain < known.strain:
        reach[sums] = _State(strain, before.added + added)


def _plus(one: Sums, other: Sums) -> Sums:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _whole(value: Decimal, scale: int) -> int:
    return int(value.scaleb(scale, context=EXACT))
