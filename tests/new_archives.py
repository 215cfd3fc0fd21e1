"""New archives without the migrations from the first format on, which take longer than most tests.

The first one of a process is made by them; each further one begins as a copy of its pages.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from core.archive import connection
from core.archive.connection import format_of

if TYPE_CHECKING:
    from sqlite_utils import Migrations

    from core.archive.database import Database

migrate_from_the_first = connection._migrate


class NewArchives:
    """Stands in for the migrations of an empty file to the present format; leaves all others."""

    def __init__(self) -> None:
        self._made: sqlite3.Connection | None = None

    def migrate(self, db: Database, steps: Migrations | None) -> None:
        if steps is not None or format_of(db):
            migrate_from_the_first(db, steps)
        elif self._made is None:
            migrate_from_the_first(db, steps)
            self._made = sqlite3.connect(":memory:", check_same_thread=False)
            db.conn.backup(self._made)
        else:
            self._made.backup(db.conn)

    def close(self) -> None:
        if self._made is not None:
            self._made.close()
