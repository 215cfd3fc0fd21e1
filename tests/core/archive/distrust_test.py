"""A stranger's file: its schema is looked at first, its cells by type; only its rows come in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.backup import restore, write_backup
from core.archive.cell_types import CELLS
from core.archive.connection import connect, create_file
from core.archive.contents import contents
from core.archive.errors import ArchiveError, DamagedError
from core.archive.records import Summary
from core.archive.transfer import PARENTS_FIRST, copy_rows
from core.sample import sample
from tests.faults.cells import wrong_cells
from tests.faults.forms import archive_in
from tests.faults.schemas import foreign_schemas
from tests.faults.tally import Tally
from tests.old_archives import old_archives, put_old_archive


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


def test_no_foreign_schema_gets_in(tmp_path: Path) -> None:
    tally = Tally("schemas")
    foreign_schemas(tmp_path, 1_000, tally)
    assert not tally.broken
    assert sum(tally.ends.values()) > 40 * 4


def test_a_cell_of_another_type_is_said(tmp_path: Path) -> None:
    tally = Tally("cells")
    wrong_cells(tmp_path, 60, tally)
    assert not tally.broken
    assert tally.ends["说明"]


def test_every_column_has_its_type(tmp_path: Path) -> None:
    path = archive_in(tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        for table, columns in CELLS.items():
            found = {row[1] for row in raw.execute(f"PRAGMA table_info({table})")}
            assert found == columns.keys()
    assert set(PARENTS_FIRST) == CELLS.keys()


def test_our_tables_take_no_other_type(tmp_path: Path) -> None:
    path = archive_in(tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        for table, columns in CELLS.items():
            (text,) = raw.execute(
                "SELECT sql FROM sqlite_master WHERE name = ?", [table]
            ).fetchone()
            assert all(f"typeof({column})" in text for column in columns)
        for column in CELLS["evaluations"]:
            with pytest.raises(sqlite3.IntegrityError):
                raw.execute(f"UPDATE evaluations SET {column} = x'ff'")  # noqa: S608


@pytest.mark.parametrize("name", old_archives())
def test_a_trigger_in_an_old_format_is_seen_before_it_is_migrated(
    name: str, tmp_path: Path
) -> None:
    path = put_old_archive(name, tmp_path)
    change(path, "CREATE TRIGGER t AFTER UPDATE ON versions BEGIN DELETE FROM versions; END")
    before, there = path.read_bytes(), sorted(tmp_path.iterdir())
    for read_only in (True, False):
        with pytest.raises(DamagedError, match="触发器“t”"):
            Archive.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize("name", old_archives())
def test_only_rows_are_brought_back(name: str, tmp_path: Path) -> None:
    source, target = put_old_archive(name, tmp_path), tmp_path / "新.db"
    restore(source, target)
    with Archive.open(source, read_only=True) as old, Archive.open(target) as new:
        assert contents(new) == contents(old)
        assert new.verify() == ()
        assert new.list(search="培训") == old.list(search="培训")


def test_a_number_that_was_given_is_not_given_again(tmp_path: Path) -> None:
    path = archive_in(tmp_path)
    change(path, "UPDATE sqlite_sequence SET seq = 70 WHERE name = 'evaluations'")
    restore(path, tmp_path / "b.db")
    with Archive.open(tmp_path / "b.db") as archive:
        form = archive.load(1)
        assert archive.add(form, archive.entry(1).summary) == 71


def test_a_mad_counter_does_not_stop_the_next_form(tmp_path: Path) -> None:
    path = archive_in(tmp_path)
    change(path, "UPDATE sqlite_sequence SET seq = 9223372036854775807")
    restore(path, tmp_path / "b.db")
    with Archive.open(tmp_path / "b.db") as archive:
        assert archive.add(archive.load(1), archive.entry(1).summary) == 4


def test_a_file_without_end_is_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive_in(tmp_path, 30)
    monkeypatch.setattr("core.archive.connection._LEAST_SECONDS", -1000)
    monkeypatch.setattr("core.archive.connection._STEPS_BETWEEN_LOOKS", 1)
    with pytest.raises(ArchiveError, match="规定的时间"):
        Archive.open(path)


def test_a_strangers_numbers_leave_some_to_give(tmp_path: Path) -> None:
    """Counters out of bounds or of other names, in the archive that is replaced."""
    path, backup = archive_in(tmp_path), tmp_path / "备份.db"
    with Archive.open(path) as archive:
        fresh = archive.add(replace(sample(), year=1999), Summary())
        write_backup(archive, backup)
    names = ("final_number 1999-", "final_number 1999-1", "1999-", "versions", "evaluations")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for name in names:
            for last in (2**63 - 1, "x", -1):
                raw.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", [name, last])
        raw.execute("INSERT INTO sqlite_sequence VALUES ('1999-', 5)")
        raw.execute("UPDATE versions SET final_number = '1999-²'")
    restore(backup, path, replace=True)
    with Archive.open(path) as archive:
        assert archive.finalize(fresh, errors=0) == "1999-001"
        assert archive.verify() == ()
        counters = archive.database.execute("SELECT name FROM sqlite_sequence").fetchall()
    assert ("1999-",) not in counters


@pytest.mark.parametrize("table", ["evaluations", "versions"])
def test_a_state_that_is_none_is_said_and_not_restored(table: str, tmp_path: Path) -> None:
    path = archive_in(tmp_path)
    change(path, "PRAGMA ignore_check_constraints = ON", f"UPDATE {table} SET state = '9'")  # noqa: S608
    with pytest.raises(DamagedError, match="state 一栏有"):
        Archive.open(path)
    with Archive.open(path, read_only=True) as archive:
        assert "state 一栏" in archive.verify()[0]
    with pytest.raises(ArchiveError, match="state 一栏"):
        restore(path, tmp_path / "新.db")
    assert not (tmp_path / "新.db").exists()


def test_rows_that_our_tables_refuse_are_damage(tmp_path: Path) -> None:
    """Whatever rule of a table they break: what is verified may not know it."""
    path, empty = archive_in(tmp_path), tmp_path / "新.db"
    change(
        path,
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM versions",
        "INSERT INTO search_words VALUES (77, '字')",
    )
    with closing(connect(path, read_only=True)) as source:
        create_file(empty)
        with pytest.raises(DamagedError, match="不合档案的规定"):
            copy_rows(source, empty)
