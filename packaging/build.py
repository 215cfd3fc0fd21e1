"""Build the one-folder program with PyInstaller: dist/自评通, to be copied wherever it is wanted.

    python packaging/build.py             build, and tell how large it is
    python packaging/build.py --check     that, then try it as its user gets it

The same on Windows and Linux, each for itself: PyInstaller cannot build for another system. On
Linux the program runs where the C library is at least as new as the one it was built with.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import contents
import glibc
import icons
import icu_data
import trial

ROOT = Path(__file__).resolve().parents[1]
SPEC = ROOT / "packaging" / "zipingtong.spec"
WORK = ROOT / "build" / "package"
DIST = ROOT / "dist"
PROGRAM = DIST / contents.NAME
ICON = WORK / "mark.ico"

LARGEST = 150
"""The program must not grow beyond so many megabytes: so much room is asked for."""

SHOWN = 15


class BuildError(Exception):
    """No program was built, or not the one wanted; the message says why."""


def main(arguments: list[str]) -> int:
    """Build, then check if told to; the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        build()
        print(report(PROGRAM))
        if arguments:
            for line in trial.try_out(PROGRAM, ROOT):
                print(f"· {line}", flush=True)
    except (BuildError, trial.TrialError) as error:
        print(f"没有做成：{error}", file=sys.stderr)
        return 1
    return 0


def build() -> None:
    """Make dist/自评通 afresh; nothing is written but below build/ and dist/."""
    for face in contents.FACES:
        if not (ROOT / "resources" / face).exists():
            raise BuildError("字体还没有转换，请先执行 python packaging/set_up.py")
    print("· PyInstaller，约半分钟……", flush=True)
    WORK.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        icons.draw(256, ICON)
    begin = time.monotonic()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--workpath", str(WORK), "--distpath", str(DIST), str(SPEC)]
    environment = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(WORK / "cache")}
    # What it says of itself is of interest only if it fails.
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8",
        errors="replace", check=False,
    )  # fmt: skip
    if run.returncode:
        print(run.stderr, file=sys.stderr)
        raise BuildError("PyInstaller 没有做成，原因见上面几行")
    strip(PROGRAM)
    reduce_icu(PROGRAM)
    if sys.platform != "win32":
        write_script(PROGRAM)
    print(f"· {PROGRAM.relative_to(ROOT)} 已建好，{time.monotonic() - begin:.0f} 秒", flush=True)


def write_script(program: Path) -> None:
    """Give the program its other name on Linux, where a console makes no difference.

    No link: the folder must survive a memory stick, whose file system has none.
    """
    for name, console in contents.PROGRAMS.items():
        if console:
            script = program / name
            script.write_text(
                f'#!/bin/sh\nexec "${{0%/*}}/{contents.NAME}" "$@"\n', encoding="utf-8"
            )
            script.chmod(0o755)


def strip(program: Path) -> None:
    """Take the symbols that only a debugger looks at out of all machine code."""
    tool = shutil.which("strip")
    if tool is None or sys.platform == "win32":
        return
    files = list(glibc.machine_code(program / "_internal"))
    subprocess.run([tool, "--strip-unneeded", *files], check=True)


def reduce_icu(program: Path) -> None:
    """Take out of Qt's own ICU the languages that Qt does not ask it for; Windows has another."""
    with tempfile.TemporaryDirectory() as work:
        for library in program.rglob("libicudata.so.*"):
            try:
                icu_data.reduce(library, Path(work))
            except icu_data.IcuError as error:
                raise BuildError(str(error)) from error


def report(program: Path, largest_allowed: int = LARGEST) -> str:
    """Say how large the program is and what makes it so; over so many megabytes is refused."""
    sizes = {path: path.stat().st_size for path in program.rglob("*") if path.is_file()}
    total = sum(sizes.values()) / 1e6
    largest = sorted(sizes, key=sizes.__getitem__, reverse=True)[:SHOWN]
    lines = [f"{sizes[path] / 1e6:7.1f} MB  {path.relative_to(program)}" for path in largest]
    if total > largest_allowed:
        print("\n".join(lines))
        raise BuildError(f"共 {total:.0f} MB，超过了 {largest_allowed} MB，请看是什么变大了")
    return "\n".join([*lines, f"{total:7.1f} MB  共 {len(sizes)} 个文件"])


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # Old consoles and C locales cannot write Chinese: better signs than a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    sys.exit(main(sys.argv[1:]))
