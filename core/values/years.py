"""Which year a 年度 means: read where it is plain, guessed only to be offered to the clerk."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR

from core.model.number import normalized
from core.regex import regex
from core.values.numerals import digit

_YEAR = regex(r"((?:19|20)\d{2})年?度?")
_CLEAR = regex(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SHORT = regex(r"\d{2}")
_LOOKALIKES = str.maketrans("OoQDIl|SZB", "0000111528")
"""Letters that a scan or a hand puts for digits."""
_LONGEST = 20


def read_year(year: int | str) -> int | None:
    """The year that 年度 says: an integer, or a text such as 2022年度."""
    if isinstance(year, str):
        named = _YEAR.fullmatch("".join(normalized(year).split()))
        year = int(named[1]) if named else 0
    return year if MINYEAR <= year <= MAXYEAR else None


def is_doubtful_year(year: int | str) -> bool:
    """Whether something is written that is no year of our time (21, 2O21, 二〇二一).

    A text with a plain year in it (2021—2023年) says what it says.
    """
    text = normalized(str(year)).strip()
    return bool(text) and _CLEAR.search(text) is None


def meant_year(year: int | str) -> int | None:
    """The one year that a doubtful 年度 can mean; ``None`` where none suggests itself."""
    text = "".join(normalized(str(year)).split())
    if not is_doubtful_year(year) or len(text) > _LONGEST:
        return None
    figures = "".join(digit(char) for char in text.translate(_LOOKALIKES))
    bare = figures.removesuffix("度").removesuffix("年")
    if _SHORT.fullmatch(bare):
        bare = f"20{bare}"
    return int(bare) if _CLEAR.fullmatch(bare) else None
