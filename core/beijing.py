"""The one clock of forms: Beijing time, on paper and in the window, wherever a computer stands.

A reprint is the same file to the byte in any zone, and a list in the window never shows another
day than the page.  Where a computer's own clock shows another time, the window says which it means.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

OFFSET = timedelta(hours=8)
BEIJING = timezone(OFFSET)
NAME = "北京时间"
NOTE = f"（{NAME}）"
MINUTES = "%Y-%m-%d %H:%M"


def today() -> date:
    """The day in Beijing."""
    return datetime.now(BEIJING).date()


def local_time(moment: datetime | None = None) -> datetime:
    """Tell the moment, or the present one, by the clock of the computer.

    By that of Beijing where the computer names a zone that cannot be (``TZ=AAA99``).
    """
    moment = moment or datetime.now(BEIJING)
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment.astimezone(BEIJING)


def note(moment: datetime) -> str:
    """``（北京时间）`` where the computer's clock would show another time for this moment."""
    return "" if local_time(moment).utcoffset() == OFFSET else NOTE


def in_beijing(moment: datetime) -> datetime:
    """The moment by the clock of Beijing; a naive one is told by the computer's own clock.

    A file may be named for the first or last day of all: what has no moment there stays as it is.
    """
    try:
        return moment.astimezone(BEIJING)
    except (OverflowError, ValueError, OSError):
        return moment


def moment_in_words(moment: datetime, shape: str = MINUTES) -> str:
    """A moment in the clock of Beijing, with ``（北京时间）`` where the computer shows another."""
    there = in_beijing(moment)
    return f"{there:{shape}}{note(moment) if there.tzinfo is BEIJING else ''}"
