"""Parts of a whole and one number to another: 三分之二, 2/3以上, ≥18:1.

A fraction is read as so many percent.  Of a ratio only the number beside the 1 is compared, and
only with a ratio to the same number: who writes ≥1:5 may mean that 1:6 is more, or that it is less.
"""

from __future__ import annotations

import re
from math import gcd

from core.regex import regex
from core.values import numerals
from core.values.wording import AFTER, BEFORE

FRACTION = "⁄"
"""Between the parts and the whole: 2⁄3. What NFKC makes of ⅔, and nobody's 2/3 of two things."""
RATIO = "∶"
"""Between the two numbers of a ratio: 18∶1, and no time of day."""
UNIT = regex(rf"{FRACTION}\d{{1,2}}(?!\d)|{RATIO}\d{{1,5}}(?:\.\d{{1,4}})?(?![\d.])", needs="⁄∶")
"""The unit behind the first number: thirds, and what stands to one."""

_MOST = 20
_NUMBER = rf"(\d{{1,2}}|{numerals.NUMERAL})"
_PARTS = regex(rf"(?<![\d{numerals.CHARACTERS}]){_NUMBER}分之{_NUMBER}(?![\d点万])", needs="之")
_before, _after = ("|".join(map(re.escape, sorted(one, key=len)[::-1])) for one in (BEFORE, AFTER))
_ALONE = regex(
    rf"(?P<before>[≥≤<>=]|(?:{_before}))?(?P<one>\d{{1,5}}(?:\.\d{{1,4}})?)(?P<mark>[/:∶])"
    rf"(?P<other>\d{{1,5}}(?:\.\d{{1,4}})?)(?P<after>{_after})?",
    needs="/:∶",
)


def with_ratios(plain: str) -> str:
    """The text with 三分之二 as 2⁄3, and a fraction or ratio that stands alone marked as such."""
    plain = _PARTS.sub(lambda match: _fraction(match[2], match[1]) or match[0], plain)
    if (match := _ALONE.fullmatch(plain)) and (found := _marked(match)):
        return (match["before"] or "") + found + (match["after"] or "")
    return plain


def _marked(match: re.Match[str]) -> str:
    one, other = match["one"], match["other"]
    if match["mark"] == "/":
        return _fraction(one, other) if one.isdecimal() and other.isdecimal() else ""
    return f"{one}{RATIO}{other}" if "1" in {one, other} and _plain(one) and _plain(other) else ""


def _plain(number: str) -> bool:
    """Whether it is written as figures are (8:05 is a time)."""
    return number[0] != "0" or number[1:2] == "."


def _fraction(parts: str, whole: str) -> str:
    """A proper fraction in lowest terms, or ``""``."""
    small, large = (int(one) if one.isdecimal() else numerals.value(one) for one in (parts, whole))
    if small is None or large is None or not 0 < small < large <= _MOST:
        return ""
    by = gcd(small, large)
    return f"{small // by}{FRACTION}{large // by}"
