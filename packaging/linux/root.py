"""A Debian in a folder: commands run inside it as if it were a computer of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO


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
        # Under another name until it is whole: one that was broken off is made anew.
        part = self.folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        log = self.folder.with_suffix(".log")
        command = ["unshare", "--mount", "debootstrap", "--variant=minbase", suite, str(part)]
        with log.open("wb") as file:
            ended = subprocess.run(command, stdout=file, stderr=file, check=False).returncode
        if ended:
            message = f"debootstrap 没有做成，原因见 {log}"
            raise RootError(message)
        shutil.rmtree(self.folder, ignore_errors=True)
        part.rename(self.folder)

    def install(self, *packages: str) -> None:
        """Install packages, and of others only what these depend on."""
        install = ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends")
        # Hundreds of lines that nobody reads unless something went wrong.
        log = self.folder.with_suffix(".log")
        with log.open("ab") as output:
            try:
                self.run("apt-get", "update", "--quiet", output=output)
                self.run(*install, *packages, output=output, DEBIAN_FRONTEND="noninteractive")
            except RootError as error:
                message = f"{error}；都写在 {log}"
                raise RootError(message) from error

    def run(
        self, *command: str, at: str = "/", output: IO[bytes] | None = None, **environment: str
    ) -> None:
        """Do a command inside the root; its words go into the file given, else where ours go.

        Raises ``RootError``.
        """
        # A mount name space of its own: what is mounted in it is gone with the command, however
        # that ends.
        script = (
            f'mount -t proc proc "{self.folder}/proc"\n'
            f'exec chroot "{self.folder}" /bin/sh -c \'cd "$0" && exec "$@"\' "$@"'
        )
        outer = ["unshare", "--mount", "/bin/sh", "-e", "-c", script, "sh", at, *command]
        kept = {"HOME": "/", "LANG": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        given = {**kept, **environment}
        ended = subprocess.run(outer, env=given, stdout=output, stderr=output, check=False)
        if ended.returncode:
            why = "" if output else "，原因见上面几行"
            message = f"在旧系统里 {' '.join(command[:3])} 没有做成（{ended.returncode}）{why}"
            raise RootError(message)
