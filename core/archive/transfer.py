"""The rows of an archive put into a new file of our own making; nothing else comes along."""

from __future__ import annotations

from pathlib import Path

from core.archive.cell_types import CELLS, refuse_wrong_cells
from core.archive.connection import connect, migrate, writing
from core.archive.database import Database
from core.archive.errors import DamagedError
from core.archive.issued_numbers import highest_numbers, raise_numbers
from core.archive.search import rebuild

PARENTS_FIRST = (
    *("evaluations", "rule_texts", "versions", "scans", "papers", "search_words"),
    "evidence",
)


def copy_rows(source: Database, empty: Path) -> None:
    """Fill the empty file of that name with the rows of ``source``, which is of the present format.

    Raises what SQLite raises, and ``DamagedError`` for rows that our tables do not take.
    """
    import sqlite3

    target = connect(empty, read_only=False)
    try:
        migrate(target, empty)
        with writing(target):
            target.execute("PRAGMA defer_foreign_keys = ON")
            for table in PARENTS_FIRST:
                _copy_table(source, target, table)
            raise_numbers(target, highest_numbers(source))
            rebuild(target)
    except sqlite3.IntegrityError as error:  # our statements are few and tried: it is the rows
        message = "备份里有内容不合档案的规定，可能被别的程序改过；请从备份恢复"
        raise DamagedError(message) from error
    finally:
        target.close()


def _copy_table(source: Database, target: Database, table: str) -> None:
    columns = tuple(CELLS[table])
    rows = source.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608  (our own names)
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    target.conn.executemany(sql, refuse_wrong_cells(table, columns, rows))
