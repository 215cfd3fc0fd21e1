"""Where the program's own data files are, in a checkout and in a packaged program."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a file or folder below ``resources``; whether it exists is not asked."""
    # PyInstaller unpacks a bundle into a folder of this name.
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[1]
    return root.joinpath("resources", *parts)
