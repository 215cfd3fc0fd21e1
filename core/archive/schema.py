"""Is the schema of a file ours, object by object? Looked at before anything else of it is touched.

A trigger, a view or an index with an expression in a stranger's file is a program: SQLite would run
it at the first save or search, and an endless one would never come back.  So the rows of
``sqlite_schema``, which can be read without running anything, must be those that our own migrations
make.  What a format has is made afresh from them: there is no second list to keep true.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from core.archive.database import Database
from core.archive.errors import DamagedError
from core.archive.present_format import SCHEMA, STEPS
from core.quoting import shown
from core.regex import regex

if TYPE_CHECKING:
    from sqlite_utils import Migrations

Schema = Counter[tuple[str, str, str, str, bool]]
"""Objects by kind, name, table, text, and whether they have pages of their own."""

_MOST_OBJECTS, _LONGEST_TEXT, _LONGEST_NAME = 200, 20_000, 40
_KINDS = {"table": "表", "index": "索引", "view": "视图", "trigger": "触发器"}
_STATISTICS = regex(r"CREATE TABLE sqlite_stat(1\(tbl,idx,stat\)|4\([a-z,]+\))")
"""What ``ANALYZE`` leaves behind in any database: figures about indexes."""


def refuse_other_schema(db: Database, path: Path, steps: Migrations | None, count: int) -> None:
    """Raise ``DamagedError`` unless the schema is the one after the first ``count`` steps."""
    found = schema_of(db)
    known = steps is None and count == STEPS and digest_of(found) == SCHEMA
    wanted = found if known else _schema_after(steps, count)
    for kind, name, *_ in sorted(found - wanted):
        what = f"{_KINDS.get(kind, '内容')}{shown(name[:_LONGEST_NAME])}"
        known = any(other[:2] == (kind, name) for other in wanted)
        told = f"{what}与自评通建立的不同" if known else f"有自评通没有的{what}"
        message = (
            f"{shown(path)}里{told}，可能被别的程序改过或来历不明，为安全没有打开；"
            "请改用备份，或向提供者重新要一份"
        )
        raise DamagedError(message)
    for kind, name, *_ in sorted(wanted - found):
        message = f"{shown(path)}缺少{_KINDS[kind]}{shown(name)}，请从备份恢复"
        raise DamagedError(message)
    pages = [page for (page,) in db.execute("SELECT rootpage FROM sqlite_master WHERE rootpage")]
    if len(pages) != len(set(pages)):
        message = f"{shown(path)}里两张表写在同一处，请从备份恢复"
        raise DamagedError(message)


def digest_of(schema: Schema) -> str:
    """One digest over all objects of a schema."""
    return sha256(repr(sorted(schema.items())).encode("utf-8", "surrogatepass")).hexdigest()


def schema_of(db: Database) -> Schema:
    """Every object of a database, as far as it is ours to know."""
    rows = db.execute(
        "SELECT type, name, tbl_name, substr(coalesce(sql, ''), 1, ?), rootpage > 0"
        " FROM sqlite_master LIMIT ?",
        [_LONGEST_TEXT, _MOST_OBJECTS],
    )
    return Counter(
        (str(kind), str(name), str(table), _plain(str(text)), bool(pages))
        for kind, name, table, text, pages in rows
        if not (kind == "table" and pages and _STATISTICS.fullmatch(str(text)))
    )


def _plain(text: str) -> str:
    # Versions of SQLite and of sqlite-utils quote names and break lines each in their own way.
    return re.sub(r"\s+", " ", re.sub(r'\[(\w+)\]|"(\w+)"', r"\1\2", text)).strip()


@cache
def _schema_after(steps: Migrations | None, count: int) -> Schema:
    from sqlite_utils import Migrations

    from core.archive.migrations import STEPS as KNOWN

    steps = steps or KNOWN
    # sqlite-utils has no public list of steps; a set of them is never changed once it is used.
    every = steps._migrations  # noqa: SLF001
    first = Migrations(steps.name)
    first._migrations = every[:count]  # noqa: SLF001
    db = Database(sqlite3.connect(":memory:"))
    try:
        if count:
            first.apply(db.library)
        return schema_of(db)
    finally:
        db.close()
