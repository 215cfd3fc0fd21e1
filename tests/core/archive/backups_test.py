"""Backups that count: named, compared, skipped, thinned, in two places, found when needed."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive import backups
from core.archive.archive import Archive
from core.archive.backups import (
    Backup,
    back_up,
    backups_in,
    examine,
    lay_into,
    newest_good,
    snapshot,
    thin,
)
from core.archive.clock import confirm, doubt
from core.archive.contents import contents, inspect
from core.archive.errors import ArchiveError
from core.archive.records import Summary
from core.commands import archives as commands
from core.sample import sample

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)
NOON = datetime(2021, 12, 31, 12, 0, 0)  # noqa: DTZ001  (the clerk's clock)
HOUR = timedelta(hours=1)


def change(archive: Archive, project: str) -> None:
    archive.save(1, replace(archive.load(1), project=project), FIGURES)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[3000:7000] = os.urandom(4000)
    path.write_bytes(content)


def test_a_backup_is_named_compared_and_laid_into_both_places(
    archive: Archive, places: list[Path]
) -> None:
    done = back_up(archive, places, "定稿前", NOON)
    assert [one.made for one in done] == [True, True]
    for place in places:
        assert names(place) == ["自评档案_20211231_120000_定稿前.db"]
        assert backups_in(place) == (
            Backup(place / "自评档案_20211231_120000_定稿前.db", NOON, "定稿前"),
        )
    for one in done:
        assert one.path is not None
        with Archive.open(one.path, read_only=True) as copy:
            assert contents(copy) == contents(archive)
            assert copy.load(1) == sample()


@pytest.mark.parametrize("why", ["", "../../逃", "a/b\\c:d*", "a_b_c", "很" * 300, "\0"])
def test_any_reason_makes_a_name_that_is_found_again(
    archive: Archive, places: list[Path], why: str
) -> None:
    (done,) = back_up(archive, places[:1], why, NOON)
    (found,) = backups_in(places[0])
    assert found.path == done.path
    assert found.path.parent == places[0]


def test_nothing_new_makes_no_new_backup(archive: Archive, places: list[Path]) -> None:
    first = back_up(archive, places[:1], "退出", NOON)
    again = back_up(archive, places[:1], "退出", NOON + HOUR)
    assert not again[0].made
    assert again[0].path == first[0].path
    change(archive, "改名")
    assert back_up(archive, places[:1], "退出", NOON + HOUR)[0].made
    assert len(backups_in(places[0])) == 2


def test_a_newest_backup_that_was_damaged_does_not_count(
    archive: Archive, places: list[Path]
) -> None:
    (first,) = back_up(archive, places[:1], "退出", NOON)
    assert first.path is not None
    spoil(first.path)
    assert back_up(archive, places[:1], "退出", NOON + HOUR)[0].made


def test_two_backups_of_one_second_keep_both(archive: Archive, places: list[Path]) -> None:
    back_up(archive, places[:1], "退出", NOON)
    change(archive, "改名")
    back_up(archive, places[:1], "退出", NOON)
    assert len(backups_in(places[0])) == 2


def test_a_place_that_fails_keeps_no_other_from_its_backup(
    archive: Archive, places: list[Path]
) -> None:
    places[0].write_text("这里是一个文件")
    first, second = back_up(archive, places, "退出", NOON)
    assert first.trouble
    assert second.made
    places[1] = places[0]
    with pytest.raises(ArchiveError):
        back_up(archive, places, "退出", NOON)


def test_an_archive_that_is_not_sound_gets_no_backup(archive: Archive, places: list[Path]) -> None:
    back_up(archive, places[:1], "退出", NOON)
    with closing(sqlite3.connect(archive.path)) as raw, raw:
        raw.execute("UPDATE versions SET content = content || ' '")
        raw.execute("UPDATE evaluations SET total_score = '1'")
    raw.close()
    with pytest.raises(ArchiveError, match="作废"):
        back_up(archive, places[:1], "退出", NOON + HOUR)
    assert len(names(places[0])) == 1


def test_a_copy_that_differs_is_thrown_away(
    archive: Archive, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_well = Archive.copy_to

    def copy_badly(store: Archive, target: Path) -> None:
        copy_well(store, target)
        with closing(sqlite3.connect(target)) as raw, raw:
            raw.execute("UPDATE evaluations SET total_score = '1'")
        raw.close()

    monkeypatch.setattr(Archive, "copy_to", copy_badly)
    with pytest.raises(ArchiveError, match="与原件不符"):
        back_up(archive, places[:1], "退出", NOON)
    assert names(places[0]) == []


def test_a_second_copy_that_reads_back_differently_is_thrown_away(
    archive: Archive, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_badly(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(backups, "copyfile", copy_badly)
    first, second = back_up(archive, places, "退出", NOON)
    assert first.made
    assert "读回来不一样" in second.trouble
    assert names(places[1]) == []


def test_a_stick_that_is_not_there_is_not_made_up(archive: Archive, places: list[Path]) -> None:
    places[1].parent.rmdir()
    first, second = back_up(archive, places, "退出", NOON)
    assert first.made
    assert second.trouble.endswith("不在，可能没有插上")
    assert (first.there, second.there) == (True, False)
    assert not places[1].parent.exists()


def test_a_backup_holds_the_moment_at_which_it_was_asked_for(
    archive: Archive, places: list[Path]
) -> None:
    taken = snapshot(archive, places)
    change(archive, "后来改的")
    first, second = lay_into(taken, places, "删除", NOON)
    assert first.made
    assert second.made
    for one in (first, second):
        assert one.path is not None
        assert one.path.stat().st_mode & 0o077 == 0 or os.name != "posix"
        with Archive.open(one.path, read_only=True) as copy:
            assert copy.load(1) == sample()
    assert names(places[0]) == ["自评档案_20211231_120000_删除.db"]


def test_what_a_killed_program_left_half_made_goes(archive: Archive, places: list[Path]) -> None:
    ours = snapshot(archive, places).path
    dead = ours.with_name(ours.name.replace(f"-{os.getpid():x}-", "-7fffffff-"))
    dead.write_bytes(b"half")
    older = ours.with_name(".0123456789abcdef.part")  # as earlier versions named it
    older.write_bytes(b"half")
    os.utime(older, (0, 0))
    back_up(archive, places, "退出", NOON)
    assert ours.exists()
    assert not dead.exists()
    assert not older.exists()


def test_old_backups_are_thinned_and_strange_files_left(
    archive: Archive, places: list[Path]
) -> None:
    (first,) = back_up(archive, places[:1], "退出", NOON)
    assert first.path is not None
    whole = first.path.read_bytes()
    for days in range(400):
        made = NOON - timedelta(days=days, hours=2)
        (places[0] / f"自评档案_{made:%Y%m%d_%H%M%S}_退出.db").write_bytes(whole)
    (places[0] / "我自己的.db").write_bytes(whole)
    assert len(thin(places[0], NOON)) == 1  # for each new one one old one
    while thin(places[0], NOON):
        pass
    assert 25 <= len(backups_in(places[0])) <= 40
    assert backups_in(places[0])[0].path == first.path
    assert (places[0] / "我自己的.db").exists()


def test_a_wrong_clock_takes_no_backup_away(archive: Archive, places: list[Path]) -> None:
    (first,) = back_up(archive, places[:1], "退出", NOON)
    assert first.path is not None
    for days in range(1, 60):
        made = NOON - timedelta(days=days, hours=2)
        (places[0] / f"自评档案_{made:%Y%m%d_%H%M%S}_退出.db").write_bytes(b"x")
    for turn in range(3):
        change(archive, f"改名{turn}")
        back_up(archive, places[:1], "启动", NOON.replace(year=2035) + turn * HOUR)
    assert len(backups_in(places[0])) == 63
    assert "2035" in doubt(places, NOON.replace(year=2035))
    change(archive, "改回")
    back_up(archive, places[:1], "启动", NOON + 2 * HOUR)  # the clock is right again
    assert doubt(places, NOON) == ""
    assert len(backups_in(places[0])) == 63


def test_a_date_that_was_confirmed_thins_one_by_one(archive: Archive, places: list[Path]) -> None:
    later = NOON + timedelta(days=60)
    for days in range(80):
        made = NOON - timedelta(days=days, hours=2)
        places[0].mkdir(exist_ok=True)
        (places[0] / f"自评档案_{made:%Y%m%d_%H%M%S}_退出.db").write_bytes(b"x")
    back_up(archive, places[:1], "启动", later)
    assert len(backups_in(places[0])) == 81
    confirm(places)
    change(archive, "改名")
    back_up(archive, places[:1], "定时", later + HOUR)
    assert len(backups_in(places[0])) == 81
    assert doubt(places, later) == ""


def test_an_archive_is_examined_without_being_held(archive: Archive, places: list[Path]) -> None:
    look = examine(snapshot(archive, places))
    assert (look.findings, look.contents) == ((), contents(archive))
    with closing(sqlite3.connect(archive.path)) as raw, raw:
        raw.execute("UPDATE versions SET content = content || ' '")
    raw.close()
    look = examine(snapshot(archive, places))
    assert look.findings == ("第 1 号自评表第 1 版的内容与校验码不符",)
    assert names(places[0]) == []


def test_the_newest_good_backup_is_found(archive: Archive, places: list[Path]) -> None:
    assert newest_good(places) is None
    back_up(archive, places[:1], "退出", NOON)
    change(archive, "改名")
    back_up(archive, places[1:], "退出", NOON + HOUR)
    found = newest_good(places)
    assert found is not None
    assert found.made == NOON + HOUR
    spoil(found.path)
    found = newest_good(places)
    assert found is not None
    assert found.made == NOON


def test_a_backup_is_looked_into_before_it_is_brought_back(
    archive: Archive, places: list[Path]
) -> None:
    archive.add(replace(sample(), year=2022), FIGURES)
    archive.remove(2)
    (done,) = back_up(archive, places[:1], "退出", NOON)
    assert done.path is not None
    before = done.path.read_bytes()
    look = inspect(done.path)
    assert [entry.year for entry in look.entries] == [2021]
    assert [entry.year for entry in look.trashed] == [2022]
    assert (look.contents.evaluations, look.contents.versions) == (2, 2)
    assert str(look.contents.total_scores) == "193.40"
    assert look.findings == ()
    assert done.path.read_bytes() == before


def test_the_command_backs_up_into_a_folder_by_a_telling_name(
    archive: Archive, places: list[Path]
) -> None:
    places[0].mkdir()
    assert "已备份并核对无误" in commands.back_up(str(archive.path), places[0], replace=False).text
    (backup,) = backups_in(places[0])
    assert backup.reason == "手动"
    assert "没有改动" in commands.back_up(str(archive.path), places[0], replace=False).text
    assert backups_in(places[0]) == (backup,)


@pytest.mark.parametrize("act", ["定稿", "删除", "导入"])
def test_a_backup_that_was_called_after_what_came_next_says_before(
    archive: Archive, places: list[Path], act: str
) -> None:
    back_up(archive, places[:1], act, NOON)
    (backup,) = backups_in(places[0])
    assert (backup.path.stem.split("_")[-1], backup.reason) == (act, f"{act}前")
    assert newest_good(places) == backup


def test_of_two_backups_of_one_second_the_later_one_is_the_newest(
    archive: Archive, places: list[Path]
) -> None:
    back_up(archive, places[:1], "定稿前", NOON)
    change(archive, "改名")
    back_up(archive, places[:1], "定稿后", NOON)
    assert [backup.reason for backup in backups_in(places[0])] == ["定稿后", "定稿前"]
    found = newest_good(places)
    assert found is not None
    assert found.reason == "定稿后"
