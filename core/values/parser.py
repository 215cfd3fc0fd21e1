"""Read a 年度指标值 or an 实际完成值: a number, an interval, a deadline, words, or nothing.

Whatever is not clearly a figure or a deadline is words, and words are for the clerk to judge: the
reader never guesses.  It raises nothing and its time is linear in the length of the text.
The shapes are those of printed forms (303 pairs of target and actual were counted).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from core.model.number import EXACT, MAX_DIGITS
from core.regex import regex
from core.values import deadlines, numerals
from core.values.asides import UNIT, without_asides
from core.values.denominators import with_denominators
from core.values.listing import is_parted, parted, without_circles, without_numbers
from core.values.ratios import with_ratios
from core.values.target_syntax import (
    Blank,
    Comparison,
    Interval,
    Operator,
    Quantity,
    Reading,
    Several,
    Vague,
    Wording,
)
from core.values.units import SCALES, TEN_THOUSAND, leading_unit, measure
from core.values.wording import (
    AFTER,
    AFTER_NUMBER,
    BEFORE,
    BEFORE_NUMBER,
    LONGEST,
    SIGNS,
    says_nothing,
    squeezed,
)

_NUMBER = regex(rf"(?<![\d.])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,{MAX_DIGITS}}})(?:\.\d+)?(?![\d.])")
_UNIT = UNIT
_SPAN = regex(
    rf"(?P<each>每\D{{1,6}}?)?(?P<low>-?[\d,.]+)(?P<unit1>{_UNIT})[-~—–至到]+(?P<high>[\d,.]+)(?P<unit>{_UNIT})"
    r"(?:之间|[以之]?内|区间)?",
    needs="-~—–至到",
)
_TOLERANCE = regex(
    rf"(?:(?P<middle>[\d,.]+)(?P<unit1>{_UNIT}))?±(?P<width>[\d,.]+)(?P<unit>{_UNIT})(?:以内|之内|内)?",
    needs="±",
)
_BOTH = regex(
    rf"(?P<sign1>[≥>])(?P<low>[\d,.]*\d)(?P<unit1>{_UNIT})[,、;]?[且及和与并]?"
    rf"(?P<sign2>[≤<])(?P<high>[\d,.]+)(?P<unit>{_UNIT})",
    needs="≤<",
)
_BRACKETED = regex(
    rf"[\[(](?P<low>\d[\d.]*)(?P<unit1>{_UNIT}),(?P<high>\d[\d.]*)(?P<unit>{_UNIT})[\])]",
    needs="[(",
)
_AROUND = regex(
    rf"(?P<low>[\d,.]*\d)(?P<unit1>{_UNIT})[≤<][XxNn][≤<](?P<high>[\d,.]+)(?P<unit>{_UNIT})",
    needs="XxNn",
)
_NO_ENDS = regex(r"0\d|(?:19|20)\d{2}$")
"""0838-7211924 is a telephone, and 2021-2023 are years."""
_TWO_ENDS = (_BOTH, _AROUND, _BRACKETED)
_NUMERAL = regex(rf"(?P<lead>\D*?)(?P<numeral>{numerals.LONG_NUMERAL})(?P<rest>(?:\D|(?<=m)[23])*)")
_MINUTES = regex(r"(?<=\d)分(?=\d{1,2}秒)|(?<=小时\d)分(?!钟)|(?<=小时\d\d)分(?!钟)", needs="分")
"""Minutes between hours and seconds; 95分 are points."""
_CURRENCY = regex(r"¥(\d[\d,.]*)(?=$|[^\d,.万亿千百元])", needs="¥")
_CURRENCY_SIGN = regex(r"¥(?=\d)", needs="¥")
_FAR_BOUND = regex(r"\D{1,8}?(?<![级岁档类等])(?P<bound>及?以[上下]|[以之]内)", needs="上下内")
"""20名工作人员以内: the bound stands behind what is counted."""
_BEHIND = regex(
    r"([元次场件个])每(人|户|亩|年|月|天|日|生|村|公里|平方米|吨|辆|台|学期|学年)", needs="每"
)
"""5000元每户 is 5000元/户."""
_DONE = regex(r"(?:已|共|共计|累计|合计|实际|全年|完成|开展|举办|组织|召开|发生)*")
"""What may stand before a numeral; before a figure any words may."""
_RANKS = frozenset({"级", "档", "类"})
"""三级 and 二类 name a rank, which a number does not tell better from worse."""
_TURNS = frozenset({"期", "届"})
"""三期 is three terms or the third."""
_OF_MONTH = regex(r"(?:之|以)?前", needs="前")
_DENIED = regex(r"(?:未|没有?|不)(?:能|曾)?达到?$|每$", needs="未没不每")
"""未达到95% is not 95%, and 每10户 counts no households."""
_FREE_UNIT = regex(
    r"(?:[A-Za-z]{1,5}|[\u4e00-\u9fff]{1,4}(?:\([\u4e00-\u9fff]{1,4}\))?)(?:/[^\W\d_]{1,6})?"
)
_ROUGHLY = regex(r"[余多来]", needs="余多来")
_AROUND_IT = regex(r"(?:左右|上下)$", needs="右下")
_OVER_IT = regex(
    r"(?<=\d[万亿千百])[余多](?=[^\d])|(?<=\d)[余多]$|(?<=[^\d+])\+$|(?<=\d)\+(?!\d)", needs="余多+"
)
_LEADS = (
    (
        regex(
            r"(?:(?<![最附新远])近|接近|将近|几乎|差不多|基本(?:上)?(?:达到?|实现|完成)?)(?:了|为|至)?$",
            needs="近乎差基",
        ),
        Vague.NEARLY,
    ),
    (
        regex(
            r"(?:大?(?<![节签违集制履合预解条公契特])约|大概|大致)(?:为|有|合|达)?$",
            needs="约概致",
        ),
        Vague.AROUND,
    ),
    (regex(r"(?:逾|(?<!高)超)(?:出|了)?$", needs="逾超"), Vague.OVER),
)
_MOST_PARTS = 6
_SLASH = regex(r"/[≥≤<>=]?\d", needs="/")
_REMARK = regex(r"(?P<value>.*\d.*)\((?P<remark>[^()]*\d[^()]*)\)", needs="(")
_IN_BRACKETS = regex(r"(?<=\d)\(([^()\d]{1,5})\)(?=$|[以及之内(])", needs="(")
_MIDDLE_DOT = regex(r"(?<=[人户家件台车])[·•・.](?=次)", needs="·•・.")
_CLAUSES = regex(r"[,;:。]")
_LONGEST_CLAUSE = 30
_JOINED = regex(r"(?:[A-Za-z第\-/.*×+]|(?<![提目当此之])前)$")

_FIGURE_ALONE = regex(
    r"[≥≤<>=]?\d{1,9}(?:\.\d{1,4})?(?:%|万?元|万?人次?|[个次家户场件项套台份篇名亩]|公里)"
)
"""What most cells hold (≥95%, 12个), of which nothing has to be taken apart first."""
_MIXED = "既有时限又有数字，由填表人判断"


@lru_cache(maxsize=8192)
def parse(text: str) -> Reading:  # noqa: PLR0911  (one shape a line)
    """Read one value; pure, so readings are kept for the next key."""
    if len(text) > LONGEST:
        return Wording()
    if says_nothing(text):
        return Blank()
    plain = squeezed(without_circles(text))
    if _FIGURE_ALONE.fullmatch(plain):
        return _comparison(plain) or Wording()
    plain = without_numbers(numerals.with_figures(plain))
    plain = _BEHIND.sub(r"\1/\2", plain).replace("正负", "±")
    plain = _CURRENCY.sub(r"\1元", _MINUTES.sub("分钟", plain))
    plain = _MIDDLE_DOT.sub("", _CURRENCY_SIGN.sub("", plain))
    if recurring := deadlines.find_recurring(plain):
        return recurring
    found = deadlines.find_deadline(plain)
    if found is not None:
        if any(char.isdigit() for char in found.rest):
            return Wording(_MIXED, found.deadline.year)
        if not _CLAUSES.search(found.rest) and len(found.rest) <= _LONGEST_CLAUSE:
            return found.deadline
        return Wording(year=found.deadline.year)
    if deadlines.names_dates(plain):
        return Wording()
    plain = with_ratios(without_asides(plain))
    if (bracket := _IN_BRACKETS.search(plain)) and leading_unit(bracket[1]) == bracket[1]:
        plain = plain[: bracket.start()] + bracket[1] + plain[bracket.end() :]
    return (
        _interval(plain)
        or _several(plain)
        or _comparison(plain)
        or _before_remark(plain)
        or _in_numerals(plain)
        or Wording()
    )


def _interval(plain: str) -> Interval | None:  # noqa: PLR0911  (one shape a line)
    if match := next(filter(None, (shape.fullmatch(plain) for shape in _TWO_ENDS)), None):
        return _ends(match["low"], match["high"], match["unit1"], match["unit"])
    if match := _TOLERANCE.fullmatch(plain):
        width = _decimal(match["width"])
        if width is None:
            return None
        if match["middle"] is None:
            return Interval(width.copy_negate(), width, match["unit"])
        middle = _decimal(match["middle"])
        if middle is None or match["unit1"] not in {"", match["unit"]}:
            return None
        if match["unit1"] == "" and match["unit"].startswith("%"):
            return None  # 100±5%: of what?
        low, high = EXACT.subtract(middle, width), EXACT.add(middle, width)
        return Interval(low, high, match["unit"])
    if match := _SPAN.fullmatch(plain):
        found = _ends(match["low"], match["high"], match["unit1"], match["unit"])
        if found is None or not match["each"]:
            return found
        lead, unit = with_denominators(match["each"], found.unit)  # 每月1-2次
        return None if lead else replace(found, unit=unit)
    return None


def _ends(low: str, high: str, low_unit: str, unit: str) -> Interval | None:
    below, above = _decimal(low), _decimal(high)
    # 5万-10万元: the lower end has the upper one's unit, whole, begun or left out.
    if below is None or above is None or below > above or not unit.startswith(low_unit):
        return None
    if not unit and (_NO_ENDS.match(low) or _NO_ENDS.match(high)):
        return None
    return Interval(below, above, unit)


def _decimal(figure: str) -> Decimal | None:
    match = _NUMBER.fullmatch(figure.removeprefix("-"))
    if match is None or len(figure) > MAX_DIGITS:
        return None
    return Decimal(figure.replace(",", ""))


def _comparison(plain: str) -> Comparison | None:
    """``[words][operator] number [unit][bound][words]``, in one clause with one number."""
    plain, around = _AROUND_IT.subn("", plain)
    plain, over = _OVER_IT.subn("", plain)
    number = _NUMBER.search(plain)
    if number is None or len(number[0]) > MAX_DIGITS:
        return None
    lead, rest = plain[: number.start()], plain[number.end() :]
    lead, vague = _vague(lead)
    vague = Vague.AROUND if around else vague or (Vague.OVER if over else None)
    before = lead[:-1]
    signed = lead[-1:] in {"-", "+"} and (
        not before or before[-1] in SIGNS or BEFORE_NUMBER.search(before) is not None
    )
    negative = signed and lead[-1] == "-"
    if signed:
        lead = before
    roughly = _ROUGHLY.match(rest)
    if roughly and leading_unit(rest[1:]):
        vague = vague or (Vague.AROUND if roughly[0] == "来" else Vague.OVER)
        rest = rest[1:]  # 300余人, 100来人
    unit = _unit(lead, rest)
    bound = AFTER_NUMBER.match(rest, len(unit))
    tail = rest[bound.end() if bound else len(unit) :]
    goes_on = any(char.isdigit() for char in tail) or numerals.GOES_ON.match(rest)
    if goes_on or _DENIED.search(lead):
        return None
    if unit == "日" and (_OF_MONTH.match(tail) or lead.endswith("月")):
        return None  # 每月10日前: a day that comes round, no count of days
    operator, lead, in_words = _operator(lead, bound)
    if operator is None and (far := _FAR_BOUND.fullmatch(tail)):
        operator, in_words = AFTER[far["bound"]], True
    if unit == "级" and operator is None:
        return None
    lead, unit = with_denominators(lead, unit)
    embedded = bool(lead or tail or vague)
    if (lead or tail) and not _may_be_embedded(lead, tail, bool(unit or operator)):
        return None
    value = Decimal(number[0].replace(",", ""))
    quantity = Quantity(value.copy_negate() if negative else value, unit)
    return Comparison(operator, quantity, in_words, embedded, vague)


def _vague(lead: str) -> tuple[str, Vague | None]:
    """What stands before a number without the word that blurs it, and what that word says."""
    for pattern, vague in _LEADS:
        if match := pattern.search(lead):
            return lead[: match.start()], vague
    return lead, None


def _several(plain: str) -> Several | Comparison | None:
    """``2期/100人``: two or more clauses, each with one figure in a unit."""
    if "(" in plain or "[" in plain:
        return None
    texts = parted(plain)
    if not 1 < len(texts) <= _MOST_PARTS:
        return None
    parts = [part for text in texts if (part := _comparison(text)) and part.quantity.unit]
    if len(parts) < len(texts):
        return None
    if not is_parted(plain) and (whole := _compound(parts)):
        return whole
    if _SLASH.search(plain) and not measure(parts[0].quantity.unit).counted:
        return None  # 500元/100km
    return Several(tuple(parts))


def labels_of(text: str) -> tuple[str, ...]:
    """What stands before each figure of a text with several: 专职 and 兼职."""
    plain = without_numbers(numerals.with_figures(squeezed(without_circles(text))))
    leads = (part[: match.start()] for part in parted(plain) if (match := _NUMBER.search(part)))
    return tuple(_operator(lead, None)[1] for lead in leads)


def _compound(parts: list[Comparison]) -> Comparison | None:
    """1小时40分钟, 3公里500米 and 1万2千人: one figure in units that grow smaller."""
    quantity = parts[0].quantity
    for part in parts[1:]:
        larger, smaller = measure(quantity.unit), measure(part.quantity.unit)
        whole = larger.base in {smaller.base, TEN_THOUSAND} and larger.per == smaller.per
        if (
            not whole
            or part.vague
            or EXACT.multiply(part.quantity.value, smaller.worth) >= larger.worth
        ):
            return None
        if smaller.counted and smaller.worth == 1:  # 1万20人 is no figure that anybody writes
            return None
        value = EXACT.divide(EXACT.multiply(quantity.value, larger.worth), smaller.worth)
        quantity = Quantity(EXACT.add(value, part.quantity.value), part.quantity.unit)
    first, last = parts[0], parts[-1]
    signed = first if first.operator else last
    embedded = first.embedded or last.embedded
    return Comparison(signed.operator, quantity, signed.in_words, embedded, first.vague)


def _unit(lead: str, rest: str) -> str:
    """The unit behind a number: a known one or, where nothing else is written, any short one."""
    unit = leading_unit(rest)
    if "/" in unit and (inner := AFTER_NUMBER.search(unit)):
        return unit[: inner.start()]  # 1600元/亩以内
    behind = rest[len(unit) :]
    if (unit and unit not in SCALES) or not _FREE_UNIT.fullmatch(behind):
        return unit
    if AFTER_NUMBER.fullmatch(behind) or _ROUGHLY.match(behind):
        return unit
    alone = not lead or lead in SIGNS or BEFORE_NUMBER.fullmatch(lead)
    return rest if alone else unit


def _before_remark(plain: str) -> Comparison | Interval | None:
    """``95.6%(239/250)``: the figure before a remark that only says how it came about.

    A remark with a condition of its own (其中线上不少于4场) makes the whole a matter of judgement.
    """
    match = _REMARK.fullmatch(plain)
    if match is None or any(sign in match["remark"] for sign in (*SIGNS, *BEFORE, *AFTER, "±")):
        return None
    if found := _interval(match["value"]):
        return found
    figure = _comparison(match["value"])
    if figure is None or not (
        figure.quantity.unit or figure.operator or any(map(str.isalpha, match["remark"]))
    ):
        return None  # 10(12): which of them?
    return replace(figure, embedded=True)


def _operator(lead: str, bound: re.Match[str] | None) -> tuple[Operator | None, str, bool]:
    """The operator, what stands before it, and whether it was a word."""
    if lead and lead[-1] in SIGNS:
        return SIGNS[lead[-1]], lead[:-1], False
    word = BEFORE_NUMBER.search(lead)
    if word:
        return BEFORE[word[0]], lead[: word.start()], True
    if bound:
        return AFTER[bound[0]], lead, True
    return None, lead, False


def _may_be_embedded(lead: str, tail: str, marked: bool) -> bool:  # noqa: FBT001
    """Whether a figure may be taken out of these words: one short clause, a unit or operator."""
    if not marked or _JOINED.search(lead) or len(lead) + len(tail) > _LONGEST_CLAUSE:
        return False
    words = lead + tail
    return not _CLAUSES.search(words) and not any(sign in words for sign in (*SIGNS, "±", "~"))


def _in_numerals(plain: str) -> Comparison | None:
    """三次, 不少于两场, 二百余人: a numeral is a figure only with a known unit and nothing else."""
    match = _NUMERAL.fullmatch(plain)
    if match is None:
        return None
    number = numerals.value(match["numeral"])
    counted = _ROUGHLY.sub("", match["rest"], count=1)
    unit = leading_unit(counted)
    if number is None or not unit:
        return None
    lead = match["lead"]
    if done := _DONE.match(lead):
        lead = lead[done.end() :]
    found = _comparison(f"{lead}{number}{match['rest']}")
    if found is None or found.quantity.unit in _RANKS:
        return None
    if found.embedded and not (found.vague and counted == unit):
        return None
    if found.quantity.unit in _TURNS and found.vague is None:
        found = replace(found, vague=Vague.TURN)
    return replace(found, embedded=found.embedded or lead != match["lead"])
