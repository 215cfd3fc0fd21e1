"""Deadlines: a day, a month or a year to be ready by, once or in each period."""

from __future__ import annotations

from core.values.answering import is_day_reached
from core.values.deadlines import find_day
from core.values.footing import ONE
from core.values.numerals import with_figures
from core.values.outcome import Outcome, TargetKind
from core.values.parser import parse
from core.values.target_syntax import Blank, Deadline, Recurring
from core.values.wording import squeezed

_YEAR_UNKNOWN = 2000
_KIND = TargetKind.DATE
_NOT_YET = "时限指标，还没有实际完成值"
_TURNED = "指标值给时限写了“≥”或“>”，看不出早于它还是晚于它才算完成，由填表人判断并给分"
_NO_DATE = "时限指标，完成值里没有读出日期，由填表人判断并给分"


def timely(target: Deadline, actual: str, form_year: int | None) -> Outcome:
    """A deadline that is set once; where it names no year, the form's is meant."""
    done = parse(actual)
    if isinstance(done, Blank):
        return Outcome(_KIND, why=_NOT_YET)
    if not isinstance(done, Deadline):
        return Outcome(_KIND, why=_NO_DATE)
    if not is_day_reached(actual):
        return Outcome(_KIND, why="完成值里的日期不像是完成的日子，由填表人判断并给分")
    return _compared(target, done, target.year or form_year or done.year or _YEAR_UNKNOWN)


def _compared(target: Deadline, done: Deadline, year: int) -> Outcome:
    """When it was done beside when it was to be; ``year``: of what names none."""
    by, ended = target.last(year), done.last(year)
    began = done.first(year)
    if target.turned and not target.first(year) <= began <= ended <= by:
        return Outcome(_KIND, why=_TURNED)
    if began > by:
        late = f"完成时间晚于目标（{_shown(target, by.year if done.year else None)}）"
        days = None if done.day is None or done.since else (ended - by).days
        return Outcome(
            _KIND, met=False, why=f"{late}，由填表人按情况给分", gap=late, days_late=days
        )
    exact = ended <= by
    if not exact and done.long:
        return Outcome(
            _KIND,
            why=f"目标（{_shown(target)}）在完成时间那一段里面，看不出早晚，由填表人判断并给分",
        )
    equal = not exact or (target.exclusive and ended >= target.first(year))
    why = f"完成时间不晚于目标（{_shown(target)}），得满分"
    if equal:
        why = f"完成时间与目标（{_shown(target)}）在同一时段，按如期完成计，得满分"
    return Outcome(_KIND, ONE, met=True, why=why, by_equality=equal)


def recurring(target: Recurring, actual: str) -> Outcome:
    """A deadline that comes round: the day within the period is compared."""
    done = parse(actual)
    if isinstance(done, Blank):
        return Outcome(_KIND, why=_NOT_YET)
    if isinstance(done, Recurring):
        if (done.period, done.mark) != (target.period, target.mark):
            why = "时限指标，完成值与指标值不是从同一天算起，由填表人判断并给分"
            return Outcome(_KIND, why=why)
        day = done.day
    else:
        alone = find_day(with_figures(squeezed(actual))) if target.period == "月" else None
        if alone is None:
            return Outcome(_KIND, why=_NO_DATE)
        day = alone
    if day <= target.day:
        return Outcome(_KIND, ONE, met=True, why="每期完成时间不晚于目标，得满分")
    late = "每期完成时间晚于目标"
    return Outcome(
        _KIND, met=False, why=f"{late}，由填表人按情况给分", gap=late, days_late=day - target.day
    )


def _shown(deadline: Deadline, named: int | None = None) -> str:
    """The deadline in words; ``named``: the year to say where it names none."""
    number = deadline.year or named
    year = f"{number}年" if number else ""
    month = f"{deadline.month}月" if deadline.month else ""
    day = f"{deadline.day}日" if deadline.day else ""
    return year + month + day or "年底"
