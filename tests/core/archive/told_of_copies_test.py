"""What is found out in a copy is said of the file that the clerk knows, with a remedy for it."""

import errno
import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from core.archive.archive import Archive
from core.archive.backup import write_backup
from core.archive.backups import FOLDER, lay_into, snapshot
from core.archive.errors import (
    ANOTHER_BACKUP,
    FROM_BACKUP,
    ArchiveError,
    DamagedError,
    in_words,
    told_of,
)
from core.archive.handover import SUMS, archive_in, hand_over
from core.archive.rescue import bring_back
from core.commands.archives import bring_back as restore_command
from core.leftovers import PART
from core.places import ARCHIVE_NAME
from core.quoting import shown
from tests.faults.forms import archive_in as new_archive_in


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute(statement)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "数据").mkdir()
    return new_archive_in(tmp_path / "数据")


def _back_up(archive: Archive, folder: Path) -> None:
    write_backup(archive, folder.with_name("备份.db"))


def _back_up_by_itself(archive: Archive, folder: Path) -> None:
    lay_into(snapshot(archive, [folder]), [folder], "")


def _hand_over(archive: Archive, folder: Path) -> None:
    hand_over(snapshot(archive, [folder]), folder.with_name("交接包.zip"))


SPOILT = [
    "UPDATE versions SET content = replace(content, '{', '[')",
    "UPDATE versions SET digest = 'x'",
    "UPDATE evaluations SET project = 'x'",
]


@pytest.mark.parametrize("statement", SPOILT)
def test_a_damaged_archive_is_named_and_no_copy_of_it(statement: str, path: Path) -> None:
    spoil(path, statement)
    said = []
    with Archive.open(path, read_only=True) as archive:
        folder = path.parent / FOLDER
        for work in (_back_up, _back_up_by_itself, _hand_over):
            try:
                work(archive, folder)
            except ArchiveError as error:
                said.append(str(error))
    assert said
    for sentence in said:
        assert path.name in sentence
        assert PART not in sentence
        assert "/." not in sentence


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("statement", [*SPOILT, "UPDATE versions SET state = 'x'"])
def test_of_a_damaged_backup_another_one_is_asked_for(
    statement: str, packed: bool, path: Path, tmp_path: Path
) -> None:
    spoil(path, statement)
    given = path
    if packed:
        given = tmp_path / "交接包.zip"
        with zipfile.ZipFile(given, "w") as package:
            package.write(path, ARCHIVE_NAME)
            package.writestr(SUMS, f"{sha256(path.read_bytes()).hexdigest()}  {ARCHIVE_NAME}\n")
    with pytest.raises(ArchiveError) as told:
        restore_command(str(given), str(tmp_path / "新.db"), replace=False)
    assert given.name in str(told.value)
    assert FROM_BACKUP not in str(told.value)
    assert ANOTHER_BACKUP in str(told.value)
    assert "/." not in str(told.value)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(
        {"数据", given.name} - {path.name}
    )


def test_a_damaged_backup_of_a_lost_archive_asks_for_another(path: Path, tmp_path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])
    with pytest.raises(ArchiveError, match=ANOTHER_BACKUP):
        bring_back(tmp_path / "自评档案.db", path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_handover_that_is_packed_in_another_way_is_refused_in_words(
    method: int, path: Path, tmp_path: Path
) -> None:
    given = tmp_path / "交接包.zip"
    with zipfile.ZipFile(given, "w", method) as package:
        package.write(path, ARCHIVE_NAME)
        package.writestr(SUMS, "")
    whole = bytearray(given.read_bytes())
    whole[60:90] = bytes(30)  # what is packed is damaged too: each way fails in a way of its own
    given.write_bytes(whole)
    refused = pytest.raises(ArchiveError, match=r"没有打开交接包|不是自评通的交接包")
    with refused, archive_in(given, tmp_path):
        pass


def test_no_program_has_made_a_format_below_nothing(path: Path) -> None:
    spoil(path, "PRAGMA user_version = -1")
    with pytest.raises(DamagedError, match="不是自评档案"):
        Archive.open(path)


def test_what_the_disk_refuses_is_said_of_the_file_that_is_written(tmp_path: Path) -> None:
    copy, archive, target = (tmp_path / name for name in (f".x{PART}", "档案.db", "备份.db"))
    full = OSError(errno.ENOSPC, "no room")
    with (
        pytest.raises(ArchiveError, match=r"备份\.db.*磁盘空间不足"),
        told_of(copy, archive, target),
        in_words(copy),
    ):
        raise full
    with pytest.raises(ArchiveError, match=r"档案\.db"), told_of(copy, archive, target):
        raise ArchiveError(f"{shown(copy)}没有通过核对")
    with (
        pytest.raises(DamagedError, match=r"档案\.db.*损坏"),
        told_of(copy, archive, target),
        in_words(copy),
    ):
        raise sqlite3.DatabaseError
