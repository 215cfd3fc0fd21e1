"""A backup beside the present archive: what would come back, and what would be gone."""

from __future__ import annotations

from collections.abc import Sequence

from core.archive.records import Entry

SAME, GONE = "相同", "备份里没有，恢复后不再有"


def differences(present: Sequence[Entry], backup: Sequence[Entry]) -> tuple[tuple[Entry, str], ...]:
    """Each evaluation of either, with what a restore would do to it, in words.

    Those that a restore would take away come first.
    """
    now, then = ({entry.id: entry for entry in entries} for entries in (present, backup))
    lost = [(entry, GONE) for number, entry in now.items() if number not in then]
    told = [(entry, _compared(now.get(number), entry)) for number, entry in then.items()]
    return (*lost, *told)


def _compared(now: Entry | None, then: Entry) -> str:
    if now is None:
        return "现在没有，恢复后回来"
    if (now.version, now.changed, now.state, now.signed) == (
        *(then.version, then.changed, then.state, then.signed),
    ):
        return SAME
    if (now.changed, now.version) > (then.changed, then.version):
        return f"现在较新（第 {now.version} 版），恢复后退回"
    return "备份较新"
