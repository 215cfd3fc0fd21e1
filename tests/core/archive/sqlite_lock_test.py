"""SQLite's lock from outside: it meets SQLite's own connections, and they meet it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.archive.sqlite_lock import exclusive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE t (x)")
    return path


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_it_is_not_to_be_had_while_somebody_writes(path: Path, begin: str) -> None:
    with closing(sqlite3.connect(path)) as writer:
        writer.execute(begin)
        with exclusive(path) as file:
            assert file is None


def test_it_is_not_to_be_had_while_somebody_reads(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM t").fetchall()
        with exclusive(path) as file:
            assert file is None


def test_nobody_else_reads_or_writes_meanwhile(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=0)) as other:
        with exclusive(path) as file:
            assert file is not None
            assert file.read(6) == b"SQLite"
            path.read_bytes()  # another stream that is closed does not give it up
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("SELECT * FROM t")
        assert other.execute("SELECT * FROM t").fetchall() == []
