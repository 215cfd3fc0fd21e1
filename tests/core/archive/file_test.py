"""What is opened, what is refused in words, and that no stranger's file is touched."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from core.archive import connection
from core.archive.archive import Archive
from core.archive.connection import connect, format_number, format_of, in_memory, migrate
from core.archive.errors import ArchiveError
from core.archive.migrations import STEPS
from core.archive.opening import open_or_create
from core.archive.present_format import MAJOR, MINORS
from core.archive.records import Summary
from core.sample import sample

ROOT = Path(__file__).parents[3]
FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "新 文件夹#1" / "档案?.db"


def filled(path: Path) -> Path:
    with Archive.create(path) as archive:
        archive.add(sample(), FIGURES)
    return path


def test_a_new_archive_brings_its_folder_and_is_its_owners_only(path: Path) -> None:
    filled(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_it_is_written_for_a_power_cut(path: Path) -> None:
    with Archive.create(path) as archive:
        pragmas = ("foreign_keys", "synchronous", "journal_mode", "recursive_triggers")
        values = [archive._db.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert values == [1, 3, "delete", 1]  # 3: EXTRA


def test_creating_never_takes_a_place(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("别人的文件")
    with pytest.raises(ArchiveError, match="已有同名的文件"):
        Archive.create(path)
    assert path.read_text() == "别人的文件"


def test_an_interrupted_beginning_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(connection, "migrate", fail)
    with pytest.raises(KeyboardInterrupt):
        open_or_create(path)
    assert list(path.parent.iterdir()) == []


def test_a_file_system_without_second_names(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", fail)
    filled(path)
    with open_or_create(path) as archive:
        assert len(archive.list()) == 1
    assert list(path.parent.iterdir()) == [path]


IMPORTER = """
import sys
from pathlib import Path
from core.archive.opening import open_or_create
from core.archive.records import Summary
from core.sample import sample
with open_or_create(Path(sys.argv[1])) as archive:
    for _ in range(5):
        archive.add(sample(), Summary())
"""


def test_many_at_once_make_one_archive_and_lose_nothing(path: Path) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", IMPORTER, path], cwd=ROOT) for _ in range(6)
    ]
    assert [program.wait() for program in programs] == [0] * 6
    with Archive.open(path) as archive:
        assert [entry.id for entry in archive.list()] == list(range(1, 31))
        assert archive.verify() == ()
    assert list(path.parent.iterdir()) == [path]


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE evaluations (id INTEGER PRIMARY KEY)")
    other.close()


STRANGERS: dict[str, Callable[[Path], object]] = {
    "空文件": lambda path: path.write_bytes(b""),
    "不是自评档案": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(5000)),
    "别的程序的数据库": other_database,
    "不是文件": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("sentence", STRANGERS)
def test_a_strangers_file_is_refused_and_left_alone(
    tmp_path: Path, sentence: str, read_only: bool
) -> None:
    path = tmp_path / "x.db"
    STRANGERS[sentence](path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(ArchiveError, match=sentence):
        Archive.open(path, read_only=read_only)
    with pytest.raises(ArchiveError, match=sentence):
        open_or_create(path)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert [file.name for file in tmp_path.iterdir()] == ["x.db"]


def test_a_missing_archive_is_not_made_by_opening(path: Path) -> None:
    with pytest.raises(ArchiveError, match="没有档案"):
        Archive.open(path)
    assert not path.parent.exists()


def test_a_newer_format_is_refused_in_words(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"PRAGMA user_version = {(MAJOR + 1) * MINORS}")
    raw.close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(ArchiveError, match=r"更新的自评通.*请升级程序"):
            Archive.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_more_steps_than_are_known_are_refused_in_words(path: Path) -> None:
    """A schema that cannot be compared cannot be trusted."""
    filled(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"PRAGMA user_version = {format_number() + 1}")
        raw.execute("ALTER TABLE evaluations ADD COLUMN later TEXT NOT NULL DEFAULT ''")
    raw.close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(ArchiveError, match=r"更新的自评通.*请升级程序"):
            Archive.open(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.fixture
def later_steps() -> Migrations:
    steps = Migrations(STEPS.name)
    steps._migrations = [*STEPS._migrations]

    @steps()
    def m999_note(db: Database) -> None:
        db.execute("ALTER TABLE evaluations ADD COLUMN note TEXT NOT NULL DEFAULT '无'")

    return steps


def test_an_older_format_is_copied_then_migrated(path: Path, later_steps: Migrations) -> None:
    before = filled(path).read_bytes()
    db = connect(path, read_only=False)
    news = migrate(db, path, later_steps)
    assert format_of(db) == format_number(later_steps)
    assert db.execute("SELECT note FROM evaluations").fetchall() == [("无",)]
    assert not migrate(db, path, later_steps)
    db.close()
    (copy,) = (file for file in path.parent.iterdir() if file != path)
    assert f"升级前-格式{format_number()}" in copy.name
    assert path.name in news
    assert copy.name in news
    assert len(copy.read_bytes()) == len(before)
    with Archive.open(copy) as archive:
        assert archive.load(1) == sample()


def test_nothing_is_migrated_whose_copy_is_not_the_same(
    path: Path, later_steps: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(path).read_bytes()

    copy_well = connection.copy_database

    def copy_badly(source: sqlite3.Connection, target: Path) -> None:
        copy_well(source, target)
        with closing(sqlite3.connect(target)) as raw, raw:
            raw.execute("UPDATE evaluations SET total_score = '1'")
        raw.close()

    monkeypatch.setattr(connection, "copy_database", copy_badly)
    db = connect(path, read_only=False)
    with pytest.raises(ArchiveError, match="没有升级"):
        migrate(db, path, later_steps)
    db.close()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_archive_that_others_could_read_is_closed_to_them(path: Path) -> None:
    filled(path).chmod(0o644)
    with Archive.open(path, read_only=True):
        assert path.stat().st_mode & 0o044 or os.name != "posix"
    with Archive.open(path):  # Windows keeps a home from others by itself
        assert path.stat().st_mode & 0o777 == 0o600 or os.name != "posix"


def test_a_failing_step_leaves_everything_as_it_was(path: Path, later_steps: Migrations) -> None:
    filled(path)

    @later_steps()
    def m1000_fails(db: Database) -> None:
        db.execute("DROP TABLE versions")
        raise sqlite3.OperationalError

    db = connect(path, read_only=False)
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, path, later_steps)
    db.close()
    with Archive.open(path) as archive:
        assert archive.load(1) == sample()
        assert archive.verify() == ()


def test_reading_an_older_format_leaves_the_file(path: Path, later_steps: Migrations) -> None:
    before = filled(path).read_bytes()
    db = in_memory(connect(path, read_only=True), path, later_steps)
    assert db.execute("SELECT note FROM evaluations").fetchall() == [("无",)]
    db.close()
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 1


def test_reading_writes_nothing(path: Path) -> None:
    filled(path)
    with Archive.open(path, read_only=True) as archive:
        assert archive.load(1) == sample()
        with pytest.raises(ArchiveError, match="只读"):
            archive.remove(1)


def test_a_write_waits_for_another_then_says_who_is_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    filled(path)
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with Archive.open(path) as archive:
        assert archive.load(1) == sample()
        with pytest.raises(ArchiveError, match="占用"):
            archive.add(sample(), FIGURES)
        other.rollback()
        assert archive.add(sample(), FIGURES) == 2
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ArchiveError, match="占用"):
        Archive.open(path)
    other.close()


def test_a_full_disk_loses_no_earlier_work(path: Path) -> None:
    with Archive.create(path) as archive:
        archive.add(sample(), FIGURES)
        pages = archive._db.execute("PRAGMA page_count").fetchone()[0]
        archive._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ArchiveError, match="磁盘空间不足"):
            archive.add(sample(), FIGURES)
        assert len(archive.list()) == 1
        archive._db.execute("PRAGMA max_page_count = 100000")
        assert archive.add(sample(), FIGURES) == 2
        assert archive.verify() == ()


def test_a_file_that_was_moved_away_gets_no_more_work(path: Path) -> None:
    with Archive.create(path) as archive:
        archive.add(sample(), FIGURES)
        try:
            path.rename(path.with_name("moved.db"))
        except PermissionError:  # Windows keeps an open file in its place
            return
        with pytest.raises(ArchiveError, match="移走"):
            archive.add(sample(), FIGURES)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match=r"不是文件夹|已有同名的文件"):
        Archive.create(tmp_path / "file" / "below" / "x.db")


def test_the_connection_belongs_to_one_thread(path: Path) -> None:
    import threading

    failures: list[BaseException] = []

    def elsewhere() -> None:
        try:
            archive.list()
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    with Archive.create(path) as archive:
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert isinstance(failures[0], sqlite3.ProgrammingError)
