"""A journal of some other day lies beside the archive: SQLite would bring that day back."""

import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.kill import CRASHER, ROOT
from tests.faults.tally import Tally, in_words


def old_journals(folder: Path, times: int, tally: Tally) -> None:
    """A newer archive is put back over one that was cut off: with or without as many saves."""
    path = archive_in(folder)
    before = path.read_bytes()
    subprocess.run([sys.executable, "-c", CRASHER, str(path)], cwd=ROOT, check=True)
    journal = path.with_name(path.name + "-journal").read_bytes()
    chance = random.Random(2021)  # noqa: S311  (not for secrets)
    for turn in range(times):
        trial = folder / f"{turn}"
        trial.mkdir()
        newer = trial / path.name
        newer.write_bytes(before)
        forms = _live_on(newer, turn, chance)
        if turn % 5 == 4:
            _leave_wal(newer)
        else:
            newer.with_name(newer.name + "-journal").write_bytes(journal)
        _judge(newer, forms, tally, read_only=turn % 2 == 1)
        shutil.rmtree(trial)


def _live_on(path: Path, turn: int, chance: random.Random) -> int:
    """More forms, in one transaction or in several: the change counter goes with them."""
    added = chance.randrange(1, 6)
    with Archive.open(path) as archive:
        if turn % 3:
            for number in range(added):
                archive.add(marked(number), FIGURES)
        else:
            with archive.transaction():
                for number in range(added):
                    archive.add(marked(number), FIGURES)
    return 3 + added


def _leave_wal(path: Path) -> None:
    """Another program's log of another day: valid in itself, but not this file's."""
    other = path.with_name("别的.db")
    shutil.copyfile(path, other)
    raw = sqlite3.connect(other)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("UPDATE evaluations SET project = '旧'")
    raw.commit()
    log = other.with_name("别的.db-wal").read_bytes()
    raw.close()
    path.with_name(path.name + "-wal").write_bytes(log)
    other.unlink()


def _judge(path: Path, forms: int, tally: Tally, *, read_only: bool) -> None:
    try:
        with Archive.open(path, read_only=read_only) as archive:
            found, news = len(archive.list()), archive.news
            sound = not archive.verify()
    except ArchiveError as error:
        if in_words(error):
            tally.end("说明")
        else:
            tally.broke(str(error))
        return
    if not sound or not news or not in_words(ArchiveError(news)):
        tally.broke(f"没有说明：{found} 份 {news}")
    elif found == forms:
        tally.end("没有退回，日志移开")
    elif _kept_whole(path, forms):
        tally.end("退回，新的留存在旁边")
    else:
        tally.broke(f"{forms} 份只剩 {found} 份")


def _kept_whole(path: Path, forms: int) -> bool:
    for kept in path.parent.glob("*.日志恢复前-*.db"):
        with Archive.open(kept, read_only=True) as archive:
            if len(archive.list()) == forms:
                return True
    return False
