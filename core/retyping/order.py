"""In which order values are retyped: a list of columns under a name."""

from __future__ import annotations

from enum import Enum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from core.model.number import MONEY_UNITS


class Block(Enum):
    """What a column goes through: the head has one value of each, the others a row of them."""

    HEAD = "head"
    FUNDS = "funds"
    INDICATORS = "indicators"
    SECTIONS = "sections"
    SIGNATURES = "signatures"


class Column(Struct, frozen=True):
    """Something that a module asks for. ``key`` stays the same for ever: orders are kept by it."""

    block: Block
    name: str
    label: str

    @property
    def key(self) -> str:
        """What it is kept by."""
        return f"{self.block.value}.{self.name}"


def _columns(block: Block, **labels: str) -> tuple[Column, ...]:
    return tuple(Column(block, name, label) for name, label in labels.items())


COLUMNS: Final = (
    *_columns(
        Block.HEAD,
        title="表名",
        project="项目名称",
        department="主管部门",
        unit="实施单位",
        year="年度",
    ),
    *_columns(
        Block.FUNDS,
        name="资金来源名称",
        initial="年初预算数",
        annual="全年预算数",
        executed="全年执行数",
        points="分值",
        rate="执行率",
        score="得分",
    ),
    *_columns(Block.HEAD, goal_expected="预算目标", goal_actual="实际完成情况"),
    *_columns(
        Block.INDICATORS,
        level1="一级指标",
        level2="二级指标",
        level3="三级指标",
        target="年度指标值",
        target_sign="指标性质",
        target_value="指标值",
        target_unit="度量单位",
        actual="实际完成值",
        points="分值",
        score="得分",
        deviation="偏差原因分析及改进措施",
    ),
    *_columns(Block.HEAD, total_points="总分值", total_score="总分"),
    *_columns(Block.SECTIONS, text="栏目"),
    *_columns(Block.SIGNATURES, text="签字栏"),
)
"""Everything that can be retyped, as the paper has it; a target whole or in three parts."""

BY_KEY: Final = {column.key: column for column in COLUMNS}
BLOCK_NAMES: Final = {
    Block.HEAD: "",
    Block.FUNDS: "项目资金",
    Block.INDICATORS: "指标",
    Block.SECTIONS: "",
    Block.SIGNATURES: "",
}


def full_name(column: Column) -> str:
    """A column's label with its block's name, as lists of columns show it."""
    block = BLOCK_NAMES[column.block]
    return f"{block} · {column.label}" if block else column.label


class Order(Struct, frozen=True):
    """Columns in the order of a module.

    Columns of one block that stand together are gone through row by row, else (``by_column``) one
    column after the other.  ``blanks``: blank values are offered too.  ``money_unit``: amounts are
    converted into it, exactly; blank: as they stand.
    """

    name: str
    columns: tuple[str, ...]
    by_column: bool = False
    blanks: bool = False
    money_unit: str = ""

    def known(self) -> tuple[Column, ...]:
        """The columns that there are."""
        return tuple(BY_KEY[key] for key in self.columns if key in BY_KEY)


UNITS: Final = ("", *MONEY_UNITS)

PRESETS: Final = (
    Order(
        "全表",
        tuple(
            column.key
            for column in COLUMNS
            if column.name not in {"title", "target_sign", "target_value", "target_unit"}
        ),
    ),
    Order(
        "完成情况",
        (
            *("funds.annual", "funds.executed", "head.goal_actual"),
            *("indicators.actual", "indicators.score", "indicators.deviation"),
        ),
    ),
    Order(
        "指标分三栏",
        (
            *("indicators.level3", "indicators.target_sign", "indicators.target_value"),
            *("indicators.target_unit", "indicators.actual", "indicators.points"),
            *("indicators.score", "indicators.deviation"),
        ),
    ),
)
"""Orders to begin with; each can be changed."""


def named(orders: tuple[Order, ...], name: str) -> Order:
    """The order of that name, else the first."""
    return next((order for order in orders if order.name == name), orders[0])


def free_name(orders: tuple[Order, ...], wished: str) -> str:
    """The wished name, with a number where another order has it already."""
    taken = {order.name for order in orders}
    name, count = wished, 1
    while name in taken:
        count += 1
        name = f"{wished}（{count}）"
    return name


def with_order(orders: tuple[Order, ...], old: str, new: Order) -> tuple[Order, ...]:
    """The orders with ``new`` in place of the one called ``old``, else behind them."""
    if all(order.name != old for order in orders):
        return (*orders, new)
    return tuple(replace(new) if order.name == old else order for order in orders)
