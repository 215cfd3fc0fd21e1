"""The values that come out of an archive, and the derived figures that go in."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum

from msgspec import Struct

DRAFT, FINAL = "draft", "final"


def moment_of(written: str) -> datetime | None:
    """A moment as the archive writes it; ``None`` where it is none, or none of any calendar."""
    with suppress(ValueError, OverflowError):
        found = datetime.fromisoformat(written)
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        aware.astimezone(UTC)
        return aware if 1970 < aware.year < 9999 else None  # noqa: PLR2004  (any zone can tell it)
    return None


class Summary(Struct, frozen=True, gc=False):
    """What an assessment found, as text: it stands in the archive only to be listed and summed.

    Points and scores with two decimals, ``rate`` as a ratio with six; ``""`` where there is none.
    ``errors`` is all that stands in the way of 定稿; ``unfilled`` are those of them that only say
    that something is still to be written, which lists tell as 待填.
    """

    total_score: str = ""
    total_points: str = ""
    grade: str = ""
    rate: str = ""
    errors: int = 0
    warnings: int = 0
    unfilled: int = 0

    @property
    def wrong(self) -> int:
        """The errors that are more than something still to be written."""
        return max(0, self.errors - self.unfilled)

    @property
    def counts(self) -> tuple[int, int, int]:
        """What lists tell as 错误, 提醒 and 待填."""
        return self.wrong, self.warnings, self.unfilled


class VersionInfo(Struct, frozen=True):
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
    issued: str = ""
    """When it was first printed or exported; blank where it never was."""
    printed_digest: str = ""
    """The digest of what its paper shows; blank where an older program saved it."""
    author: str = ""
    """Who saved it last; blank where nobody told."""


class Scan(Struct, frozen=True):
    """The scan of a signed paper, filed with the final version that was signed."""

    id: int
    evaluation: int
    version: int
    name: str
    pages: int
    added: str
    sha256: str


class Stage(Enum):
    """How far an evaluation has come."""

    SAMPLE = "sample"
    """The shipped sample, in place of its stage."""
    DRAFT = "draft"
    FINAL = "final"
    SIGNED = "signed"


STAGE_NAMES = {
    Stage.SAMPLE: "样例",
    Stage.DRAFT: "草稿",
    Stage.FINAL: "定稿",
    Stage.SIGNED: "已签章",
}


def sample_head(project: str, unit: str, year: int | str) -> str:
    """What tells the shipped sample from a form that a clerk made of it."""
    return f"{project}\n{unit}\n{year}"


class Entry(Struct, frozen=True, gc=False):
    """One evaluation as the archive lists it; a hundred thousand are no work for the garbage.

    ``trashed`` is the time at which it was put away, ``""`` where it was not; ``signed`` the time
    at which the first scan of the signed paper was filed.  ``corrects`` is the evaluation of which
    this one is the correction, ``follows`` the one of last year that it was carried over from.
    ``sample`` is ``sample_head`` of the shipped sample as it was put in, blank for other forms.
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
    sample: str = ""

    @property
    def is_sample(self) -> bool:
        """Whether it is the shipped sample, and nobody has made it a form of their own.

        With another project, unit or year over it, it is the clerk's own form and counts as one.
        """
        return bool(self.sample) and self.sample == sample_head(self.project, self.unit, self.year)

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.state != FINAL:
            return Stage.DRAFT
        return Stage.SIGNED if self.signed else Stage.FINAL

    @property
    def listed(self) -> Stage:
        """The stage as a list shows it: that of the shipped sample is ``SAMPLE``."""
        return Stage.SAMPLE if self.is_sample else self.stage

    @property
    def label(self) -> str:
        """The Chinese name of ``listed``."""
        return STAGE_NAMES[self.listed]
