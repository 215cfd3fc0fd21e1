"""An old journal never brings an old day back; that of a crash does what it is for, in silence."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backup import restore, write_backup
from core.archive.journals import Verdict, owner_of
from core.archive.lock import locked
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.journals import old_journals
from tests.faults.kill import CRASHER, ROOT
from tests.faults.tally import Tally

OPENER = """
import sys
from pathlib import Path
from core.archive.archive import Archive
with Archive.open(Path(sys.argv[1]), read_only=True) as archive:
    sys.stdout.write(ascii(archive.news))
"""


def crash(path: Path) -> Path:
    subprocess.run([sys.executable, "-c", CRASHER, str(path)], cwd=ROOT, check=True)
    return path.with_name(path.name + "-journal")


def test_an_old_journal_brings_nothing_back(tmp_path: Path) -> None:
    tally = Tally("journals")
    old_journals(tmp_path, 15, tally)
    assert not tally.broken
    assert tally.ends["没有退回，日志移开"]


def test_the_journal_of_a_crash_is_played_back_without_a_word(tmp_path: Path) -> None:
    path = archive_in(tmp_path)
    crash(path)
    for read_only in (False, True):
        with Archive.open(path, read_only=read_only) as archive:
            assert (archive.news, archive.verify()) == ("", ())
            assert {entry.project for entry in archive.list()} == {"0"}
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_transaction_that_is_going_on_is_left_alone(tmp_path: Path) -> None:
    path = archive_in(tmp_path)
    with locked(path), Archive.open(path) as archive, archive.transaction():
        archive.add(marked(7), FIGURES)
        archive.database.execute("PRAGMA cache_spill = 1")
    with Archive.open(path) as archive:
        assert len(archive.list()) == 4
        assert archive.news == ""


def one_save_beside_its_journal(folder: Path) -> tuple[Path, bytes]:
    """An archive after a transaction, and the journal that lies beside it until that is over."""
    path = archive_in(folder)
    before = path.read_bytes()
    journal = crash(path).read_bytes()
    path.with_name(path.name + "-journal").unlink()
    path.write_bytes(before)
    with Archive.open(path) as archive:
        archive.add(marked(3), FIGURES)
    return path, journal


def test_a_running_transaction_keeps_its_journal(tmp_path: Path) -> None:
    path, journal = one_save_beside_its_journal(tmp_path)
    side = path.with_name(path.name + "-journal")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        side.write_bytes(journal)
        command = [sys.executable, "-c", OPENER, str(path)]
        opened = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        assert opened.stdout == b"''"
        assert side.read_bytes() == journal
        assert set(tmp_path.iterdir()) == {path, side}
    with Archive.open(path) as archive:  # now nobody has it: it was left by somebody
        assert archive.news


def test_a_restore_keeps_the_newer_archive_whole(tmp_path: Path) -> None:
    path = archive_in(tmp_path)
    backup = tmp_path / "备份.db"
    with Archive.open(path) as archive:
        write_backup(archive, backup)
    old = backup.read_bytes()
    journal = crash(path).read_bytes()
    path.with_name(path.name + "-journal").unlink()
    path.write_bytes(old)
    with Archive.open(path) as archive:
        for number in range(4):
            archive.add(marked(number), FIGURES)
    path.with_name(path.name + "-journal").write_bytes(journal)
    kept = restore(backup, path, replace=True)
    assert kept is not None
    with Archive.open(kept) as archive:
        assert len(archive.list()) == 7
    with Archive.open(path) as archive:
        assert len(archive.list()) == 3


def test_a_journal_is_known_by_the_page_that_it_would_put_back(tmp_path: Path) -> None:
    path, journal = one_save_beside_its_journal(tmp_path)
    side = path.with_name(path.name + "-journal")
    side.write_bytes(journal)
    with path.open("rb") as file:
        assert owner_of(side, file) is Verdict.OWN
    side.unlink()
    with Archive.open(path) as archive:
        archive.add(marked(4), FIGURES)
    side.write_bytes(journal)
    with path.open("rb") as file:
        assert owner_of(side, file) is Verdict.FOREIGN
    side.write_bytes(journal[:512])  # cut off before that page
    with path.open("rb") as file:
        assert owner_of(side, file) is Verdict.UNKNOWN
