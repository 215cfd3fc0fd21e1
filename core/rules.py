"""By which rules a form of the archive is scored: those that were kept with it, or today's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from core.archive.records import FINAL
from core.scoring.profile import RuleProfile
from core.scoring.profile_file import load_profile, profile_for, profile_names, read_profile

if TYPE_CHECKING:  # a worker loads no archive
    from core.archive.archive import Archive


def rules_of(text: str, name: str) -> RuleProfile:
    """The profile that was kept as ``text``; where nothing was, the one a form names.

    The same object for the same text, and today's own object where nothing has changed since:
    profiles are compared by identity.  Raises ``ProfileError``.
    """
    if not text:
        return profile_for(name)
    today = profile_for(name)
    return today if today.text == text else _read(text)


def rules_for_archived(
    archive: Archive, evaluation_id: int, name: str, version: int | None = None
) -> RuleProfile:
    """The rules of an evaluation: a final version has its own, a draft follows today's file.

    An earlier version is history, so it has its own as well.  ``name``: the profile that the form
    names.  Raises ``ArchiveError`` and ``ProfileError``.
    """
    if version is None and archive.entry(evaluation_id).state != FINAL:
        return profile_for(name)
    return rules_of(archive.rules(evaluation_id, version), name)


@lru_cache(maxsize=32)
def _read(text: str) -> RuleProfile:
    for name in profile_names():
        if (known := load_profile(name)).text == text:
            return known
    return read_profile(text, "（随这一版存档的）")
