"""What this process has locked stays locked, whatever else of it looks at the file meanwhile."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.archive.archive import Archive
from core.archive.connection import bare_connection, refuse_foreign
from core.archive.contents import inspect
from core.archive.raw_reading import raw
from core.archive.sqlite_lock import exclusive

_OTHER = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
else:
    print("free")
"""


def _as_another_program(path: Path) -> str:
    """What another program hears that would like to write."""
    done = subprocess.run(
        [sys.executable, "-c", _OTHER, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _open_and_close(path: Path) -> None:
    Archive.open(path, read_only=True).close()


def _take_alone(path: Path) -> None:
    with exclusive(path) as file:
        assert file is None


LOOKS = [_open_and_close, _take_alone, refuse_foreign, inspect]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    Archive.create(path).close()
    return path


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_at_the_file_gives_up_no_lock(path: Path, look: Callable[[Path], object]) -> None:
    with Archive.open(path) as archive, archive.transaction():
        look(path)
        assert _as_another_program(path) == "database is locked"
    assert _as_another_program(path) == "free"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="nothing lists the open streams")
def test_streams_are_used_again_and_closed_with_the_last_connection(path: Path) -> None:
    def streams() -> int:
        found = Path("/proc/self/fd").iterdir()
        return sum(at.exists() and at.samefile(path) for at in found)

    before = streams()
    with closing(bare_connection(path)):
        with raw(path) as first, raw(path) as second:
            assert first.read(6) == second.read(6) == b"SQLite"
        held = streams()
        for _ in range(20):
            _open_and_close(path)
        assert streams() == held
    assert streams() == before


def test_a_stream_for_reading_is_not_given_to_who_writes(path: Path) -> None:
    before = path.read_bytes()
    with closing(bare_connection(path)):
        for _ in range(2):
            for mode in ("rb", "r+b"):
                with raw(path, mode) as stream:
                    assert stream.writable() == (mode == "r+b")
    assert path.read_bytes() == before


def test_a_stream_of_a_file_that_was_replaced_is_not_read_as_the_new_one(path: Path) -> None:
    with closing(sqlite3.connect(path)), closing(bare_connection(path)):
        with raw(path) as stream:
            stream.read()
        new = path.with_name("new")
        new.write_bytes(b"another")
        new.replace(path)
        with raw(path) as stream:
            assert stream.read() == b"another"
