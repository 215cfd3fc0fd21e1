"""The versions that led to a form: its own, and before them those of what it is the 更正 of."""

from __future__ import annotations

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.records import FINAL, VersionInfo


class Ancestor(Struct, frozen=True):
    """A version and the evaluation that it is of; ``own``: of the one that was asked about."""

    evaluation: int
    info: VersionInfo
    own: bool

    @property
    def name(self) -> str:
        """第 2 版, or of what was corrected: 原件第 2 版."""
        return f"{'' if self.own else '原件'}第 {self.info.number} 版"

    @property
    def state(self) -> str:
        """草稿, or 定稿 with its number."""
        final = self.info.state == FINAL
        return f"定稿 {self.info.final_number}".rstrip() if final else "草稿"


def lineage(archive: Archive, evaluation_id: int) -> tuple[Ancestor, ...]:
    """All of them, the oldest first. Raises ``ArchiveError``."""
    found = [Ancestor(evaluation_id, info, own=True) for info in archive.history(evaluation_id)]
    corrected, seen = archive.entry(evaluation_id).corrects, {evaluation_id}
    while corrected is not None and corrected not in seen:
        seen.add(corrected)
        number = corrected
        earlier = [Ancestor(number, info, own=False) for info in archive.history(number)]
        found = [*earlier, *found]
        corrected = archive.entry(number).corrects
    return tuple(found)
