"""A child whose readers do what damaged files make libraries do."""

import os
import signal
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.foreign.child import Item, Reader, serve
from core.foreign.errors import ForeignFileError


def echo(path: Path, options: Mapping[str, Any]) -> Iterator[Item]:
    yield [path.name, dict(options), os.getpid()], path.read_bytes()


def counting(_path: Path, options: Mapping[str, Any]) -> Iterator[Item]:
    for number in range(options["count"]):
        yield number, b""


def hang(_path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    yield "begun", b""
    while True:
        time.sleep(1)


def crash(_path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    os.kill(os.getpid(), signal.SIGSEGV)
    yield "never", b""


def devour(_path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    yield len(b"x" * (3 * 1024**3)), b""


def raising(_path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    yield int("a parser stumbles"), b""


def refuse(_path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    yield _refused(), b""


def _refused() -> str:
    raise ForeignFileError("有密码\n第二行")


def garble(_path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    pipes = (name for name in range(3, 20) if _is_pipe(name))
    os.write(next(pipes), b"\xff" * 99)
    yield "after", b""


def _is_pipe(name: int) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(name).st_mode)
    except OSError:
        return False


def chatter(_path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    sys.stdout.write("a library's own words")
    sys.stdout.flush()
    os.write(1, b"and of one in C")
    yield "quiet", b""


def start_program(path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    os.system(f"touch '{path}.started'")  # noqa: S605  (that it is refused is looked at)
    yield "started", b""


def write_file(path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    path.with_name("written").write_text("x", encoding="utf-8")
    yield "written", b""


READERS: Mapping[str, Reader] = {
    reader.__name__: reader
    for reader in (
        *(echo, counting, hang, crash, devour, raising, refuse, garble, chatter),
        *(start_program, write_file),
    )
}

if __name__ == "__main__":
    sys.exit(serve(READERS))
