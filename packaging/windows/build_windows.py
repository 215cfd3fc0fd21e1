r"""The Windows program and its installer, as one command on a Windows machine.

    py packaging\windows\build_windows.py

Wanted: Windows 10 (1809) or newer, 64 bit; Python 3.11 to 3.13 from python.org; git; NSIS 3.08 or
newer (its ``makensis`` on the path or in its usual folder).  Packages and their versions are those
of the lock file.  The program is built and tried, then packed; what comes out lies in dist/windows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(ROOT)]

from core.version import VERSION  # noqa: E402  (found on the path set above)

SCRIPT = HERE / "installer.nsi"
OUT = ROOT / "dist" / "windows"


class InstallerError(Exception):
    """There is no installer; the message is one Chinese sentence."""


def main() -> int:
    """Set up, build, try, pack; the exit status."""
    import set_up

    try:
        set_up.set_up(display=True)
        build = [str(set_up.PYTHON), str(HERE.parent / "build.py"), "--check"]
        subprocess.run(build, cwd=ROOT, check=True)
        OUT.mkdir(parents=True, exist_ok=True)
        installer = OUT / f"自评通-{VERSION}-安装.exe"
        compile_installer(ROOT / "dist" / "自评通", installer, VERSION)
        digest = hashlib.sha256(installer.read_bytes()).hexdigest()
        (OUT / "SHA256SUMS").write_text(f"{digest}  {installer.name}\n", encoding="utf-8")
    except (InstallerError, set_up.SetUpError, subprocess.CalledProcessError) as error:
        print(f"没有做成：{error}", file=sys.stderr)
        return 1
    print(f"· {installer.relative_to(ROOT)}  {installer.stat().st_size / 1e6:.1f} MB")
    return 0


def compile_installer(payload: Path, target: Path, version: str) -> None:
    """Pack a program's folder into an installer. Raises ``InstallerError``."""
    size = sum(path.stat().st_size for path in payload.rglob("*") if path.is_file())
    given = {
        "VERSION": version,
        "PAYLOAD": str(payload.absolute()),
        "OUT": str(target.absolute()),
        "KILOBYTES": str(size // 1024),
    }
    command = [makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in given.items()]
    run = subprocess.run([*command, str(SCRIPT)], capture_output=True, check=False)
    if run.returncode:
        message = f"makensis 没有做成：{(run.stdout + run.stderr).decode(errors='replace')}"
        raise InstallerError(message)


def makensis() -> str:
    """The compiler of installers. Raises ``InstallerError``."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
    found = shutil.which("makensis") or (str(usual) if usual.exists() else None)
    if found is None:
        message = "没有 NSIS：请安装 NSIS 3.08 或更新的版本，再来一次"
        raise InstallerError(message)
    return found


if __name__ == "__main__":
    sys.exit(main())
