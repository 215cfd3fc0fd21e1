"""How far an 实际完成值 meets an 年度指标值: a ratio, met or missed, or a matter of judgement.

Sources: the notes printed under published forms (济南 2019, 海淀 2016, 江西 2017, 湖北 2020) and
财预〔2020〕10号 as the budget systems carry it out.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from core.model.number import ZERO
from core.quoting import quoted
from core.regex import regex
from core.values.answering import (
    answers_in_order,
    beside_the_point,
    doubtful_answer,
)
from core.values.comparing import INVERSES, at_equality, both_ends, compared, within
from core.values.direction import (
    Context,
    Direction,
    direction_of,
    sort_of,
    unit_in_name,
    way_of,
)
from core.values.footing import (
    ONE,
    SAME,
    Footing,
    are_far_apart,
    footing,
    in_named_units,
    same_amount,
)
from core.values.judging import (
    carries_operator,
    dashed,
    judged,
    rank_in,
    same_judgement,
    says_none,
    says_reached,
    wants_none,
)
from core.values.names import is_rate
from core.values.outcome import Outcome, TargetKind
from core.values.parser import parse
from core.values.target_syntax import (
    Blank,
    Comparison,
    Deadline,
    Interval,
    Operator,
    Quantity,
    Reading,
    Recurring,
    Several,
    Vague,
    Wording,
)
from core.values.telling import Sort, Way
from core.values.timing import recurring, timely
from core.values.units import measure
from core.values.wording import squeezed

_WRITTEN_FIGURE = regex(r"(?<![A-Za-z\d])\d")
_NONE_AT_ALL = Comparison(Operator.EQUAL, Quantity(ZERO))


@lru_cache(maxsize=8192)
def attain(  # noqa: PLR0911  (one kind of target a line)
    target: str, actual: str, context: Context
) -> Outcome:
    """Compare the two texts of one row. Pure; results are kept for the next key."""
    reading = parse(target)
    if isinstance(reading, Blank):
        if context.pointed and target.strip():
            return dashed()
        return Outcome(TargetKind.BLANK, why="没有年度指标值，不能计算建议分")
    if context.judged:
        return judged(target, actual, "")
    match reading:
        case Wording(note):
            if wants_none(target, context.name):
                return _none_wanted(target, actual, context)
            return judged(target, actual, note)
        case Deadline():
            return timely(reading, actual, context.year)
        case Recurring():
            return recurring(reading, actual)
        case Several():
            return _several(reading, target, actual, context)
        case Comparison() | Interval():
            return _measured(reading, target, actual, context)


def _none_wanted(target: str, actual: str, context: Context) -> Outcome:
    """零差错: a zero in words, answered by a figure, by none in words or by the same words."""
    if same_judgement(target, actual) or says_reached(actual):
        why = "目标为零，完成值写明已达到，得满分"
        return Outcome(TargetKind.QUANTITY, ONE, met=True, why=why)
    return _measured(_NONE_AT_ALL, target, actual, context)


def _several(target: Several, target_text: str, actual: str, context: Context) -> Outcome:
    """Figures of several things: met where each is met in its own unit, else for the clerk."""
    kind, done = TargetKind.QUANTITY, parse(actual)
    signed = carries_operator(actual)
    if isinstance(done, Blank):
        return Outcome(kind, why="还没有实际完成值，不能计算建议分")
    if same_judgement(target_text, actual) or says_reached(actual):
        why = "完成值与指标值逐项相同或写明已达成，得满分"
        return Outcome(kind, ONE, met=True, why=why, operator_in_actual=signed)
    answers = answers_in_order(target, target_text, done, actual)
    if answers is not None:
        outcomes = [
            _on_one_footing(part, answer, direction_of(part, context), context)
            for part, answer in zip(target.parts, answers, strict=True)
        ]
        if all(one.met for one in outcomes):
            why = "；".join(one.why.removesuffix("，得满分") for one in outcomes)
            return Outcome(
                kind, ONE, met=True, why=f"{why}：各项都达到，得满分", operator_in_actual=signed
            )
    doubt = ""
    if isinstance(done, Wording) and not _WRITTEN_FIGURE.search(squeezed(actual)):
        doubt = "指标值是数字，完成值是文字"
    if isinstance(done, Comparison) and not done.quantity.unit:
        doubt = "指标值有几项，完成值只有一个数"
    why = "指标值有几项，不能逐项算出都已达到，由填表人核对并给分"
    return Outcome(kind, why=why, kind_doubt=doubt, operator_in_actual=signed)


def _measured(
    target: Comparison | Interval, target_text: str, actual: str, context: Context
) -> Outcome:
    done = parse(actual)
    direction = None
    if isinstance(target, Comparison):
        answer = _unit_of(done) if isinstance(done, Comparison | Interval) else ""
        direction = direction_of(target, context, answer=answer, written=target_text)
    if isinstance(done, Wording) and _none(target, direction, actual, context):
        done = Comparison(None, Quantity(ZERO))
    if isinstance(done, Wording) and (rank := rank_in(actual, _unit_of(target))) is not None:
        if not isinstance(target, Comparison) or rank != target.quantity.value:
            why = "级别的数大不等于高，由填表人判断并给分"
            return Outcome(TargetKind.QUANTITY, why=why, direction=direction)
        done = Comparison(None, target.quantity)
    texts = (target_text, actual)
    if isinstance(done, Comparison):
        return _by_figure(target, texts, done, direction, context)
    if isinstance(done, Interval):
        ends = [Comparison(None, Quantity(end, done.unit)) for end in (done.low, done.high)]
        return both_ends(*(_by_figure(target, texts, end, direction, context) for end in ends))
    signed = carries_operator(actual)
    unanswered = Outcome(TargetKind.QUANTITY, operator_in_actual=signed, direction=direction)
    turn = isinstance(target, Comparison) and target.vague is Vague.TURN
    found = _without_figure(done, actual, unanswered)
    return replace(found, kind_doubt="") if turn else found  # 一期 → 已完工


def _by_figure(
    target: Comparison | Interval,
    texts: tuple[str, str],
    done: Comparison,
    direction: Direction | None,
    context: Context,
) -> Outcome:
    """How the actual's figure ``done`` stands to the target; ``texts``: as both are written."""
    target_text, actual = texts
    unanswered = Outcome(
        TargetKind.QUANTITY, operator_in_actual=carries_operator(actual), direction=direction
    )
    if why := beside_the_point(target, texts, done, context.name, context.year):
        return replace(unanswered, why=why)
    if unit := unit_in_name(context.name):
        if are_far_apart(unit, _largest(target), done.quantity):
            doubt = f"两边都没有写单位，相差一千倍以上，名称里的单位是“{unit}”"
            return replace(unanswered, why=f"{doubt}，由填表人核对并给分", unit_doubt=doubt)
        target, done = _in_named_units(unit, target, done)
    found = _on_one_footing(target, done, direction, context)
    met = found.met is True
    if found.met is not None and (
        why := doubtful_answer(direction, texts, done, context.name, met=met)
    ):
        return replace(unanswered, why=why)
    taken = isinstance(target, Comparison) and target.embedded and found.ratio is not None
    notes = (
        direction.assumed if direction and found.ratio is not None else "",
        f"从“{quoted(target_text)}”中取数" if taken else "",
        found.why,
    )
    why = "；".join(filter(None, notes))
    if (why, direction, unanswered.operator_in_actual) == (
        found.why, found.direction, found.operator_in_actual
    ):  # fmt: skip
        return found  # as of most: to copy it takes a sixth of all that a row takes
    return replace(
        found,
        why=why,
        direction=direction,
        operator_in_actual=unanswered.operator_in_actual,
    )


def _in_named_units(
    unit: str, target: Comparison | Interval, done: Comparison
) -> tuple[Comparison | Interval, Comparison]:
    goal, value = in_named_units(unit, _largest(target), done.quantity)
    if isinstance(target, Interval):
        return replace(target, unit=goal.unit), replace(done, quantity=value)
    return replace(target, quantity=goal), replace(done, quantity=value)


def _none(
    target: Comparison | Interval, direction: Direction | None, actual: str, context: Context
) -> bool:
    """Whether words answer the target with none: 无 for a count, 未发生 for what nobody wants."""
    operator = direction.operator if direction else None
    falling = operator is not None and operator.falling
    zero = isinstance(target, Comparison) and target.quantity.value == 0
    if not says_none(actual, unwanted=falling or zero):
        return False
    sort = sort_of(measure(_unit_of(target)))
    if sort is Sort.COUNT or (sort is Sort.BARE and not is_rate(context.name)):
        return True
    return (falling or zero) and sort is not Sort.TIME


def _without_figure(done: Reading, actual: str, unanswered: Outcome) -> Outcome:
    """A quantity whose actual is not one figure."""
    if isinstance(done, Blank):
        return replace(unanswered, why="还没有实际完成值，不能计算建议分")
    worded = isinstance(done, Wording | Several)
    if worded and _WRITTEN_FIGURE.search(squeezed(actual)):
        doubt = "完成值里看不出哪一个数对应指标值"
        return replace(unanswered, why=f"{doubt}，由填表人判断并给分", kind_doubt=doubt)
    return replace(
        unanswered,
        why="完成值里没有读出可以比较的数，由填表人判断并给分",
        kind_doubt="指标值是数字，完成值是文字" if worded else "",
    )


def _on_one_footing(
    target: Comparison | Interval,
    done: Comparison,
    direction: Direction | None,
    context: Context,
) -> Outcome:
    """The comparison with both figures in the target's unit, as far as their units allow one."""
    unit = _unit_of(target)
    ground = footing(_largest(target), done.quantity, context.name)
    if ground.apart:
        return _apart(ground)
    if ground.loose:
        settled = ground.unfavourable(falling=_falls(target, direction, context))
        if settled is None:
            return _apart(ground)
        ground = settled
    value = ground.turned(done.quantity.value)
    shown = _in_unit(done.quantity, unit)
    if isinstance(target, Interval):
        found = _in_interval(target, done, value, shown, context)
    else:
        assert direction is not None  # noqa: S101  (narrows the type)
        inverse = INVERSES[context.inverse]
        found = compared(target, done, direction, value, shown, inverse)
        exact = done.vague is None and target.vague is None and not done.in_words
        if found.met is not True and exact and same_amount(target.quantity, done.quantity):
            found = at_equality(found, target)
    if ground.loose:
        return _settled_loosely(found, ground)
    if ground is SAME:
        return found
    return replace(
        found,
        why=f"单位不一致，只比数字；{found.why}" if ground.mixed else found.why,
        unit_doubt=ground.doubt,
        unit_missing=ground.missing,
    )


def _settled_loosely(found: Outcome, ground: Footing) -> Outcome:
    """Met by a factor that is not known, whatever it is; anything else is for the clerk."""
    if not found.met:
        return _apart(ground)
    if ground.least is None:
        return replace(found, why=f"单位不一致；{found.why}", unit_doubt=ground.doubt)
    how = "按整月折算" if ground.most else "按全年次数折算"
    return replace(found, over=None, why=f"{how}；{found.why}")


def _falls(target: Comparison | Interval, direction: Direction | None, context: Context) -> bool:
    """Whether less is better, so that the most that an actual can be has to be compared."""
    if isinstance(target, Interval):
        return way_of(context, target.unit) is Way.FALLING
    operator = direction.operator if direction else None
    return operator is not None and operator.falling


def _apart(ground: Footing) -> Outcome:
    doubt = ground.doubt or "两边的比不是同一个数对 1"
    why = f"{doubt}，看不出是否同一口径，由填表人核对并给分"
    return Outcome(
        TargetKind.QUANTITY, why=why, unit_doubt=ground.doubt, unit_missing=ground.missing
    )


def _in_interval(
    target: Interval, done: Comparison, value: Decimal, shown: str, context: Context
) -> Outcome:
    unit = target.unit or done.quantity.unit
    sort = sort_of(measure(unit))
    open_end = target.low >= 0 and (
        sort in {Sort.RATE, Sort.TIME, Sort.MONEY} or (sort is Sort.BARE and is_rate(context.name))
    )
    way = way_of(context, unit)
    if target.low >= 0 and not open_end and way is Way.FALLING:
        open_end = True  # fewer accidents than 2-3 are no miss
    return within(target, done, value, shown, way, open_end=open_end)


def _unit_of(reading: Comparison | Interval) -> str:
    return reading.unit if isinstance(reading, Interval) else reading.quantity.unit


def _largest(target: Comparison | Interval) -> Quantity:
    return Quantity(target.high, target.unit) if isinstance(target, Interval) else target.quantity


def _in_unit(quantity: Quantity, unit: str) -> str:
    """The actual as it is shown: a bare number takes the other side's unit."""
    return str(quantity if quantity.unit else replace(quantity, unit=unit))
