"""What a 年度指标值 or an 实际完成值 can be read as."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from core.regex import regex


class Operator(StrEnum):
    """How the actual is to stand to the target; the value is the sign as it prints."""

    AT_LEAST = "≥"
    MORE = ">"
    EQUAL = "="
    AT_MOST = "≤"
    LESS = "<"

    @property
    def falling(self) -> bool:
        """Whether less is better (反向)."""
        return self is Operator.AT_MOST or self is Operator.LESS


_MARKS = str.maketrans("⁄∶", "/:")
_POWER = regex(r"(?<=m)[23](?!\d)")


class Quantity(Struct, frozen=True):
    """A number with the unit behind it, as written but for NFKC and thousands separators."""

    value: Decimal
    unit: str = ""

    def __str__(self) -> str:
        """As it is shown in an explanation (NFKC has made m2 of ㎡)."""
        unit = self.unit
        if "m" in unit:
            unit = _POWER.sub(lambda match: "²" if match[0] == "2" else "³", unit)
        return f"{self.value:f}{unit}".translate(_MARKS)


class Blank(Struct, frozen=True):
    """Nothing is written (or only a dash)."""


class Vague(StrEnum):
    """A word beside a figure that leaves open what it exactly is."""

    NEARLY = "近"
    """近, 接近, 基本达到: at most the figure."""
    AROUND = "左右"
    """左右, 约: a little more or less."""
    OVER = "余"
    """余, 多, 超, +: read as the figure, which is the least that it can be."""
    TURN = "第几"
    """三期: three of them or the third, and no more than that whatever it is."""


class Comparison(Struct, frozen=True):
    """A number to reach or to stay below. ``operator`` is ``None`` where none was written.

    ``in_words``: the operator was a word (以上, 不低于). ``embedded``: the figure was taken out of
    a sentence.
    """

    operator: Operator | None
    quantity: Quantity
    in_words: bool = False
    embedded: bool = False
    vague: Vague | None = None


class Several(Struct, frozen=True):
    """Figures of several things in one value: 2期/100人, 12个村、300户."""

    parts: tuple[Comparison, ...]


class Interval(Struct, frozen=True):
    """From ``low`` to ``high``, both included, in one unit; a tolerance ±10% is -10 to 10."""

    low: Decimal
    high: Decimal
    unit: str = ""


class Deadline(Struct, frozen=True):
    """A day, a month (``day`` is ``None``) or a year (``month`` is ``None`` too) to be ready by.

    ``year`` is ``None`` where it was not written: the form's year is meant, or with 次年 the one
    after it (``shift``).  ``exclusive``, of 「9月前」 and 「<9月」: read strictly it would end
    before the month that it names.  ``turned``, of 「≥9月」: to the letter what is later meets it.
    ``since``: month and day on which a quarter, half a year or ten days begin.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    exclusive: bool = False
    shift: int = 0
    since: tuple[int, int] | None = None
    turned: bool = False

    @property
    def long(self) -> bool:
        """Whether it is a quarter or longer: nobody knows which month of it is meant."""
        return self.month is None or (self.since is not None and self.since[0] != self.month)

    def first(self, year: int) -> date:
        """The first day of what is named; ``year`` is the form's."""
        month, day = self.since or (self.month or 1, self.day or 1)
        return date(self._in(year), month, day)

    def last(self, year: int) -> date:
        """The last day of what is named; ``year`` is the form's."""
        own_year, month = self._in(year), self.month or 12
        if self.day or month == 12:  # noqa: PLR2004  (December)
            return date(own_year, month, self.day or 31)
        return date(own_year, month + 1, 1) - timedelta(days=1)

    def _in(self, year: int) -> int:
        if self.year is not None:
            return self.year
        return min(MAXYEAR, max(MINYEAR, year + self.shift))


class Recurring(Struct, frozen=True):
    """A day within a period that comes round: 每月15日前, 每季度末10日前.

    ``period``: 月, 季度, 周 …, or ``""`` where only the day is written; ``mark``: what the day is
    counted from within it (末, 次月, 结束后), or ``""``.
    """

    period: str
    mark: str
    day: int


class Wording(Struct, frozen=True):
    """Words: a matter of judgement. ``note`` says why no figure was taken, where that needs it.

    ``year``: of a deadline that stands among the words, where one is written.
    """

    note: str = ""
    year: int | None = None


Reading = Blank | Comparison | Several | Interval | Deadline | Recurring | Wording
