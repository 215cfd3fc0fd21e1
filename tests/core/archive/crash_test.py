"""A process that is killed at any moment loses no cell that was saved; damage is said in words."""

import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.records import Summary
from core.sample import sample

ROOT = Path(__file__).parents[3]
FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)

SAVER = """
import sys
from msgspec.structs import replace
from pathlib import Path
from core.archive.archive import Archive
from core.archive.records import Summary
from core.sample import sample
with Archive.open(Path(sys.argv[1])) as archive:
    archive.load(1)
    for count in range(int(sys.argv[2]), 1_000_000):
        form = replace(sample(), project=str(count))
        archive.save(1, form, Summary(), new_version=count % 7 == 0)
        print(count, flush=True)
"""


def test_a_killed_process_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "档案.db"
    with Archive.create(path) as archive:
        archive.add(replace(sample(), project="0"), FIGURES)
    chance = random.Random(2021)  # noqa: S311  (not for secrets)
    saved = 0
    for _ in range(8):
        command = [sys.executable, "-c", SAVER, str(path), str(saved + 1)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        said = [process.stdout.readline()]
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        said += process.stdout.readlines()
        process.stdout.close()
        process.wait()
        promised = max(int(line) for line in said if line.endswith("\n"))
        with Archive.open(path) as archive:
            assert archive.verify() == ()
            # The save of which nobody was told yet may be there as well.
            saved = int(archive.load(1).project)
            assert saved in {promised, promised + 1}


CRASHER = """
import os, sys
from pathlib import Path
from core.archive.archive import Archive
archive = Archive.open(Path(sys.argv[1]))
db = archive._db
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
for _ in range(20):
    db.execute("UPDATE versions SET content = content || hex(randomblob(20000))")
os._exit(0)
"""


@pytest.mark.parametrize("read_only", [True, False])
def test_half_a_transaction_on_the_disk_is_taken_back(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "档案.db"
    with Archive.create(path) as archive:
        archive.add(sample(), FIGURES)
    size = path.stat().st_size
    subprocess.run([sys.executable, "-c", CRASHER, str(path)], cwd=ROOT, check=True)
    assert path.with_name(path.name + "-journal").exists()
    assert path.stat().st_size > size
    with Archive.open(path, read_only=read_only) as archive:
        assert archive.verify() == ()
        assert archive.load(1) == sample()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def damaged(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    match chance.randrange(3):
        case 0:
            for _ in range(chance.randrange(1, 20)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        case 1:
            del spoilt[chance.randrange(len(spoilt)) :]
        case _:
            at = chance.randrange(len(spoilt))
            spoilt[at : at + 2000] = chance.randbytes(2000)
    return bytes(spoilt)


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_archive_is_explained_and_not_written_by_reading(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "档案.db"
    with Archive.create(path) as archive:
        for _ in range(3):
            archive.add(sample(), FIGURES)
    whole = path.read_bytes()
    chance = random.Random(seed)  # noqa: S311
    for _ in range(60):
        content = damaged(whole, chance)
        path.write_bytes(content)
        with suppress(ArchiveError), Archive.open(path, read_only=True) as archive:
            archive.verify()
            archive.list(search="钉钉")
            archive.history(1)
            assert archive.load(1) == sample()
        assert path.read_bytes() == content
