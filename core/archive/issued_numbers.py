"""The highest numbers an archive has given: none is given again, also after a restore.

A restored archive has forgotten what was finalized since its backup, but the paper is out.  So the
highest numbers of the archive that it replaces go along, beside SQLite's own counters: any program
may add rows to ``sqlite_sequence`` (sqlite.org/autoinc.html), and the format stays as it is.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from core.archive.cell_types import CELLS
from core.archive.connection import connect, in_time, writing
from core.archive.database import Database
from core.model.evaluation import year_from_text
from core.regex import regex

UNREAD = (
    "原来的档案损坏，没有读全它发过的定稿编号；恢复以后新的定稿可能与已经印出去的编号相同，"
    "定稿前请对照手头纸质定稿上的编号"
)
LOST = (
    "原来的档案不在了，不知道这份备份以后还发过哪些定稿编号；新的定稿可能与已经印出去的编号相同，"
    "定稿前请对照手头纸质定稿上的编号"
)
"""What a clerk is told where a restored archive may give a number again."""
_HIGHEST = 2**53
"""No archive ever counts so far; a stranger's counter beyond it would leave no numbers to give."""
_FINAL = regex(r"(-?\d{1,9}-|无年度-)(\d{1,15})", re.ASCII)
_COUNTER = "final_number "
_COUNTERS = regex(r"final_number (-?\d{1,9}-|无年度-)", re.ASCII)


def head_of(year: object) -> str:
    """What the 定稿编号 of this year begin with: ``2021-``."""
    number = year_from_text(year) if isinstance(year, str) else year
    return f"{number}-" if isinstance(number, int) else "无年度-"


def next_final_number(db: Database, year: object) -> str:
    """``2021-007``: the year of the form and a running number, never given twice."""
    head = head_of(year)
    last = max(found.get(_COUNTER + head, 0) for found in (_finals(db, head), _counters(db)))
    return f"{head}{last + 1:03}"


def highest_numbers(db: Database) -> dict[str, int]:
    """The highest number given of each kind, by the name of its counter."""
    return _joined(read(db) for read in _SOURCES)


class NumbersFound(NamedTuple):
    """The highest numbers, and whether all that tells of them could be read."""

    highest: dict[str, int]
    whole: bool


def highest_numbers_in(path: Path) -> NumbersFound:
    """Those of an archive that is set aside, as far as it can be read; nothing of it is changed."""
    found: list[dict[str, int]] = []
    with suppress(sqlite3.Error, OSError):
        # Immutable: a journal that lies beside it is not played back.
        name = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(Database(sqlite3.connect(name, uri=True))) as db, in_time(db, path):
            db.execute("PRAGMA trusted_schema = OFF")
            for read in _SOURCES:
                with suppress(sqlite3.Error):  # where one is damaged the other may be whole
                    found.append(read(db))
    return NumbersFound(_joined(found), whole=len(found) == len(_SOURCES))


def raise_numbers_in(path: Path, numbers: Mapping[str, int]) -> None:
    """Let the archive in this file go on behind these numbers. Raises what SQLite raises."""
    if not numbers:
        return
    with closing(connect(path, read_only=False)) as db, writing(db):
        raise_numbers(db, numbers)


def raise_numbers(db: Database, numbers: Mapping[str, int]) -> None:
    """In a transaction of the caller."""
    for name, last in numbers.items():
        values = {"name": name, "last": last}
        changed = db.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :name", values
        )
        if not changed.rowcount:
            db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)", values)


def _finals(db: Database, head: str = "") -> dict[str, int]:
    """The highest 定稿编号 that versions bear, of those that begin with ``head``."""
    found = dict[str, int]()
    rows = db.execute("SELECT final_number FROM versions WHERE final_number LIKE ?", [f"{head}_%"])
    for (written,) in rows:
        if match := _FINAL.fullmatch(str(written)):
            name = _COUNTER + match[1]
            found[name] = max(int(match[2]), found.get(name, 0))
    return found


def _joined(every: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found = dict[str, int]()
    for one in every:
        for name, last in one.items():
            found[name] = max(last, found.get(name, 0))
    return found


def _counters(db: Database) -> dict[str, int]:
    """SQLite's own counters and ours, each within bounds."""
    return {
        name: last
        for name, last in db.execute("SELECT name, seq FROM sqlite_sequence")
        if isinstance(name, str)
        and (name in CELLS or _COUNTERS.fullmatch(name))
        and isinstance(last, int)
        and 0 < last < _HIGHEST
    }


_SOURCES = (_counters, _finals)
