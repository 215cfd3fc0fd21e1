"""The values of a form as they are retyped: what stands on its paper, in the wished order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby

from msgspec import Struct

from core.assessment import Assessment
from core.exchange.into.stated import funds_of, groups_of, in_unit, totals_of
from core.exchange.into.target_parts import split_target
from core.model.evaluation import Evaluation, NamedText
from core.model.fields import AMOUNTS
from core.model.number import NumberUnreadableError
from core.quoting import quoted
from core.retyping.order import Block, Column, Order

_PARTS = {"target_sign": "sign", "target_value": "value", "target_unit": "unit"}
_LONGEST_NAME = 40


class Item(Struct, frozen=True):
    """One value. ``where``: its place in words, ``mark``: what tells it from all others.

    The mark is of the place's words and of the text: a value that is changed later is another item,
    and a row that is inserted before it changes nothing.
    """

    where: str
    text: str
    mark: str


class _Row(Struct, frozen=True):
    where: str
    texts: Mapping[str, str]


def items(evaluation: Evaluation, assessment: Assessment, order: Order) -> tuple[Item, ...]:
    """The values in the order's order; blank ones only where it wants them."""
    rows = _rows(evaluation, assessment, order)
    found, seen = [], Counter[str]()
    for block, run in groupby(order.known(), key=lambda column: column.block):
        for row, column in _cells(rows[block], tuple(run), by_column=order.by_column):
            text = row.texts.get(column.name)
            if text is None or not (order.blanks or text.strip()):
                continue
            where = _where(row, column)
            seen[where] += 1
            found.append(Item(where, text, _mark(where, seen[where], text)))
    return tuple(found)


def _cells(
    rows: Sequence[_Row], columns: Sequence[Column], *, by_column: bool
) -> Iterator[tuple[_Row, Column]]:
    if by_column:
        return ((row, column) for column in columns for row in rows)
    return ((row, column) for row in rows for column in columns)


def _where(row: _Row, column: Column) -> str:
    """数量指标/养老金发放人数/年度指标值."""
    if column.block in {Block.SECTIONS, Block.SIGNATURES}:
        return row.where
    return f"{row.where}/{column.label}" if row.where else column.label


def _mark(where: str, count: int, text: str) -> str:
    return sha256(f"{where}\0{count}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _rows(
    evaluation: Evaluation, assessment: Assessment, order: Order
) -> dict[Block, tuple[_Row, ...]]:
    head = {name: str(getattr(evaluation, name)) for name in _HEAD}
    head |= totals_of(evaluation, assessment)
    money = _in_unit(evaluation.money_unit, order.money_unit)
    funds = [
        _Row(f"项目资金/{_short(texts['name'])}", _converted(texts, money))
        for _, texts in funds_of(evaluation, assessment)
    ]
    return {
        Block.HEAD: (_Row("", head),),
        Block.FUNDS: tuple(funds),
        Block.INDICATORS: tuple(_indicators(evaluation, assessment)),
        Block.SECTIONS: _named(evaluation.sections),
        Block.SIGNATURES: _named(evaluation.signatures),
    }


_HEAD = ("title", "project", "department", "unit", "year", "goal_expected", "goal_actual")


def _indicators(evaluation: Evaluation, assessment: Assessment) -> Iterator[_Row]:
    """The names of levels belong to the first row below them."""
    level1 = ""
    for at, group in enumerate(groups_of(evaluation, assessment)):
        for number, row in enumerate(group.rows):
            texts = dict(row)
            parts = split_target(row["target"], {"sign", "value", "unit"})
            texts |= {name: parts.get(part, "") for name, part in _PARTS.items()}
            if number == 0:
                texts["level2"] = group.level2
                if at == 0 or group.level1 != level1:
                    texts["level1"] = group.level1
                level1 = group.level1
            above = _short(group.level2 or group.level1)
            yield _Row("/".join(filter(None, (above, _short(row["level3"])))), texts)


def _named(nodes: Sequence[NamedText]) -> tuple[_Row, ...]:
    return tuple(_Row(_short(node.name), {"text": node.text}) for node in nodes)


def _in_unit(unit: str, wanted: str) -> Callable[[str], str]:
    def convert(text: str) -> str:
        try:
            return in_unit(text, unit, wanted or unit)[0]
        except NumberUnreadableError:
            return text  # as it was written; it is no figure in any unit

    return convert


def _converted(texts: Mapping[str, str], convert: Callable[[str], str]) -> dict[str, str]:
    return {key: convert(text) if key in AMOUNTS else text for key, text in texts.items()}


def _short(name: str) -> str:
    return quoted(name, _LONGEST_NAME) or "（没有名称）"
