"""Opening the file of an archive: is it ours, is it of our format, and who may read it."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from core.archive.cell_types import wrong_cells
from core.archive.database import Database
from core.archive.errors import DAMAGED, ArchiveError, DamagedError, NewerError, in_words
from core.archive.lock import has_locks
from core.archive.present_format import APPLICATION_ID, MAJOR, MINORS, STEPS
from core.archive.raw_reading import Connection, raw
from core.archive.schema import refuse_other_schema
from core.archive.search import rebuild
from core.leftovers import part_name
from core.output import PRIVATE, flush, keep_private
from core.quoting import shown

if TYPE_CHECKING:
    from sqlite_utils import Migrations

BUSY_SECONDS = 5.0
"""How long a write waits for another window's before it gives up with a sentence."""

CHECKED_AT_OPENING = 64 * 1024 * 1024
"""A larger archive is checked behind the window: nobody waits for that at each start."""

LONGEST_CELL = 256 * 1024 * 1024
"""Bytes of a cell. The largest that we write is a scan of 100 MB."""

_LEAST_SECONDS, _SECONDS_FOR_A_MEGABYTE = 30, 2
_STEPS_BETWEEN_LOOKS = 20_000

_MAGIC = b"SQLite format 3\0"
_ID_AT = 68


def now() -> str:
    """The present moment as the archive writes it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def refuse_foreign(path: Path) -> None:
    """Read the header without SQLite, which would create, recover or lock a stranger's file."""
    if not path.exists():
        message = f"没有档案{shown(path)}"
        raise ArchiveError(message)
    if not path.is_file():
        message = f"{shown(path)}不是文件，不能作为档案打开"
        raise ArchiveError(message)
    with raw(path) as stream:
        header = stream.read(100)
    if not header.startswith(_MAGIC):
        what = "是空文件，" if not header else ""
        message = f"{shown(path)}{what}不是自评档案（或文件头已损坏）"
        raise DamagedError(message)
    if header[_ID_AT : _ID_AT + 4] != APPLICATION_ID.to_bytes(4):
        message = f"{shown(path)}是别的程序的数据库，不是自评档案"
        raise ArchiveError(message)


def create_file(path: Path) -> None:
    """A new empty file that only its owner may read, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def make(path: Path) -> None:
    """A new archive. It gets its name when it is ready, so there never is half of one.

    Raises ``FileExistsError`` where the name is taken.
    """
    if path.exists():
        raise FileExistsError(errno.EEXIST, "taken", path)
    temporary = path.with_name(part_name())
    create_file(temporary)
    try:
        db = connect(temporary, read_only=False)
        try:
            migrate(db, temporary)
        finally:
            db.close()
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            raise
        except OSError:  # a stick's file system has no second names
            temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


def connect(path: Path, *, read_only: bool, seconds: float | None = None) -> Database:
    """A connection with the pragmas of this program; it waits ``seconds`` for another's lock."""
    if not read_only:
        keep_private(path)
    try:
        return _connected(path, read_only=read_only, seconds=seconds)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or has_locks(path.parent):
            raise
    # A share without locks: whoever writes has the archive's own one (``lock``).
    _without_locks.add(path.parent.stat().st_dev)
    return _connected(path, read_only=read_only, seconds=seconds)


_without_locks: set[int] = set()
"""The disks that were found to have no locks: SQLite would wait for them at each file."""


def bare_connection(path: Path, seconds: float | None = None) -> sqlite3.Connection:
    """SQLite's own connection to a file, on a share without locks too."""
    name = str(path)
    if _without_locks and path.parent.stat().st_dev in _without_locks:
        name = path.absolute().as_uri() + "?nolock=1"
    timeout = BUSY_SECONDS if seconds is None else seconds
    connection = sqlite3.connect(
        name, timeout=timeout, uri=name.startswith("file:"), factory=Connection
    )
    connection.know(path)
    return connection


def _connected(path: Path, *, read_only: bool, seconds: float | None) -> Database:
    connection = bare_connection(path, seconds)
    db = Database(connection)
    try:
        _limit_reach(connection)
        _set_up(db, read_only=read_only)
    except BaseException:  # a damaged file already refuses a PRAGMA
        db.close()
        raise
    return db


@contextmanager
def in_time(db: Database, path: Path) -> Iterator[None]:
    """Break off what SQLite does in the block when it takes longer than any honest file needs."""
    size = path.stat().st_size if path.exists() else 0
    end = time.monotonic() + _LEAST_SECONDS + _SECONDS_FOR_A_MEGABYTE * size / 1024**2
    db.conn.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        db.conn.set_progress_handler(None, 0)


def _limit_reach(connection: sqlite3.Connection) -> None:
    """What is in a file may take only so much, and bring in no other file."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def _protect(connection: sqlite3.Connection) -> None:
    """After the migrations: nothing in the file acts, and nobody changes its schema by writing.

    From Python 3.12 on; before, the comparison of schemas has to do.
    """
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
        for acting in (sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW):
            connection.setconfig(acting, False)  # noqa: FBT003  (no name in sqlite3)


def _set_up(db: Database, *, read_only: bool) -> None:
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")
    # What SQLite sorts is what the clerk wrote: it has no business in the folder for passing files.
    db.execute("PRAGMA temp_store = MEMORY")
    # With DELETE the archive is one file that can be carried away on a stick at any time. EXTRA
    # also flushes the folder, or a power cut could bring the journal and with it the past back.
    db.execute("PRAGMA synchronous = EXTRA")
    if read_only:
        db.execute("PRAGMA query_only = ON")
    else:
        db.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read in the block is of one moment: nobody's writing comes to its end in it."""
    if connection.in_transaction:
        yield
        return
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # takes the lock
        yield
    finally:
        connection.rollback()


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that holds the write lock from its start; nested, a part of the outer one.

    Taken later, the lock could not be waited for: SQLite refuses at once when what was read
    before may be stale.
    """
    if db.conn.in_transaction:
        with db.library.atomic():
            yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


def format_number(steps: Migrations | None = None) -> int:
    """The format that an archive has after all these steps."""
    count = STEPS if steps is None else len(steps._migrations)  # noqa: SLF001  (none is public)
    return MAJOR * MINORS + count


def format_of(db: Database) -> int:
    """The format of an open archive, 0 for one without anything in it."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: Database, path: Path, steps: Migrations | None = None) -> str:
    """Migrate an older (or empty) archive to the present format; it is copied beside first.

    News for the clerk, nothing where the archive stays as it is.  Raises ``ArchiveError`` for a
    newer one, and for one whose schema is not ours.
    """
    with in_time(db, path):
        found = _known_format(db, path, steps)
        small = path.stat().st_size <= CHECKED_AT_OPENING
        if small:
            _refuse_damaged(db, path)
    news = ""
    if found < format_number(steps):
        if found:
            copy = _copy_beside(db, path, found)
            news = (
                f"档案{shown(path)}由以前的自评通建立，已升级到这一版的格式；"
                f"升级前的原样核对无误，留在旁边的{shown(copy)}"
            )
        _migrate(db, steps)
        if small and (wrong := next(wrong_cells(db), "")):
            message = f"{shown(path)}里{wrong}"
            raise DamagedError(message)
    _protect(db.conn)
    return news


def _known_format(db: Database, path: Path, steps: Migrations | None) -> int:
    """The format of an archive whose schema is ours. Raises ``ArchiveError``."""
    found = format_of(db)
    refuse_newer(found, path, steps)
    refuse_other_schema(db, path, steps, found % MINORS)
    return found


def in_memory(db: Database, path: Path, steps: Migrations | None = None) -> Database:
    """The same archive in the present format for reading; the file of an older one stays as is."""
    with in_time(db, path):
        found = _known_format(db, path, steps)
    if found >= format_number(steps):
        _protect(db.conn)
        return db
    copy = sqlite3.connect(":memory:")
    migrated = Database(copy)
    try:
        db.conn.backup(copy)
        db.close()
        _migrate(migrated, steps)
    except BaseException:
        migrated.close()
        raise
    return migrated


def refuse_newer(found: int, path: Path, steps: Migrations | None = None) -> None:
    """Raise ``NewerError`` for a format that this program cannot know, and so cannot check."""
    known = format_number(steps)
    if found < 0:  # no program of ours ever wrote one
        message = f"{shown(path)}不是自评档案（或文件头已损坏）"
        raise DamagedError(message)
    if found // MINORS > MAJOR or found % MINORS > known % MINORS:
        message = (
            f"{shown(path)}由更新的自评通建立（格式 {found / MINORS:.3f}，"
            f"本程序只认到格式 {known / MINORS:.3f}），请升级程序后再打开"
        )
        raise NewerError(message)


def _refuse_damaged(db: Database, path: Path) -> None:
    """Better no new work than work in a damaged file; what is in it can still be read."""
    (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if found == "ok":
        return
    wrong = next(wrong_cells(db), "") if str(found).startswith("CHECK") else ""
    message = f"{shown(path)}：{wrong or DAMAGED}"
    raise DamagedError(message)


def refuse_damaged(path: Path) -> None:
    """Look through every page, on a connection of its own. Raises ``ArchiveError``."""
    with in_words(path):
        db = connect(path, read_only=True)
        try:
            _refuse_damaged(db, path)
        finally:
            db.close()


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy a whole database, as it stands between two transactions, into the empty file ``target``.

    It is on the disk at the end.  Nobody needs half a copy, so it has no journal, which would make
    the disk wait for each of its steps.
    """
    copy = bare_connection(target)
    try:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        # With the read lock in hand first: ``backup`` would wait for another's for ever.
        with reading(source):
            source.backup(copy)
    finally:
        copy.close()
    flush(target)


def _migrate(db: Database, steps: Migrations | None) -> None:
    from core.archive.migrations import STEPS as KNOWN

    with writing(db):
        # Another window may have been quicker: its steps are not pending any more.
        (steps or KNOWN).apply(db.library)
        if "search_index" in db.library.table_names():
            rebuild(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {format_number(steps)}")


def _copy_beside(db: Database, path: Path, found: int) -> Path:
    target = path.with_name(f"{path.stem}.升级前-格式{found}{path.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.升级前-格式{found}-{number}{path.suffix}")
    create_file(target)
    try:
        copy_database(db.conn, target)
        _refuse_another(db.conn, target, path)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def _refuse_another(source: sqlite3.Connection, copy: Path, path: Path) -> None:
    """Of an older format nothing is known but that its copy must read the same, row by row."""
    connection = bare_connection(copy)
    try:
        connection.execute("PRAGMA query_only = ON")
        sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        same = sound and _rows_of(connection) == _rows_of(source)
    finally:
        connection.close()
    if not same:
        message = f"{shown(path)}升级前的备份与原件不符，没有升级，档案没有改动；请检查磁盘"
        raise ArchiveError(message)


def _rows_of(connection: sqlite3.Connection) -> str:
    """One digest over every row of every table that holds anything itself."""
    whole = sha256()
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    for (name,) in connection.execute(sql).fetchall():
        whole.update(name.encode())
        quoted = name.replace('"', '""')
        for row in connection.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608  (quoted)
            whole.update(repr(row).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()
