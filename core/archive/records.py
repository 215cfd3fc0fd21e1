"""The values that come out of an archive, and the derived figures that go in."""

from __future__ import annotations

from dataclasses import dataclass

DRAFT, FINAL = "draft", "final"


@dataclass(frozen=True, slots=True)
class Summary:
    """What an assessment found, as text: it stands in the archive only to be listed and summed.

    Points and scores with two decimals, ``rate`` as a ratio with six; ``""`` where there is none.
    """

    total_score: str = ""
    total_points: str = ""
    grade: str = ""
    rate: str = ""
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One version of an evaluation. Times are ISO 8601 in UTC."""

    number: int
    begun: str
    saved: str
    state: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class Entry:
    """One evaluation as the archive lists it.

    ``trashed`` is the time at which it was put away, ``""`` where it was not.
    """

    id: int
    year: int | str
    project: str
    unit: str
    department: str
    state: str
    created: str
    changed: str
    version: int
    summary: Summary
    trashed: str
