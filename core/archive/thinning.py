"""Which backups stay: many of the last days, few of long ago, one of each year for ever.

A clock may be wrong, and one start with a date years ahead would make everything “long ago”.  So
what the policy gives up goes one by one, never the newest, and nothing goes after a leap in time
that nobody has confirmed (``clock``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

T = TypeVar("T", int, date)

ALL, DAYS, WEEKS, MONTHS = timedelta(days=2), 14, 8, 24


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments whose backups stay.

    All of the last two days, then the last one of each of 14 days, 8 weeks, 24 months (the present
    one counted) and of every year.  Thinning today and again tomorrow leaves the same as thinning
    tomorrow alone.
    """
    every = frozenset(moments)
    today = now.date()
    monday, month = _monday(today), _month(today)
    stays = {moment for moment in every if now - moment <= ALL}
    stays |= _last_of_each(every, lambda day: day, today - timedelta(days=DAYS - 1))
    stays |= _last_of_each(every, _monday, monday - timedelta(weeks=WEEKS - 1))
    stays |= _last_of_each(every, _month, month - MONTHS + 1)
    stays |= _last_of_each(every, lambda day: day.year, date.min.year)
    return frozenset(stays)


NEWEST = 10
"""So many of the newest backups never go, whatever the clock says."""


def given_up(moments: Iterable[datetime], now: datetime) -> datetime | None:
    """The one that goes now that a new backup was made: the oldest that the policy gives up."""
    every = sorted(frozenset(moments))
    past = [moment for moment in every if moment <= now]
    stays = kept(every, now) | {*every[-NEWEST:], *past[-NEWEST:]}
    return min(frozenset(every) - stays, default=None)


def _last_of_each(
    moments: Iterable[datetime], period: Callable[[date], T], first: T
) -> set[datetime]:
    last: dict[T, datetime] = {}
    for moment in sorted(moments):
        if period(moment.date()) >= first:
            last[period(moment.date())] = moment
    return set(last.values())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> int:
    return day.year * 12 + day.month
