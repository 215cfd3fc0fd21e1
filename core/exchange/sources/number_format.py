"""A cell's value as Excel shows it under its number format (ECMA-376 part 1, 18.8.30 and 18.8.31).

Chinese forms hold much in formats: ``0.00%``, ``0"元"``, ``"≥"0"%"``, 会计专用, ``yyyy"年"m"月"``.
A text that stands only there is read like any other.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Final

from msgspec import Struct

from core.exchange.sources.chinese_numerals import in_chinese
from core.exchange.sources.date_format import DATE_LETTERS, Token, is_date, shown_date
from core.regex import regex

GENERAL: Final = "General"
_LONGEST_FORMAT: Final = 1_000
_SHOWN_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel keeps fifteen digits; what lies behind them is the noise of binary fractions."""
_WIDE: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_TYPED_DECIMALS: Final = 4
_GENERAL_WIDTH: Final = 11
"""Characters that General gives a computed figure."""
_MOST_DECIMALS: Final = 30

_CHINA = '"¥"#,##0'
BUILT_IN: Final = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: f'{_CHINA};"¥"-#,##0', 6: f'{_CHINA};"¥"-#,##0',
    7: f'{_CHINA}.00;"¥"-#,##0.00', 8: f'{_CHINA}.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '* #,##0;* -#,##0;* "-";@', 42: '"¥"* #,##0;"¥"* -#,##0;"¥"* "-";@',
    43: '* #,##0.00;* -#,##0.00;* "-"??;@', 44: '"¥"* #,##0.00;"¥"* -#,##0.00;"¥"* "-"??;@',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that files name by number alone, as a Chinese Excel understands them."""


class _Section(Struct, frozen=True):
    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    chinese: int
    """1 for [DBNum1] 一二三, 2 for [DBNum2] 壹贰叁, else 0."""
    date: bool


_TOKEN = regex(
    r"""
    (?P<literal>"[^"]*"? | [\\!]. | _. )
    | (?P<fill>\*.)
    | (?P<bracket>\[[^\]]*\]?)
    | (?P<general>General|G/通用格式|通用格式)
    | (?P<date>"""
    + DATE_LETTERS
    + r""")
    | (?P<exponent>E[+-])
    | (?P<digit>[0#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<slash>/)
    | (?P<text>@)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SECTION_END = regex(r'"[^"]*"?|[\\!_*].|\[[^\]]*\]?|;|.', re.DOTALL)
_UNIT_BEHIND_ONE = regex(r"\s*1(?:\.0+)?\s*(?P<unit>[万亿]?元)\s*")
_CONDITION = regex(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\]")


def shown_text(text: str, code: str) -> str:
    """A text under ``code``: ``"≥"@`` stands before it, most formats leave it alone."""
    if code in {GENERAL, "@", ""}:
        return text
    sections = _parsed(code)
    section = sections[3] if len(sections) > 3 else None
    if section is None:
        section = next((one for one in sections[-1:] if _has(one, "text")), None)
    if section is None:
        return text
    return "".join(text if kind == "text" else value for kind, value in section.tokens).strip()


@lru_cache(maxsize=256)
def money_unit(code: str) -> str:
    """The unit of money that a format sets behind a figure as it is; blank for one that scales."""
    if "元" not in code:
        return ""
    shown = _UNIT_BEHIND_ONE.fullmatch(shown_number(Decimal(1), code))
    return "" if shown is None else shown["unit"]


@lru_cache(maxsize=4096)
def shown_number(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """A figure under ``code``; under a format that cannot be made out, as General shows it."""
    if not value.is_finite():
        return str(value)
    value = _SHOWN_DIGITS.plus(value)
    try:
        return _shown(value, code, from_1904=from_1904)
    except (InvalidOperation, ArithmeticError, ValueError):
        return general(value)


def general(value: Decimal) -> str:
    """A figure as General shows it. What somebody typed is never cut; a computed one is short."""
    if value == 0:
        return "0"
    size = value.adjusted()
    if not -10 < size < 21:
        return _scientific(value)
    exponent = value.normalize(_WIDE).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if decimals > _TYPED_DECIMALS:
        whole = max(size, 0) + 1
        value = _rounded(value, max(_TYPED_DECIMALS, _GENERAL_WIDTH - 1 - whole))
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(value: Decimal) -> str:
    short = Context(prec=6, rounding=ROUND_HALF_UP).plus(value)
    digits = "".join(map(str, short.as_tuple().digits)).rstrip("0")
    sign = "-" if value < 0 else ""
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}E{short.adjusted():+03d}"


def _rounded(value: Decimal, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-min(decimals, _MOST_DECIMALS))
    return value.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE)


def _shown(value: Decimal, code: str, *, from_1904: bool) -> str:
    sections = _parsed(code)
    if not sections:
        return general(value)
    section, unsigned = _chosen(sections, value)
    if section is None:
        return general(value)
    if section.date:
        shown = shown_date(value, section.tokens, from_1904=from_1904)
        if shown is None:
            return general(value)
        return in_chinese(shown, section.chinese, digit_by_digit=True).strip()
    if unsigned:
        value = value.copy_abs()
    sign = "-" if value < 0 else ""
    text = _figure(value.copy_abs(), section)
    if sign and not any(char.isdigit() and char != "0" for char in text) and value > -1:
        sign = ""  # what rounds to nothing has no sign
    return sign + text


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """The section for ``value``, and whether its sign is the section's own business."""
    figures = [one for one in sections[:3] if not (_has(one, "text") and not _has(one, "digit"))]
    if not figures:
        return (sections[0] if _has(sections[0], "text") else None), False
    if any(one.condition for one in figures):
        for at, one in enumerate(figures):
            if one.condition is None or _meets(value, one.condition):
                return one, at > 0 and value < 0 and one.condition is None and at == 1
        return None, False
    if len(figures) == 1 or value > 0 or (value == 0 and len(figures) == 2):
        return figures[0], False
    return (figures[2], True) if value == 0 else (figures[1], True)


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit,
        ">=": value >= limit, "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _has(section: _Section, kind: str) -> bool:
    return any(one == kind for one, _ in section.tokens)


def _figure(value: Decimal, section: _Section) -> str:
    """An amount without sign under one section."""
    tokens = section.tokens
    if _has(section, "general") or (_has(section, "text") and not _has(section, "digit")):
        short = in_chinese(general(value), section.chinese)
        parts = (short if kind in {"general", "text"} else text for kind, text in tokens)
        return "".join(parts).strip()
    if not _has(section, "digit"):
        return "".join(text for _, text in tokens).strip()
    if _has(section, "slash"):
        return _fraction(value, tokens)
    value = value.scaleb(2 * sum(kind == "percent" for kind, _ in tokens), _WIDE)
    scale, grouped = _commas(tokens)
    value = value.scaleb(-3 * scale, _WIDE)
    exponent = 0
    if _has(section, "exponent") and value:
        exponent = value.adjusted()
        value = value.scaleb(-exponent, _WIDE)
    places = [(at, kind) for at, (kind, _) in enumerate(tokens)]
    point = next((at for at, kind in places if kind == "point"), len(tokens))
    power = next((at for at, kind in places if kind == "exponent"), len(tokens))
    point = min(point, power)
    decimals = sum(kind == "digit" for kind, _ in tokens[point:power])
    whole, _, rest = f"{_rounded(value, decimals):f}".partition(".")
    text = _whole(tokens[:point], whole.lstrip("0"), grouped=grouped)
    text += _decimals(tokens[point:power], rest) + _power(tokens[power:], exponent)
    return in_chinese(text, section.chinese).strip()


def _commas(tokens: tuple[Token, ...]) -> tuple[int, bool]:
    """How often the figure is divided by a thousand, and whether thousands are marked."""
    kinds = [kind for kind, _ in tokens if kind in {"digit", "comma", "point"}]
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    last = max((at for at in digits if at < point), default=-1)
    tail = kinds[last + 1 : point] if last >= 0 else []
    end = kinds[digits[-1] + 1 :] if digits and digits[-1] != last else []
    grouped = "comma" in kinds[: last + 1]
    return tail.count("comma") + end.count("comma"), grouped


def _whole(tokens: tuple[Token, ...], digits: str, *, grouped: bool) -> str:
    """The digits before the point, from the right into their places; texts stay between them."""
    out: list[str] = []
    count, left = 0, digits
    first = next((at for at, (kind, _) in enumerate(tokens) if kind == "digit"), None)
    for at in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[at]
        if kind != "digit":
            out.append("" if kind in {"comma", "point"} else text)
            continue
        take = left[::-1] if at == first else left[-1:]
        left = "" if at == first else left[:-1]
        for digit in take or {"0": "0", "?": " "}.get(text, ""):
            out.append("," if grouped and count and count % 3 == 0 and digit != " " else "")
            out.append(digit)
            count += 1
    return "".join(reversed(out))


def _decimals(tokens: tuple[Token, ...], digits: str) -> str:
    out: list[str] = []
    shown = len(digits.rstrip("0"))
    at = 0
    for kind, text in tokens:
        if kind != "digit":
            out.append("" if kind == "comma" else text)
            continue
        digit = digits[at] if at < len(digits) else "0"
        out.append(digit if at < shown or text == "0" else {"?": " "}.get(text, ""))
        at += 1
    return "".join(out)


def _power(tokens: tuple[Token, ...], exponent: int) -> str:
    if not tokens:
        return ""
    sign = "-" if exponent < 0 else ("+" if "+" in tokens[0][1] else "")
    width = sum(kind == "digit" for kind, _ in tokens)
    rest = "".join(text for kind, text in tokens[1:] if kind not in {"digit", "comma"})
    return f"E{sign}{abs(exponent):0{width}d}{rest}"


def _fraction(value: Decimal, tokens: tuple[Token, ...]) -> str:
    slash = next(at for at, (kind, _) in enumerate(tokens) if kind == "slash")
    fixed = re.match(r"\d+", "".join(text for _, text in tokens[slash + 1 :]).strip())
    below = sum(kind == "digit" for kind, _ in tokens[slash + 1 :])
    groups = re.findall(r"[0#?]+", "".join(text for _, text in tokens[:slash]))
    exact = Fraction(value)
    whole = int(exact) if len(groups) > 1 else 0
    part = exact - whole
    if fixed and int(fixed[0]):
        lower = int(fixed[0])
        upper = int(_rounded(Decimal(part.numerator) * lower / part.denominator, 0))
    else:
        part = part.limit_denominator(10 ** min(max(below, 1), 6) - 1)
        upper, lower = part.numerator, part.denominator
    if upper == 0:
        return str(whole)
    return f"{whole} {upper}/{lower}" if whole else f"{upper}/{lower}"


@lru_cache(maxsize=512)
def _parsed(code: str) -> tuple[_Section, ...]:
    code = code[:_LONGEST_FORMAT]
    parts = [""]
    for match in _SECTION_END.finditer(code):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    if parts == [""]:
        return ()
    return tuple(map(_section, parts[:4]))


def _section(code: str) -> _Section:
    tokens: list[Token] = []
    condition, chinese = None, 0
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "other", match[0]
        if kind == "bracket":
            found = _CONDITION.fullmatch(text)
            condition = (found[1], Decimal(found[2])) if found else condition
            chinese = int(text[6]) if re.fullmatch(r"\[dbnum[12]\]", text.lower()) else chinese
            tokens += _bracketed(text)
        elif kind == "literal":
            tokens.append(("literal", _literal(text)))
        elif kind != "fill":
            tokens.append((kind, text))
    if code and not tokens and (chinese or condition):
        tokens = [("general", "")]  # [DBNum2] alone is the figure itself
    return _Section(tuple(tokens), condition, chinese, is_date(tokens))


def _literal(text: str) -> str:
    if text[0] == '"':
        return text[1:].removesuffix('"')
    return " " if text[0] == "_" else text[1:]


def _bracketed(text: str) -> list[Token]:
    """[h] counts hours on, [$¥-804] writes ¥, [$-F800] is the long date; colours say nothing."""
    inner = text[1:].removesuffix("]")
    if re.fullmatch("h+|m+|s+", inner.lower()):
        return [("elapsed", inner.lower())]
    if not inner.startswith("$"):
        return []
    symbol, _, locale = inner[1:].rpartition("-")
    if locale.upper() == "F800":
        return [("long-date", "")]
    if not symbol and "-" not in inner:
        symbol = locale
    return [("literal", symbol)] if symbol else []
