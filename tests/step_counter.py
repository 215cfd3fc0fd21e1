"""How much SQLite does for some work, by its own count: the same on every machine."""

from __future__ import annotations

from collections.abc import Callable

from core.archive.archive import Archive

STEP = 10
"""Instructions of SQLite between two counts."""


def steps(archive: Archive, work: Callable[[Archive], object]) -> int:
    """So many times ``STEP`` instructions."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    connection = archive.database.conn
    connection.set_progress_handler(tick, STEP)
    try:
        work(archive)
    finally:
        connection.set_progress_handler(None, STEP)
    return count
