"""Which way a target counts: what is written, what the clerk says, what else can be assumed."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from core.model.number import normalized
from core.regex import regex
from core.values.names import counts_things, head_of, told_by_name
from core.values.target_syntax import Comparison, Operator, Quantity
from core.values.telling import Place, Sort, Way
from core.values.units import PERCENT, Measure, leading_unit, measure
from core.values.wording import AFTER, BEFORE, SIGNS, squeezed

CORRECTED = {"正向": Operator.AT_LEAST, "反向": Operator.AT_MOST}
"""What the clerk may say of a direction; it goes before the operator that is written."""

CHANGES = {
    "增长": ("增长", "增加", "提高", "提升", "上升", "上涨", "增幅", "增速", "涨幅"),
    "下降": (
        *("下降", "降低", "减少", "缩减", "压减", "下调", "降幅", "减幅"),
        *("缩短", "压缩", "压降", "削减", "回落"),
    ),
}
"""Words that give a figure its sense: 下降 3% does not answer 增长 5%."""

COST = "成本"
_CHANGE = regex(
    "(?P<word>{})(?!了?[到至])".format(
        "|".join(word for words in CHANGES.values() for word in words)
    )
)
"""提高到 95% names what is reached, not by how much."""
_SENSE = {word: name for name, words in CHANGES.items() for word in words}
_SAVING = regex(
    "|".join(CHANGES["下降"]) + "|(?:节约|节省|结余)(?:额|数|量|金额|资金|成本|支出|费用|经费)?$"
)
"""A cost of such a name is money saved, the more the better; 节约用水改造成本 is a cost."""

_UNIT_IN_NAME = regex(r"[(](?:(?:计量)?单位[:])?([^()\d:]{1,8})[)]")
"""项目成本（万元）: the name says what the bare figures are."""

_PLACES = (
    (Place.COST, (COST,)),
    (Place.NUMBER, ("数量", "经济效益", "经济效果")),
    (Place.TIMELY, ("时效",)),
    (Place.SATISFACTION, ("满意",)),
)


@lru_cache(maxsize=4096)
def unit_in_name(name: str) -> str:
    """The unit that a name prints for its figures, or ``""``."""
    if "(" not in name and "（" not in name:
        return ""
    units = _UNIT_IN_NAME.findall(normalized(name[:_LONGEST_NAME]))
    return next((unit for unit in reversed(units) if leading_unit(unit) == unit), "")


def is_cost(name: str, *, under: bool) -> bool:
    """Whether a row's figure is a cost: it stands under 成本指标, or is called so (海南 2016)."""
    return (under or COST in name) and not _SAVING.search(name)


@lru_cache(maxsize=1024)
def place_of(category: str, group: str) -> Place:
    """What a row's first and second level say of it; 成本指标 is a first level since 2021."""
    for place, words in _PLACES:
        if any(word in group or (place is Place.COST and word in category) for word in words):
            return place
    heading = category if not group.strip() else ""
    return next(
        (place for place, words in _PLACES if any(word in heading for word in words)), Place.OTHER
    )


class Context(Struct, frozen=True):
    """What besides the two texts decides a reading."""

    name: str = ""
    place: Place = Place.OTHER
    year: int | None = None
    inverse: str = "ratio"
    direction: str = ""
    """正向 or 反向 where the clerk has corrected the reading, else blank."""
    judged: bool = False
    """三档评判 was chosen: a matter of judgement, whatever the target looks like."""
    pointed: bool = False
    """The row has points."""
    known: tuple[Operator | None, str] | None = None
    """What ``direction_of`` found: the operator that counts, and what was assumed for it."""


class Direction(Struct, frozen=True):
    """Which way a quantity counts; ``assumed`` says why where no operator was written.

    ``operator`` is ``None`` where nothing tells: then a row that is met in one direction only is
    for the clerk to decide.
    """

    operator: Operator | None
    measure: Measure
    assumed: str = ""


def direction_of(
    target: Comparison, context: Context, *, answer: str = "", written: str = ""
) -> Direction:
    """The operator that counts, and what was assumed where none is written.

    ``answer``: the unit of the actual, which a bare target takes; ``written``: the target's text.
    """
    about = measure(target.quantity.unit or answer)
    operator, assumed = context.known or _operator_of(target, context, about, written)
    return Direction(operator, about, assumed)


def _operator_of(
    target: Comparison, context: Context, about: Measure, written: str
) -> tuple[Operator | None, str]:
    if context.direction in CORRECTED:
        return CORRECTED[context.direction], f"填表人指定为{context.direction}"
    if target.operator is not None:
        return target.operator, ""
    if named := operator_in_name(context.name):
        return named, f"指标值没有符号，名称写明“{named.value}”"
    if target.quantity.value == 0:
        return Operator.AT_MOST, "指标值没有符号，目标为 0，推定为不超过（≤）"
    way, reason = _assumed(target, context, about, written)
    if way is None:
        return None, "指标值没有符号，名称也看不出多了好还是少了好"
    falls = way is Way.FALLING
    words = "推定为不超过（≤）" if falls else "推定为不低于（≥）"
    operator = Operator.AT_MOST if falls else Operator.AT_LEAST
    return operator, f"指标值没有符号，{reason}{words}"


def _assumed(
    target: Comparison, context: Context, about: Measure, written: str
) -> tuple[Way | None, str]:
    name, place = context.name, context.place
    sort = sort_of(about)
    if sort is Sort.BARE:
        sort = sort_of(measure(unit)) if (unit := unit_in_name(name)) else sort
    change = change_in(written) if target.embedded else ""
    wish = next((word for word in _WISHES if word in written), "") if target.embedded else ""
    if change or wish:
        name = f"{name}{change}率" if change else wish
    telling = told_by_name(name, sort, place)
    controls = telling.word == "控制率" or (telling.word == "控制" and sort is Sort.RATE)
    if controls and telling.way is Way.RISING and target.quantity.value < _HALF:
        return None, ""  # 漏损控制率 10%: what is under control, or what is lost?
    if telling.way is not None or telling.word:
        return telling.way, f"名称中的“{telling.word}”表明方向，" if telling.word else ""
    return _by_place(name, sort, place, target)


def _by_place(  # noqa: PLR0911  (one rule a line)
    name: str, sort: Sort, place: Place, target: Comparison
) -> tuple[Way | None, str]:
    """What the second level and the unit say where the name says nothing."""
    if sort is Sort.RATIO:
        return None, ""
    if place is Place.COST:
        if sort is Sort.MONEY or (sort is Sort.BARE and not counts_things(name, sort)):
            return Way.FALLING, "成本指标的金额"
        return None, ""
    if place in {Place.NUMBER, Place.SATISFACTION}:
        return Way.RISING, ""
    if counts_things(name, sort):
        return Way.RISING, ""
    if sort is Sort.RATE and target.quantity.value == _WHOLE:
        return Way.RISING, "目标已是全部，"  # at most 100 % would ask for nothing
    return None, ""


def way_of(context: Context, unit: str) -> Way | None:
    """Which way a figure in ``unit`` counts in a row that has no operator and no single target."""
    if context.direction in CORRECTED:
        return Way(context.direction)
    if named := operator_in_name(context.name):
        return Way.FALLING if named.falling else Way.RISING
    anything = Comparison(None, Quantity(ONE, unit))
    return _assumed(anything, context, measure(unit), "")[0]


ONE = Decimal(1)
_WISHES = ("提前", "节约", "节省")
"""Words of a target whose figure is the more the better, whatever the row is about."""
_WHOLE = 100
_HALF = 50
_TIME = {"秒", "月", "工作日"}
_EXTENTS = {"米", "亩"}


def sort_of(about: Measure) -> Sort:  # noqa: PLR0911  (one sort a line)
    """What a figure in this unit is."""
    if not about.base:
        return Sort.BARE
    if about.ratio:
        return Sort.RATIO
    if about.base == PERCENT:
        return Sort.RATE
    if about.money:
        return Sort.MONEY
    if about.base in _TIME:
        return Sort.TIME if not about.per else Sort.OTHER
    if about.base in _EXTENTS:  # a few millimetres are a tolerance
        return Sort.EXTENT if about.base == "亩" or about.worth >= 1 else Sort.OTHER
    return Sort.COUNT if about.counted else Sort.OTHER


_IN_NAME = regex(
    "|".join(re.escape(word) for word in sorted(SIGNS | BEFORE | AFTER, key=len, reverse=True))
)
_BRACKET = regex(r"[(]([^()]*(?:[(][^()]*[)])?[^()]*)[)]")
_FIGURES = regex(r"[\d.,*×xX_%‰/°㎡²³\-—~()]+")
_AT_THE_END = regex(r"([≥≤><])[\d.,*×xX_]*([^\d≥≤><=]{0,8})$")


@lru_cache(maxsize=4096)
def operator_in_name(name: str) -> Operator | None:
    """The operator that a name prints: 标准（≤**元/户）, 合格率（不低于）, 满意度≥90%."""
    if len(name) > _LONGEST_NAME or not _IN_NAME.search(plain := squeezed(name)):
        return None
    if last := _LAST_WORD.search(head_of(name)):
        return BEFORE[last[0]]
    end = _AT_THE_END.search(_BRACKET.sub("", plain))
    if end and leading_unit(end[2]) == end[2]:
        return SIGNS[end[1]]
    if (worded := _IN_WORDS.search(plain)) and leading_unit(worded["unit"]) == worded["unit"]:
        before, after = worded["before"], worded["after"]
        return BEFORE[before] if before else AFTER[after] if after else None
    found = {operator for bracket in _BRACKET.findall(plain) for operator in _bracketed(bracket)}
    return found.pop() if len(found) == 1 else None


_LONGEST_NAME = 120
_LAST_WORD = regex(
    "(?<![未没])(?:{})$".format("|".join(sorted({*BEFORE} - {"达"}, key=len, reverse=True)))
)
"""结余率不超过, 开办时间压缩至: the figure stands in the next column. (文书送达 is no bound.)"""
_IN_WORDS = regex(
    r"(?P<before>{})?[\d.,*×]+(?P<unit>[^\d≥≤><=()]{{0,8}}?)(?P<after>{})?$".format(
        *("|".join(map(re.escape, sorted(one, key=len, reverse=True))) for one in (BEFORE, AFTER))
    )
)
"""结余率不超过5%, 服务半径5公里以内."""


def _bracketed(text: str) -> set[Operator]:
    """The operators of a bracket that holds hardly anything but a comparison."""
    matches = list(_IN_NAME.finditer(text))
    if not matches:
        return set()
    around = _FIGURES.sub("", _IN_NAME.sub("", text))
    if len(around) > _LONGEST_UNIT:
        return set()
    words = SIGNS | BEFORE | AFTER
    return {words[match[0]] for match in matches}


_LONGEST_UNIT = 6


def change_in(text: str) -> str:
    """增长 or 下降, where a text speaks of just one of them."""
    found = {_SENSE[match["word"]] for match in _CHANGE.finditer(text)}
    return found.pop() if len(found) == 1 else ""
