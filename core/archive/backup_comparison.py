"""A backup beside the present archive: what would come back, and what would be gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.archive.records import FINAL, STAGE_NAMES, Entry, Stage

SAME, GONE = "相同", "备份里没有，恢复后不再有"
_ORDER = (Stage.DRAFT, Stage.FINAL, Stage.SIGNED)


def differences(present: Sequence[Entry], backup: Sequence[Entry]) -> tuple[tuple[Entry, str], ...]:
    """Each evaluation of either, with what a restore would do to it, in words.

    Those that a restore would take away come first.
    """
    now, then = ({_key(entry): entry for entry in entries} for entries in (present, backup))
    lost = [(entry, GONE) for key, entry in now.items() if key not in then]
    told = [(entry, _compared(now.get(key), entry)) for key, entry in then.items()]
    return (*lost, *told)


def loss(
    present: Sequence[Entry] | None, backup: Sequence[Entry], trashed: Sequence[Entry] = ()
) -> str:
    """What a restore would take away, in a sentence to be asked about.

    ``present`` is ``None`` where the present archive cannot be read; ``trashed`` is what lies in
    the backup's recycle bin.
    """
    if present is None:
        return "现在的档案读不出来"
    if not present:
        return "现在的档案里还没有自评表"
    then = {_key(entry): entry for entry in (*backup, *trashed)}
    gone = sum(_key(entry) not in then for entry in present)
    stages, older = Counter[tuple[Stage, Stage]](), 0
    for now in present:
        old = then.get(_key(now))
        if old is None:
            continue
        if _ORDER.index(old.stage) < _ORDER.index(now.stage):
            stages[now.stage, old.stage] += 1
        elif _is_newer(now, old):
            older += 1
    parts = [f"将失去 {gone} 份"] if gone else []
    parts += [
        f"{count} 份{STAGE_NAMES[high]}退回{STAGE_NAMES[low]}"
        for (high, low), count in sorted(stages.items(), key=lambda one: one[0][0].value)
    ]
    parts += [f"{older} 份退回以前的内容"] if older else []
    return "，".join(parts) or "现在的自评表备份里都有，没有哪份会退回"


def _key(entry: Entry) -> tuple[int, str]:
    """What tells a form from all others: another archive, as of a handover, counts from 1 too."""
    return entry.id, entry.created


def _is_newer(now: Entry, then: Entry) -> bool:
    """Within the same second it is told by the version and the stage."""
    return _age(now) > _age(then)


def _age(entry: Entry) -> tuple[str, int, int]:
    return entry.changed, entry.version, _ORDER.index(entry.stage)


def _compared(now: Entry | None, then: Entry) -> str:
    if now is None:
        return "现在没有，恢复后回来"
    if (now.version, now.changed, now.state, now.signed) == (
        *(then.version, then.changed, then.state, then.signed),
    ):
        return SAME
    final = f"，{STAGE_NAMES[now.stage]}" if now.state == FINAL else ""
    if _is_newer(now, then):
        return f"现在较新（第 {now.version} 版{final}），恢复后退回"
    return f"备份较新（现在第 {now.version} 版{final}）" if final else "备份较新"
