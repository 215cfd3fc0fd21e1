"""An old Debian in a folder, and a Python compiled in it: what the Linux program is built with.

A program runs where the C library is at least as new as the one it was linked with, so it is linked
with the oldest that Qt's own wheel runs on.  The folder is made once and kept below build/.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from root import Root

HERE = Path(__file__).resolve().parent
SUITE = "bullseye"
PREFIX = "/opt/python"
"""Where the compiled Python lies in the root."""

TOOLS = """
    autoconf autoconf-archive automake build-essential dpkg-dev libffi-dev libtool
    pkg-config tcl xvfb zlib1g-dev
"""
RECIPE = (HERE / "compile_python.sh", HERE / "glibc-2.28.h")


class OldRoot(Root):
    """A folder that holds an old Debian with a Python of our own."""

    def prepare(self, libraries: Sequence[str]) -> None:
        """Make it, install what building and Qt's window need, compile Python: each only once."""
        self.make(SUITE)
        self._know_newer_sources()
        self.install(*TOOLS.split(), *libraries)
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

    def _know_newer_sources(self) -> None:
        """Let apt fetch source packages, from where the root itself came."""
        mirrors = (self.folder / "etc/apt/sources.list").read_text(encoding="utf-8").split()
        line = f"deb-src {mirrors[1]} bookworm main\n"
        (self.folder / "etc/apt/sources.list.d/sources.list").write_text(line, encoding="utf-8")
