"""The rows of an archive put into a new file of our own making; nothing else comes along."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from core.archive.cell_types import CELLS, refuse_wrong_cells
from core.archive.connection import connect, migrate, writing
from core.archive.database import Database
from core.archive.search import rebuild

PARENTS_FIRST = (
    *("evaluations", "rule_texts", "versions", "scans", "papers", "search_words"),
    "evidence",
)
_HIGHEST = 2**53
"""No archive ever counts so far; a stranger's counter beyond it would leave no numbers to give."""


def copy_rows(source: Database, empty: Path) -> None:
    """Fill the empty file of that name with the rows of ``source``, which is of the present format.

    Raises what SQLite raises, and ``DamagedError`` for a cell of another type.
    """
    target = connect(empty, read_only=False)
    try:
        migrate(target, empty)
        with writing(target):
            target.execute("PRAGMA defer_foreign_keys = ON")
            for table in PARENTS_FIRST:
                _copy_table(source, target, table)
            _copy_counters(source, target.conn)
            rebuild(target)
    finally:
        target.close()


def _copy_table(source: Database, target: Database, table: str) -> None:
    columns = tuple(CELLS[table])
    rows = source.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608  (our own names)
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    target.conn.executemany(sql, refuse_wrong_cells(table, columns, rows))


def _copy_counters(source: Database, target: sqlite3.Connection) -> None:
    """The number of an evaluation is never given twice, not even after it is gone."""
    for name, last in source.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
        if name in CELLS and isinstance(last, int) and 0 < last < _HIGHEST:
            target.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", [last, name]
            )
