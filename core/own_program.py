"""What this very program is called, and how it is started once more as a child."""

from __future__ import annotations

import sys
from pathlib import Path


def command_name() -> str:
    """The word by which it is called on the command line."""
    return "zpt" if getattr(sys, "frozen", False) else "main.py"


def own_command(hidden: str) -> list[str]:
    """The words that start it, in a checkout and in the built program."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, str(Path(__file__).resolve().parents[1] / "main.py"), hidden]
    program = Path(sys.executable)
    if sys.platform == "win32":
        # Of the two programs only this one has standard streams on Windows.
        program = program.with_name("zpt.exe")
    return [str(program), hidden]
