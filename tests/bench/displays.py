"""An X display of a bench's own, where Xvfb is there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def display() -> Iterator[str | None]:
    """The name of a display that stands while the block runs; ``None`` without Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        yield None
        return
    command = [program, "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        try:
            yield f":{int(server.stdout.readline())}"
        finally:
            server.terminate()
