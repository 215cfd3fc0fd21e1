"""The values that come out of an archive, and the derived figures that go in."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

DRAFT, FINAL = "draft", "final"


def moment_of(written: str) -> datetime | None:
    """A moment as the archive writes it; ``None`` where it is none, or none of any calendar."""
    with suppress(ValueError, OverflowError):
        found = datetime.fromisoformat(written)
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        aware.astimezone(UTC)
        return aware if 1970 < aware.year < 9999 else None  # noqa: PLR2004  (any zone can tell it)
    return None


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
    final_number: str = ""
    finalized: str = ""
    digest: str = ""
    """The SHA-256 of its content: with the 定稿编号 it says which paper this is."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The scan of a signed paper, filed with the final version that was signed."""

    id: int
    evaluation: int
    version: int
    name: str
    pages: int
    added: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One evaluation as the archive lists it.

    ``trashed`` is the time at which it was put away, ``""`` where it was not; ``signed`` the time
    at which the first scan of the signed paper was filed.  ``corrects`` is the evaluation of which
    this one is the correction, ``follows`` the one of last year that it was carried over from.
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
    final_number: str = ""
    signed: str = ""
    corrects: int | None = None
    follows: int | None = None

    @property
    def stage(self) -> str:
        """草稿, 定稿 or 已签章."""
        if self.state != FINAL:
            return "草稿"
        return "已签章" if self.signed else "定稿"
