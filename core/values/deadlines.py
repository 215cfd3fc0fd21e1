"""Deadlines of every wording: 2021年12月31日前, 9月前, 年底前, 第三季度, 2020年1月--2020年11月."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from core.regex import regex
from core.values.numerals import value
from core.values.target_syntax import Deadline, Recurring

_MONTHS = 12
_QUARTERS = {char: number for number, char in enumerate("一二三四", start=1)}

_SHIFTS = {"次年": 1, "翌年": 1, "明年": 1, "下年": 1, "下一年": 1, "上年": -1, "上一年": -1}
"""Years named from the form's. (去年 may be the form's own: it is filled in a year later.)"""


def _in_year(number: int) -> str:
    """An optional year before a month, a quarter …; ``number`` tells the groups apart."""
    other = "|".join(_SHIFTS)
    return rf"(?:(?:(?P<year{number}>(?:19|20)\d{{2}})年|(?P<other{number}>{other}))度?)?"


_BEFORE = r"(?P<before>(?:之|以)?前)?"
_DATE = regex(
    # 2021.12.31, 2021-12, 2021/12/31: a point with figures behind it could be a decimal, so
    # nothing but the end, a bracket, 前 or a range may follow.
    rf"(?<![\d.])(?P<year1>(?:19|20)\d{{2}})[-./](?P<month1>0?[1-9]|1[0-2])"
    rf"(?:[-./](?P<day1>0?[1-9]|[12]\d|3[01]))?(?=$|[日号前之以至到~),、-])[日号]?"
    # 12.31前: without 前 it is a figure
    r"|(?<![\d.])(?P<month2>0?[1-9]|1[0-2])\.(?P<day2>0?[1-9]|[12]\d|3[01])(?=(?:之|以)?前)"
    # (2021年)12月(31日|底)
    rf"|{_in_year(5)}(?<![\d.])(?P<month>0?[1-9]|1[0-2])月份?"
    rf"(?:(?P<day>0?[1-9]|[12]\d|3[01])[日号]?(?!\d)|(?P<part>底|末|初|上旬|中旬|下旬))?"
    # 2021年底, 年末, 2021年年底
    rf"|{_in_year(2)}(?P<end>年?[底末](?!线))"
    r"(?<=年底|年末|度底|度末)(?<!季度底|季度末)"
    # (2021年)第三季度, 上半年
    rf"|{_in_year(3)}第?(?P<quarter>[一二三四1-4])季度(?P<end3>[底末]?)"
    rf"|{_in_year(4)}(?P<half>[上下])半年(?P<end4>[底末]?)",
    needs="-./月底末季半",
)
_SUFFIX = regex(r"(?P<before>(?:之|以)?前)|内|之内|以内|止")
_RANGE = regex(r"(?:起|开始)?[-~—–至到]+")
_WHOLE_YEAR = regex(
    r"(?P<year>(?:19|20)\d{2})年度?(?:全年|年内|内|(?P<before>(?:之|以)?前))?(?:完成)?"
    r"|[本当]?年度?内(?:完成)?",
    needs="年",
)
_SIGN = regex(r"[≤<=≥>]", needs="≤<=≥>")
_MONTH_RANGE = regex(r"(?<!\d)(?:0?[1-9]|1[0-2])月?[-~—–至到]+(?=(?:0?[1-9]|1[0-2])月)", needs="月")
_NUMERAL_MONTH = regex(
    r"(十[一二]?|[一二三四五六七八九])月(?=[底末份前初上中下]|$|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[日号])",
    needs="月",
)
_NUMERAL_DAY = regex(r"(?<=月)([一二三四五六七八九十]{1,3})(?=[日号])", needs="月")
_SHORT_YEAR = regex(
    # 22年12月, 22年底, 22.12.31
    r"(?<![\d.])\d{2}(?=年(?:(?:0?[1-9]|1[0-2])月|年?[底末])|\.(?:0?[1-9]|1[0-2])\.\d{1,2}(?![\d.]))",
    needs="年.",
)
_DAYS = {"上旬": 10, "中旬": 20, "下旬": None, "底": None, "末": None, "初": None}
_BEGINNINGS = {"上旬": 1, "中旬": 11, "下旬": 21, "底": 21, "末": 21}
_ENDS = ("底", "末")
"""The end of a month, a quarter or half a year: of its last ten days, and 底前 includes them."""
_COMPACT = regex(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])")


_RECURRING = regex(
    r"[^\d每次下当本]{0,12}(?:于|在)?"
    r"(?:每个?(?P<period>月|季度|季|半年|学期|学年|年度|年|周|星期)|(?P<next>当月|本月|次月|下月|下季度|次季度|次年)"
    r"|(?P<after>月度|季度|年度|学期)(?=(?:终了|结束)后?))"
    r"(?P<mark>(?:末月?|底|终了后?|结束后?|首月|初|第一个?月|最后一个?月|次月|后|的|,)*)"
    r"(?:(?P<day>\d{1,2})(?P<unit>日|号|个?工作日)|(?P<weekday>[一二三四五六日天](?![次场期篇个遍回趟轮份名人两小]))|(?P<part>上旬|中旬|下旬|底|末))"
    r"(?:(?:之|以)?[前内]|止)?(?!(?:之|以)?后)[^\d]{0,20}",
    needs="每当本次下终结",
)
_DAY_ALONE = regex(
    r"[^\d月年]{0,8}(?P<day>\d{1,2})[日号](?:之|以)?前?(?!(?:之|以)?[后内])[^\d]{0,12}",
    needs="日号",
)
_NUMERAL_IN_PERIOD = regex(
    r"(?<=[月末底后度])([一二三四五六七八九十]{1,3})(?=(?:个?工作)?[日号])", needs="日号"
)
_NO_END = regex(r"(?:之|以)?后|起(?!草|诉|点)|(?:开始|启动)后", needs="后起")
"""What begins with a date is not to be ready by it."""
_WEEKDAYS = {char: number for number, char in enumerate("一二三四五六日", start=1)} | {"天": 7}
_LAST_DAY = 31
_PERIODS = {
    "季": "季度",
    "当月": "月",
    "本月": "月",
    "月度": "月",
    "年度": "年",
    "星期": "周",
    "学年": "学期",
}


class Found(Struct, frozen=True):
    """The deadline in a text, and the words around it."""

    deadline: Deadline
    rest: str


def find_deadline(text: str) -> Found | None:
    """The one deadline that a squeezed text sets, or ``None`` (also where it sets several)."""
    sign = _SIGN.match(text)  # of forms with a column for it: =2022年
    found = _found(text, text[1:] if sign else text)
    if found is None or not sign or sign[0] not in "<≥>":
        return found
    deadline = found.deadline
    strict = deadline.exclusive or sign[0] == "<"
    return replace(found, deadline=replace(deadline, exclusive=strict, turned=sign[0] != "<"))


def _found(text: str, bare: str) -> Found | None:
    """``bare``: the text without the sign before it."""
    whole = _WHOLE_YEAR.fullmatch(bare)
    if whole:
        year = int(whole["year"]) if whole["year"] else None
        return Found(Deadline(year, exclusive=bool(whole["before"])), "")
    compact = _COMPACT.fullmatch(bare)
    if compact:
        return _checked(
            Deadline(int(compact["year"]), int(compact["month"]), int(compact["day"])), ""
        )
    plain, matches = _dates(text)
    if not matches:
        return None
    first, last = matches[0], matches[-1]
    for one, other in pairwise(matches):
        if not _RANGE.fullmatch(plain[one.end() : other.start()]):
            return None
    if _NO_END.match(plain, last.end()):
        return None
    suffix = _SUFFIX.match(plain, last.end())
    end = suffix.end() if suffix else last.end()
    rest = plain[: first.start()] + plain[end:]
    deadline = _deadline(last, before=bool(suffix and suffix["before"]))
    return _checked(_within(first, deadline), rest)


@lru_cache(maxsize=8)
def _dates(text: str) -> tuple[str, list[re.Match[str]]]:
    """The text in figures and its dates; both who ask for them ask of one text at once."""
    plain = _MONTH_RANGE.sub("", dates_in_figures(text))
    return plain, [match for match in _DATE.finditer(plain) if match[0]]


def names_dates(text: str) -> bool:
    """Whether a squeezed text without one deadline names dates: 6月、12月, 12月20日后, 3月起."""
    plain, matches = _dates(text)
    return len(matches) > 1 or any(_NO_END.match(plain, match.end()) for match in matches)


def find_recurring(text: str) -> Recurring | None:
    """A day that comes round in each period: 每月15日前, 每季度末10日前, 次月5日前, 每周五前."""
    if not any(word in text for word in ("每", "次", "下", "当月", "本月", "终了", "结束")):
        return None
    match = _RECURRING.fullmatch(_NUMERAL_IN_PERIOD.sub(lambda it: str(value(it[1])), text))
    if match is None:
        return None
    period = match["period"] or match["after"] or match["next"]
    period = _PERIODS.get(period, period)
    mark = match["mark"].strip("的,").replace("底", "末")
    if match["weekday"]:
        return Recurring(period, mark, _WEEKDAYS[match["weekday"]]) if period == "周" else None
    if match["part"]:
        return Recurring(period, mark, _DAYS[match["part"]] or _LAST_DAY)
    if match["unit"] not in {"日", "号"}:
        mark += "工作日"
    return Recurring(period, mark, int(match["day"]))


def find_day(text: str) -> int | None:
    """The day of a month that stands alone, as an answer to 每月15日前: 10日, 12号发放."""
    match = _DAY_ALONE.fullmatch(text)
    return int(match["day"]) if match else None


def _deadline(match: re.Match[str], *, before: bool) -> Deadline:
    year, shift = _year(match), _shift(match)
    if match["quarter"]:
        number = _QUARTERS.get(match["quarter"]) or int(match["quarter"])
        return _part_of_year(3 * number - 2, 3 * number, match["end3"], year, shift, before=before)
    if match["half"]:
        begin, month = (1, 6) if match["half"] == "上" else (7, _MONTHS)
        return _part_of_year(begin, month, match["end4"], year, shift, before=before)
    if match["end"]:  # 年底前 includes the last day
        return Deadline(year, _MONTHS, shift=shift)
    month = int(match["month1"] or match["month2"] or match["month"])
    day = match["day1"] or match["day2"] or match["day"]
    if day:
        return Deadline(year, month, int(day), shift=shift)
    begins = _BEGINNINGS.get(match["part"])  # 10月底 is after the 19th
    since = (month, begins) if begins else None
    if match["part"] and _DAYS[match["part"]]:
        return Deadline(year, month, _DAYS[match["part"]], shift=shift, since=since)
    exclusive = before and match["part"] not in _ENDS
    return Deadline(year, month, exclusive=exclusive, shift=shift, since=since)


def _part_of_year(
    begin: int, month: int, end: str, year: int | None, shift: int, *, before: bool
) -> Deadline:
    """A quarter or half a year, or (``end``: 底, 末) the end of one."""
    since = (month, _BEGINNINGS[end]) if end else (begin, 1)
    return Deadline(year, month, exclusive=before and not end, shift=shift, since=since)


def _within(first: re.Match[str], deadline: Deadline) -> Deadline:
    """The end of a range, counted from the year in which it begins: 2021年10月至次年3月."""
    year = _year(first)
    if deadline.year is not None or year is None:
        return deadline
    return replace(deadline, year=year + deadline.shift, shift=0)


def _year(match: re.Match[str]) -> int | None:
    names = ("year1", "year2", "year3", "year4", "year5")
    return next((int(match[name]) for name in names if match[name]), None)


def _shift(match: re.Match[str]) -> int:
    names = ("other2", "other3", "other4", "other5")
    return next((_SHIFTS[match[name]] for name in names if match[name]), 0)


def _checked(deadline: Deadline, rest: str) -> Found | None:
    try:
        deadline.last(2000 if deadline.year is None else deadline.year)
    except ValueError:  # 2月30日
        return None
    return Found(deadline, rest)


_CLOCK = regex(r"(?<=[日号])24(?:时|点|:00)|(?<=[\d日号])、?0?0:00(?::00)?(?!\d)", needs="时点:")
"""The end of a day, and what a spreadsheet writes behind one."""


def dates_in_figures(text: str) -> str:
    """Years, months and days in numerals, and years of two digits, as they are read."""
    text = _CLOCK.sub("", text)
    text = _NUMERAL_DAY.sub(lambda match: str(value(match[1])), text)
    text = _NUMERAL_MONTH.sub(lambda match: f"{value(match[1])}月", text)
    return _SHORT_YEAR.sub(lambda match: f"20{match[0]}", text)
