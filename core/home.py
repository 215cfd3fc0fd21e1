"""The folders of whoever uses this computer; a service or an unknown number has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def own_folder(named: Callable[[], Path]) -> Path | None:
    """The folder that the system (or ``platformdirs``) names, as far as it names a whole path."""
    try:
        folder = named()
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None


def home_folder() -> Path | None:
    """The home."""
    return own_folder(Path.home)
