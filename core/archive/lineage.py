"""The versions that led to a form: its own, and before them those of what it is the 更正 of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from core.archive.records import FINAL, Entry, VersionInfo

if TYPE_CHECKING:  # a print that needs no archive loads none
    from core.archive.archive import Archive


class Ancestor(Struct, frozen=True):
    """A version and the evaluation that it is of; ``own``: of the one that was asked about.

    ``corrected``: where that evaluation is a 更正, the 定稿编号 that it corrects.
    ``adds``: it is the final form of the version before it with more 佐证材料.
    """

    evaluation: int
    info: VersionInfo
    own: bool
    corrected: str | None = None
    adds: bool = False

    @property
    def name(self) -> str:
        """第 2 版, or of what was corrected: 原件第 2 版."""
        return f"{'' if self.own else '原件'}第 {self.info.number} 版"

    @property
    def state(self) -> str:
        """草稿, or 定稿 with its number, and whether evidence was added to it."""
        if self.info.state != FINAL:
            return "草稿"
        added = "（补佐证材料）" if self.adds else ""
        return f"定稿 {self.info.final_number}".rstrip() + added

    @property
    def moment(self) -> str:
        """Since when it is as it is, as the archive writes moments."""
        info = self.info
        return info.saved if self.adds else info.finalized or info.saved


def corrected_number(archive: Archive, entry: Entry) -> str | None:
    """The 定稿编号 of what a form is the 更正 of; ``None`` where it is none.

    Blank where the number is not known. Raises ``ArchiveError``.
    """
    if entry.corrects is None:
        return None
    # Its 定稿 may have been taken back since; the versions remember.
    versions = reversed(archive.history(entry.corrects))
    return next((info.final_number for info in versions if info.final_number), "")


def lineage(archive: Archive, evaluation_id: int) -> tuple[Ancestor, ...]:
    """All of them, the oldest first. Raises ``ArchiveError``."""
    found: list[Ancestor] = []
    seen = set[int]()
    number: int | None = evaluation_id
    while number is not None and number not in seen:
        seen.add(number)
        entry = archive.entry(number)
        corrected, own = corrected_number(archive, entry), number == evaluation_id
        numbers = set[str]()  # one that comes again is of the same final form
        versions = []
        for info in archive.history(number):
            adds = bool(info.final_number) and info.final_number in numbers
            numbers.add(info.final_number)
            versions.append(Ancestor(number, info, own, corrected, adds))
        found = [*versions, *found]
        number = entry.corrects
    return tuple(found)
