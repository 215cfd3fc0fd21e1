"""The one list of fields: what each is called, where it stands, and what becomes of it.

Every field of every node (``id`` apart) has one record here, in the order of the file.  Reading
and writing a file, addresses, names in messages, comparison, pasting, carrying over and publishing
all follow these records, so that a field that is added here is lost nowhere.  Whatever a field is
left out of is said in its record: that is the only place for exceptions.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator, NamedText, Node


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"
    """Words, or a figure with its unit."""
    AMOUNT = "amount"
    """A figure in the form's money unit."""
    POINTS = "points"
    """A number of points."""
    RATE = "rate"
    YEAR = "year"
    CHOICE = "choice"
    """One of a few words, such as a unit of money."""
    NODES = "nodes"
    """Nodes below this one."""
    WAIVED = "waived"
    """Warnings that may stand, each with its reason."""
    FILES = "files"
    """Files by name and digest; their content lies elsewhere."""
    UNKNOWN = "unknown"
    """Keys of other programs."""


class Written(Enum):
    """When a field stands in a file."""

    ALWAYS = "always"
    """Also where it is blank, as the format has it."""
    FILLED = "filled"
    """Only where it holds something; a value of another type is refused."""
    OURS = "ours"
    """As ``FILLED``; but another program may use the key for something else, which is then kept
    as an unknown key.  Every new field is written so: files without it stay the same to the
    byte, and with them the codes on printed paper."""


class Field(Struct, frozen=True):
    """One field of a node. ``label``: its Chinese name; ``key``: its name in a file."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    written: Written = Written.OURS
    key: str = ""
    on_paper: bool = True
    """Layouts may have a place for it."""
    carried: bool = True
    """Next year's form begins with it; else it is what one year brought."""
    published: bool = True
    """The form that is put on the internet shows it."""

    @property
    def is_text(self) -> bool:
        """Whether it is one text that has an address and can be edited."""
        return self.kind not in {Kind.NODES, Kind.WAIVED, Kind.FILES, Kind.UNKNOWN}


_ALWAYS, _FILLED = Written.ALWAYS, Written.FILLED
_WAIVED = Field("kept", "保留说明", Kind.WAIVED, on_paper=False, carried=False, published=False)
# What another program wrote could hold anything of a year, or the name of anybody.
_UNKNOWN = Field(
    "extra", "其他程序的内容", Kind.UNKNOWN, on_paper=False, carried=False, published=False
)

_ADJUSTMENT = Field("adjustment", "调整说明", on_paper=False, carried=False, published=False)
# What proves one year proves no other; and it may name or show people.
_EVIDENCE = Field(
    "evidence", "佐证材料", Kind.FILES, on_paper=False, carried=False, published=False
)

FIELDS: dict[type[Any], tuple[Field, ...]] = {
    Evaluation: (
        Field("title", "表名", written=_ALWAYS),
        Field("year", "年度", Kind.YEAR, _ALWAYS),
        Field("project", "项目名称", written=_ALWAYS),
        Field("department", "主管部门", written=_ALWAYS),
        Field("unit", "实施单位", written=_ALWAYS),
        Field("money_unit", "金额单位", Kind.CHOICE, _ALWAYS),
        Field("funds", "项目资金", Kind.NODES, _ALWAYS),
        Field("goal_expected", "预算目标", written=_ALWAYS),
        Field("goal_actual", "实际完成情况", written=_ALWAYS, carried=False),
        Field("categories", "绩效指标", Kind.NODES, _ALWAYS, key="indicators"),
        Field("total_points", "总分值", Kind.POINTS, _ALWAYS, carried=False),
        Field("total_score", "总分", Kind.POINTS, _ALWAYS, carried=False),
        Field("profile", "评分规则", Kind.CHOICE, _FILLED, on_paper=False),
        Field("template", "版式", Kind.CHOICE, _FILLED, on_paper=False),
        _WAIVED,
        _UNKNOWN,
        # Behind the unknown keys: what could not be read as signatures may stand among them.
        Field("sections", "栏目", Kind.NODES, _FILLED),
        Field("signatures", "签字栏", Kind.NODES, published=False),
        Field("targets_approved", "指标批复", on_paper=False, carried=False, published=False),
        _ADJUSTMENT,
        _EVIDENCE,
        Field("correction_reason", "更正原因", on_paper=False, carried=False, published=False),
    ),
    Fund: (
        Field("name", "资金来源名称", written=_ALWAYS),
        Field("initial", "年初预算数", Kind.AMOUNT, _ALWAYS, carried=False),
        Field("annual", "全年预算数", Kind.AMOUNT, _ALWAYS, carried=False),
        Field("executed", "全年执行数", Kind.AMOUNT, _ALWAYS, carried=False),
        Field("points", "分值", Kind.POINTS, _ALWAYS),
        Field("rate", "执行率", Kind.RATE, _ALWAYS, carried=False),
        Field("score", "得分", Kind.POINTS, _ALWAYS, carried=False),
        _UNKNOWN,
    ),
    Category: (
        Field("name", "一级指标名称", written=_ALWAYS, key="level1"),
        Field("groups", "二级指标", Kind.NODES),
    ),
    Group: (
        Field("name", "二级指标名称", written=_ALWAYS, key="level2"),
        Field("indicators", "三级指标", Kind.NODES),
    ),
    Indicator: (
        Field("name", "三级指标名称", written=_ALWAYS, key="level3"),
        Field("target", "年度指标值", written=_ALWAYS),
        Field("actual", "实际完成值", written=_ALWAYS, carried=False),
        Field("points", "分值", Kind.POINTS, _ALWAYS),
        Field("score", "得分", Kind.POINTS, _ALWAYS, carried=False),
        Field("deviation", "偏差原因分析及改进措施", written=_ALWAYS, carried=False),
        Field("direction", "方向", Kind.CHOICE, on_paper=False),
        Field("method", "计分方法", on_paper=False),
        Field("band", "档次", Kind.CHOICE, on_paper=False, carried=False),
        _WAIVED,
        _UNKNOWN,
        _ADJUSTMENT,
        _EVIDENCE,
    ),
    # A section's text is what one year brought; what is carried of signatures, their names tell.
    NamedText: (
        Field("name", "栏目名称", written=_ALWAYS),
        Field("text", "内容", written=_ALWAYS, carried=False),
    ),
}
"""All fields of each kind of node."""

FIGURES = frozenset(
    field.name
    for fields in FIELDS.values()
    for field in fields
    if field.kind in {Kind.AMOUNT, Kind.POINTS, Kind.RATE, Kind.YEAR}
)
"""The fields in which nothing but a figure stands."""

AMOUNTS = tuple(field.name for field in FIELDS[Fund] if field.kind is Kind.AMOUNT)
"""The columns of 项目资金 that hold money, from left to right."""

NODE_LABELS: dict[type[Node], str] = {
    Indicator: "三级指标",
    Group: "二级指标",
    Category: "一级指标",
    Fund: "资金来源",
    NamedText: "栏目",
}

T = TypeVar("T")


def names(node: type, wanted: Callable[[Field], bool] | None = None) -> tuple[str, ...]:
    """The names of the fields of a kind of node that are wanted, else of all its texts."""
    if wanted is None:
        return _TEXTS[node]
    return tuple(field.name for field in FIELDS[node] if wanted(field))


def keys(node: type) -> tuple[str, ...]:
    """What the fields of a kind of node are called in a file and in places of problems."""
    return tuple(field.key or field.name for field in FIELDS[node])


def label(node: type, name: str) -> str:
    """The Chinese name of a field. Raises ``KeyError``."""
    return _LABELS[node, name]


def labelled(node: type, *names: str) -> tuple[tuple[str, str], ...]:
    """Fields by name, each with its Chinese name, in this order. Raises ``KeyError``."""
    return tuple((name, _LABELS[node, name]) for name in names)


def only(node: T, wanted: Callable[[Field], bool]) -> T:
    """The node with only those fields filled that are wanted, the others as a new node has them.

    What lies below it is left alone, and so are nodes whose column is wanted.
    """
    blank = _BLANK[type(node)]
    emptied = {
        field.name: blank[field.name]
        for field in FIELDS[type(node)]
        if not wanted(field) and getattr(node, field.name) != blank[field.name]
    }
    return replace(node, **emptied) if emptied else node  # type: ignore[type-var]


_LABELS = {(node, field.name): field.label for node, known in FIELDS.items() for field in known}
_TEXTS = {
    node: tuple(field.name for field in known if field.is_text) for node, known in FIELDS.items()
}


def _defaults(node: type[Struct]) -> dict[str, object]:
    """What each field is that has not been written."""
    return dict(
        zip(reversed(node.__struct_fields__), reversed(node.__struct_defaults__), strict=False)
    )


_BLANK = {node: _defaults(node) for node in FIELDS}
