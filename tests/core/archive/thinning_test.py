"""Thinning: laws for any history of backups."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.archive.thinning import ALL, DAYS, MONTHS, NEWEST, WEEKS, given_up, kept

MOMENTS = st.datetimes(datetime(1999, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001  (the clerk's clock)
HISTORIES = st.frozensets(MOMENTS, max_size=60)
CLOSE = st.builds(
    lambda now, hours: (now, frozenset(now - timedelta(hours=h) for h in hours)),
    MOMENTS,
    st.frozensets(st.integers(0, 24 * 900), max_size=60),
)


@given(HISTORIES, MOMENTS)
def test_nothing_is_made_up_and_the_newest_stays(
    history: frozenset[datetime], now: datetime
) -> None:
    stays = kept(history, now)
    assert stays <= history
    assert not history or max(history) in stays


@given(CLOSE)
def test_the_last_two_days_stay_whole(case: tuple[datetime, frozenset[datetime]]) -> None:
    now, history = case
    assert {moment for moment in history if now - moment <= ALL} <= kept(history, now)


@given(HISTORIES, MOMENTS)
def test_every_year_keeps_one_for_ever(history: frozenset[datetime], now: datetime) -> None:
    assert {m.year for m in kept(history, now)} == {m.year for m in history}


@given(CLOSE)
def test_days_weeks_and_months_within_reach_keep_one(
    case: tuple[datetime, frozenset[datetime]],
) -> None:
    now, history = case
    stays = kept(history, now)
    for moment in history:
        age = now.date() - moment.date()
        if age.days < DAYS:
            assert moment.date() in {m.date() for m in stays}
        if age.days <= 7 * (WEEKS - 1):
            assert moment.isocalendar()[:2] in {m.isocalendar()[:2] for m in stays}
        if age.days <= 28 * (MONTHS - 1):
            assert (moment.year, moment.month) in {(m.year, m.month) for m in stays}


@given(CLOSE)
def test_what_stays_of_long_ago_is_bounded(case: tuple[datetime, frozenset[datetime]]) -> None:
    now, history = case
    older = {moment for moment in kept(history, now) if now - moment > ALL}
    assert len(older) <= DAYS + WEEKS + MONTHS + len({m.year for m in history})


@given(CLOSE, st.timedeltas(timedelta(0), timedelta(days=800)))
def test_thinning_today_spoils_nothing_of_thinning_later(
    case: tuple[datetime, frozenset[datetime]], later: timedelta
) -> None:
    now, history = case
    assert kept(kept(history, now), now + later) == kept(history, now + later)


@given(HISTORIES, MOMENTS)
def test_whatever_the_clock_says_the_newest_stay(
    history: frozenset[datetime], now: datetime
) -> None:
    left = set(history)
    while (gone := given_up(left, now)) is not None:
        assert gone in left
        left.remove(gone)
    past = {moment for moment in history if moment <= now}
    assert set(sorted(history)[-NEWEST:]) | set(sorted(past)[-NEWEST:]) <= left
    assert kept(history, now) <= left
