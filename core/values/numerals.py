"""Chinese numerals, everyday and formal: 三次, 十二, 贰拾, 百分之九十, 万分之五, 九成五."""

from __future__ import annotations

import re

from core.regex import regex

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_DIGITS |= {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIAD = 10_000
CHARACTERS = "".join(_DIGITS) + "".join(_POWERS)
"""All that a numeral is written with."""

NUMERAL = f"[{CHARACTERS}]{{1,9}}"
LONG_NUMERAL = f"{NUMERAL}(?:万{NUMERAL})?"
"""三万五千; in 三万人 the 万 belongs to the unit."""
GOES_ON = regex(f"[百千万亿][{''.join(_DIGITS)}]")
"""What stands behind a figure that goes on in numerals: 1万二千人, 3亿五千万元."""
_WHOLES = {"百": "%", "千": "‰", "万": "/万", "十万": "/10万"}
"""What is taken for the whole of which so many parts are named, as the unit of the parts."""
_PARTS = regex(
    f"(十万|[百千万])分之(?:(\\d{{1,9}}(?:\\.\\d{{1,4}})?)|({NUMERAL})(?:点([{CHARACTERS}]{{1,4}}))?)",
    needs="分",
)
_TENTHS = regex(
    f"([{''.join(_DIGITS)}十]|(?<![\\d.])[1-9])成([{''.join(_DIGITS)}])?(?![{CHARACTERS}]|[立功员果本效熟])",
    needs="成",
)
_SHORT_END = regex(r"[百千佰仟万][一二三四五六七八九两壹贰叁肆伍陆柒捌玖]\Z")
_YEAR = regex(r"(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年)", needs="年")

_HALF = regex(
    rf"(?P<lead>[^\d半]{{0,8}}?)(?:(?P<whole>\d{{1,3}}|{NUMERAL})个)?半个?(?P<unit>小时|年|天|日|月)"
    r"(?P<rest>[以之]?内|以上|以下)?"
    rf"|(?P<before>[^\d半]{{0,8}}?)(?P<first>\d{{1,3}}|{NUMERAL})(?P<its>个?小时|年|天|个月)半"
    r"(?P<after>[以之]?内|以上|以下)?",
    needs="半",
)
_NO_LEAD = regex(
    r"[≥≤<>=]?|不超过|不低于|不少于|不高于|不大于|控制在|小于|低于|少于|约|最多|最长|至少"
)


def digit(char: str) -> str:
    """A numeral's digit as a figure (二 is 2); any other character as it is."""
    found = _DIGITS.get("〇" if char == "○" else char)
    return char if found is None else str(found)


def value(numeral: str) -> int | None:
    """The value of a numeral with at most one 万, or ``None`` where it is none (百百, 一二).

    Nor is one that ends short: 一百五 is 150 in speech, and would be 105 as it is written.
    """
    if _SHORT_END.search(numeral):
        return None
    if "万" in numeral:
        high, low = map(value, numeral.split("万", 1))
        return None if high is None or low is None else high * _MYRIAD + low
    total, digit, last_power = 0, None, _MYRIAD
    for char in numeral:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            continue
        power = _POWERS[char]
        if power >= last_power:
            return None
        total += (1 if digit is None else digit) * power
        digit, last_power = None, power
    return total + (digit or 0)


def with_figures(text: str) -> str:
    """百分之九十, 万分之五, 九成五, 半小时 as 90%, 5/万, 95%, 0.5小时, 二〇二一年 as 2021年.

    All else stays as it is.
    """
    text = _PARTS.sub(_parts, text).replace("百分百", "100%")
    text = years_in_figures(_TENTHS.sub(_tenths, text))
    if half := _HALF.fullmatch(text):
        return _halved(half)
    return text


def years_in_figures(text: str) -> str:
    """二〇二一年 as 2021年, wherever it stands."""
    return _YEAR.sub(lambda match: "".join(map(digit, match[0])), text)


def _halved(match: re.Match[str]) -> str:
    """半小时 and 一个半月 as 0.5小时 and 1.5个月; 上半年 is no half a year."""
    written = match["first"] or match["whole"] or "0"
    lead, rest = match["before"] or match["lead"] or "", match["after"] or match["rest"] or ""
    whole = int(written) if written.isdecimal() and written.isascii() else value(written)
    if whole is None or not _NO_LEAD.fullmatch(lead):
        return match[0]
    unit = match["its"] or match["unit"]
    unit = {"月": "个月", "日": "天", "个小时": "小时"}.get(unit, unit)
    return f"{lead}{whole}.5{unit}{rest}"


def _parts(match: re.Match[str]) -> str:
    unit = _WHOLES[match[1]]
    if match[2]:
        return match[2] + unit
    whole = value(match[3])
    if whole is None:
        return match[0]
    digits = "".join(str(_DIGITS[char]) for char in match[4] or "" if char in _DIGITS)
    return f"{whole}.{digits}{unit}" if digits else f"{whole}{unit}"


def _tenths(match: re.Match[str]) -> str:
    tens = 10 if match[1] == "十" else int(digit(match[1]))
    return f"{tens * 10 + (_DIGITS[match[2]] if match[2] else 0)}%"
