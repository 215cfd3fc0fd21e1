"""Keys that other programs take before any window sees them: data, with what each is used for."""

from __future__ import annotations

import tomllib

from msgspec import Struct
from PySide6.QtGui import QKeySequence

from core.resources import resource


class Taken(Struct, frozen=True):
    """A key that ``program`` takes for ``use``."""

    program: str
    use: str


def taken_keys() -> dict[str, list[Taken]]:
    """Every such key, as Qt writes it in portable text."""
    data = tomllib.loads(resource("taken_keys.toml").read_text(encoding="utf-8"))
    found: dict[str, list[Taken]] = {}
    for program in data["program"]:
        for keys, use in program["keys"].items():
            found.setdefault(QKeySequence(keys).toString(), []).append(Taken(program["name"], use))
    return found
