"""The built program as its user gets it: its size, its start to the painted form, its memory.

What `make package` and `make package-linux` left in dist/ is measured; nothing is built here.  The
start is seen on the screen, from outside: of the program, of a bare PySide6 table in the checkout's
Python, and of Calc with the same form, in turn, in one run.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.archive.archive import Archive
from core.places import ARCHIVE_NAME
from tests.archived_forms import put_own
from tests.bench.bench_start import BARE
from tests.bench.screen import ScreenError, screen, settled, shown
from tests.bench.targets import Line

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
SAMPLE = ROOT / "resources" / "samples" / "社会保险服务费-2021.json"
NAME = "自评通"
ROUNDS = 7
INSTALLED, PACKED = 150.0, 55.0
"""Megabytes."""
OF_BARE, OF_CALC = 2.5, 0.6
MEMORY = 120.0
"""Megabytes of memory that are this program's share (PSS), of the window and its workers."""


@dataclass(frozen=True, slots=True)
class Started:
    """A program to start, with the environment it gets."""

    command: Sequence[str | Path]
    environment: dict[str, str]


def main() -> list[Line]:
    """Measure each program that there is."""
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for told, program in programs(folder):
            lines.append(Line(f"{told}: installed", installed(program), INSTALLED, "MB"))
            try:
                lines += seen(told, program, folder / f"home {told}")
            except ScreenError as error:
                print(f"  {told}: {error}")
    lines += [
        Line(path.name, path.stat().st_size / 1e6, PACKED, "MB")
        for path in (*DIST.glob("linux/*.deb"), *DIST.glob("linux/*.tar.xz"))
    ]
    if not lines:
        print("  nothing in dist/: make package, make package-linux")
    return lines


def programs(folder: Path) -> Iterator[tuple[str, Path]]:
    """The folders of the built programs; the one to be carried along is unpacked for it."""
    if (DIST / NAME / NAME).exists():
        yield "make package", DIST / NAME
    for packed in DIST.glob("linux/*.tar.xz"):
        with tarfile.open(packed) as file:
            file.extractall(folder, filter="data")
        yield "package-linux", folder / packed.name.removesuffix(".tar.xz")


def installed(program: Path) -> float:
    """Megabytes of all files."""
    return sum(path.stat().st_size for path in program.rglob("*") if path.is_file()) / 1e6


def seen(told: str, program: Path, home: Path) -> list[Line]:
    """Starts and memory, as seen on a screen. Raises ``ScreenError`` where nothing is."""
    home.mkdir()
    things = started(program, home)
    taken: dict[str, list[float]] = {name: [] for name in things}
    finals, memory = {}, 0.0
    with screen(home) as on:
        for _ in range(2):  # the first start fills caches and may have more to say than later ones
            for name, thing in things.items():
                with settled(on, thing.command, thing.environment) as (finals[name], process):
                    memory = share_of(process) if name == "ours" else memory
        for _ in range(ROUNDS):
            for name, thing in things.items():
                with shown(on, thing.command, thing.environment, finals[name]) as seconds:
                    taken[name].append(seconds)
    medians = ", ".join(f"{name} {statistics.median(taken[name]):.2f} s" for name in things)
    print(f"  {told}: start → painted: {medians}")
    lines = [
        Line(f"{told}: start → form painted, by {other}", ratio(taken, name), target, "×")
        for name, other, target in (
            ("bare", "a bare table's", OF_BARE),
            ("calc", "Calc's with it", OF_CALC),
        )
        if name in taken
    ]
    return [*lines, Line(f"{told}: memory with the sample open (PSS)", memory, MEMORY, "MB")]


def started(program: Path, home: Path) -> dict[str, Started]:
    """The program on an archive with the sample, a bare table and, where it is there, Calc."""
    given = environment(home)
    with Archive.create(home / "data" / ARCHIVE_NAME) as store:
        put_own(store)
    table = home / "自评表.xlsx"
    export = [*map(str, (program / "zpt", "export", SAMPLE, "-o", table))]
    subprocess.run(export, env=given, check=True, capture_output=True)
    bare = BARE.replace("os._exit(0)", "")
    things = {
        "bare": Started([sys.executable, "-c", bare], given),
        "ours": Started([program / NAME], given),
    }
    if office := shutil.which("soffice"):
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        options = ["--nologo", "--norestore", "--calc"]
        things["calc"] = Started([office, profile, *options, table], given)
    return things


def environment(home: Path) -> dict[str, str]:
    """That of a user of this home; Python's bytecode is cached."""
    (home / "data").mkdir()
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    folders = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    data = {"ZIPINGTONG_DATA": str(home / "data"), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
    return own | folders | data


def ratio(taken: dict[str, list[float]], other: str) -> float:
    """The median of what ours took by what the other one took in the same round."""
    pairs = zip(taken["ours"], taken[other], strict=True)
    return statistics.median(ours / theirs for ours, theirs in pairs)


def share_of(process: int) -> float:
    """Megabytes that are the share (PSS) of a process and of all that it started."""
    own = Path(f"/proc/{process}")
    rollup = (own / "smaps_rollup").read_text()
    kilobytes = next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))
    threads = own.glob("task/*/children")
    children = [int(child) for path in threads for child in path.read_text().split()]
    return int(kilobytes) * 1024 / 1e6 + sum(map(share_of, children))
