"""Whether the date has leapt: what a wrong clock has dated never judges what is old."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.archive.clock import LEAP, NAME, confirm, doubt, has_leapt

NOON = datetime(2021, 12, 31, 12)  # noqa: DTZ001  (the clerk's clock)
AHEAD = NOON.replace(year=2040)
DAY = timedelta(days=1)


def test_a_date_far_ahead_is_asked_about_until_it_is_confirmed(tmp_path: Path) -> None:
    assert not has_leapt(tmp_path, [NOON], NOON + LEAP)
    assert doubt([tmp_path], AHEAD) == ""
    assert has_leapt(tmp_path, [NOON], AHEAD)
    assert "2040-12-31" in doubt([tmp_path], AHEAD)
    assert "2021-12-31" in doubt([tmp_path], AHEAD)
    assert has_leapt(tmp_path, [NOON, AHEAD], AHEAD + DAY), "its own backup has not made it right"
    confirm([tmp_path])
    assert doubt([tmp_path], AHEAD) == ""


def test_what_a_wrong_clock_has_dated_stays_unknown_after_it_was_put_right(tmp_path: Path) -> None:
    assert has_leapt(tmp_path, [NOON], AHEAD)
    assert not has_leapt(tmp_path, [NOON, AHEAD], NOON + DAY)
    assert (tmp_path / NAME).exists()
    assert has_leapt(tmp_path, [NOON, AHEAD, NOON + DAY], AHEAD), "the same wrong clock once more"


def test_with_the_clock_put_right_and_nothing_ahead_the_note_goes(tmp_path: Path) -> None:
    assert has_leapt(tmp_path, [NOON], AHEAD)
    assert not has_leapt(tmp_path, [NOON, NOON + DAY], NOON + DAY)
    assert not (tmp_path / NAME).exists()


@given(st.timedeltas(timedelta(0), LEAP), st.lists(st.timedeltas(timedelta(0), 400 * DAY)))
def test_a_machine_that_was_off_for_weeks_has_not_leapt(
    off: timedelta, older: list[timedelta]
) -> None:
    others = [NOON, *(NOON - one for one in older)]
    assert not has_leapt(Path("没有这个文件夹"), others, NOON + off)
