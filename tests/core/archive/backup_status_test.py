"""How the places of backups stand: when, where, whether any is late, or on a disk of its own."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive import backup_status as module
from core.archive.archive import Archive
from core.archive.backup_status import places_of, status
from core.archive.backups import back_up, backups_in
from core.archive.records import Summary

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)
NOON = datetime(2021, 12, 31, 12, 0, 0)  # noqa: DTZ001  (the clerk's clock)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def in_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clerk's clock shows the time of the paper."""
    if hasattr(time, "tzset"):
        with monkeypatch.context() as patch:
            patch.setenv("TZ", "Asia/Shanghai")
            time.tzset()
            yield
        time.tzset()
    else:
        yield


def change(archive: Archive, project: str) -> None:
    archive.save(1, replace(archive.load(1), project=project), FIGURES)


def test_each_place_tells_how_it_stands(archive: Archive, places: list[Path]) -> None:
    gone = places[1].parent.parent / "没有插上的" / "备份"
    assert [one.sentence for one in places_of([*places, gone], NOON)] == [
        "还没有备份",
        "还没有备份",
        "不在，可能没有插上",
    ]
    back_up(archive, places, "退出", NOON)
    assert places_of(places, NOON + HOUR)[0].sentence == "正常"
    assert "七天" in places_of(places, NOON + timedelta(days=8))[0].sentence
    spoiled = backups_in(places[1])[0].path
    spoiled.write_bytes(spoiled.read_bytes()[:-100])
    assert "不完整" in places_of(places, NOON)[1].sentence


def test_a_place_that_cannot_be_written_says_so(
    archive: Archive, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = {places[1], places[1].parent}
    monkeypatch.setattr(module, "_is_writable", lambda folder: folder not in locked)
    assert [one.sentence[:4] for one in places_of(places, NOON)] == ["还没有备", "写不进去"]
    back_up(archive, places, "退出", NOON)
    assert [one.sentence[:4] for one in places_of(places, NOON)] == ["正常", "写不进去"]


def test_a_stick_that_is_elsewhere_is_late_after_a_week_only(
    archive: Archive, places: list[Path]
) -> None:
    gone = places[1].parent.parent / "没有插上的" / "备份"
    back_up(archive, places[:1], "退出", NOON)
    both, kept = [places[0], gone], {gone: NOON}
    week = NOON + timedelta(days=8)
    assert places_of(both, NOON + HOUR, kept)[1].sentence == "没有插上，上次备份 12-31 12:00"
    assert not status(both, NOON + HOUR, kept).late
    assert places_of(both, week, kept)[1].sentence == "没有插上，上次备份 12-31 12:00，超过七天"
    back_up(archive, places[:1], "退出", week)
    assert status(both, week, kept).short(week) == "12:00 已备份并验证 · 1 处 · 另 1 处该备份了"


def test_a_second_place_on_the_same_disk_is_told(
    archive: Archive, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(archive, places, "退出", NOON)
    assert [one.sentence for one in places_of(places, NOON)] == [
        *("正常", "正常，但和档案在同一个磁盘"),
    ]
    monkeypatch.setattr(module, "_disk", places.index)
    assert [one.sentence for one in places_of(places, NOON)] == ["正常", "正常"]


def test_the_status_tells_when_where_and_whether_it_is_late(
    archive: Archive, places: list[Path]
) -> None:
    assert status(places, NOON).sentence == "还没有备份"
    back_up(archive, places[:1], "退出", NOON)
    assert status(places[:1], NOON + HOUR).sentence == "2021-12-31 12:00 已备份并验证 · 1 处"
    assert status(places, NOON).late  # the second place has none
    back_up(archive, places, "退出", NOON + HOUR)
    now = status(places, NOON + HOUR)
    assert (now.when, now.verified, now.places, now.late) == (NOON + HOUR, True, 2, False)
    assert not status(places, NOON + timedelta(days=6)).late
    assert status(places, NOON + timedelta(days=8)).late
    late = status(places, NOON + timedelta(days=8))
    assert late.old
    assert late.short(NOON + timedelta(days=8)) == "2021-12-31 已备份并验证 · 2 处 · 该备份了"
    cut = backups_in(places[1])[0].path
    cut.write_bytes(cut.read_bytes()[:-100])
    assert not status(places, NOON).verified


def test_a_second_place_that_is_behind_is_told_apart(archive: Archive, places: list[Path]) -> None:
    back_up(archive, places, "退出", NOON)
    week = NOON + timedelta(days=8)
    back_up(archive, places[:1], "退出", week)
    now = status(places, week + HOUR)
    assert (now.late, now.old) == (True, False)
    assert now.short(week + HOUR) == "12:00 已备份并验证 · 2 处 · 另 1 处该备份了"
    assert now.sentence.endswith("另有 1 处超过七天没有备份")


def test_a_late_backup_is_renewed_though_nothing_changed(
    archive: Archive, places: list[Path]
) -> None:
    back_up(archive, places, "退出", NOON)
    week = NOON + timedelta(days=8)
    assert [one.made for one in back_up(archive, places, "启动", week)] == [True, True]
    assert not status(places, week).late


def test_a_clock_that_was_ahead_makes_no_old_backup_the_newest(
    archive: Archive, places: list[Path]
) -> None:
    wrong, right = NOON + timedelta(days=3000), NOON + HOUR
    back_up(archive, places[:1], "退出", wrong)
    assert status(places[:1], right).old
    change(archive, "改名")
    back_up(archive, places[:1], "退出", right)
    assert [one.made for one in backups_in(places[0], now=right)] == [right, wrong]
    told = status(places[:1], right + HOUR)
    assert (told.when, told.late) == (right, False)
    assert backups_in(places[0], now=wrong + HOUR)[0].made == wrong
