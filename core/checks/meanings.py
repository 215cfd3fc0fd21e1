"""What each check means, in the clerk's words: for the manual and for whoever asks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from core.resources import resource


class Meaning(Struct, frozen=True):
    """``name``: what the check is called; ``raised``: when it is raised; ``remedy``: what to do."""

    name: str
    raised: str
    remedy: str


@cache
def meanings() -> Mapping[str, Meaning]:
    """The meaning of each problem code, in the order in which the manual tells them."""
    written = tomllib.loads(resource("checks.toml").read_text(encoding="utf-8"))
    return {code: Meaning(**texts) for code, texts in written.items()}
