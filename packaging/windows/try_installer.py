"""Install, upgrade and remove under Wine, with a stand-in for the program.

    python packaging/windows/try_installer.py

Wanted: ``makensis`` and 64-bit Wine (Debian: nsis, wine64, wine).  It proves the script, not the
program: what is installed is there, what an older version left is gone, and data stay.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from build_windows import InstallerError, compile_installer

HANGS = 300
DATA = "自评档案.db"


def main() -> int:
    """Do it in a folder that is gone afterwards; the exit status."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            for line in trial(Path(folder)):
                print(f"· {line}", flush=True)
    except InstallerError as error:
        print(f"没有通过：{error}", file=sys.stderr)
        return 1
    return 0


def trial(work: Path) -> Iterator[str]:
    """A line for each step that went well. Raises ``InstallerError``."""
    drive = work / "wine" / "drive_c"
    run_wine(work, "wineboot", "--init")
    run_wine(work, "winecfg", "-v", "win10")  # some Wines take themselves for older systems
    place = drive / "自评通 程序"
    for version, extra in (("1.0.0", "旧.dll"), ("1.1.0", "新.dll")):
        payload = work / version
        stand_in(payload, drive, extra)
        compile_installer(payload, work / f"{version}.exe", version)
    # The rest of the line is the folder, blanks and all: in one word Wine would quote it.
    install = ("/S", r"/D=C:\自评通", "程序")
    run_wine(work, str(work / "1.0.0.exe"), *install)
    expect({"自评通.exe", "zpt.exe", "卸载.exe", "_internal/旧.dll"}, place)
    yield "装上 1.0.0"
    documents = next((drive / "users").glob("*/")) / "Documents" / "自评档案"
    kept = [place / "数据" / DATA, documents / DATA]
    for path in kept:
        path.parent.mkdir(parents=True)
        path.write_text(path.as_posix(), encoding="utf-8")
    run_wine(work, str(work / "1.1.0.exe"), *install)
    expect({"自评通.exe", "zpt.exe", "卸载.exe", "_internal/新.dll", f"数据/{DATA}"}, place)
    yield "升到 1.1.0：旧版的文件没有了，数据还在"
    told = run_wine(work, "reg", "query", UNINSTALL, "/v", "DisplayVersion")
    if "1.1.0" not in told:
        message = f"登记的版本不对：{told}"
        raise InstallerError(message)
    # Without _?= it would go on in a copy of itself, and be waited for in vain.
    run_wine(work, str(place / "卸载.exe"), "/S", r"_?=C:\自评通", "程序")
    expect({"卸载.exe", f"数据/{DATA}"}, place)
    for path in kept:
        if path.read_text(encoding="utf-8") != path.as_posix():
            message = f"数据被动过：{path}"
            raise InstallerError(message)
    left = list((drive / "users").rglob("自评通.lnk"))
    if left:
        message = f"快捷方式还在：{left[0]}"
        raise InstallerError(message)
    yield "卸载：程序、快捷方式没有了，数据还在"


UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\zipingtong"


def stand_in(payload: Path, drive: Path, extra: str) -> None:
    """A folder of the same shape as the built program's."""
    (payload / "_internal").mkdir(parents=True)
    for name in ("自评通.exe", "zpt.exe"):
        shutil.copyfile(drive / "windows" / "notepad.exe", payload / name)
    (payload / "_internal" / extra).write_bytes(os.urandom(1000))


def expect(wanted: set[str], folder: Path) -> None:
    """Exactly these files are there."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if there != wanted:
        message = f"文件不对：多出 {sorted(there - wanted)}，缺少 {sorted(wanted - there)}"
        raise InstallerError(message)


def run_wine(work: Path, *command: str) -> str:
    """Run a Windows program and wait until all that it started has ended; what it printed."""
    environment = {
        **os.environ, "WINEPREFIX": str(work / "wine"), "WINEARCH": "win64", "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=;mshtml=", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    run = subprocess.run(
        ["wine", *command], env=environment, capture_output=True, check=False, timeout=HANGS
    )
    subprocess.run(["wineserver", "--wait"], env=environment, check=False, timeout=HANGS)
    if run.returncode:
        message = f"{command[0]} 以 {run.returncode} 结束：{run.stderr.decode(errors='replace')}"
        raise InstallerError(message)
    return run.stdout.decode(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
