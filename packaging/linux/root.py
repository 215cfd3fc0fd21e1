"""A Debian in a folder: commands run inside it as if it were a computer of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


class RootError(Exception):
    """The root cannot be made here, or a command in it failed; one Chinese sentence."""


class Root:
    """A folder that holds a Debian."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, suite: str) -> None:
        """Make it, unless it is there. Raises ``RootError`` where that is not allowed or failed."""
        if os.geteuid() != 0 or shutil.which("debootstrap") is None:
            message = "这一步要 root 权限和 debootstrap：sudo apt-get install debootstrap"
            raise RootError(f"{message}，然后用 sudo 再来一次")
        if (self.folder / "etc" / "debian_version").exists():
            return
        print(f"· Debian {suite}，约一分钟……", flush=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder.with_suffix(".log")
        command = ["debootstrap", "--variant=minbase", suite, str(self.folder)]
        with log.open("wb") as file:
            ended = subprocess.run(command, stdout=file, stderr=file, check=False).returncode
        if ended:
            message = f"debootstrap 没有做成，原因见 {log}"
            raise RootError(message)

    def install(self, *packages: str) -> None:
        """Install packages, and of others only what these depend on."""
        self.run("apt-get", "update", "--quiet", "--quiet")
        command = ("apt-get", "install", "--yes", "--quiet", "--quiet", "--no-install-recommends")
        self.run(*command, *packages, DEBIAN_FRONTEND="noninteractive")

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
