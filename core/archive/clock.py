"""A clock that leapt ahead: old backups stay until somebody has said that the date is right.

While a folder of backups waits for that, it holds a file that says so.  Whoever deletes the file
confirms the date; the window does it on a click.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from core.output import PRIVATE, OutputError, write_whole
from core.own_files import open_own
from core.regex import regex

NAME = "日期待确认.txt"
LEAP = timedelta(days=40)
"""A date further than this behind the newest backup may be a wrong clock's."""

_TEXT = """\
电脑的日期从 {known:%Y-%m-%d %H:%M} 跳到了 {now:%Y-%m-%d}，这个文件夹里的旧备份暂不清理。
日期没错的话，删除这个文件即可；日期错了，请先改正电脑的日期。
"""
_KNOWN = regex(r"从 (\d{4}-\d\d-\d\d \d\d:\d\d) 跳到")
_LONGEST = 1000


def has_leapt(folder: Path, others: Iterable[datetime], now: datetime) -> bool:
    """Whether the date is too far ahead of all that is known to judge by it what is old.

    ``others``: when the other backups were made, by whatever clock.
    """
    every = sorted(others)
    written = _written(folder)
    known = written or max((moment for moment in every if moment < now), default=now)
    leapt = now - known > LEAP
    path = folder / NAME
    with suppress(OSError, OutputError):
        # What a wrong clock has dated stays unknown time, also after the clock was put right.
        if leapt and written is None:
            _write(path, known, now)
        elif not leapt and written is not None and every and every[-1] > max(known, now):
            _write(path, max(known, now), every[-1])
        elif not leapt and written is not None:
            path.unlink()
    return leapt


def _write(path: Path, known: datetime, now: datetime) -> None:
    text = _TEXT.format(known=known, now=now).replace("\n", "\r\n")
    write_whole(path, text.encode("utf-8-sig"), mode=PRIVATE, own=True)


def doubt(folders: Iterable[Path], now: datetime) -> str:
    """The question to the clerk where a folder waits for an answer, else nothing."""
    for folder in folders:
        known = _written(folder)
        if known is not None and now - known > LEAP:
            return (
                f"电脑的日期是 {now:%Y-%m-%d}，而上一份备份是 {known:%Y-%m-%d} 的；"
                "确认日期没错以前，旧备份都不清理"
            )
    return ""


def confirm(folders: Iterable[Path]) -> None:
    """The clerk has said that the date is right."""
    for folder in folders:
        with suppress(OSError):
            (folder / NAME).unlink()


def _written(folder: Path) -> datetime | None:
    with suppress(OSError, ValueError):
        handle = open_own(folder / NAME, os.O_RDONLY, create=False)
        try:
            text = os.read(handle, _LONGEST).decode("utf-8-sig")
        finally:
            os.close(handle)
        if found := _KNOWN.search(text):
            return datetime.strptime(found[1], "%Y-%m-%d %H:%M")  # noqa: DTZ007  (the clerk's clock)
    return None
