"""A stranger's archive brings a schema of its own: triggers, views, generated columns, lies."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backup import restore
from core.archive.contents import inspect
from core.archive.errors import ArchiveError
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.tally import Tally, in_words

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
LONGEST = 10.0
"""Seconds in which each of them is refused."""

_TABLES = ("evaluations", "versions", "scans", "papers", "search_words", "rule_texts")
_EVENTS = ("BEFORE INSERT", "AFTER UPDATE", "AFTER DELETE")

TRIGGERS = tuple(
    f"CREATE TRIGGER 整理{number} {event} ON {table} BEGIN DELETE FROM {table}; END"  # noqa: S608
    for number, (table, event) in enumerate((t, e) for t in _TABLES for e in _EVENTS)
)
ADDED = (
    f"CREATE TRIGGER t AFTER UPDATE ON evaluations BEGIN {ENDLESS}; END",
    "CREATE TRIGGER t INSTEAD OF INSERT ON 自评一览 BEGIN DELETE FROM evaluations; END",
    'CREATE TRIGGER "自评一览 " AFTER INSERT ON versions BEGIN DELETE FROM versions; END',
    f"CREATE VIEW v AS {ENDLESS}",
    f"DROP VIEW 自评一览; CREATE VIEW 自评一览 AS {ENDLESS}",
    "DROP VIEW 指标明细; CREATE VIEW 指标明细 AS SELECT load_extension('x')",
    "DROP VIEW 历次版本; CREATE TABLE 历次版本 (x)",
    "CREATE TABLE 别的 (x)",
    "CREATE TABLE evaluations_ (x)",
    "CREATE VIRTUAL TABLE f USING fts5 (x)",
    "CREATE VIRTUAL TABLE r USING rtree (i, a, b)",
    "DROP TABLE search_index; CREATE VIRTUAL TABLE search_index USING fts5 (pairs)",
    "DROP TABLE search_index; CREATE TABLE search_index (pairs)",
    f"DROP TABLE search_index; CREATE VIEW search_index AS {ENDLESS}",
    "CREATE INDEX i ON evaluations (project)",
    "CREATE INDEX i ON versions (json_extract(content, '$.form'))",
    "CREATE INDEX i ON versions (length(hex(zeroblob(9000000))))",
    "CREATE UNIQUE INDEX i ON evaluations (state) WHERE state = 'nothing'",
    "DROP INDEX evaluations_year; CREATE INDEX evaluations_year ON evaluations (year DESC)",
    "DROP INDEX evaluations_year",
    "ALTER TABLE evaluations ADD COLUMN g AS (hex(zeroblob(9000000)))",
    "ALTER TABLE versions ADD COLUMN g AS (length(content)) VIRTUAL",
    "ALTER TABLE evaluations ADD COLUMN extra TEXT",
    "ALTER TABLE evaluations RENAME COLUMN project TO projekt",
    "ALTER TABLE papers RENAME TO papiere",
    "DROP TABLE papers",
    "DROP TABLE versions",
    "DROP TABLE rule_texts; CREATE TABLE rule_texts (digest TEXT PRIMARY KEY, text TEXT NOT NULL)",
    f"DROP TABLE versions; CREATE VIEW versions AS {ENDLESS}",
    f"DROP TABLE evaluations; CREATE VIEW evaluations AS {ENDLESS}",
    "DROP TABLE search_words; CREATE VIEW search_words AS SELECT 1 AS evaluation, '' AS words",
    "PRAGMA user_version = 1001",
    "PRAGMA user_version = 2003",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = -7",
    "PRAGMA user_version = 2999",
    "PRAGMA user_version = 2147483647",
    *(f"CREATE TABLE t{number} (x)" for number in (1, 2)),
)
_EDIT = "UPDATE sqlite_master SET"
EDITED = (
    f"{_EDIT} sql = replace(sql, 'project TEXT NOT NULL', 'project REAL NOT NULL')",
    f"{_EDIT} sql = replace(sql, 'content TEXT NOT NULL', 'content TEXT NOT NULL COLLATE NOCASE')",
    f"{_EDIT} sql = replace(sql, 'DEFAULT ''''', 'DEFAULT (hex(zeroblob(90000000)))')",
    f"{_EDIT} sql = replace(sql, 'CHECK (typeof(project)', 'CHECK (1 OR typeof(project)')",
    f"{_EDIT} sql = replace(sql, 'REFERENCES evaluations (id)', '') WHERE name = 'versions'",
    f"{_EDIT} sql = replace(sql, 'AUTOINCREMENT', '') WHERE name = 'evaluations'",
    f"{_EDIT} rootpage = 4 WHERE name IN ('papers', 'scans')",
    f"{_EDIT} rootpage = 0 WHERE name = 'papers'",
    f"{_EDIT} tbl_name = 'versions' WHERE name = 'evaluations_year'",
    f"{_EDIT} name = 'Papers' WHERE name = 'papers'",
    f"{_EDIT} type = 'view' WHERE name = 'papers'",
    f"{_EDIT} sql = sql || hex(zeroblob(20000)) WHERE name = 'papers'",
    f"{_EDIT} sql = x'ff00' WHERE name = 'papers'",
    f"{_EDIT} sql = NULL WHERE name = 'papers'",
    "INSERT INTO sqlite_master SELECT * FROM sqlite_master WHERE name = '自评一览'",
    """INSERT INTO sqlite_master VALUES ('trigger', 't', 'versions', 0,
    'CREATE TRIGGER t AFTER INSERT ON versions BEGIN DELETE FROM versions; END')""",
    """INSERT INTO sqlite_master
    SELECT 'view', 'v' || value, 'v' || value, 0, 'CREATE VIEW v' || value || ' AS SELECT 1'
    FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 3000)
    SELECT value FROM n)""",
)


def foreign_schemas(folder: Path, times: int, tally: Tally) -> None:
    """Each is refused by every way into an archive, before a form is lost or a minute."""
    _ours_opens(folder, tally)
    for script in (*ADDED, *EDITED, *TRIGGERS)[:times]:
        _judge(folder, script, tally)


def _ours_opens(folder: Path, tally: Tally) -> None:
    path = archive_in(folder)
    with sqlite3.connect(path) as raw:
        raw.execute("ANALYZE")
    raw.close()
    with Archive.open(path) as archive:
        if archive.verify():
            tally.broke("自己的档案没有打开")


def _judge(folder: Path, script: str, tally: Tally) -> None:
    path, target = folder / "外来.db", folder / "恢复.db"
    shutil.copyfile(folder / "自评档案.db", path)
    _change(path, script)
    before = path.read_bytes()
    ways: tuple[Callable[[], object], ...] = (
        lambda: _read(path),
        lambda: _write(path),
        lambda: inspect(path),
        lambda: restore(path, target),
    )
    for way in ways:
        start = time.monotonic()
        try:
            way()
        except ArchiveError as error:
            if not in_words(error) or time.monotonic() - start > LONGEST:
                tally.broke(f"{script}：{error}")
            else:
                tally.end("说明")
        except Exception as error:  # noqa: BLE001  (that is what is looked for)
            tally.broke(f"{script}：{error!r}")
        else:
            tally.broke(f"打开了：{script}")
    if path.read_bytes() != before or target.exists():
        tally.broke(f"写了：{script}")
    target.unlink(missing_ok=True)


def _change(path: Path, script: str) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        raw.execute("PRAGMA writable_schema = ON" if script in EDITED else "SELECT 1")
        raw.executescript(script)
    except sqlite3.Error as error:
        message = f"{script}：{error}"
        raise AssertionError(message) from error
    finally:
        raw.close()


def _read(path: Path) -> None:
    with Archive.open(path, read_only=True) as archive:
        archive.list(search="养老")
        archive.load(1)
        archive.verify()


def _write(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.load(1)
        archive.save(1, marked(1), FIGURES)
