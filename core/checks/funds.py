"""Check that the rows of 项目资金 sum up to their total, however the paper lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from core.checks.examination import Examination, error, warning
from core.checks.problem import Problem
from core.model.evaluation import Fund
from core.model.fields import AMOUNTS, labelled
from core.model.number import EXACT, ZERO, Amount, difference, exactly
from core.quoting import first_of, quoted
from core.regex import regex
from core.scoring.sources import Column, Reading, column, readings, rounding

FUNDS_SUM = error("funds-sum")
FUNDS_ROUNDED = warning("funds-sum")

COLUMNS = labelled(Fund, *AMOUNTS)
"""The amounts of 项目资金, each with its Chinese name."""

_NAMED, _NAME = 6, 14
"""A sentence names no more rows than this, each with no more characters."""

_AMONG = regex(r"^其中[:：]?")

_SLIP = Decimal(3_000), Decimal(12_000)
"""What a factor of ten thousand may come to where both sides are not quite the same."""


class _Checked(Struct, frozen=True):
    """One column: its field, its name, the total and what stands below it."""

    field: str
    name: str
    whole: Amount | None
    parts: Column


def funds_sum(exam: Examination) -> Iterator[Problem]:
    """The sources of money sum to the total row (池州 2022: 合计 0、拨款 90).

    Only where no sensible reading of the rows makes them sum in every column; then the reading
    that comes nearest is told, with the rows that it adds.
    """
    total, sources = exam.total_fund, exam.source_funds
    if total is None or not sources:
        return
    unit = exam.evaluation.money_unit
    checked = list(_columns(total, sources, unit))
    if not checked:
        return
    rows = tuple(fund.name for fund in sources)
    found = readings(rows, tuple(one.parts for one in checked))
    best = min(found, key=lambda reading: _distance(reading, checked))
    for one, summed in zip(checked, best.sums, strict=True):
        gap = _gap(one, summed)
        if one.whole is not None and not gap:
            continue
        rule = FUNDS_ROUNDED if _rounded(one, best, gap) else FUNDS_SUM
        said = _said(one, summed, best, rows, unit)
        yield exam.on_fund(rule, total, one.field, said, _remedy(one))


def _columns(total: Fund, sources: Sequence[Fund], unit: str) -> Iterator[_Checked]:
    """The columns that can be read and say anything."""
    for field, name in COLUMNS:
        whole, parts = column([total], field, unit), column(sources, field, unit)
        if whole is None or parts is None:
            continue
        if whole[0] is not None or any(part is not None and part.value for part in parts):
            yield _Checked(field, name, whole[0], parts)


def _gap(one: _Checked, summed: Decimal) -> Decimal:
    return difference(ZERO if one.whole is None else one.whole.value, summed)


def _rounded(one: _Checked, reading: Reading, gap: Decimal) -> bool:
    """Whether rounding explains the difference."""
    if one.whole is None or not one.whole.value:
        return False
    figures = [one.whole, *(one.parts[row] for row in reading.added)]
    return gap < rounding(figures)


def _distance(reading: Reading, checked: Sequence[_Checked]) -> tuple[int, int, int, Decimal]:
    """How far a reading is from the totals: wrong and rounded columns, strain, difference."""
    wrong = rounded = 0
    away = ZERO
    for one, summed in zip(checked, reading.sums, strict=True):
        gap = _gap(one, summed)
        if one.whole is None or not gap:
            continue
        near = _rounded(one, reading, gap)
        wrong, rounded = wrong + (not near), rounded + near
        away = EXACT.add(away, gap)
    return wrong, rounded, reading.strain, away


def _said(one: _Checked, summed: Decimal, reading: Reading, rows: Sequence[str], unit: str) -> str:
    filled = [(rows[row], one.parts[row]) for row in reading.added]
    terms = [f"{_short(name)} {exactly(part.value)}" for name, part in filled if part is not None]
    shown = "空白" if one.whole is None else f" {exactly(one.whole.value)} {unit}"
    if not terms:
        return f"{one.name}合计为{shown}，各资金来源都没有填写"
    added = first_of(terms, "行", _NAMED, " + ")
    equals = f" = {exactly(summed)} {unit}" if len(terms) > 1 else f" {unit}"
    said = f"{one.name}合计为{shown}，各来源相加：{added}{equals}"
    if one.whole is None:
        return said
    return f"{said}，相差 {exactly(_gap(one, summed))} {unit}{_slip(one.whole.value, summed)}"


def _slip(one: Decimal, other: Decimal) -> str:
    """元 on one side and 万元 on the other make a factor of ten thousand."""
    larger, smaller = max(one, other), min(one, other)
    if smaller > 0 and is_slip(EXACT.divide(larger, smaller)):
        return "；两边约差一万倍，像是一边按元、一边按万元填写"
    return ""


def is_slip(ratio: Decimal) -> bool:
    """Whether a ratio is about ten thousand."""
    return _SLIP[0] <= ratio <= _SLIP[1]


def _remedy(one: _Checked) -> str:
    if one.whole is None:
        return f"填写{one.name}的合计"
    return "核对合计与各来源的金额"


def _short(name: str) -> str:
    bare = _AMONG.sub("", "".join(name.split())).rstrip(":：")
    return quoted(bare or name, _NAME)
