"""The one clock of forms: Beijing time, on paper and in the window, wherever a computer stands.

A reprint is the same file to the byte in any zone, and a list in the window never shows another
day than the page.  Where a computer's own clock shows another time, the window says which it means.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

OFFSET = timedelta(hours=8)
BEIJING = timezone(OFFSET)
NAME = "北京时间"


def today() -> date:
    """The day in Beijing."""
    return datetime.now(BEIJING).date()


def note(moment: datetime) -> str:
    """``（北京时间）`` where the computer's clock would show another time for this moment."""
    return "" if moment.astimezone().utcoffset() == OFFSET else f"（{NAME}）"
