"""Finding any text of two characters or more in thousands of forms, without reading them.

The index (FTS5) knows for each pair of neighbouring characters in which evaluations it stands.
What is looked for is cut into such pairs; the few evaluations that hold them all are then read,
so that what is found is exact.  One character alone is looked for in every text.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from core.archive.database import Database

_HOLDS = "id IN (SELECT evaluation FROM search_words WHERE {} instr(words, :search) > 0)"
_LIKELY = "evaluation IN (SELECT rowid FROM search_index WHERE search_index MATCH :pairs) AND"


def condition(search: str) -> tuple[str, dict[str, str]]:
    """SQL for “this evaluation holds the text”, with its values; nothing for no text."""
    if not search:
        return "TRUE", {}
    pairs = " AND ".join(_pairs(search))
    return _HOLDS.format(_LIKELY if pairs else ""), {"search": search, "pairs": pairs}


def index(db: Database, evaluation_id: int, old: str | None, new: str) -> None:
    """Put the words of an evaluation into the index in place of the ``old`` ones."""
    if old == new:
        return
    if old is not None:
        db.execute(
            "INSERT INTO search_index (search_index, rowid, pairs) VALUES ('delete', ?, ?)",
            [evaluation_id, " ".join(_pairs(old))],
        )
    db.execute(
        "INSERT OR REPLACE INTO search_words (evaluation, words) VALUES (?, ?)",
        [evaluation_id, new],
    )
    _insert(db, evaluation_id, new)


def rebuild(db: Database) -> None:
    """Make the index anew from the words, whatever became of it. In a transaction of the caller."""
    with suppress(sqlite3.DatabaseError):
        db.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    for evaluation_id, words in db.execute("SELECT evaluation, words FROM search_words").fetchall():
        _insert(db, evaluation_id, words)


def _insert(db: Database, evaluation_id: int, words: str) -> None:
    pairs = " ".join(_pairs(words))
    db.execute("INSERT INTO search_index (rowid, pairs) VALUES (?, ?)", [evaluation_id, pairs])


def _pairs(text: str) -> list[str]:
    """Each pair of neighbours once, as a word of ASCII that no tokenizer takes apart."""
    lines = text.split("\n")
    found = {line[at : at + 2] for line in lines for at in range(len(line) - 1)}
    return sorted(f"{ord(pair[0]):x}x{ord(pair[1]):x}" for pair in found)
