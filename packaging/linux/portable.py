"""The program as a folder to be carried along: on a stick, or where nothing may be installed."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from core.places import PORTABLE_MARKER

README = """\
自评通（{version}，{architecture}）

打开：双击“自评通”，或在终端里执行 ./自评通。
系统：要 glibc {glibc} 或更新（UOS 20、银河麒麟 V10 SP1 都可以）。

数据：平常写在“文档/自评档案”里。想让数据跟着这个文件夹走（例如放在 U 盘上），
把“{marker}.样例”改名为“{marker}”，数据就写在这个文件夹的“数据”里。

删除：删掉这个文件夹就行；“文档/自评档案”里的数据不会动。

校验：和发布页上 SHA256SUMS 里的值比较：sha256sum -c --ignore-missing SHA256SUMS
"""


def add_notes(program: Path, version: str, architecture: str, glibc: str) -> None:
    """Put beside the program what somebody who unpacks it wants to know."""
    text = README.format(
        version=version, architecture=architecture, glibc=glibc, marker=PORTABLE_MARKER
    )
    (program / "说明.txt").write_text(text, encoding="utf-8")
    (program / f"{PORTABLE_MARKER}.样例").write_text(
        "这个文件去掉“.样例”以后，数据写在程序文件夹的“数据”里。\n", encoding="utf-8"
    )


def pack(program: Path, target: Path) -> Path:
    """Pack the folder; the same files give the same bytes, whoever owns them."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = entry.mtime = 0
        entry.uname = entry.gname = "root"
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    with compressed(target) as stream, tarfile.open(fileobj=stream, mode="w|") as packed:
        for path in [program, *sorted(program.rglob("*"))]:
            name = path.relative_to(program.parent).as_posix()
            packed.add(path, name, recursive=False, filter=plain)
    return target


@contextmanager
def compressed(target: Path) -> Iterator[IO[bytes]]:
    """A stream into an xz file; the Python compiled for old systems has no lzma of its own."""
    if find_spec("_lzma") is not None:
        import lzma

        with lzma.open(target, "wb", preset=9 | lzma.PRESET_EXTREME) as stream:
            yield stream
        return
    with (
        target.open("wb") as file,
        subprocess.Popen(["xz", "-9e"], stdin=subprocess.PIPE, stdout=file) as process,
    ):
        assert process.stdin is not None  # noqa: S101  (narrows the type)
        with process.stdin as stream:
            yield stream
    if process.returncode:
        message = f"xz 以 {process.returncode} 结束"
        raise OSError(message)
