"""The Linux program for old systems, as one command: ``make package-linux`` (as root).

    python packaging/linux/build_linux.py

An old Debian is made below build/linux, with a Python compiled in it; there the packages of the
lock file are installed and ``release_files.py`` does the rest.  The files come into dist/linux. The
first time takes half an hour, later ones five minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]

import set_up  # noqa: E402  (found on the path set above)
from glibc import OLDEST  # noqa: E402
from old_root import PREFIX, OldRoot  # noqa: E402
from root import RootError  # noqa: E402

SYSTEM = ROOT / "build" / "linux" / "root"
OUT = ROOT / "dist" / "linux"
CHECKOUT = "/zipingtong"
WHEELS = "/wheels"
MADE = "/made"
PYTHON_VERSION = "3.11"


def main() -> int:
    """Make root, wheels and release files; the exit status."""
    root = OldRoot(SYSTEM)
    try:
        root.prepare((set_up.LIBRARIES + set_up.DISPLAY_LIBRARIES).split())
        fetch_wheels(SYSTEM / WHEELS.strip("/"))
        copy_checkout(SYSTEM / CHECKOUT.strip("/"))
        install_wheels(root)
        shutil.rmtree(SYSTEM / MADE.strip("/"), ignore_errors=True)
        make = ("/venv/bin/python", "packaging/linux/release_files.py", MADE)
        # The libraries compiled there come before those of the old system.
        root.run(*make, at=CHECKOUT, LD_LIBRARY_PATH=f"{PREFIX}/lib")
    except RootError as error:
        print(f"没有做成：{error}", file=sys.stderr)
        return 1
    shutil.rmtree(OUT, ignore_errors=True)
    shutil.copytree(SYSTEM / MADE.strip("/"), OUT)
    print(f"· 都在 {OUT.relative_to(ROOT)}")
    return 0


def fetch_wheels(folder: Path) -> None:
    """Fetch the packages of the lock file that run on the oldest glibc, by their hashes."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [str(set_up.PYTHON), "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--python-version", PYTHON_VERSION]
    command += [f"--platform={name}" for name in platforms(os.uname().machine)]
    command += ["--dest", str(folder), "--requirement", str(set_up.LOCK)]
    if subprocess.run(command, env=set_up.pip_environment(), check=False).returncode:
        message = "有软件包没有取到，原因见上面几行"
        raise RootError(message)


def platforms(machine: str) -> Iterator[str]:
    """The names of wheels that run on the oldest glibc wanted or on an older one."""
    for minor in range(OLDEST[1], 4, -1):
        yield f"manylinux_{OLDEST[0]}_{minor}_{machine}"
    yield from (f"manylinux{year}_{machine}" for year in ("2014", "2010", "1"))


def copy_checkout(folder: Path) -> None:
    """Copy what git knows or would know of, and the converted faces; nothing else goes in."""
    shutil.rmtree(folder, ignore_errors=True)
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    names += [path.relative_to(ROOT).as_posix() for path in set_up.FONTS.glob("*.ttf")]
    for name in names:
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def install_wheels(root: OldRoot) -> None:
    """Install the packages into an environment of the compiled Python, which has no pip."""
    inside = root.folder / WHEELS.strip("/")
    wheels = [f"{WHEELS}/{path.name}" for path in sorted(inside.iterdir())]
    (pip,) = (name for name in wheels if name.startswith(f"{WHEELS}/pip-"))
    root.run(f"{PREFIX}/bin/python3", "-m", "venv", "--clear", "--without-pip", "/venv")
    install = ("/venv/bin/python", f"{pip}/pip", "install", "--quiet", "--no-index", "--no-deps")
    root.run(*install, *wheels)


if __name__ == "__main__":
    sys.exit(main())
