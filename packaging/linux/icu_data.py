"""Qt's own ICU carries the languages of the world, 32 MB; here it keeps what Qt asks it for.

That is how names are sorted (in the file dialog, Chinese by pinyin): the collations of the root and
of Chinese, with what they are found by.  Everything else Qt knows by itself.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

KEPT = re.compile(
    r"(coll/)?(root|zh|zh_Hans|zh_Hans_CN|zh_CN|res_index|pool)\.res|coll/ucadata\.icu"
    r"|(keyTypeData|likelySubtags|supplementalData|plurals|icuver|icustd|numberingSystems)\.res"
    r"|cnvalias\.icu|[a-z0-9_]+\.nrm|.*/(res_index|pool)\.res"
)
"""The items that stay, by their names in ICU's data package."""

_SYMBOL = re.compile(r": ([0-9a-f]+)\s+(\w+) OBJECT\s+GLOBAL\s+\S+\s+(\d+) (icudt\d+_dat)\n")
_SOURCE = """\
.section .rodata
.global {name}
.type {name}, @object
.balign 16
{name}:
.incbin "{data}"
.size {name}, . - {name}
.section .note.GNU-stack,"",@progbits
"""


class IcuError(Exception):
    """The library is not as it was known; the message says what."""


def reduce(library: Path, work: Path) -> None:
    """Make the library anew in place, with the tools of icu-devtools and gcc."""
    name, data = _extracted(library)
    package = work / f"{name.removesuffix('_dat')}l.dat"
    package.write_bytes(data)
    listed = _run("icupkg", "--list", str(package)).split()
    unwanted = [item for item in listed if not KEPT.fullmatch(item)]
    if len(unwanted) == len(listed):
        message = f"{library.name} 里没有要留的数据"
        raise IcuError(message)
    removed = work / "remove.txt"
    removed.write_text("\n".join(unwanted), encoding="ascii")
    small = work / "small.dat"
    _run("icupkg", "--remove", str(removed), str(package), str(small))
    source = work / "icudata.s"
    source.write_text(_SOURCE.format(name=name, data=small), encoding="ascii")
    soname = f"-Wl,-soname,{library.name}"
    _run("gcc", "-shared", "-nostdlib", soname, "-o", str(library), str(source))
    _run("strip", "--strip-unneeded", str(library))


def _extracted(library: Path) -> tuple[str, bytes]:
    """The name of the data in the library, and the data."""
    symbol = _SYMBOL.search(_run("readelf", "--dyn-syms", "--wide", str(library)))
    if symbol is None:
        message = f"{library.name} 里找不到 ICU 的数据"
        raise IcuError(message)
    address, size, section = int(symbol[1], 16), int(symbol[2], 0), symbol[3]
    sections = _run("readelf", "--sections", "--wide", str(library))
    found = re.search(rf"\[\s*{section}\] \S+\s+\S+\s+([0-9a-f]+) ([0-9a-f]+)", sections)
    if found is None:
        message = f"{library.name} 的结构不认得"
        raise IcuError(message)
    start = int(found[2], 16) + address - int(found[1], 16)
    data = library.read_bytes()[start:]
    return symbol[4], data[:size]


def _run(*command: str) -> str:
    run = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if run.returncode:
        message = f"{command[0]}：{run.stderr.strip()}"
        raise IcuError(message)
    return run.stdout
