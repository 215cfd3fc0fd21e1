"""One clock for paper and window; where the computer shows another time, that is said."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import beijing
from core.archive.backup_status import Status
from core.archive.overview import moment
from core.beijing import BEIJING, NAME, local_time, moment_in_words, note, today
from core.issuing.stamping import Filing

ZONES = ["Asia/Shanghai", "UTC", "America/New_York", "Asia/Tokyo"]


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets its zone elsewhere")
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_the_list_shows_the_day_of_the_page_in_any_zone(zone: str) -> None:
    saved = datetime(2022, 1, 15, 16, 30, tzinfo=UTC)  # past midnight in Beijing
    told = moment(saved.isoformat())
    assert told.startswith("2022-01-16 00:30")
    assert Filing(1, 2, final=False, saved=saved).words.endswith("2022-01-16")
    assert (NAME in told) == (zone != "Asia/Shanghai")


def test_a_backup_is_told_by_the_clock_of_the_list(zone: str) -> None:
    saved = datetime(2022, 1, 15, 16, 30, tzinfo=UTC)
    made = saved.astimezone().replace(tzinfo=None)  # as a backup's name has it
    told = Status(made, verified=True, places=1, behind=0, old=False)
    assert told.sentence.startswith(moment(saved.isoformat()))
    at = "00:30" if zone == "Asia/Shanghai" else f"00:30（{NAME}）"
    assert told.short(made) == f"{at} 已备份并验证 · 1 处"
    assert told.short(made - timedelta(hours=1)).startswith("2022-01-16 ")


@pytest.mark.parametrize("edge", [datetime.min, datetime.max])  # noqa: DTZ901  (names have no zone)
def test_a_moment_past_the_end_of_the_calendar_is_told_as_it_stands(
    edge: datetime, zone: str
) -> None:
    del zone
    assert re.match(r"(0?0?0?1|9999|1000)-", moment_in_words(edge))


class _PastMidnight(datetime):
    """A clock that stands at an hour when it is the next day already in Beijing."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2022, 1, 15, 16, 30, tzinfo=UTC).astimezone(tz)


def test_today_is_the_day_in_beijing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beijing, "datetime", _PastMidnight)
    assert today() == date(2022, 1, 16)
    assert (note(_PastMidnight.now(UTC)) == "") == (zone == "Asia/Shanghai")


def test_a_zone_that_cannot_be_is_taken_for_beijing(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets its zone elsewhere")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "AAA99")
        time.tzset()
        with pytest.raises(ValueError, match="offset"):
            datetime.now(UTC).astimezone()
        saved = datetime(2022, 1, 15, 16, 30, tzinfo=UTC)
        assert local_time(saved).isoformat() == "2022-01-16T00:30:00+08:00"
        assert moment(saved.isoformat()) == "2022-01-16 00:30"
        assert abs(local_time() - datetime.now(UTC)) < timedelta(minutes=1)
    time.tzset()


@given(st.integers(2, 290_000_000))
def test_every_moment_is_told(minutes: int) -> None:
    at = datetime(1971, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert moment(at.isoformat()).startswith(f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}")
