"""The process is killed at random moments; the journal that a crash left is cut short."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.tally import Tally, in_words

ROOT = Path(__file__).parents[2]

# Forked from a warm parent for each try: starting Python takes longer than the saves. It waits
# for one line on standard input, then saves until it is killed.
WRITER = """
import os, sys
from pathlib import Path
from core.archive.archive import Archive
from tests.faults.forms import FIGURES, marked
for line in sys.stdin:
    child = os.fork()
    if not child:
        with Archive.open(Path(sys.argv[1])) as archive:
            archive.load(1)
            print("at", os.getpid(), flush=True)
            for count in range(int(line), 1_000_000_000):
                archive.save(1, marked(count), FIGURES, new_version=count % 50 == 0)
                print(count, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""

CRASHER = """
import os, sys
from pathlib import Path
from core.archive.archive import Archive
archive = Archive.open(Path(sys.argv[1]))
db = archive.database
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
for _ in range(4):
    db.execute("UPDATE versions SET content = content || hex(randomblob(8000))")
    db.execute("UPDATE evaluations SET project = 'half'")
os._exit(0)
"""


def killed_while_saving(folder: Path, times: int, tally: Tally) -> None:
    path = archive_in(folder)
    chance = random.Random(2021)  # noqa: S311  (not for secrets)
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        saved = 0
        for _ in range(times):
            parent.stdin.write(f"{saved + 1}\n")
            parent.stdin.flush()
            child = int(parent.stdout.readline().split()[1])
            time.sleep(chance.uniform(0, 0.04))
            kill(child)
            promised = saved
            # What was cut off in the middle was promised to nobody.
            for line in iter(parent.stdout.readline, ""):
                if line.endswith("dead\n"):
                    break
                promised = int(line)
            saved = _looked_at(path, promised, tally)
        parent.stdin.close()


def kill(child: int) -> None:
    os.kill(child, getattr(signal, "SIGKILL", signal.SIGTERM))


def _looked_at(path: Path, promised: int, tally: Tally) -> int:
    with Archive.open(path) as archive:
        findings = archive.verify()
        found = int(archive.load(1).project)
    if findings:
        tally.broke(findings[0])
    elif found not in {promised, promised + 1}:
        tally.broke(f"答应了 {promised}，找到 {found}")
    else:
        tally.end("完好" if found == promised else "完好（未及答复的一次也在）")
    return found


def journal_cut(folder: Path, times: int, tally: Tally) -> None:
    """After a crash in mid-transaction the journal loses its end (or single bytes)."""
    path = archive_in(folder)
    subprocess.run([sys.executable, "-c", CRASHER, str(path)], cwd=ROOT, check=True)
    journal = path.with_name(path.name + "-journal")
    whole, half = journal.read_bytes(), path.read_bytes()
    chance = random.Random(2021)  # noqa: S311
    trial = folder / "试"
    for _ in range(times):
        shutil.rmtree(trial, ignore_errors=True)
        trial.mkdir()
        copy = trial / path.name
        copy.write_bytes(half)
        copy.with_name(journal.name).write_bytes(whole[: chance.randrange(len(whole) + 1)])
        _open_again(copy, tally)


def _open_again(path: Path, tally: Tally) -> None:
    try:
        with Archive.open(path) as archive:
            findings = archive.verify()
            if findings:
                tally.end("损坏，核对时说明")
                return
            projects = {entry.project for entry in archive.list()}
            if projects <= {"0"}:
                archive.save(1, marked(1), FIGURES)
                tally.end("完好")
            else:
                tally.broke(f"半个事务留在档案里，而核对没有发现：{projects}")
    except ArchiveError as error:
        if in_words(error):
            tally.end("损坏，打开时说明")
        else:
            tally.broke(str(error))
