"""Which C library the built program asks for: an office's computer may have an old one."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

OLDEST = (2, 28)
"""UOS 20 has glibc 2.28, Kylin V10 SP1 has 2.31."""

_NEED = re.compile(r"Name: GLIBC_(\d+)\.(\d+)")
_ELF = b"\x7fELF"

Version = tuple[int, int]


class GlibcError(Exception):
    """The program would not start where it must; the message names the files."""


def needed(program: Path) -> dict[Path, Version]:
    """For each file of machine code below the folder the newest glibc that it asks for."""
    return {path: version for path in machine_code(program) if (version := asked_for(path))}


def asked_for(path: Path) -> Version | None:
    """The newest version of glibc that one file names; ``None`` where it names none."""
    command = ["readelf", "--version-info", "--wide", str(path)]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    versions = [(int(major), int(minor)) for major, minor in _NEED.findall(told)]
    return max(versions, default=None)


def hold_ceiling(program: Path, ceiling: Version = OLDEST) -> Version:
    """The newest glibc that any file asks for. Raises ``GlibcError`` where that passes the ceiling.

    Nothing is to be seen of it on the machine that built the program: only here.
    """
    found = needed(program)
    beyond = {path: version for path, version in found.items() if version > ceiling}
    if beyond:
        lines = [
            f"{path.relative_to(program)} 要 glibc {version[0]}.{version[1]}"
            for path, version in sorted(beyond.items())
        ]
        limit = ".".join(map(str, ceiling))
        message = f"有 {len(beyond)} 个文件在 glibc {limit} 上不能加载：\n" + "\n".join(lines)
        raise GlibcError(message)
    return max(found.values(), default=ceiling)


def machine_code(folder: Path) -> Iterator[Path]:
    """Programs and libraries, known by their first bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(len(_ELF)) == _ELF:
                    yield path
