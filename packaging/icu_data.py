"""Qt's own ICU carries the languages of the world, 32 MB; here it keeps what Qt asks it for.

That is how names are sorted (in the file dialog, Chinese by pinyin): the collations of the root and
of Chinese, with what they are found by.  Everything else Qt knows by itself.

The layout of the data is that of ICU's ``source/common/ucmndata.h`` (``CmnD``): a header, then a
table of contents of 32-bit numbers (a count; for each item where its name and its bytes begin,
counted from the table), then the names, then the items.
"""

from __future__ import annotations

import re
import struct
import subprocess
from itertools import pairwise
from pathlib import Path

KEPT = re.compile(
    r"(coll/)?(root|zh|zh_Hans|zh_Hans_CN|zh_CN|res_index|pool)\.res|coll/ucadata\.icu"
    r"|(keyTypeData|likelySubtags|supplementalData|plurals|icuver|icustd|numberingSystems)\.res"
    r"|cnvalias\.icu|[a-z0-9_]+\.nrm|.*/(res_index|pool)\.res"
)
"""The items that stay, by their names in ICU's data package."""

ALIGNED = 16
"""Items begin at multiples of so many bytes; ICU reads their numbers where they lie."""

_MAGIC = b"\xda\x27"
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
    """Make the library anew in place, with the tools of binutils, in a folder to work in."""
    name, data = _extracted(library)
    package, source, compiled = (work / f"{name}.{end}" for end in ("dat", "s", "o"))
    package.write_bytes(reduced(data))
    source.write_text(_SOURCE.format(name=name, data=package), encoding="utf-8")
    _run("as", "-o", str(compiled), str(source))
    _run(
        *("ld", "-shared", "--build-id=none", "--strip-all", "-z", "noexecstack"),
        *("-soname", library.name, "-o", str(library), str(compiled)),
    )


def reduced(data: bytes) -> bytes:
    """The same package with nothing but the items that stay. Raises ``IcuError``."""
    start = _table_start(data)
    found = items(data)
    kept = {name: found[name] for name in found if KEPT.fullmatch(name.partition("/")[2])}
    if not kept:
        message = "ICU 的数据里没有要留的部分"
        raise IcuError(message)
    # In the order they had: ICU looks names up by halves.
    names = [name.encode("ascii") + b"\0" for name in kept]
    at = 4 + 8 * len(kept)
    table, content = [struct.pack("<I", len(kept))], b"".join(names)
    offset = _aligned(at + len(content))
    content += bytes(offset - at - len(content))
    for name, item in zip(names, kept.values(), strict=True):
        table.append(struct.pack("<II", at, offset))
        at += len(name)
        padded = item + bytes(_aligned(len(item)) - len(item))
        content += padded
        offset += len(padded)
    return data[:start] + b"".join(table) + content


def items(data: bytes) -> dict[str, bytes]:
    """What is in a package, by name. Raises ``IcuError`` where it is none."""
    start = _table_start(data)
    try:
        (count,) = struct.unpack_from("<I", data, start)
        numbers = struct.unpack_from(f"<{2 * count}I", data, start + 4)
        begins = [start + at for at in numbers[::2]]
        names = [data[begin : data.index(b"\0", begin)].decode("ascii") for begin in begins]
    except (struct.error, ValueError) as error:
        message = "ICU 的数据不完整"
        raise IcuError(message) from error
    ends = [start + offset for offset in (*numbers[1::2], len(data) - start)]
    return {name: data[one:end] for name, (one, end) in zip(names, pairwise(ends), strict=True)}


def _table_start(data: bytes) -> int:
    """Where the table of contents begins."""
    little_endian = data[8:9] == b"\0"
    if data[2:4] != _MAGIC or data[12:16] != b"CmnD" or not little_endian:
        message = "ICU 的数据不是认得的格式"
        raise IcuError(message)
    return int.from_bytes(data[:2], "little")


def _aligned(size: int) -> int:
    return -(-size // ALIGNED) * ALIGNED


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
    try:
        run = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    except FileNotFoundError as error:
        message = f"没有 {command[0]}，请安装 binutils"
        raise IcuError(message) from error
    if run.returncode:
        message = f"{command[0]}：{run.stderr.strip()}"
        raise IcuError(message)
    return run.stdout
