"""The child may do whatever it wants: the program gets an answer or one sentence, in time."""

import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.foreign.errors import CancelledError, ForeignFileError
from core.foreign.process import ForeignFiles

CHILD = [sys.executable, "-m", "tests.core.foreign.misbehaving"]


@pytest.fixture
def files() -> Iterator[ForeignFiles]:
    with ForeignFiles(pause=3, command=CHILD) as made:
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "文件.bin"
    path.write_bytes(b"content")
    return path


def pid(files: ForeignFiles, path: Path) -> int:
    (((name, options, number), beside),) = files.read("echo", path, {"a": 1})
    assert (name, options, beside) == (path.name, {"a": 1}, path.read_bytes())
    return int(number)


def test_one_child_reads_many_files(files: ForeignFiles, path: Path) -> None:
    assert pid(files, path) == pid(files, path)
    assert [number for number, _ in files.read("counting", path, {"count": 50})] == [*range(50)]


def test_one_child_answers_many_questions_for_one_part(files: ForeignFiles, path: Path) -> None:
    first, second = (files.read_one("echo", path)[0][2] for _ in range(2))
    assert first == second
    with pytest.raises(ForeignFileError):
        files.read_one("counting", path, {"count": 2})
    with pytest.raises(ForeignFileError):
        files.read_one("counting", path, {"count": 0})


@pytest.mark.parametrize(
    ("reader", "sentence"),
    [
        ("crash", "文件已损坏，或者读取它需要的内存过多"),
        ("devour", "读取它需要的内存过多"),
        ("garble", "文件已损坏"),
        ("raising", "文件已损坏，或者不是它的名字所说的那种文件"),
        ("unknown", "文件已损坏"),
        ("refuse", "有密码 第二行"),
        ("start_program", "文件已损坏"),
        ("write_file", "文件已损坏"),
    ],
)
def test_what_goes_wrong_in_the_child_is_one_sentence_and_the_next_file_is_read(
    files: ForeignFiles, path: Path, reader: str, sentence: str
) -> None:
    with pytest.raises(ForeignFileError) as caught:
        list(files.read(reader, path))
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.name in str(caught.value)
    assert [*path.parent.iterdir()] == [path]
    assert pid(files, path)


def test_a_child_that_hangs_is_killed_in_time(path: Path) -> None:
    with ForeignFiles(pause=0.5, command=CHILD) as files:
        first = pid(files, path)
        begin = time.monotonic()
        with pytest.raises(ForeignFileError, match="用时过长"):
            list(files.read("hang", path))
        assert time.monotonic() - begin < 5
        assert pid(files, path) != first


def test_all_parts_together_have_a_time_too(path: Path) -> None:
    with (
        ForeignFiles(whole=0.0, command=CHILD) as files,
        pytest.raises(ForeignFileError, match="用时过长"),
    ):
        list(files.read("counting", path, {"count": 10**9}))


def test_reading_is_cancelled_from_another_thread(files: ForeignFiles, path: Path) -> None:
    cancel = threading.Event()
    parts = files.read("hang", path, cancel=cancel)
    assert next(parts) == ("begun", b"")
    cancel.set()
    with pytest.raises(CancelledError):
        next(parts)
    assert pid(files, path)


def test_what_nobody_wants_any_more_is_not_taken_for_the_next_answer(
    files: ForeignFiles, path: Path
) -> None:
    parts = files.read("counting", path, {"count": 1000})
    next(parts)
    parts.close()
    assert pid(files, path)


def test_what_libraries_print_is_no_answer(files: ForeignFiles, path: Path) -> None:
    assert [*files.read("chatter", path)] == [("quiet", b"")]


def test_a_child_that_does_not_start_is_said_so(path: Path, tmp_path: Path) -> None:
    for command in ([str(tmp_path / "nowhere")], [sys.executable, "-c", "pass"]):
        with (
            ForeignFiles(command=command) as files,
            pytest.raises(ForeignFileError, match="不能启动读取文件的程序"),
        ):
            list(files.read("echo", path))


def _large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", bytes(30 * 1024 * 1024))


def _many(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(6_000):
            packed.writestr(str(number), b"")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_large, "超过 100 MB"),
        (_bomb, "大出几百倍"),
        (_many, "6000 个文件"),
        (Path.mkdir, "不是普通文件"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(99)), "文件已经损坏，读不出来"),
        (lambda _: None, "没有这个文件"),
    ],
)
def test_bounds_are_looked_at_before_any_reader(
    files: ForeignFiles, tmp_path: Path, make: Callable[[Path], object], sentence: str
) -> None:
    path = tmp_path / "来件.zip"
    make(path)
    with pytest.raises(ForeignFileError, match=sentence):
        list(files.read("echo", path))
