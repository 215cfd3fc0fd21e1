"""An old Debian in a folder, and a Python compiled in it: what the Linux program is built with.

A program runs where the C library is at least as new as the one it was linked with, so it is linked
with the oldest that Qt's own wheel runs on.  The folder is made once and kept below build/.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUITE = "bullseye"
PREFIX = "/opt/python"
"""Where the compiled Python lies in the root."""

TOOLS = """
    autoconf autoconf-archive automake build-essential dpkg-dev icu-devtools libffi-dev libtool
    pkg-config tcl xvfb zlib1g-dev
"""
RECIPE = (HERE / "compile_python.sh", HERE / "glibc-2.28.h")


class RootError(Exception):
    """The root cannot be made here; the message is one Chinese sentence with the remedy."""


class OldRoot:
    """A folder that holds an old Debian; commands are run inside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self, libraries: Sequence[str]) -> None:
        """Make it, install what building and Qt's window need, compile Python: each only once."""
        if os.geteuid() != 0 or shutil.which("debootstrap") is None:
            message = "在旧系统里构建要 root 权限和 debootstrap：sudo apt-get install debootstrap"
            raise RootError(f"{message}，然后 sudo make package-linux")
        if not (self.folder / "etc" / "debian_version").exists():
            print(f"· Debian 11（{SUITE}），约一分钟……", flush=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            debootstrap = ["debootstrap", "--variant=minbase", SUITE, str(self.folder)]
            _run(debootstrap, self.folder.with_suffix(".log"))
        self._know_newer_sources()
        self.run("apt-get", "update", "--quiet", "--quiet")
        install = ("apt-get", "install", "--yes", "--quiet", "--quiet", "--no-install-recommends")
        self.run(*install, *TOOLS.split(), *libraries, DEBIAN_FRONTEND="noninteractive")
        stamp = self.folder / PREFIX.strip("/") / "recipe"
        recipe = hashlib.sha256(b"".join(path.read_bytes() for path in RECIPE)).hexdigest()
        if stamp.exists() and stamp.read_text() == recipe:
            return
        inside = self.folder / "recipe"
        inside.mkdir(exist_ok=True)
        for path in RECIPE:
            shutil.copyfile(path, inside / path.name)
        self.run("bash", "/recipe/compile_python.sh", PREFIX)
        stamp.write_text(recipe)

    def run(self, *command: str, at: str = "/", **environment: str) -> None:
        """Do a command inside the root; its words go where ours go. Raises ``RootError``."""
        # A mount name space of its own: what is mounted in it is gone with the command, however
        # that ends.
        script = (
            f'mount -t proc proc "{self.folder}/proc"\n'
            f'exec chroot "{self.folder}" /bin/sh -c \'cd "$0" && exec "$@"\' "$@"'
        )
        outer = ["unshare", "--mount", "/bin/sh", "-e", "-c", script, "sh", at, *command]
        kept = {"HOME": "/root", "LANG": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        ended = subprocess.run(outer, env={**kept, **environment}, check=False).returncode
        if ended:
            message = f"在旧系统里 {' '.join(command[:3])} 没有做成（{ended}），原因见上面几行"
            raise RootError(message)

    def _know_newer_sources(self) -> None:
        """Let apt fetch source packages, from where the root itself came."""
        mirrors = (self.folder / "etc/apt/sources.list").read_text(encoding="utf-8").split()
        line = f"deb-src {mirrors[1]} bookworm main\n"
        (self.folder / "etc/apt/sources.list.d/sources.list").write_text(line, encoding="utf-8")


def _run(command: Sequence[str], log: Path) -> None:
    with log.open("wb") as file:
        ended = subprocess.run(command, stdout=file, stderr=file, check=False).returncode
    if ended:
        message = f"{command[0]} 没有做成，原因见 {log}"
        raise RootError(message)
