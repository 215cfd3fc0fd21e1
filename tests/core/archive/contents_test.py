"""What an archive holds, counted in one pass with its digests, and not twice for nothing."""

import sqlite3
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive import connection
from core.archive import contents as contents_module
from core.archive.archive import Archive
from core.archive.backup import write_backup
from core.archive.contents import contents
from core.archive.digest import contents_as_digested, is_sound
from core.archive.errors import ArchiveError
from core.archive.records import Summary
from core.sample import sample
from tests.old_archives import put_old_archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive.create(tmp_path / "自评档案.db")
    for number in range(3):
        made.add(replace(sample(), project=f"项目{number}"), Summary("96.70"))
    made.finalize(2, errors=0)
    made.file_scan(2, "扫描.pdf", b"%PDF scan", 1)
    made.keep_paper(2, 1, b"%PDF paper", "0.1.0")
    return made


def test_both_ways_of_counting_tell_the_same(archive: Archive) -> None:
    assert contents_as_digested(archive.database) == contents(archive)
    assert is_sound(archive.database)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE versions SET content = content || ' ' WHERE evaluation = 3",
        "UPDATE versions SET digest = upper(digest) WHERE evaluation = 3",
        "UPDATE scans SET content = x'25'",
        "UPDATE papers SET sha256 = ''",
    ],
)
def test_whatever_is_not_as_digested_is_unsound(archive: Archive, sql: str) -> None:
    archive.database.execute(sql)
    archive.database.commit()
    assert contents_as_digested(archive.database) is None
    assert not is_sound(archive.database)


def test_a_text_that_was_kept_as_bytes_is_unsound(archive: Archive) -> None:
    database = archive.database
    database.execute("PRAGMA ignore_check_constraints = ON")
    database.execute("UPDATE versions SET content = CAST(content AS BLOB)")
    database.commit()
    assert contents_as_digested(database) is None


def test_nobody_saves_between_the_copying_and_the_counting(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    copy = Archive.copy_to
    refused: list[str] = []

    def interrupted(one: Archive, empty: Path) -> None:
        with Archive.open(archive.path) as other, pytest.raises(ArchiveError) as error:
            other.save(1, replace(other.load(1), goal_actual="其间"), Summary())
        refused.append(str(error.value))
        copy(one, empty)

    monkeypatch.setattr(Archive, "copy_to", interrupted)
    write_backup(archive, tmp_path / "备份.db")
    assert refused
    with Archive.open(tmp_path / "备份.db", read_only=True) as found:
        assert contents(found) == contents(archive)
    archive.save(1, replace(archive.load(1), goal_actual="之后"), Summary())


def test_where_no_second_look_can_be_had_the_first_counts(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr(contents_module, "connect", busy)
    (tmp_path / "副本.db").touch()
    assert contents_module.copied(archive, tmp_path / "副本.db") == contents(archive)


def test_an_older_archive_is_counted_as_it_is_read(tmp_path: Path) -> None:
    old = put_old_archive("format-2009-lived.db", tmp_path)
    (tmp_path / "副本.db").touch()
    with Archive.open(old, read_only=True) as archive:
        held = contents_module.copied(archive, tmp_path / "副本.db")
        assert held == contents(archive)


def test_what_counts_beside_the_copying_waits_for_nobody(archive: Archive) -> None:
    """Who waits to write would wait for the copying, and that for him."""
    other = sqlite3.connect(archive.path)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    assert contents_module._counted_beside(archive.path) is None
    assert time.monotonic() - began < connection.BUSY_SECONDS / 2
    other.rollback()
    assert contents_module._counted_beside(archive.path) == contents(archive)
