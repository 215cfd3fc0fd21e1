"""A rule profile: the numbers and choices by which a form is scored, read from TOML."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleProfile:
    """The rules of one place and time."""

    name: str


def load_profile(name: str) -> RuleProfile:
    """The profile of this name from ``resources/profiles``."""
    raise NotImplementedError
