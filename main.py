"""The door: without arguments the window opens, with arguments a command is done."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Open the window or do a command; the exit status."""
    arguments = sys.argv[1:]
    if not arguments:
        from ui.app import run

        return run(sys.argv)
    from core.command_line import main as do

    return do(arguments, _draw)


def _draw(archive: Path, evaluation: int, picture: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.app import save_picture

    save_picture(archive, evaluation, picture)


if __name__ == "__main__":
    sys.exit(main())
