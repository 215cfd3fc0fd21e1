"""From this checkout to the files that Linux users get, on the very system that it runs on.

    python packaging/linux/release_files.py FOLDER

The program is built, tried and held against the oldest glibc wanted; then it is packed as a Debian
package and as a folder to be carried along, with the list of their SHA-256.  ``make package-linux``
does this in an old Debian; on an arm64 machine it is called as it stands.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent), str(ROOT)]

import deb  # noqa: E402
import glibc  # noqa: E402
import icons  # noqa: E402
import manual_paper  # noqa: E402
import portable  # noqa: E402
import release_notes  # noqa: E402
import trial  # noqa: E402
from man_page import man_page  # noqa: E402

import build  # noqa: E402  (found on the path set above, as all that follow)
from core.archive.present_format import APPLICATION_ID  # noqa: E402
from core.manual import FOLDER, PAPER  # noqa: E402
from core.version import VERSION  # noqa: E402

REFUSED = (build.BuildError, trial.TrialError, glibc.GlibcError, release_notes.NotesError)
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
SUMS = "SHA256SUMS"
LARGEST_PACKED = 55
"""Megabytes: so much is carried to an office, or sent to it."""


def main(arguments: list[str]) -> int:
    """Make them all; the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for path in make(folder):
            print(f"· {path.name}  {path.stat().st_size / 1e6:.1f} MB", flush=True)
    except REFUSED as error:
        print(f"没有做成：{error}", file=sys.stderr)
        return 1
    return 0


def make(folder: Path) -> list[Path]:
    """Build, try, pack; what was made."""
    manual_paper.write(FOLDER / PAPER)
    build.build()
    print(build.report(build.PROGRAM), flush=True)
    version = ".".join(map(str, glibc.hold_ceiling(build.PROGRAM)))
    print(f"· 要 glibc {version}，不超过 {'.'.join(map(str, glibc.OLDEST))}", flush=True)
    for line in trial.try_out(build.PROGRAM, ROOT):
        print(f"· {line}", flush=True)
    architecture = ARCHITECTURES.get(platform.machine(), platform.machine())
    package = deb.Package(
        program=build.PROGRAM,
        version=VERSION,
        architecture=architecture,
        man_page=man_page(ask, VERSION),
        application_id=APPLICATION_ID,
        licence=ROOT / "LICENSE",
        changelog=ROOT / "CHANGELOG.md",
    )
    made = [deb.build(package, folder, icons.draw)]
    carried = folder / f"自评通-{VERSION}-{architecture}"
    shutil.rmtree(carried, ignore_errors=True)
    shutil.copytree(build.PROGRAM, carried)
    portable.add_notes(carried, VERSION, architecture, version)
    made.append(portable.pack(carried, carried.with_name(f"{carried.name}.tar.xz")))
    shutil.rmtree(carried)
    notes = folder / f"自评通-{VERSION}-发布说明.md"
    system = (
        f"Linux {platform.machine()}，glibc {version} 或更新（UOS 20、银河麒麟 V10 SP1、Debian 11）"
    )
    notes.write_text(release_notes.release_notes(build.PROGRAM, VERSION, system), encoding="utf-8")
    for path in made:
        if path.stat().st_size > LARGEST_PACKED * 1e6:
            message = f"{path.name} 超过了 {LARGEST_PACKED} MB"
            raise build.BuildError(message)
    return [*made, notes, write_sums(folder, [*made, notes])]


def ask(arguments: list[str]) -> str:
    """What the built program prints."""
    command = [str(build.PROGRAM / "zpt"), *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def write_sums(folder: Path, paths: list[Path]) -> Path:
    """The list that ``sha256sum -c`` checks."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths]
    target = folder / SUMS
    target.write_text("".join(lines), encoding="utf-8")
    return target


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
