"""Which way a target counts: what is written, what the clerk says, what else can be assumed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.model.number import MONEY_UNITS, normalized
from core.values.syntax import Comparison, Operator
from core.values.units import Measure, measure

CORRECTED = {"正向": Operator.AT_LEAST, "反向": Operator.AT_MOST}
"""What the clerk may say of a direction; it goes before the operator that is written."""

UNWANTED = ("故障", "事故", "投诉", "差错", "逾期", "流失")
"""Where a name holds one of these, less is better unless an operator says otherwise."""

CHANGES = {
    "增长": ("增长", "增加", "提高", "提升", "上升", "上涨", "增幅"),
    "下降": ("下降", "降低", "减少", "缩减", "压减", "下调", "降幅", "减幅"),
}
"""Words that give a figure its sense: 下降 3% does not answer 增长 5%."""

COST = "成本"
_SAVING = re.compile(
    "|".join(CHANGES["下降"]) + "|(?:节约|节省|结余)(?:额|数|量|金额|资金|成本|支出|费用|经费)?$"
)
"""A cost of such a name is money saved, the more the better; 节约用水改造成本 is a cost."""

_MONEY_IN_NAME = re.compile(rf"[(](?:单位[:])?(?:{'|'.join(MONEY_UNITS)})(?:/[^()]*)?[)]")
"""项目成本（万元）: the name says what the bare figures are."""


def is_cost(name: str, *, under: bool) -> bool:
    """Whether a row's figure is a cost: it stands under 成本指标, or is called so (海南 2016)."""
    return (under or COST in name) and not _SAVING.search(name)


@dataclass(frozen=True, slots=True)
class Context:
    """What besides the two texts decides a reading."""

    name: str = ""
    cost: bool = False
    """The figure is a cost: it should stay below its target."""
    year: int | None = None
    inverse: str = "ratio"
    direction: str = ""
    """正向 or 反向 where the clerk has corrected the reading, else blank."""
    judged: bool = False
    """三档评判 was chosen: a matter of judgement, whatever the target looks like."""


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way a quantity counts; ``assumed`` says why where no operator was written."""

    operator: Operator
    measure: Measure
    assumed: str = ""


def direction_of(target: Comparison, context: Context, *, answer: str = "") -> Direction:
    """The operator that counts, and what was assumed where none is written.

    ``answer``: the unit of the actual, which a bare target takes.
    """
    about = measure(target.quantity.unit or answer)
    if context.direction in CORRECTED:
        return Direction(CORRECTED[context.direction], about, f"填表人指定为{context.direction}")
    if target.operator is not None:
        return Direction(target.operator, about)
    named = not target.quantity.unit and _MONEY_IN_NAME.search(normalized(context.name))
    if context.cost and (about.money or named):
        reason = "成本金额"
    elif target.quantity.value == 0:
        reason = "目标为 0，"
    else:
        found = next((word for word in UNWANTED if word in context.name), None)
        if found is None:
            return Direction(Operator.AT_LEAST, about, "指标值没有符号，推定为不低于（≥）")
        reason = f"名称含“{found}”"
    return Direction(Operator.AT_MOST, about, f"指标值没有符号，{reason}推定为不超过（≤）")


def change_in(text: str) -> str:
    """增长 or 下降, where a text speaks of just one of them."""
    found = [name for name, words in CHANGES.items() if any(word in text for word in words)]
    return found[0] if len(found) == 1 else ""
