"""What a figure is per, where words say it: 每季度2次, 日均1000人次, 半年1次, 户均500元."""

from __future__ import annotations

from decimal import Decimal

from core.model.number import EXACT, normalized
from core.regex import regex
from core.values.target_syntax import Quantity
from core.values.units import SCALES, leading_unit, measure

_EACH = regex(r"每(?!年均)(?:一|个)?(?P<rest>[^\d每]{1,30})$", needs="每")
_ON_AVERAGE = regex(
    r"(?P<per>(?<!平)[日天月周季人户亩村生班校]|(?<!平)学期)均(?![衡价值等为])", needs="均"
)
_RHYTHM = regex(
    r"(?:^|(?<=[,:、]))(?P<per>半年|(?:半个?|双|单)月(?!刊)|隔[日天周月])"
    r"|(?:^|(?<=[,:、]))[按逐](?P<by>年|季度|季|月|周|日|天)"
)
"""半年1次 and 隔周1次; 上半年1次 is once."""
_PERIODS = ("季度", "季", "半年", "半个月", "半月", "学期", "学年", "班", "村", "校", "生", "单位")
_LONGEST = 4
_STANDARD = ("标准", "单价", "单位成本", "平均成本", "单位造价", "定额")
"""Names of what is always per something, whether that is written or not."""


def with_denominators(lead: str, unit: str) -> tuple[str, str]:
    """The words before a figure without what they say it is per, and its unit with that.

    每人每月300元 is 300元/月/人, 每季度开展2次 is 2次/季度. A rate is no more per something than
    without it, and what has one already takes none from an average.
    """
    about = measure(unit)
    things = about.counted or about.money
    while (each := _EACH.search(lead)) and (per := _leading_period(each["rest"])):
        rest = each["rest"][len(per) :]
        if rest and not things:  # 每次检查2小时
            break
        lead, unit = lead[: each.start()] + rest, f"{unit}/{per}"
    if not things or "/" in unit:
        return lead, unit
    if (average := _ON_AVERAGE.search(lead)) and unit:
        return lead, f"{unit}/{average['per']}"
    if rhythm := _RHYTHM.match(lead):
        per = (rhythm["per"] or rhythm["by"]).replace("个", "")
        return lead[rhythm.end() :], f"{unit}/{per}"
    return lead, unit


def _leading_period(text: str) -> str:
    """What a text behind 每 begins with that something can be per, or ``""``."""
    if text.startswith(tuple(SCALES)):  # 每千人口, 每万元: told by the name as a whole
        return ""
    for length in range(min(_LONGEST, len(text)), 0, -1):
        per = text[:length]
        if per in _PERIODS or leading_unit(per) == per:
            return per
    return ""


def named_denominator(name: str, one: str, other: str) -> bool:
    """Whether a name says what the unit is per that is per something on one side only.

    人均补助标准 is per head, so 89元 answers 89元/人; 补助标准 and 单价 are per whatever the other
    side says.
    """
    mine, theirs = (frozenset(filter(None, measure(unit).per.split("/"))) for unit in (one, other))
    if not (mine < theirs or theirs < mine):
        return False
    plain = "".join(normalized(name[:_LONGEST_NAME]).split())
    if any(word in plain for word in _STANDARD):
        return True
    named = measure(with_denominators(plain, "元")[1]).per.split("/")
    return (mine ^ theirs) <= set(named)


_LONGEST_NAME = 120
_FAR = Decimal(5)
"""How many times the target a figure can be that is per the same without saying so."""


def is_near(target: Quantity, actual: Quantity) -> bool:
    """Whether two figures of one thing are of one order, so that both can be per the same."""
    mine, theirs = measure(target.unit), measure(actual.unit)
    goal = EXACT.multiply(target.value, mine.worth).copy_abs()
    value = EXACT.multiply(actual.value, theirs.worth).copy_abs()
    return goal < EXACT.multiply(value, _FAR) and value < EXACT.multiply(goal, _FAR)
