"""One cell of an archive holds what it never should: another type, an empty or a mad text."""

import shutil
import sqlite3
from pathlib import Path

from core.archive.archive import Archive
from core.archive.cell_types import CELLS, MOMENTS
from core.archive.errors import ArchiveError
from core.archive.overview import COLUMNS, line, newest_first, overview, sort_key
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.tally import Tally, in_words

VALUES = (
    "x'ff00'",
    "1.5",
    "NULL",
    "'1e999999'",
    "-9223372036854775808",
    "CAST(x'ff00' AS TEXT)",
    "'Draft'",
)
"""A blob, a real, nothing, a text for a figure, a figure for a text, a text that is no UTF-8, a
word where only some may stand."""
BLANK = "''"


def wrong_cells(folder: Path, times: int, tally: Tally) -> None:
    """A sentence from ``verify`` or the very same work as before, in each column of each table."""
    path = archive_in(folder)
    with Archive.open(path) as archive:
        archive.add(marked(1), FIGURES, rules="规则", follows=1)
        archive.finalize(2, errors=0)
        archive.file_scan(2, "签章.pdf", b"%PDF" * 20, 1)
        archive.keep_paper(2, 1, b"%PDF", "自评通")
    cases = [
        (table, column, value)
        for table, columns in CELLS.items()
        for column in columns
        for value in (*VALUES, *([BLANK] if column in MOMENTS.get(table, ()) else []))
    ]
    step = max(1, len(cases) // times)
    for table, column, value in cases[::step]:
        _judge(path, folder / "改.db", (table, column, value), tally)


def _judge(origin: Path, path: Path, case: tuple[str, str, str], tally: Tally) -> None:
    table, column, value = case
    shutil.copyfile(origin, path)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        raw.execute(f"UPDATE OR REPLACE {table} SET {column} = {value}")  # noqa: S608
    except sqlite3.IntegrityError:  # SQLite itself refuses, whoever asks
        tally.end("写不进去")
        return
    finally:
        raw.close()
    said: list[str] = []
    for read_only in (True, False):
        try:
            with Archive.open(path, read_only=read_only) as archive:
                said += archive.verify()
                _used(archive)
        except ArchiveError as error:
            if not in_words(error):
                tally.broke(f"{case}：{error}")
            said.append(str(error))
        except Exception as error:  # noqa: BLE001  (that is what is looked for)
            tally.broke(f"{case}：{error!r}")
            return
    tally.end("说明" if said else "照常")


def _used(archive: Archive) -> None:
    """What the window and the commands do with a list and a form."""
    found = newest_first(overview(archive).entries)
    for entry in found:
        line(entry)
        archive.load(entry.id)
        archive.history(entry.id)
        archive.scans(entry.id)
        archive.rules(entry.id)
        archive.previous(entry.id)
        archive.paper(entry.id, entry.version)
    for column in range(len(COLUMNS)):
        sorted(found, key=sort_key(column))
    if found and not archive.read_only:
        archive.save(found[0].id, marked(5), FIGURES)
