"""A damaged or lost archive: nothing is written over, nothing begins empty in silence."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive import rescue
from core.archive.archive import Archive
from core.archive.backups import FOLDER, back_up, backups_in, newest_good
from core.archive.errors import ArchiveError, DamagedError
from core.archive.issued_numbers import LOST, UNREAD, highest_numbers_in
from core.archive.note import NAME, TEXT, lay_note
from core.archive.opening import open_or_create
from core.archive.records import Summary
from core.archive.rescue import bring_back, set_aside
from core.sample import sample

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)
NOON = datetime(2021, 12, 31, 12, 0, 0)  # noqa: DTZ001  (the clerk's clock)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "自评档案.db"
    with Archive.create(path) as archive:
        archive.add(sample(), FIGURES)
        back_up(archive, [tmp_path / FOLDER], "退出", NOON)
        archive.save(1, replace(sample(), project="后来"), FIGURES)
        back_up(archive, [tmp_path / FOLDER], "退出", NOON + timedelta(hours=1))
    return path


def spoil(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    return bytes(content)


@pytest.mark.parametrize("damage", [b"", b"not a database" * 50])
def test_a_file_that_is_no_database_any_more_is_damage(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    with pytest.raises(DamagedError):
        open_or_create(path)
    assert path.read_bytes() == damage


def test_damaged_pages_are_damage(path: Path) -> None:
    spoil(path)
    with pytest.raises(DamagedError):
        Archive.open(path)


def test_the_newest_good_backup_takes_the_place_and_the_damaged_file_is_kept(path: Path) -> None:
    damaged = spoil(path)
    path.with_name(path.name + "-journal").write_bytes(b"half")
    spoil(backups_in(path.parent / FOLDER)[0].path)
    newest = newest_good([path.parent / FOLDER])
    assert newest is not None
    assert newest.made == NOON
    aside = bring_back(path, newest.path, NOON)
    assert aside == path.with_name("自评档案.损坏_20211231_120000.db")
    assert aside.read_bytes() == damaged
    assert aside.with_name(aside.name + "-journal").read_bytes() == b"half"
    with Archive.open(path) as archive:
        assert archive.verify() == ()
        assert archive.load(1) == sample()


def test_without_a_good_backup_everything_stays(path: Path) -> None:
    damaged = spoil(path)
    for backup in backups_in(path.parent / FOLDER):
        spoil(backup.path)
        with pytest.raises(ArchiveError):
            bring_back(path, backup.path, NOON)
    assert newest_good([path.parent / FOLDER]) is None
    assert path.read_bytes() == damaged


def test_a_failure_half_way_puts_the_damaged_file_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **_named: object) -> None:
        message = "磁盘空间不足"
        raise ArchiveError(message)

    damaged = spoil(path)
    monkeypatch.setattr(rescue, "restore", fail)
    with pytest.raises(ArchiveError, match="磁盘空间不足"):
        bring_back(path, backups_in(path.parent / FOLDER)[0].path, NOON)
    assert path.read_bytes() == damaged


def test_setting_aside_never_goes_over_a_file(path: Path) -> None:
    names = set()
    for content in (b"1", b"2", b"3"):
        path.write_bytes(content)
        names.add(set_aside(path, NOON).name)
    assert len(names) == 3
    assert not path.exists()


@pytest.mark.parametrize("left", ["backups", "aside"])
def test_a_lost_archive_is_not_begun_anew_in_silence(path: Path, left: str) -> None:
    if left == "aside":
        spoil(path)
        set_aside(path)
        for backup in backups_in(path.parent / FOLDER):
            backup.path.unlink()
    else:
        path.unlink()
    with pytest.raises(ArchiveError, match="没有新建"):
        open_or_create(path)
    assert not path.exists()


def test_a_lost_archive_is_brought_back(path: Path) -> None:
    path.unlink()
    assert bring_back(path, backups_in(path.parent / FOLDER)[0].path) is None
    with Archive.open(path) as archive:
        assert archive.load(1).project == "后来"


def test_the_note_lies_in_the_folder_and_is_kept_as_it_is(tmp_path: Path) -> None:
    lay_note(tmp_path)
    lay_note(tmp_path)
    text = (tmp_path / NAME).read_bytes().decode("utf-8-sig")
    assert text.replace("\r\n", "\n") == TEXT
    lay_note(tmp_path / "没有")  # costs nothing


def test_numbers_that_nobody_can_read_any_more_are_told(path: Path) -> None:
    backup = newest_good([path.parent / FOLDER])
    assert backup is not None
    told: list[str] = []
    bring_back(path, backup.path, NOON, tell=told.append)
    assert told == []  # the archive was sound: its numbers went along
    spoil(path)
    bring_back(path, backup.path, NOON, tell=told.append)
    assert told == [UNREAD]
    path.unlink()
    bring_back(path, backup.path, NOON, tell=told.append)
    assert told == [UNREAD, LOST]


def test_of_a_damaged_archive_what_can_be_read_of_its_numbers_goes_along(tmp_path: Path) -> None:
    """The table of the versions is gone, the counters are not."""
    path = tmp_path / "半坏.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE evaluations (id INTEGER PRIMARY KEY AUTOINCREMENT)")
        db.execute("INSERT INTO evaluations VALUES (41)")
    found = highest_numbers_in(path)
    assert found.highest["evaluations"] == 41
    assert not found.whole
    assert highest_numbers_in(tmp_path / "没有.db") == ({}, False)
