"""The connection of an archive: SQLite's own for reading, sqlite-utils for what it is good at."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils

Values = Sequence[object] | Mapping[str, object]


class Database:
    """A connection of SQLite's. sqlite-utils joins in for new rows and migrations.

    Loading it takes as long as opening an archive and reading a form, which do without.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.conn = connection

    @cached_property
    def library(self) -> sqlite_utils.Database:
        """The same connection as sqlite-utils has it."""
        import sqlite_utils

        return sqlite_utils.Database(self.conn, execute_plugins=False)

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement; what it writes outside of a transaction is committed at once."""
        inside = self.conn.in_transaction or sql.lstrip()[:5].upper() == "BEGIN"
        try:
            cursor = self.conn.execute(sql, values)
        except sqlite3.Error:
            if not inside:
                self.rollback()
            raise
        # A statement that returns rows has not run to its end yet.
        if not inside and cursor.description is None:
            self.commit()
        return cursor

    def read_bytes(self, sql: str, values: Values = ()) -> list[tuple[bytes, ...]]:
        """The rows that a statement finds, all texts as UTF-8: what is only handed on."""
        self.conn.text_factory = bytes
        try:
            return self.execute(sql, values).fetchall()
        finally:
            self.conn.text_factory = str

    @property
    def stamp(self) -> tuple[int, int]:
        """Another one after anything was written into the file, by whomever."""
        (others,) = self.conn.execute("PRAGMA data_version").fetchone()
        return int(others), self.conn.total_changes

    def commit(self) -> None:
        """End the transaction, if one is open."""
        self.conn.commit()

    def rollback(self) -> None:
        """Take back what the transaction did, if one is open."""
        self.conn.rollback()

    def close(self) -> None:
        """Close the connection; calling it twice does no harm."""
        self.conn.close()
