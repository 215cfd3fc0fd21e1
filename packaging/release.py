"""Walk through a release, step by step; the first thing that is not right ends it.

    python packaging/release.py [STEP]

Begins with the step named, else with the first. What only a Windows or an arm64 machine can do is
told at the end.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from core.version import VERSION  # noqa: E402  (found on the path set above)

RELEASE = ROOT / "dist" / "linux"
MANY = 3


class NotReadyError(Exception):
    """The release is not ready; the message says what is missing."""


def version() -> str:
    """One version everywhere, and not one that was released."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if project["version"] != VERSION:
        message = f"pyproject.toml has {project['version']}, core/version.py {VERSION}"
        raise NotReadyError(message)
    if _said("git", "tag", "--list", f"v{VERSION}"):
        message = f"v{VERSION} was released already"
        raise NotReadyError(message)
    return VERSION


def changelog() -> str:
    """The newest section is of this version and has today's date."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    head = re.search(r"^## \[([^\]]+)\] - (.+)$", text, re.MULTILINE)
    wanted = (VERSION, f"{date.today():%Y-%m-%d}")  # noqa: DTZ011  (the day of who releases)
    if head is None or head.groups() != wanted:
        message = f"CHANGELOG.md must begin with [{wanted[0]}] - {wanted[1]}"
        raise NotReadyError(message)
    return head[0]


def clean() -> str:
    """Nothing lies about that is not committed, or the package would not be what is tagged."""
    changed = _said("git", "status", "--porcelain")
    if changed:
        message = f"not committed:\n{changed}"
        raise NotReadyError(message)
    return _said("git", "rev-parse", "--short", "HEAD")


def made(target: str) -> Callable[[], str]:
    """A target of the Makefile that must end well."""

    def step() -> str:
        ended = subprocess.run(["make", target], cwd=ROOT, check=False).returncode
        if ended:
            message = f"make {target} ended with {ended}"
            raise NotReadyError(message)
        return f"make {target}"

    return step


def hashes() -> str:
    """What is handed out is what was tried."""
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    if subprocess.run(check, cwd=RELEASE, check=False).returncode:
        message = f"SHA256SUMS does not fit what lies in {RELEASE.relative_to(ROOT)}"
        raise NotReadyError(message)
    return (RELEASE / "SHA256SUMS").read_text(encoding="utf-8").strip()


def notes() -> str:
    """The release notes are there and name all parts."""
    found = list(RELEASE.glob("*发布说明.md"))
    if len(found) != 1:
        message = f"{len(found)} release notes in {RELEASE.relative_to(ROOT)}, not one"
        raise NotReadyError(message)
    path = found[0]
    rows = path.read_text(encoding="utf-8").count("\n| ")
    if rows < MANY:
        message = f"{path.name} names {rows} parts"
        raise NotReadyError(message)
    return f"{path.name}: {rows} parts"


STEPS: dict[str, Callable[[], str]] = {
    "version": version,
    "changelog": changelog,
    "clean": clean,
    "test": made("test"),
    "faults": made("faults"),
    "package": made("package-linux"),
    "try": made("try-linux"),
    "bench": made("bench"),  # of the package too
    "hashes": hashes,
    "notes": notes,
}

REST = """\
By hand: on Windows `py packaging\\windows\\build_windows.py`, on arm64 packaging/linux/ARM64.md;
type 你好 with fcitx on UOS and Kylin; `git tag v{version}`."""


def main(arguments: list[str]) -> int:
    """Do the steps; the exit status."""
    begin = arguments[0] if arguments else next(iter(STEPS))
    if begin not in STEPS or len(arguments) > 1:
        print(f"{__doc__}\nsteps: {' '.join(STEPS)}", file=sys.stderr)
        return 2
    names = list(STEPS)
    for name in names[names.index(begin) :]:
        try:
            print(f"· {name}: {STEPS[name]()}", flush=True)
        except NotReadyError as error:
            print(f"✕ {name}: {error}", file=sys.stderr)
            return 1
    print(REST.format(version=VERSION))
    return 0


def _said(*command: str) -> str:
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return run.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
