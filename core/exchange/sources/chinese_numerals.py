"""Figures in Chinese numerals, as the formats [DBNum1] (一千二百) and [DBNum2] (壹仟贰佰) show."""

from __future__ import annotations

import re

from core.regex import regex

_DIGITS = ("", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
_UNITS = ("", ("", "十", "百", "千"), ("", "拾", "佰", "仟"))
_GROUPS = ("", "万", "亿", "万亿", "亿亿", "万亿亿")
_FIGURE = regex(r"\d[\d,]*(?:\.\d+)?")


def in_chinese(text: str, style: int, *, digit_by_digit: bool = False) -> str:
    """``text`` with its figures in Chinese; ``style`` 0 leaves it as it is.

    Years are written digit by digit (二〇二一年), all else with its powers (十二月).
    """
    if not style:
        return text

    def one(match: re.Match[str]) -> str:
        whole, _, rest = match[0].replace(",", "").partition(".")
        digits = _DIGITS[style]
        if digit_by_digit and len(whole) == 4:
            spoken = "".join(digits[int(digit)] for digit in whole)
        else:
            spoken = _spoken(whole.lstrip("0"), style)
        return spoken + ("." + "".join(digits[int(digit)] for digit in rest) if rest else "")

    return _FIGURE.sub(one, text)


def _spoken(digits: str, style: int) -> str:
    nought = "零" if style == 2 else "〇"
    if not digits or len(digits) > 4 * len(_GROUPS):
        return digits or nought
    out, pending = "", False
    groups = -(-len(digits) // 4)
    for at in range(groups):
        end = len(digits) - 4 * (groups - 1 - at)
        part = digits[max(end - 4, 0) : end]
        if not part.strip("0"):
            pending = bool(out)
            continue
        out += nought if pending or (out and part[0] == "0") else ""
        out += _group(part.lstrip("0"), style, nought) + _GROUPS[groups - 1 - at]
        pending = False
    if style == 1 and out.startswith("一十"):
        out = out[1:]
    return out


def _group(part: str, style: int, nought: str) -> str:
    out, gap = "", False
    for at, digit in enumerate(part):
        if digit == "0":
            gap = True
            continue
        out += nought if gap and out else ""
        out += _DIGITS[style][int(digit)] + _UNITS[style][len(part) - 1 - at]
        gap = False
    return out
