"""The lock keeps a second window out, tells who is in, and dies with its process."""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.archive.errors import ArchiveError
from core.archive.lock import Holder, Lock, LockedError, lock_file, locked, read_holder

ROOT = Path(__file__).parents[3]
HOLDS = """
import sys, time
from pathlib import Path
from core.archive.lock import Lock
lock = Lock.take(Path(sys.argv[1]))
print("taken", flush=True)
time.sleep(60)
"""


def test_the_second_is_refused_and_told_who_is_in(tmp_path: Path) -> None:
    archive = tmp_path / "自评档案.db"
    with locked(archive), pytest.raises(LockedError, match="只读打开") as refused:
        Lock.take(archive)
    holder = refused.value.holder
    assert holder.process == os.getpid()
    assert holder.who
    assert holder.since in str(refused.value)


def test_given_up_it_can_be_taken_again(tmp_path: Path) -> None:
    archive = tmp_path / "自评档案.db"
    for _ in range(3):
        lock = Lock.take(archive)
        lock.release()
        lock.release()
    assert read_holder(archive) == Holder()


def test_every_spelling_of_a_path_is_the_same_lock(tmp_path: Path) -> None:
    (tmp_path / "里").mkdir()
    with locked(tmp_path / "a.db"), pytest.raises(LockedError):
        Lock.take(tmp_path / "里" / ".." / "a.db")


def test_it_dies_with_its_process(tmp_path: Path) -> None:
    archive = tmp_path / "自评档案.db"
    command = [sys.executable, "-c", HOLDS, str(archive)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "taken\n"
    with pytest.raises(LockedError):
        Lock.take(archive)
    assert read_holder(archive).process == process.pid
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.stdout.close()
    process.wait()
    Lock.take(archive).release()


@pytest.mark.parametrize("note", [b"", b"\xff\xfe", b"[]", b'{"process": "x"}', b'{"who": 5}'])
def test_a_note_that_cannot_be_read_is_no_hindrance(tmp_path: Path, note: bytes) -> None:
    archive = tmp_path / "自评档案.db"
    lock_file(archive).write_bytes(note)
    assert read_holder(archive).sentence
    Lock.take(archive).release()


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="没有这个文件或文件夹"):
        Lock.take(tmp_path / "无" / "自评档案.db")


@pytest.fixture(params=["link", "second name", "pipe", "folder", "link to nothing"])
def trap(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """What somebody put where the lock should be; the clerk's file behind it."""
    victim = tmp_path / "重要.txt"
    victim.write_text("不能丢")
    place = lock_file(tmp_path / "自评档案.db")
    match request.param:
        case "link":
            place.symlink_to(victim)
        case "second name":
            place.hardlink_to(victim)
        case "pipe":
            os.mkfifo(place)
        case "folder":
            place.mkdir()
        case _:
            place.symlink_to(tmp_path / "无")
    return victim


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_nothing_else_is_taken_for_the_lock(trap: Path) -> None:
    with pytest.raises(ArchiveError, match=r"不跟随|文件夹"):
        Lock.take(trap.with_name("自评档案.db"))
    assert read_holder(trap.with_name("自评档案.db")) == Holder()
    assert trap.read_text() == "不能丢"
    assert not trap.with_name("无").exists()


def test_where_the_system_has_no_locks_there_is_one_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("core.archive.lock._lock", no_locks)
    archive = tmp_path / "自评档案.db"
    with locked(archive), pytest.raises(LockedError, match=r"删除.*\.held") as refused:
        Lock.take(archive)
    assert refused.value.holder.process == os.getpid()
    held = archive.with_name(archive.name + ".held")
    assert not held.exists()
    host = refused.value.holder.host
    held.write_text(json.dumps({"who": "x", "host": host, "process": 2**31 - 2}))
    Lock.take(archive).release()  # its process is gone
    held.write_text(json.dumps({"who": "x", "host": "别的电脑", "process": 2**31 - 2}))
    with pytest.raises(LockedError, match="别的电脑"):
        Lock.take(archive)


def test_who_gave_it_up_leaves_nothing_behind(tmp_path: Path) -> None:
    with locked(tmp_path / "a.db"):
        pass
    assert list(tmp_path.iterdir()) == [] or os.name != "posix"
