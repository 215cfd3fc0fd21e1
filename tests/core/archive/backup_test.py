"""Copies are whole and checked; what is replaced is kept."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.archive import backup, connection
from core.archive.archive import Archive
from core.archive.backup import restore, write_backup
from core.archive.errors import ArchiveError
from core.archive.lock import locked
from core.archive.records import Summary
from core.output import OutputError, write_whole
from core.sample import sample

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "档案.db"
    with Archive.create(path) as archive:
        archive.add(sample(), FIGURES)
    return path


@pytest.fixture
def copy(path: Path) -> Path:
    target = path.with_name("备份.db")
    with Archive.open(path, read_only=True) as archive:
        write_backup(archive, target)
    return target


def count(path: Path) -> int:
    with Archive.open(path, read_only=True) as archive:
        assert archive.verify() == ()
        return len(archive.list())


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[2000:6000] = os.urandom(4000)
    path.write_bytes(content)


def test_a_backup_is_an_archive_of_its_owner(copy: Path) -> None:
    assert count(copy) == 1
    assert names(copy.parent) == {"档案.db", "备份.db"}
    if os.name == "posix":
        assert copy.stat().st_mode & 0o777 == 0o600


def test_a_new_backup_replaces_the_old_one_on_demand_and_keeps_it(path: Path, copy: Path) -> None:
    with Archive.open(path) as archive:
        archive.add(sample(), FIGURES)
        with pytest.raises(ArchiveError, match="--replace"):
            write_backup(archive, copy)
        assert count(copy) == 1
        kept = write_backup(archive, copy, replace=True)
    assert kept is not None
    assert (count(copy), count(kept)) == (2, 1)


def test_a_backup_goes_over_no_archive_that_is_open(path: Path, copy: Path) -> None:
    with Archive.open(path) as archive, locked(copy), pytest.raises(ArchiveError, match="正在使用"):
        write_backup(archive, copy, replace=True)
    assert names(copy.parent) == {"档案.db", "备份.db"}


def test_what_is_printed_goes_over_no_archive(path: Path) -> None:
    before = path.read_bytes()
    for target in (path, path.with_name(path.name + ".lock"), path.with_name("x.db-journal")):
        with pytest.raises(OutputError, match=r"数据库|日志"):
            write_whole(target, b"x")
    assert path.read_bytes() == before


def test_a_backup_of_a_damaged_archive_leaves_the_good_one(path: Path, copy: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE versions SET content = content || ' '")
    raw.close()
    with (
        Archive.open(path, read_only=True) as archive,
        pytest.raises(ArchiveError, match="与原件不符，已经作废"),
    ):
        write_backup(archive, copy, replace=True)
    assert count(copy) == 1
    assert names(copy.parent) == {"档案.db", "备份.db"}


def test_a_backup_never_goes_over_its_archive(path: Path) -> None:
    before = path.read_bytes()
    with Archive.open(path, read_only=True) as archive:
        for target in (path, path.parent / "." / path.name, path.with_name("档案.db-journal")):
            with pytest.raises((OutputError, ArchiveError), match=r"不能被覆盖|日志"):
                write_backup(archive, target)
    assert path.read_bytes() == before


def test_a_backup_does_not_wait_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(path)
    with Archive.open(path, read_only=True) as archive:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ArchiveError, match="占用"):
            write_backup(archive, path.with_name("备份.db"))
    other.close()
    assert names(path.parent) == {"档案.db"}


def test_brought_back_where_nothing_is(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "新机器" / "档案.db"
    assert restore(copy, target) is None
    assert count(target) == 1


def test_an_archive_is_only_replaced_on_demand_and_kept(path: Path, copy: Path) -> None:
    with Archive.open(path) as archive:
        archive.add(sample(), FIGURES)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="已经存在"):
        restore(copy, path)
    assert path.read_bytes() == before
    kept = restore(copy, path, replace=True)
    assert kept is not None
    assert (count(path), count(kept)) == (1, 2)


def test_a_damaged_archive_is_replaced_and_kept_as_it_is(path: Path, copy: Path) -> None:
    path.write_bytes(b"not a database" + path.read_bytes()[14:])
    before = path.read_bytes()
    kept = restore(copy, path, replace=True)
    assert kept is not None
    assert kept.read_bytes() == before
    assert count(path) == 1


def test_a_journal_left_by_a_crash_does_not_reach_the_restored_archive(
    path: Path, copy: Path
) -> None:
    path.write_bytes(b"damaged" + path.read_bytes()[7:])
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    restore(copy, path, replace=True)
    assert not journal.exists()
    assert count(path) == 1


def test_a_damaged_backup_brings_nothing_back(path: Path, copy: Path) -> None:
    damage(copy)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"损坏|没有通过核对"):
        restore(copy, path, replace=True)
    assert path.read_bytes() == before
    assert names(path.parent) == {"档案.db", "备份.db"}


def test_a_backup_is_not_restored_onto_itself(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="不必恢复"):
        restore(path, path.parent / "." / path.name, replace=True)
    assert path.read_bytes() == before


def test_a_folder_is_no_archive_to_restore_to(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="文件夹"):
        restore(copy, tmp_path, replace=True)


@pytest.mark.parametrize(
    "failing",
    [(backup, "_set_aside"), (backup, "raise_numbers_in"), (shutil, "copyfile"),
     (Path, "replace")],
)  # fmt: skip
def test_the_old_archive_stays_when_the_new_one_cannot_be_put_in_place(
    failing: tuple[object, str], path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    before, belongs = path.read_bytes(), journal.read_bytes()
    monkeypatch.setattr(*failing, fail)
    with pytest.raises(OutputError, match="磁盘空间不足"):
        restore(copy, path, replace=True)
    assert path.read_bytes() == before
    assert journal.read_bytes() == belongs  # without it the archive might be half of a save
    assert names(path.parent) == {"档案.db", "档案.db-journal", "备份.db"}
