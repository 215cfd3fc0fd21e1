"""What tests begin with is what the program makes: the copied archive and the migrated one."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from core.archive.archive import Archive
from core.archive.connection import create_file
from core.archive.database import Database
from core.archive.schema import digest_of, schema_of
from tests.new_archives import NewArchives, migrate_from_the_first

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^']*")


def told(connection: sqlite3.Connection) -> list[str]:
    """All that a file holds, but not when it was made."""
    pragmas = ("application_id", "user_version", "page_size", "encoding", "auto_vacuum")
    head = [str(connection.execute(f"PRAGMA {name}").fetchone()) for name in pragmas]
    schema = digest_of(schema_of(Database(connection)))
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    tables = [name for (name,) in connection.execute(sql)]
    rows = [(name, list(connection.execute(f'SELECT * FROM "{name}"'))) for name in tables]  # noqa: S608
    return [*head, schema, *(MOMENT.sub("", repr(row)) for row in rows)]


def test_a_copied_archive_is_a_migrated_one(tmp_path: Path) -> None:
    copies, found = NewArchives(), []
    for number in range(4):
        path = tmp_path / f"{number}.db"
        create_file(path)
        with closing(sqlite3.connect(path)) as connection:
            make = migrate_from_the_first if number == 0 else copies.migrate
            make(Database(connection), None)
        with closing(sqlite3.connect(path)) as connection:
            found.append(told(connection))
        with Archive.open(path) as archive:
            assert archive.verify() == ()
    copies.close()
    assert found == [found[0]] * 4
