"""What single texts of a form say: the year in a title, the unit of money, a text in one line."""

from __future__ import annotations

import re

from core.model.evaluation import year_from_text
from core.model.number import (
    MAX_DIGITS,
    NumberUnreadableError,
    normalized,
    read_amount,
    read_points,
)
from core.regex import regex
from core.values.wording import says_nothing

Share = tuple[int, int]
"""From where to where in a text something stands."""

_NEAR = 200
"""A year or a unit is looked for in lines that are not longer than this."""

_SHORT = 40

_DIGITS = "0123456789０１２３４５６７８９"
_YEAR = rf"[12１２][{_DIGITS}]{{3}}|[二一][〇○Ｏ零一二三四五六七八九]{{3}}"
_NAMED_YEAR = regex(rf"(?<![{_DIGITS}])(?P<year>{_YEAR})[\s_＿]*年")
_BRACKETED_YEAR = regex(rf"[（(\[【]\s*(?P<year>{_YEAR})\s*[）)\]】]")
_HALF = r"(?:20|２０)[\s_＿×xXＸ*＊]{1,8}|[×xXＸ*＊]{2,4}"
_HALF_YEAR = regex(rf"(?<![{_DIGITS}])(?P<year>{_HALF})年")
_HALF_YEAR_LINE = regex(rf"\s*[（(\[【]?\s*(?P<year>{_HALF})年\s*度?\s*[）)\]】]?\s*")
_OPEN_BRACKETS = regex(rf"[（(\[【](?P<year>{_HALF}|[\s_＿]{{1,40}})[）)\]】]\s*年")
"""（    ）年度: the gap stands in brackets of its own."""
_BLANK_YEAR = regex(r"[（(]?(?P<year>[\s_＿]*)年\s*度\s*[）)]?")
_YEAR_LINE = regex(
    rf"[\s_＿]*[（(\[【]?[\s_＿]*(?P<year>{_YEAR}|)[\s_＿]*年\s*度?\s*[）)\]】]?\s*",
    re.DOTALL,
)
_OPEN_BRACKETS_LINE = regex(rf"\s*{_OPEN_BRACKETS.pattern}\s*度?\s*")
_FIRST_YEAR = regex(rf"\s*[（(\[【]?[\s_＿]*(?P<year>{_YEAR})[\s_＿]*年\s*度\s*[）)\]】]?\s")
_FIRST_GAP = regex(
    rf"\s*(?:[（(\[【](?P<bracketed>{_HALF}|[\s_＿]{{1,40}})年\s*度?\s*[）)\]】]"
    rf"|(?P<drawn>{_HALF}|[_＿]{{2,40}})年\s*度)\s"
)
"""（    年度）          单位：万元: the year is still to be written."""
_BARE_YEAR_LINE = regex(rf"\s*[（(]?\s*(?P<year>{_YEAR})\s*[）)]?\s*")
_CHINESE = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
}

_WIDE_GAP = regex(r"(?:[ \t]{2,}|[ \t]*\u3000)\s*")
_DATE = regex(
    rf"(?:{_YEAR})(?:\s*年\s*[{_DIGITS}]{{1,2}}\s*月(?:\s*[{_DIGITS}]{{1,2}}\s*日)?"
    rf"|(?P<mark>[-./])[{_DIGITS}]{{1,2}}(?P=mark)[{_DIGITS}]{{1,2}})\s*"
)

_MONEY = regex(
    r"单\s*位\s*[:：]?\s*(?:人\s*民\s*币\s*)?(?P<unit>万\s*元|亿\s*元|元)(?![/／人])"
    r"|[（(]\s*(?:单位\s*[:：]\s*)?(?:人民币\s*)?(?P<other>万\s*元|亿\s*元|元)\s*[)）]"
)
_UNIT_BEHIND = regex(
    r"\s+(?:金\s*额|资\s*金|货\s*币)?\s*单\s*位\s*[:：]\s*(?:人民币)?\s*[万亿]?\s*元\s*\Z"
)


def year_share(title: str) -> Share | None:
    """Where a title names its year, or leaves it open: （    年度）, 20__年, ××年度."""
    if len(title) > _NEAR:
        return None
    found = list(_NAMED_YEAR.finditer(title)) or list(_BRACKETED_YEAR.finditer(title))
    gaps = (_OPEN_BRACKETS, _HALF_YEAR, _BLANK_YEAR)
    match = found[0] if found else next(filter(None, (gap.search(title) for gap in gaps)), None)
    return None if match is None else _with_gap(title, match.span("year"))


def _with_gap(text: str, share: Share) -> Share:
    """A share of nothing with the white space before it: the gap that is left for the year."""
    start, end = share
    gap = len(text[:start].rstrip(" \u3000_＿"))
    return (gap, end) if not text[start:end].strip(" \u3000_＿") else share


def year_line_share(text: str) -> Share | None:
    """Where the year stands in a line that holds nothing else; ``None`` for any other line."""
    if len(text) > _NEAR:
        return None
    patterns = (_YEAR_LINE, _BARE_YEAR_LINE, _HALF_YEAR_LINE, _OPEN_BRACKETS_LINE)
    match = next((found for one in patterns if (found := one.fullmatch(text))), None)
    return None if match is None else _with_gap(text, match.span("year"))


def year_named_share(text: str) -> Share | None:
    """Where a short line that says more than the year names it: 2022年度　单位：万元."""
    if len(text) > _NEAR or len("".join(text.split())) > _SHORT:
        return None
    if "：" in text and not money_share(text):
        return None
    if match := _FIRST_YEAR.match(text):
        return match.span("year")
    gap = _FIRST_GAP.match(text)
    return None if gap is None else gap.span(gap.lastgroup or 0)


def dated_tail(text: str) -> tuple[int, Share | None] | None:
    """Where behind a wide gap a text ends with a year or a date: 某某局      2021年度.

    Gives where the text before it ends, and the share that is the year; a date has none.
    """
    for gap in _WIDE_GAP.finditer(text[:_NEAR]):
        tail = text[gap.end() :]
        share = year_line_share(tail)
        if share is not None and "年" in tail:
            return gap.start(), (gap.end() + share[0], gap.end() + share[1])
        if _DATE.fullmatch(tail):
            return gap.start(), None
    return None


def written_year(text: str) -> str:
    """What a share names as the year; blank for a gap and for the first half of one (20__)."""
    bare = text.strip("_＿ \u3000")
    return "" if re.fullmatch(_HALF, text.strip()) or bare in {"20", "２０"} else bare


def year_of(text: str) -> int | str:
    """The year that a text writes in any digits, the text where it writes none."""
    plain = normalized("".join(_CHINESE.get(c, c) for c in text.strip()))
    plain = plain.strip("()[] ").removesuffix("度").removesuffix("年").strip()
    year = year_from_text(plain)
    return year if isinstance(year, int) else text.strip()


def without_unit_behind(title: str) -> int:
    """Where a title ends that has the unit of money behind it: 自评表      单位：万元."""
    match = _UNIT_BEHIND.search(title[:_NEAR])
    return len(title) if match is None else match.start()


def money_share(text: str) -> Share | None:
    """Where a text names the unit of money of the form: 单位：万元, （元）."""
    if len(text) > _NEAR or "元" not in text:
        return None
    match = _MONEY.search(text)
    return None if match is None else match.span("unit" if match["unit"] else "other")


def is_blank(text: str) -> bool:
    """Whether a text is blank, or a dash that stands for nothing."""
    return not text.strip() or says_nothing(text)


def reads_as_points(text: str) -> bool:
    """Whether a text can stand in a column of points or scores."""
    try:
        read_points(text)
    except NumberUnreadableError:
        return False
    return True


def is_weight(text: str) -> bool:
    """Whether a text is a share of the whole, as columns of 权重 hold them: 10%."""
    bare = text.strip()
    return bare.endswith(("%", "％")) and reads_as_amount(bare[:-1]) and not is_blank(bare[:-1])


def reads_as_amount(text: str) -> bool:
    """Whether a text can stand in a column of amounts."""
    try:
        read_amount(text, "元")
    except NumberUnreadableError:
        return False
    return True


def is_figure(text: str) -> bool:
    """Whether a text is an amount or a rate: what stands in a row of funds, not in its head."""
    bare = text.strip().removesuffix("%").removesuffix("％")
    if len(bare) > 2 * MAX_DIGITS or not any(c.isdigit() for c in bare):
        return False
    return reads_as_amount(bare)
